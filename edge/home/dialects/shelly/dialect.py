"""Shelly gen 2 as a dialect: RPC notifications in, RPC out.

A device says that it is `online`; what it has is asked for by RPC, and the answers come on this hub's own
`<source>/rpc`. Ids are made of the device's topic, for names may come late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edge.home.dialects.identity import Identities
from edge.home.dialects.parts import Part
from edge.home.dialects.payload import PayloadError, dumps, mapping_of, read_object, read_text, rejected, text_of
from edge.home.dialects.roster import Roster
from edge.home.dialects.shelly.components import component_parts, is_component
from edge.home.dialects.topics import ConfigError, checked_topic
from edge.home.events import HomeEvent, Message
from edge.home.model import Device, Entity
from edge.home.names import NameRefusedError
from edge.turn import JsonValue, ServiceCall

MAX_COMPONENTS = 64
MAX_DEVICES = 2_000


@dataclass(slots=True)
class _Known:
    """A device as far as it was heard of: names by component, and the last status of each."""

    topic: str
    name: str
    names: dict[str, str] = field(default_factory=dict)
    status: dict[str, dict[str, JsonValue]] = field(default_factory=dict)


class Shelly:
    """Devices whose topic starts with `shelly`, and those with the topics given in `prefixes`."""

    name = "shelly"

    def __init__(self, hub: str, prefixes: Sequence[str] = (), *, identities: Identities | None = None) -> None:
        """`hub` is the topic of this hub (`hearth/home`), below which answers to its questions come."""
        self._source = f"{hub}/shelly"
        self._prefixes = tuple(prefixes)
        self._roster = Roster(self.name, identities or Identities())
        self._known: dict[str, _Known] = {}
        self._asked: dict[int, str] = {}
        self._next = 1
        self._requests: list[Message] = []

    def topics(self) -> tuple[str, ...]:
        """Every device's own topics, and the answers to this hub."""
        kinds = ("online", "events/rpc", "status/+")
        named = tuple(f"{prefix}/{kind}" for prefix in self._prefixes for kind in kinds)
        return (*(f"+/{kind}" for kind in kinds), *named, f"{self._source}/rpc")

    def requests(self) -> tuple[Message, ...]:
        """Messages that ask newly found devices what they have; each is given once."""
        asked, self._requests = tuple(self._requests), []
        return asked

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events of a will, a notification, a status or an answer."""
        try:
            return list(self._decode(message))
        except (ConfigError, NameRefusedError, PayloadError) as error:
            return rejected(message, error)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """One RPC to the device."""
        member, part = self._roster.part(entity)
        request = part.command(call, entity)
        return [self._rpc(member.device.id, str(request["method"]), mapping_of(request.get("params")))]

    def _decode(self, message: Message) -> Iterator[HomeEvent]:
        if message.topic == f"{self._source}/rpc":
            yield from self._answered(message)
            return
        for ending in ("/online", "/events/rpc"):
            if message.topic.endswith(ending):
                topic = message.topic.removesuffix(ending)
                if self._is_ours(topic):
                    yield from (self._online if ending == "/online" else self._notified)(topic, message)
                return
        topic, _, component = message.topic.rpartition("/status/")
        if self._is_ours(topic) and is_component(component):
            status = read_object(message)
            yield from self._learn(topic, {component: status}, retained=message.retain)

    def _is_ours(self, topic: str) -> bool:
        return topic in self._prefixes or (topic.startswith("shelly") and "/" not in topic)

    def _online(self, topic: str, message: Message) -> Iterator[HomeEvent]:
        text = read_text(message.payload)
        if text not in {"true", "false"}:
            raise PayloadError(f"online is true or false, not {text[:40]!a}")
        known = self._known.get(topic)
        member = self._roster.member(topic)
        if known is None and text == "true":
            self._meet(topic)
        elif member is not None:
            if text == "true" and not member.available:
                self._ask(topic)
            yield from member.reachable(available=text == "true")

    def _notified(self, topic: str, message: Message) -> Iterator[HomeEvent]:
        body = read_object(message)
        if text_of(body.get("method")) in {"NotifyStatus", "NotifyFullStatus"}:
            if topic not in self._known:
                self._meet(topic)
            yield from self._learn(topic, mapping_of(body.get("params")), retained=message.retain)

    def _answered(self, message: Message) -> Iterator[HomeEvent]:
        body = read_object(message)
        number, result = body.get("id"), mapping_of(body.get("result"))
        topic = self._asked.pop(number, None) if isinstance(number, int) else None
        known = self._known.get(topic) if topic else None
        if known is None or not result:
            return
        system = mapping_of(result.get("sys"))
        if "device" in system:
            known.name = text_of(mapping_of(system["device"]).get("name")) or known.name
            for component, values in result.items():
                name = text_of(mapping_of(values).get("name"))
                if name and is_component(component):
                    known.names[component] = name
            yield from self._enrol(known)
        else:
            yield from self._learn(known.topic, result, retained=True)

    def _learn(self, topic: str, statuses: Mapping[str, JsonValue], *, retained: bool) -> Iterator[HomeEvent]:
        """Take statuses in; components never heard of before are found."""
        known = self._known.get(topic) or self._meet(topic)
        news = False
        for component, status in statuses.items():
            if not is_component(component) or not isinstance(status, dict):
                continue
            if component not in known.status and len(known.status) >= MAX_COMPONENTS:
                continue
            before = known.status.setdefault(component, {})
            news = news or not before or not set(status) <= set(before)
            before.update(dict.fromkeys(status))
        if news:
            yield from self._enrol(known)
        member = self._roster.member(topic)
        if member is not None:
            yield from member.reports(statuses, retained=retained)

    def _enrol(self, known: _Known) -> Iterator[HomeEvent]:
        parts = list(self._parts(known))
        if parts:
            topics = tuple(f"{known.topic}/{kind}" for kind in ("online", "events/rpc", "status/+"))
            first = self._roster.member(known.topic) is None
            device = Device(known.topic, known.name, None, "Shelly")
            yield from self._roster.enrol(device, parts, topics if first else (), known.topic)

    def _parts(self, known: _Known) -> Iterator[Part]:
        kinds = [component.partition(":")[0] for component in known.status]
        for component, status in known.status.items():
            alone = kinds.count(component.partition(":")[0]) == 1
            yield from component_parts(component, known.names.get(component), status, alone=alone)

    def _meet(self, topic: str) -> _Known:
        if len(self._known) >= MAX_DEVICES:
            raise ConfigError(f"{MAX_DEVICES} devices are known already")
        known = _Known(checked_topic(topic), topic)
        self._known[topic] = known
        self._ask(topic)
        return known

    def _ask(self, topic: str) -> None:
        for method in ("Shelly.GetConfig", "Shelly.GetStatus"):
            self._asked[self._next] = topic
            self._requests.append(self._rpc(topic, method, {}))
        while len(self._asked) > 2 * MAX_DEVICES:
            self._asked.pop(next(iter(self._asked)))

    def _rpc(self, topic: str, method: str, params: Mapping[str, JsonValue]) -> Message:
        number, self._next = self._next, self._next + 1
        body = {"id": number, "src": self._source, "method": method, "params": params}
        return Message(f"{topic}/rpc", dumps(body))
