"""Entities, devices, areas, floors and people, and an immutable picture of them all.

States, attributes, device classes and supported features are Home Assistant's, in its spelling and
units (brightness 0..255, colour temperature in kelvin, positions and percentages 0..100, volume 0..1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from edge.home.digests import Digests, as_text, digest_of
from edge.turn import JsonValue

STATIC_ATTRIBUTES = frozenset(
    {
        "device_class", "supported_features", "supported_color_modes", "unit_of_measurement",
        "hvac_modes", "preset_modes", "fan_modes", "swing_modes", "effect_list", "min_temp", "max_temp",
        "target_temp_step", "min", "max", "step", "options", "min_color_temp_kelvin",
        "max_color_temp_kelvin", "available_modes", "min_humidity", "max_humidity", "source_list",
        "sound_mode_list", "operation_list", "percentage_step", "code_format", "code_arm_required",
        "fan_speed_list", "available_tones", "state_class",
    }
)  # fmt: skip
"""Attributes that describe what an entity can do; all others are part of its state."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that can be told something, asked about, or both.

    `state` is `None` while unknown. `stale` means known only from a retained message. `changed` is the
    wall time (seconds) of the last live change of state, `None` if none was seen. `exposed` entities
    may be spoken about. `source` names the dialect that carries its commands.
    """

    id: str
    name: str
    area: str | None = None
    device: str | None = None
    aliases: tuple[str, ...] = ()
    state: str | None = None
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)
    available: bool = True
    stale: bool = False
    changed: float | None = None
    exposed: bool = True
    source: str = ""
    domain: str = field(init=False, repr=False, compare=False)
    """The part of the id before the dot."""

    def __post_init__(self) -> None:
        # Held, not computed when asked: one request in a large home asks thirty thousand times.
        object.__setattr__(self, "domain", self.id.partition(".")[0])

    @property
    def device_class(self) -> str | None:
        """Home Assistant's device class, if it has one."""
        value = self.attributes.get("device_class")
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Device:
    """A physical thing, which may carry several entities; `screen` when it can show pictures."""

    id: str
    name: str
    area: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    screen: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A room, or a place outside."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    floor: str | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    """A storey; `level` 0 is the ground floor where the home says so."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who lives here."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """The whole home at one moment; every map is keyed by id and must not be changed.

    `at` is wall time in seconds. The picture has two halves with a content hash each: `structure`
    (what there is, which rarely changes) and `states` (how it is now). The registry's pictures are in
    the order of ids, so that nothing decided over them depends on who was discovered first.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    devices: Mapping[str, Device] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    floors: Mapping[str, Floor] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    at: float = 0.0
    generation: int = field(default=0, compare=False)
    """Changes whenever the structure does; caches of names are keyed by it. It is no content."""
    digests: Digests = field(default_factory=Digests, repr=False, compare=False)
    """Shared by the pictures of one home, which mostly show the same entities."""

    @cached_property
    def by_area(self) -> Mapping[str, tuple[Entity, ...]]:
        """Exposed entities of each area id."""
        return _grouped((entity.area, entity) for entity in self.exposed)

    @cached_property
    def by_domain(self) -> Mapping[str, tuple[Entity, ...]]:
        """Exposed entities of each domain."""
        return _grouped((entity.domain, entity) for entity in self.exposed)

    @cached_property
    def exposed(self) -> tuple[Entity, ...]:
        """The entities that may be spoken about, in the picture's order."""
        return tuple(entity for entity in self.entities.values() if entity.exposed)

    def areas_of_floor(self, floor_id: str) -> tuple[Area, ...]:
        """The areas on a floor."""
        return tuple(area for area in self.areas.values() if area.floor == floor_id)

    def area_of_device(self, device_id: str | None) -> str | None:
        """The area id of a device, or `None` when either is unknown."""
        device = self.devices.get(device_id) if device_id else None
        return device.area if device else None

    @cached_property
    def structure_hash(self) -> str:
        """Content hash of everything but states."""
        places = [sorted(map(repr, m.values())) for m in (self.devices, self.areas, self.floors, self.people)]
        return as_text(digest_of(places) + self.digests.total("structure", self.entities, _structure))

    @cached_property
    def states_hash(self) -> str:
        """Content hash of the states."""
        return as_text(self.digests.total("states", self.entities, _states))


def _grouped(pairs: Iterable[tuple[str | None, Entity]]) -> dict[str, tuple[Entity, ...]]:
    groups: dict[str, list[Entity]] = {}
    for key, entity in pairs:
        if key is not None:
            groups.setdefault(key, []).append(entity)
    return {key: tuple(entities) for key, entities in groups.items()}


def _structure(e: Entity) -> object:
    static = {k: v for k, v in e.attributes.items() if k in STATIC_ATTRIBUTES}
    return [e.id, e.name, e.area, e.device, e.aliases, static, e.exposed, e.source]


def _states(e: Entity) -> object:
    dynamic = {k: v for k, v in e.attributes.items() if k not in STATIC_ATTRIBUTES}
    return [e.id, e.state, dynamic, e.available, e.stale]
