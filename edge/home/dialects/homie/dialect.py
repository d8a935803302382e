"""Homie 5 as a dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edge.home.dialects.homie.description import description_of
from edge.home.dialects.homie.nodes import parts_of
from edge.home.dialects.identity import Identities
from edge.home.dialects.payload import PayloadError, encoded, parse_json, read_text, rejected
from edge.home.dialects.roster import Roster
from edge.home.dialects.topics import ConfigError, checked_topic
from edge.home.events import HomeEvent, Message
from edge.home.model import Device, Entity
from edge.home.names import NameRefusedError
from edge.turn import ServiceCall

DEFAULT_BASE = "homie"
_STATES = {"init": False, "ready": True, "disconnected": False, "sleeping": True, "lost": False, "alert": True}


class Homie:
    """Devices below `<base>/5`, by their descriptions."""

    name = "homie"

    def __init__(self, base: str = DEFAULT_BASE, *, identities: Identities | None = None) -> None:
        """Nothing is known before the first description."""
        self._base = f"{base}/5/"
        self._roster = Roster(self.name, identities or Identities())
        self._ready: dict[str, bool] = {}

    def topics(self) -> tuple[str, ...]:
        """Every device's state and description; its properties follow."""
        return f"{self._base}+/$state", f"{self._base}+/$description"

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events of a description, a state or a property."""
        try:
            return list(self._decode(message))
        except (ConfigError, NameRefusedError, PayloadError) as error:
            return rejected(message, error)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """One message for each property to set, with QoS 2 as the convention wants it."""
        member, part = self._roster.part(entity)
        values = part.command(call, entity)
        prefix = f"{self._base}{member.device.id}/"
        return [Message(f"{prefix}{key}/set", encoded(str(value)), qos=2) for key, value in values.items()]

    def _decode(self, message: Message) -> Iterator[HomeEvent]:
        levels = message.topic.removeprefix(self._base).split("/")
        if len(levels) == 2 and levels[1] == "$description":
            yield from self._describe(levels[0], message)
        elif len(levels) == 2 and levels[1] == "$state":
            yield from self._state(levels[0], message)
        elif len(levels) == 3 and not levels[2].startswith("$"):
            member = self._roster.member(levels[0])
            if member is not None:
                values = {f"{levels[1]}/{levels[2]}": read_text(message.payload)}
                yield from member.reports(values, retained=message.retain)

    def _describe(self, device_id: str, message: Message) -> Iterator[HomeEvent]:
        if not message.payload:
            yield from self._roster.dismiss(device_id)
            return
        values = parse_json(read_text(message.payload))
        if not isinstance(values, dict):
            raise PayloadError("a description is a JSON object")
        description = description_of(device_id, values)
        checked_topic(device_id, "device id")
        topics = tuple(f"{self._base}{device_id}/{node.id}/+" for node in description.nodes)
        device = Device(device_id, description.name)
        yield from self._roster.enrol(device, parts_of(description), topics)
        member = self._roster.member(device_id)
        if member is not None and device_id in self._ready:
            yield from member.reachable(available=self._ready.pop(device_id))

    def _state(self, device_id: str, message: Message) -> Iterator[HomeEvent]:
        text = read_text(message.payload)
        if not text:
            self._ready.pop(device_id, None)
            yield from self._roster.dismiss(device_id)
            return
        if text not in _STATES:
            raise PayloadError(f"$state {text[:40]!a} is none of {', '.join(_STATES)}")
        member = self._roster.member(device_id)
        if member is not None:
            yield from member.reachable(available=_STATES[text])
        elif len(self._ready) < 2_000:
            self._ready[device_id] = _STATES[text]
