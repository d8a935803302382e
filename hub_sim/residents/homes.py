"""Homes for residents: five to nine rooms, some 20 to 45 things, drawn by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edge.home.model import Entity
from hub_sim.fixtures import Fixtures, made_home, slug
from hub_sim.residents.pools import Split, words

Row = dict[str, Any]
_BRIGHT: Row = {"supported_color_modes": ["brightness"], "brightness": 140}
_COLOURED: Row = {"supported_color_modes": ["hs"], "brightness": 140, "hs_color": [30, 40]}
_HEAT: Row = {
    "hvac_modes": ["off", "heat"], "current_temperature": 19, "temperature": 20, "min_temp": 7, "max_temp": 28,
    "unit_of_measurement": "°C", "target_temp_step": 0.5,
}  # fmt: skip
_VACUUM: Row = {"supported_features": ["START", "STOP", "PAUSE", "RETURN_HOME", "LOCATE", "STATE"]}


@dataclass(frozen=True, slots=True)
class ResidentHome:
    """A home with what residents know of it.

    `ears` maps area ids to the listening device there; `roles` maps what a thing is for (`light`, `colour`, `plug`,
    `coffee`, `fan`, `cover`, `heat`, `media`, `vacuum`, `lock`, `garage`) to entity ids.
    """

    seed: str
    fixtures: Fixtures
    ears: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]
    people: tuple[str, ...]

    def entity(self, entity_id: str) -> Entity:
        """An entity by id. Raises `KeyError`."""
        return self.fixtures.snapshot.entities[entity_id]

    def in_area(self, area: str, role: str) -> tuple[str, ...]:
        """Ids of the things with a role in an area."""
        return tuple(i for i in self.roles.get(role, ()) if self.entity(i).area == area)

    def kind_word(self, entity_id: str, words: Sequence[str]) -> str | None:
        """The one of some words that the thing's name holds: what it is called for short; `None` if none."""
        name = self.entity(entity_id).name.lower()
        return next((word for word in words if word in name), None)

    def unique(self, entity_id: str) -> bool:
        """Whether no other thing has the same name."""
        name = self.entity(entity_id).name
        return sum(other.name == name for other in self.fixtures.snapshot.entities.values()) == 1


def make_home(seed: str, split: Split = Split.HELD_OUT) -> ResidentHome:
    """The home of a seed; the same seed and split always give the same home."""
    return _Builder(random.Random(f"home {seed}"), split).build(seed)


@dataclass(slots=True)
class _Builder:
    rng: random.Random
    split: Split
    entities: list[Row] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)

    def build(self, seed: str) -> ResidentHome:
        rng = self.rng
        rooms = self._rooms()
        styled = rng.random() < 0.5  # a home that names lights after their rooms
        for name in rooms.values():
            self._furnish(name, styled=styled)
        self._everywhere(rooms)
        ears = self._ears(rooms)
        people = rng.sample(self.split.half(words()["people"]), rng.choice((1, 2, 2, 3)))
        data = {
            "areas": [{"id": slug(name), "name": name} for name in rooms.values()],
            "people": [{"id": slug(name), "name": name} for name in people],
            "devices": [{"id": ear, "name": ear.replace("_", " ").title(), "area": a} for a, ear in ears.items()],
            "entities": self.entities,
        }
        fixtures = made_home(data, Path(f"resident home {seed}"))
        roles = {role: tuple(ids) for role, ids in self.roles.items()}
        return ResidentHome(seed, fixtures, ears, roles, tuple(slug(name) for name in people))

    def _rooms(self) -> dict[str, str]:
        """Rooms by their usual name: a living room, a kitchen, a bedroom and a hall are always there."""
        rng, kinds = self.rng, words()["rooms"]
        always = [kinds[0], kinds[1], kinds[2], kinds[4]]
        others = [kind for kind in kinds if kind not in always]
        chosen = always + rng.sample(others, rng.randint(1, 5))
        return {kind[0]: rng.choice(self.split.half(kind)) for kind in chosen}

    def _furnish(self, room: str, *, styled: bool) -> None:
        rng = self.rng
        for name in rng.sample(self.split.half(words()["lights"]), rng.choice((1, 1, 2, 2, 3))):
            coloured = rng.random() < 0.3
            light = self._add("light", f"{room} {name}" if styled else name, room, _COLOURED if coloured else _BRIGHT)
            if coloured:
                self.roles.setdefault("colour", []).append(light)
        if rng.random() < 0.35:
            self._add("cover", f"{room} {rng.choice(('Blinds', 'Curtains'))}", room, {"device_class": "blind"}, "open")
        if rng.random() < 0.4:
            self._add("heat", f"{room} {rng.choice(('Radiator', 'Heating', 'Thermostat'))}", room, _HEAT, "heat")
        if rng.random() < 0.2:
            self._add("fan", f"{room} Fan" if styled else rng.choice(("Fan", "Ceiling Fan")), room, {})
        if rng.random() < 0.3:
            self._add("media", f"{room} Speaker", room, {"device_class": "speaker", "volume_level": 0.4}, "playing")
        if rng.random() < 0.4:
            self._add("plug", rng.choice(self.split.half(words()["plugs"])), room, {})

    def _everywhere(self, rooms: Mapping[str, str]) -> None:
        rng = self.rng
        living, kitchen, hall = rooms["Living Room"], rooms["Kitchen"], rooms["Hall"]
        media = {"device_class": "tv", "volume_level": 0.3}
        self._add("media", rng.choice(("Television", "Projector")), living, media, "playing")
        if rng.random() < 0.6:
            self._add("coffee", "Coffee Machine", kitchen, {})
        if rng.random() < 0.5:
            self._add("vacuum", rng.choice(("Robot Vacuum", "Vacuum Cleaner")), hall, _VACUUM, "docked")
        if rng.random() < 0.7:
            self._add("lock", "Front Door", hall, {}, "locked")
        if rng.random() < 0.3 and "Garage" in rooms:
            self._add("garage", "Garage Door", rooms["Garage"], {"device_class": "garage"}, "closed")

    def _ears(self, rooms: Mapping[str, str]) -> dict[str, str]:
        heard = ["Living Room", "Kitchen", "Bedroom"]
        heard += [kind for kind in rooms if kind not in heard and self.rng.random() < 0.3]
        return {slug(rooms[kind]): f"{slug(rooms[kind])}_ear" for kind in heard}

    def _add(self, role: str, name: str, room: str, attributes: Row, state: str = "off") -> str:
        domain = _DOMAINS.get(role, role)
        taken = {row["id"] for row in self.entities}
        entity_id = next(i for i in _ids(domain, name, room) if i not in taken)
        row = {"id": entity_id, "name": name, "area": slug(room), "state": state, "attributes": dict(attributes)}
        self.entities.append(row)
        self.roles.setdefault(role, []).append(entity_id)
        return entity_id


_DOMAINS = {"heat": "climate", "media": "media_player", "plug": "switch", "coffee": "switch", "garage": "cover"}


def _ids(domain: str, name: str, room: str) -> Iterable[str]:
    yield f"{domain}.{slug(name)}"
    yield from (f"{domain}.{slug(room)}_{slug(name)}{n or ''}" for n in range(9))
