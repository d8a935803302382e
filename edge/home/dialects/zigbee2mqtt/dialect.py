"""Zigbee2MQTT as a dialect: devices, groups, states, availability."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edge.home.dialects.identity import Identities
from edge.home.dialects.parts import PartEntity, Values, part_entity, released
from edge.home.dialects.payload import (
    PayloadError,
    dumps,
    list_of,
    mapping_of,
    parse_json,
    read_object,
    read_text,
    rejected,
    text_of,
)
from edge.home.dialects.topics import ConfigError, checked_topic
from edge.home.dialects.zigbee2mqtt.exposes import common_features, is_asked_for, parts_of
from edge.home.dialects.zigbee2mqtt.features import Feature, features_of
from edge.home.events import (
    AvailabilityReported,
    DeviceFound,
    EntityFound,
    EntityGone,
    HomeEvent,
    Message,
    NotExpressibleError,
    TopicsWanted,
)
from edge.home.model import Device, Entity
from edge.home.names import NameRefusedError, clean_name
from edge.turn import JsonValue, ServiceCall

DEFAULT_BASE = "zigbee2mqtt"
MAX_LIST = 4 * 1024 * 1024
"""Bytes of the longest list of devices read: each device takes some 5 KB of it."""
MAX_DEVICES = 2_000


@dataclass(slots=True)
class _Held:
    """A device or group: its topic's last part, its entities, and whether it was heard to be offline."""

    device: Device
    topic_name: str
    features: tuple[Feature, ...]
    parts: dict[str, PartEntity]
    online: bool = True
    asked: bool = False
    powered: bool = True


@dataclass(slots=True)
class _Bridge:
    """What the bridge's own topics said last."""

    online: bool = True
    devices: bytes = b""
    groups: list[JsonValue] = field(default_factory=list)


class Zigbee2Mqtt:
    """Devices and groups of one Zigbee2MQTT; there may be several, each below its own base topic."""

    name = "zigbee2mqtt"

    def __init__(self, base: str = DEFAULT_BASE, *, identities: Identities | None = None) -> None:
        """Nothing is known before the list of devices."""
        self._base = base
        if base != DEFAULT_BASE:
            self.name = f"zigbee2mqtt:{base}"
        self._identities = identities or Identities()
        self._bridge = _Bridge()
        self._held: dict[str, _Held] = {}
        self._by_topic: dict[str, _Held] = {}
        self._by_id: dict[str, tuple[_Held, PartEntity]] = {}
        self._requests: list[Message] = []

    def topics(self) -> tuple[str, ...]:
        """The bridge's lists and state; devices' topics follow once they are known."""
        return tuple(f"{self._base}/bridge/{name}" for name in ("devices", "groups", "state"))

    def payload_limit(self, topic: str) -> int | None:
        """Bytes that a topic may carry, where that is more than others may."""
        return MAX_LIST if topic in self.topics()[:2] else None

    def requests(self) -> tuple[Message, ...]:
        """Messages that ask newly found devices for their states; each is given once."""
        asked, self._requests = tuple(self._requests), []
        return asked

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events of a list, a state or an availability."""
        try:
            return list(self._decode(message))
        except (ConfigError, NameRefusedError, PayloadError) as error:
            return rejected(message, error)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """One message on the device's `set` topic."""
        held, part = self._by_id.get(entity.id, (None, None))
        if held is None or part is None:
            raise NotExpressibleError(f"{entity.id} is not a device of {self._base}")
        return [Message(f"{self._base}/{held.topic_name}/set", dumps(part.command(call, entity)))]

    def _decode(self, message: Message) -> Iterator[HomeEvent]:
        held = self._by_topic.get(message.topic)
        if held is not None:
            yield from _states(held, read_object(message), retained=message.retain)
            return
        if message.topic.endswith("/availability"):
            yield from self._available(message)
            return
        place = message.topic.removeprefix(f"{self._base}/bridge/")
        if place == "devices":
            yield from self._list_devices(message)
        elif place == "groups":
            self._bridge.groups = list(list_of(parse_json(read_text(message.payload, MAX_LIST))))
            yield from self._list_groups()
        elif place == "state":
            self._bridge.online = _is_online(message)
            yield from self._reachable(self._held.values())

    def _available(self, message: Message) -> Iterator[HomeEvent]:
        held = self._by_topic.get(message.topic.removesuffix("/availability"))
        if held is not None:
            held.online = _is_online(message)
            yield from self._reachable([held])

    def _reachable(self, several: Iterable[_Held]) -> Iterator[HomeEvent]:
        """Which entities can be reached; the registry knows what that changes."""
        ids: dict[bool, list[str]] = {True: [], False: []}
        for held in several:
            ids[held.online and self._bridge.online].extend(part.entity.id for part in held.parts.values())
        for available, entity_ids in ids.items():
            if entity_ids:
                yield AvailabilityReported(tuple(entity_ids), available)

    def _list_devices(self, message: Message) -> Iterator[HomeEvent]:
        if message.payload == self._bridge.devices:
            return
        given = parse_json(read_text(message.payload, MAX_LIST))
        if not isinstance(given, list):
            raise PayloadError("the list of devices is no list")
        self._bridge.devices = message.payload
        new = dict(_described(one) for one in given[:MAX_DEVICES] if _is_usable(one))
        yield from self._replace(new, is_group=False)
        yield from self._list_groups()

    def _list_groups(self) -> Iterator[HomeEvent]:
        new: dict[str, Mapping[str, JsonValue]] = {}
        for group in self._bridge.groups[:MAX_DEVICES]:
            values = mapping_of(group)
            number, members = values.get("id"), self._members(values)
            if isinstance(number, int) and members:
                new[f"group_{number}"] = {"friendly_name": values.get("friendly_name"), "features": members}
        yield from self._replace(new, is_group=True)

    def _members(self, group: Mapping[str, JsonValue]) -> tuple[Feature, ...]:
        addresses = [mapping_of(member).get("ieee_address") for member in list_of(group.get("members"))]
        known = [
            self._held[address].features for address in addresses if isinstance(address, str) and address in self._held
        ]
        return common_features(known)

    def _replace(self, new: Mapping[str, Mapping[str, JsonValue]], *, is_group: bool) -> Iterator[HomeEvent]:
        """Bring what is held in line with a list of all devices, or of all groups."""
        for key in [key for key in self._held if key.startswith("group_") == is_group and key not in new]:
            yield from self._drop(self._held.pop(key))
        topics: list[str] = []
        for key, values in new.items():
            try:
                held = self._hold(key, values)
            except (ConfigError, NameRefusedError) as error:
                yield from rejected(Message(f"{self._base}/bridge", b""), error)
                continue
            old = self._held.get(key)
            yield from self._change(old, held)
            if old is None or old.topic_name != held.topic_name:
                topic = f"{self._base}/{held.topic_name}"
                topics += (topic, f"{topic}/availability")
                self._ask(held)
        if topics:
            yield TopicsWanted(tuple(topics))

    def _hold(self, key: str, values: Mapping[str, JsonValue]) -> _Held:
        name = text_of(values.get("friendly_name")) or key
        checked_topic(f"{self._base}/{name}", "friendly_name")
        definition = mapping_of(values.get("definition"))
        features = values.get("features") or features_of(definition.get("exposes"))
        known = features if isinstance(features, tuple) else ()
        device = Device(
            key,
            clean_name(name.replace("/", " ").replace("_", " ")),
            None,
            text_of(definition.get("vendor")) or text_of(values.get("manufacturer")),
            text_of(definition.get("model")) or text_of(values.get("model_id")),
        )
        made = [part_entity(part, device, self.name, self._identities) for part in parts_of(known)]
        powered = str(values.get("power_source", "")).startswith(("Mains", "DC"))
        return _Held(device, name, known, {one.entity.id: one for one in made}, powered=powered)

    def _change(self, old: _Held | None, held: _Held) -> Iterator[HomeEvent]:
        if old is not None:
            held.online = old.online
            self._by_topic.pop(f"{self._base}/{old.topic_name}", None)
            for entity_id, part in old.parts.items():
                if entity_id in held.parts:
                    held.parts[entity_id].known = part.known
                else:
                    self._by_id.pop(entity_id, None)
                    yield EntityGone(entity_id)
        self._held[held.device.id] = held
        self._by_topic[f"{self._base}/{held.topic_name}"] = held
        yield DeviceFound(held.device)
        for entity_id, part in held.parts.items():
            self._by_id[entity_id] = (held, part)
            yield EntityFound(part.entity)
        if old is None and not self._bridge.online:
            yield AvailabilityReported(tuple(held.parts), available=False)

    def _drop(self, held: _Held) -> Iterator[HomeEvent]:
        self._by_topic.pop(f"{self._base}/{held.topic_name}", None)
        released(held.parts, held.device.id, self.name, self._identities)
        for entity_id in held.parts:
            self._by_id.pop(entity_id, None)
            yield EntityGone(entity_id)

    def _ask(self, held: _Held) -> None:
        """Ask a device on the mains for its state: states are not retained unless somebody set that up."""
        if held.powered and is_asked_for(held.features):
            self._requests.append(Message(f"{self._base}/{held.topic_name}/get", b'{"state":""}'))


def _states(held: _Held, values: Values, *, retained: bool) -> Iterator[HomeEvent]:
    for part in held.parts.values():
        report = part.report(values, retained=retained)
        if report is not None:
            yield report


def _is_online(message: Message) -> bool:
    """Availability, which is `{"state": "online"}` or, from old versions, the word alone."""
    text = read_text(message.payload)
    if text.startswith("{"):
        text = str(mapping_of(parse_json(text)).get("state"))
    if text not in {"online", "offline"}:
        raise PayloadError(f"availability is online or offline, not {text[:40]!a}")
    return text == "online"


def _is_usable(device: JsonValue) -> bool:
    values = mapping_of(device)
    known = isinstance(values.get("ieee_address"), str) and bool(mapping_of(values.get("definition")))
    return known and values.get("type") != "Coordinator" and values.get("disabled") is not True


def _described(device: JsonValue) -> tuple[str, Mapping[str, JsonValue]]:
    values = mapping_of(device)
    return text_of(values.get("ieee_address")) or "unnamed", values
