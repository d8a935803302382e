"""Tasmota as a dialect: its own discovery, `tele` and `stat` in, `cmnd` out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edge.home.dialects.identity import Identities
from edge.home.dialects.parts import Part
from edge.home.dialects.payload import PayloadError, encoded, mapping_of, parse_json, read_object, read_text, rejected
from edge.home.dialects.roster import Roster
from edge.home.dialects.tasmota.config import SHUTTER, TasmotaConfig, tasmota_config
from edge.home.dialects.tasmota.parts import parts_of, sensor_parts
from edge.home.dialects.topics import ConfigError
from edge.home.events import HomeEvent, Message
from edge.home.model import Device, Entity
from edge.home.names import NameRefusedError
from edge.turn import JsonValue, ServiceCall

DEFAULT_PREFIX = "tasmota/discovery"


@dataclass(slots=True)
class _Described:
    """What both discovery messages of a device said."""

    config: TasmotaConfig
    sensors: tuple[Part, ...] = ()


class Tasmota:
    """Devices that announce themselves as Tasmota 9.2 and later do."""

    name = "tasmota"

    def __init__(self, prefix: str = DEFAULT_PREFIX, *, identities: Identities | None = None) -> None:
        """Nothing is known before the first announcement."""
        self._prefix = prefix
        self._roster = Roster(self.name, identities or Identities())
        self._described: dict[str, _Described] = {}
        self._early_sensors: dict[str, tuple[Part, ...]] = {}
        self._by_topic: dict[str, _Described] = {}
        self._requests: list[Message] = []

    def topics(self) -> tuple[str, ...]:
        """Both discovery messages of every device."""
        return f"{self._prefix}/+/config", f"{self._prefix}/+/sensors"

    def requests(self) -> tuple[Message, ...]:
        """Messages that ask newly found devices for their states; each is given once."""
        asked, self._requests = tuple(self._requests), []
        return asked

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events of an announcement, a state, a measurement or a will."""
        try:
            return list(self._decode(message))
        except (ConfigError, NameRefusedError, PayloadError) as error:
            return rejected(message, error)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """One command, or several in one `Backlog0`, which leaves no gap between them."""
        member, part = self._roster.part(entity)
        commands = part.command(call, entity)
        prefix = self._described[member.device.id].config.command
        if len(commands) == 1:
            name, argument = next(iter(commands.items()))
            return [Message(prefix + name, encoded(str(argument)))]
        backlog = ";".join(f"{name} {argument}".strip() for name, argument in commands.items())
        return [Message(f"{prefix}Backlog0", encoded(backlog))]

    def _decode(self, message: Message) -> Iterator[HomeEvent]:
        described = self._by_topic.get(message.topic)
        if described is not None:
            yield from self._hear(described, message)
            return
        mac, _, kind = message.topic.removeprefix(f"{self._prefix}/").partition("/")
        if kind == "config":
            yield from self._announce(mac, message)
        elif kind == "sensors":
            yield from self._announce_sensors(mac, message)

    def _announce(self, mac: str, message: Message) -> Iterator[HomeEvent]:
        if not message.payload:
            yield from self._dismiss(mac)
            return
        config = tasmota_config(read_object(message))
        if config.mac != mac:
            raise ConfigError(f"the mac {config.mac[:20]!a} is not that of the topic")
        old = self._described.get(mac)
        described = _Described(config, old.sensors if old else self._early_sensors.pop(mac, ()))
        yield from self._enrol(described)
        if old is None or old.config.command != config.command:
            self._ask(config)

    def _announce_sensors(self, mac: str, message: Message) -> Iterator[HomeEvent]:
        sensors = tuple(sensor_parts(read_object(message))) if message.payload else ()
        described = self._described.get(mac)
        if described is None:
            if len(self._early_sensors) < 100:
                self._early_sensors[mac] = sensors
            return
        described.sensors = sensors
        yield from self._enrol(described)
        if sensors:
            self._requests.append(Message(f"{described.config.command}STATUS", b"10"))

    def _enrol(self, described: _Described) -> Iterator[HomeEvent]:
        config = described.config
        topics = _topics(config)
        device = Device(config.mac, config.name, None, "Tasmota", config.model)
        yield from self._roster.enrol(device, [*parts_of(config), *described.sensors], topics)
        old = self._described.get(config.mac)
        for topic in _topics(old.config) if old else ():
            self._by_topic.pop(topic, None)
        self._described[config.mac] = described
        self._by_topic.update(dict.fromkeys(topics, described))

    def _dismiss(self, mac: str) -> Iterator[HomeEvent]:
        described = self._described.pop(mac, None)
        for topic in _topics(described.config) if described else ():
            self._by_topic.pop(topic, None)
        yield from self._roster.dismiss(mac)

    def _hear(self, described: _Described, message: Message) -> Iterator[HomeEvent]:
        config = described.config
        member = self._roster.member(config.mac)
        if member is None:
            return
        text = read_text(message.payload)
        if message.topic == f"{config.tele}LWT":
            if text in {config.online, config.offline}:
                yield from member.reachable(available=text == config.online)
            return
        values = _values(message.topic.rpartition("/")[2], text)
        yield from member.reports(values, retained=message.retain)

    def _ask(self, config: TasmotaConfig) -> None:
        self._requests.append(Message(f"{config.command}STATE", b""))
        if SHUTTER in config.relays:
            self._requests.append(Message(f"{config.command}STATUS", b"10"))


def _topics(config: TasmotaConfig) -> tuple[str, ...]:
    """The topics on which a device says something of interest."""
    relays = [f"{config.stat}POWER", *(f"{config.stat}POWER{n + 1}" for n, kind in enumerate(config.relays) if kind)]
    inputs = [f"{config.stat}SWITCH{n + 1}" for n, mode in enumerate(config.switches) if mode >= 0]
    told = [f"{config.tele}{name}" for name in ("LWT", "STATE", "SENSOR")]
    return (*told, f"{config.stat}RESULT", f"{config.stat}STATUS10", f"{config.stat}STATUS11", *relays, *inputs)


def _values(name: str, text: str) -> Mapping[str, JsonValue]:
    """The values of a message, whichever of Tasmota's shapes it has."""
    if name.startswith("POWER"):
        return {name: text}
    values = parse_json(text)
    if not isinstance(values, dict):
        raise PayloadError(f"{name} holds a JSON object")
    if name.startswith("SWITCH"):
        return {name.capitalize(): values.get("Action", values.get("STATE"))}
    wrapped = {"STATUS10": "StatusSNS", "STATUS11": "StatusSTS"}.get(name)
    return mapping_of(values.get(wrapped)) if wrapped else values
