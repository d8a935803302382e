"""Home Assistant's MQTT discovery as a dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edge.home.dialects.ha import access, air, climate, machines, openings, switches, values
from edge.home.dialects.ha.availability import Availability, availability_of
from edge.home.dialects.ha.component import Component
from edge.home.dialects.ha.config import Config
from edge.home.dialects.ha.expansion import Discovered, Place, discovered, origin_of, place_of
from edge.home.dialects.ha.light_basic import light_basic
from edge.home.dialects.ha.light_json import light_json
from edge.home.dialects.ha.light_template import light_template
from edge.home.dialects.identity import Identities
from edge.home.dialects.parts import full_name
from edge.home.dialects.payload import Payload, PayloadError, keepable, read_object, rejected, text_of
from edge.home.dialects.reports import Report
from edge.home.dialects.templates import TemplateFaultError
from edge.home.dialects.topics import ConfigError
from edge.home.events import (
    AvailabilityReported,
    DeviceFound,
    EntityFound,
    EntityGone,
    HomeEvent,
    Message,
    NotExpressibleError,
    Rejected,
    StateReported,
    TopicsWanted,
)
from edge.home.model import STATIC_ATTRIBUTES, Entity
from edge.home.names import NameRefusedError, clean_name
from edge.home.overrides import exposed_by_default
from edge.turn import JsonValue, ServiceCall

DEFAULT_PREFIX = "homeassistant"
MAX_ENTITIES = 5_000
"""Entities kept; more are refused, for the registry holds no more either."""
MAX_REMEMBERED = 2_048
"""Bytes of the longest payload that is remembered for entities found after it came."""
MAX_TOPICS = 5_000
MAX_OWN_ATTRIBUTES = 32

_LIGHTS: Mapping[str, Callable[[Config], Component]] = {
    "basic": light_basic,
    "json": light_json,
    "template": light_template,
}
_BUILDERS: Mapping[str, Callable[[Config], Component]] = {
    "alarm_control_panel": access.alarm_control_panel,
    "binary_sensor": values.binary_sensor,
    "button": switches.button,
    "climate": climate.climate,
    "cover": openings.cover,
    "device_tracker": values.device_tracker,
    "fan": air.fan,
    "humidifier": air.humidifier,
    "lawn_mower": machines.lawn_mower,
    "light": lambda config: _LIGHTS.get(config.text("schema", "basic"), light_basic)(config),
    "lock": access.lock,
    "number": values.number_component,
    "scene": switches.scene,
    "select": values.select,
    "sensor": values.sensor,
    "siren": switches.siren,
    "switch": switches.switch,
    "text": values.text,
    "update": values.update,
    "vacuum": machines.vacuum,
    "valve": openings.valve,
    "water_heater": climate.water_heater,
}
_LEFT_OUT = frozenset({"camera", "device_automation", "event", "image", "notify", "tag"})
_OWN_KEYS = STATIC_ATTRIBUTES | {
    "brightness", "color", "color_mode", "color_temp", "color_temp_kelvin", "current_humidity", "current_position",
    "current_temperature", "effect", "fan_mode", "friendly_name", "hs_color", "humidity", "hvac_action", "icon",
    "percentage", "preset_mode", "rgb_color", "state", "swing_mode", "temperature", "xy_color",
}  # fmt: skip


@dataclass(slots=True)
class _Binding:
    """One entity: what it was found as, how it is read and commanded, and what it said last."""

    entity: Entity
    unique_id: str
    component: Component
    availability: Availability
    topics: tuple[str, ...]
    known: dict[str, JsonValue] = field(default_factory=dict)


class HomeAssistantDiscovery:
    """Entities as programs announce them below a discovery prefix.

    Announcements of the programs in `ignored_origins` (in lower case) are left to their own dialects.
    """

    name = "ha_discovery"

    def __init__(
        self,
        prefix: str = DEFAULT_PREFIX,
        *,
        identities: Identities | None = None,
        ignored_origins: frozenset[str] = frozenset({"hearth"}),
    ) -> None:
        """Nothing is known before the first announcement."""
        self._prefix = prefix
        self._identities = identities or Identities()
        self._ignored = ignored_origins
        self._announced: dict[str, dict[str, _Binding]] = {}
        self._by_id: dict[str, _Binding] = {}
        self._unique: dict[str, str] = {}
        self._readers: dict[str, list[_Binding]] = {}
        self._watchers: dict[str, list[_Binding]] = {}
        self._remembered: dict[str, Payload] = {}

    def topics(self) -> tuple[str, ...]:
        """The two shapes of discovery topics."""
        return f"{self._prefix}/+/+/config", f"{self._prefix}/+/+/+/config"

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events of an announcement, a state or an availability."""
        place = place_of(message.topic, self._prefix)
        try:
            if place is not None:
                return list(self._announce(place, message))
            return list(self._hear(message))
        except (ConfigError, NameRefusedError, PayloadError) as error:
            return rejected(message, error)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """Messages on the entity's command topics."""
        binding = self._by_id.get(entity.id)
        command = binding.component.commands.get(call.service) if binding else None
        if command is None:
            raise NotExpressibleError(f"{entity.id} has no command topic for {call.domain}.{call.service}")
        return command(call, entity)

    def _announce(self, place: Place, message: Message) -> Iterator[HomeEvent]:
        old = self._announced.pop(message.topic, {})
        if not message.payload:
            yield from self._forget(old.values())
            return
        if place.component in _LEFT_OUT:
            return
        try:
            payload = read_object(message)
            found = [] if origin_of(payload) in self._ignored else list(discovered(place, payload))
        except (ConfigError, PayloadError):
            if old:  # a broken announcement does not take away what a sound one gave
                self._announced[message.topic] = old
            raise
        new: dict[str, _Binding] = {}
        for one in found:
            try:
                new[one.key] = self._bind(one, old.get(one.key))
            except (ConfigError, NameRefusedError) as error:
                yield from rejected(message, error)
        yield from self._forget(binding for key, binding in old.items() if key not in new)
        if new:
            self._announced[message.topic] = new
            yield from self._introduce(found, new, old)

    def _bind(self, one: Discovered, old: _Binding | None) -> _Binding:
        builder = _BUILDERS.get(one.component)
        if builder is None:
            raise ConfigError(f"component {one.component[:40]!a} is none that a home has")
        if old is None and len(self._by_id) >= MAX_ENTITIES:
            raise ConfigError(f"{MAX_ENTITIES} entities are known already")
        unique_id = text_of(one.config.raw("unique_id")) or one.key
        owner = self._unique.get(f"{one.component} {unique_id}", one.key)
        if owner != one.key:
            raise ConfigError(f"unique_id {unique_id[:80]!a} belongs to another announcement")
        component = builder(one.config)
        _listen_to_attributes(component)
        availability = availability_of(one.config)
        if old is not None:
            availability.available = old.availability.available
        entity = self._entity(one, component)
        topics = [topic for topic, _ in component.readers] + [source.topic for source in availability.sources]
        known = old.known if old else {}
        binding = _Binding(entity, unique_id, component, availability, tuple(dict.fromkeys(topics)), known)
        if old is not None and old.unique_id != unique_id:
            self._unique.pop(f"{one.component} {old.unique_id}", None)
        self._unique[f"{one.component} {unique_id}"] = one.key
        return binding

    def _entity(self, one: Discovered, component: Component) -> Entity:
        config, device = one.config, one.device
        name = clean_name(_name(one))
        wanted = config.text("default_entity_id").partition(".")[2] or config.text("object_id") or name
        category, device_class = config.text("entity_category"), text_of(component.attributes.get("device_class"))
        exposed = exposed_by_default(one.component, category, device_class)
        return Entity(
            id=self._identities.claim(f"{self._prefix}: {one.key}", one.component, wanted),
            name=name,
            device=device.id if device else None,
            state=component.state,
            attributes=component.attributes,
            exposed=exposed and config.flag("enabled_by_default", default=True),
            source=self.name,
        )

    def _introduce(
        self, found: Iterable[Discovered], new: Mapping[str, _Binding], old: Mapping[str, _Binding]
    ) -> Iterator[HomeEvent]:
        """Devices, entities, the topics that they need, and what is known of those already."""
        devices = {one.device.id: DeviceFound(one.device, one.area_name) for one in found if one.device}
        yield from devices.values()
        self._detach(old.values())
        wanted: dict[str, None] = {}
        for binding in new.values():
            yield EntityFound(binding.entity)
            wanted.update(dict.fromkeys(self._attach(binding)))
        if wanted:
            yield TopicsWanted(tuple(wanted))
        for binding in new.values():
            yield from self._catch_up(binding)

    def _attach(self, binding: _Binding) -> list[str]:
        """Listen for a binding; returns the topics that must be subscribed to for it."""
        self._by_id[binding.entity.id] = binding
        for topic in dict.fromkeys(topic for topic, _ in binding.component.readers):
            self._readers.setdefault(topic, []).append(binding)
        for topic in dict.fromkeys(source.topic for source in binding.availability.sources):
            self._watchers.setdefault(topic, []).append(binding)
        return [topic for topic in binding.topics if topic not in self._remembered]

    def _detach(self, bindings: Iterable[_Binding]) -> None:
        for binding in bindings:
            self._by_id.pop(binding.entity.id, None)
            for topic in binding.topics:
                for table in (self._readers, self._watchers):
                    listeners = [other for other in table.get(topic, ()) if other is not binding]
                    if listeners:
                        table[topic] = listeners
                    else:
                        table.pop(topic, None)
                if topic not in self._readers and topic not in self._watchers:
                    self._remembered.pop(topic, None)

    def _forget(self, bindings: Iterable[_Binding]) -> Iterator[HomeEvent]:
        for binding in bindings:
            self._detach([binding])
            component = binding.entity.domain
            key = self._unique.pop(f"{component} {binding.unique_id}", None)
            if key is not None:
                self._identities.release(f"{self._prefix}: {key}")
            yield EntityGone(binding.entity.id)

    def _catch_up(self, binding: _Binding) -> Iterator[HomeEvent]:
        """What topics said before this entity was found; retained, as far as it is concerned."""
        for topic in binding.topics:
            payload = self._remembered.get(topic)
            if payload is not None:
                yield from _availability(topic, payload, [binding])
                yield from _states(topic, payload, [binding], retained=True)

    def _hear(self, message: Message) -> Iterator[HomeEvent]:
        readers, watchers = self._readers.get(message.topic, ()), self._watchers.get(message.topic, ())
        if not readers and not watchers:
            return
        payload = Payload.of(message)
        if len(payload.text) <= MAX_REMEMBERED and len(self._remembered) < MAX_TOPICS:
            self._remembered[message.topic] = payload
        if watchers:
            yield from _availability(message.topic, payload, watchers)
        yield from _states(message.topic, payload, readers, retained=message.retain)


def _availability(topic: str, payload: Payload, bindings: Iterable[_Binding]) -> Iterator[HomeEvent]:
    changed: dict[bool, list[str]] = {}
    for binding in bindings:
        available = binding.availability.hear(topic, payload)
        if available is not None:
            changed.setdefault(available, []).append(binding.entity.id)
    for available, entity_ids in changed.items():
        yield AvailabilityReported(tuple(entity_ids), available)


def _states(topic: str, payload: Payload, bindings: Iterable[_Binding], *, retained: bool) -> Iterator[HomeEvent]:
    for binding in bindings:
        report = Report(binding.known)
        for reader_topic, reader in binding.component.readers:
            if reader_topic != topic:
                continue
            try:
                reader(payload, report)
            except (PayloadError, TemplateFaultError) as error:
                yield Rejected(topic[:255], f"{binding.entity.id}: {error}"[:255])
        if report.state is None and not report.attributes:
            continue
        binding.known.update(report.attributes)
        if report.state is not None:
            binding.known["state"] = report.state
        yield StateReported(binding.entity.id, report.state, report.attributes, retained)


def _listen_to_attributes(component: Component) -> None:
    """Attributes that a program publishes beside the state; they never stand in for the entity's own."""

    def read(payload: Payload, report: Report) -> None:
        rendered = template.render(payload)
        given = Payload(rendered).json_or_none if rendered else None
        if not isinstance(given, dict):
            return
        for key, value in list(given.items())[:MAX_OWN_ATTRIBUTES]:
            name = text_of(key)
            if name and name not in _OWN_KEYS:
                report.attributes.setdefault(name, keepable(value))

    template = component.config.value("json_attributes_template")
    component.listen_raw("json_attributes_topic", read)


def _name(one: Discovered) -> str:
    """What people call an entity: its device's name, with its own behind it if it has one."""
    device = one.device.name if one.device else ""
    given = one.config.raw("name")
    own = given if isinstance(given, str) else text_of(given) or ""
    if given is None and not one.config.is_null("name"):
        own = one.config.text("device_class").replace("_", " ").capitalize() if _is_measured(one.component) else ""
    return full_name(device, own) or one.object_id.replace("_", " ")


def _is_measured(component: str) -> bool:
    return component in {"sensor", "binary_sensor", "number", "button"}
