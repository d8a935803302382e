"""A house of any size with plain names, and things to say in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, cycle, islice, product
from typing import Any

from edge.home.model import Area, Entity, Snapshot

ROOMS = (
    "Kitchen", "Living Room", "Bedroom", "Bathroom", "Hallway", "Office", "Garage", "Attic", "Pantry", "Nursery",
)  # fmt: skip
WINGS = ("", "North ", "South ", "East ", "West ", "Upper ", "Lower ", "Old ", "New ", "Guest ")
PER_ROOM = 12
"""Entities a room; a house of 100 has nine rooms."""
_DIMMABLE: Mapping[str, Any] = {"supported_color_modes": ["brightness"], "color_mode": "brightness", "brightness": 128}
_COVER: Mapping[str, Any] = {"device_class": "blind", "current_position": 40, "supported_features": 15}
_TEMPERATURE: Mapping[str, Any] = {"device_class": "temperature", "unit_of_measurement": "°C"}
_CLIMATE: Mapping[str, Any] = {
    "hvac_modes": ["off", "heat"], "min_temp": 7, "max_temp": 30, "temperature": 20, "current_temperature": 19,
    "supported_features": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands in every room: a domain with a name, state and attributes."""

    domain: str
    name: str
    state: str
    attributes: Mapping[str, Any]


THINGS = (
    Thing("light", "Ceiling Light", "on", _DIMMABLE),
    Thing("light", "Lamp", "off", _DIMMABLE),
    Thing("sensor", "Temperature", "20.5", _TEMPERATURE),
    Thing("cover", "Blind", "open", _COVER),
    Thing("switch", "Heater Plug", "off", {}),
    Thing("climate", "Radiator", "heat", _CLIMATE),
    Thing("fan", "Fan", "off", {"percentage": 0, "supported_features": 1}),
    Thing("binary_sensor", "Window", "off", {"device_class": "window"}),
    Thing("light", "Strip", "off", _DIMMABLE),
    Thing("sensor", "Humidity", "50", {"device_class": "humidity", "unit_of_measurement": "%"}),
    Thing("switch", "Radio Plug", "on", {}),
    Thing("binary_sensor", "Motion", "off", {"device_class": "motion"}),
)


def house(size: int, at: float = 0.0) -> Snapshot:
    """A home of `size` entities at wall time `at`; the same every time."""
    areas = {area.id: area for area in islice(_areas(), -(-size // PER_ROOM))}
    entities = [_entity(thing, area) for area in areas.values() for thing in THINGS]
    return Snapshot(entities={entity.id: entity for entity in entities[:size]}, areas=areas, at=at)


def sentences(home: Snapshot, number: int, seed: int = 1) -> list[str]:
    """Things to say, each about something of this home; some that mean nothing."""
    chance = random.Random(seed)
    made = cycle(_MAKERS)
    return [maker(chance.choice(home.exposed), home, chance) for maker in islice(made, number)]


def _areas() -> Iterator[Area]:
    numbers = (f"{number} " if number else "" for number in count())
    for number in numbers:
        for wing, room in product(WINGS, ROOMS):
            name = f"{wing}{room} {number}".strip()
            yield Area(name.lower().replace(" ", "_"), name)


def _entity(thing: Thing, area: Area) -> Entity:
    name = f"{area.name} {thing.name}"
    object_id = name.lower().replace(" ", "_")
    return Entity(f"{thing.domain}.{object_id}", name, area.id, None, (), thing.state, thing.attributes)


def _switch(entity: Entity, _home: Snapshot, chance: random.Random) -> str:
    return f"turn {chance.choice(['on', 'off'])} the {entity.name.lower()}"


def _ask(entity: Entity, _home: Snapshot, _chance: random.Random) -> str:
    return f"is the {entity.name.lower()} on"


def _dim(entity: Entity, home: Snapshot, chance: random.Random) -> str:
    return f"set the lights in the {_room(entity, home)} to {chance.randrange(5, 100, 5)} percent"


def _all_in_room(entity: Entity, home: Snapshot, _chance: random.Random) -> str:
    return f"switch off all the lights in the {_room(entity, home)}"


def _temperature(entity: Entity, home: Snapshot, _chance: random.Random) -> str:
    return f"what is the temperature in the {_room(entity, home)}"


def _misheard(entity: Entity, _home: Snapshot, chance: random.Random) -> str:
    letters = list(entity.name.lower())
    letters.pop(chance.randrange(len(letters)))
    return f"turn on the {''.join(letters)}"


def _nothing(_entity: Entity, _home: Snapshot, _chance: random.Random) -> str:
    return "and then she said that it would never work anyway"


def _room(entity: Entity, home: Snapshot) -> str:
    return home.areas[entity.area or ""].name.lower()


_MAKERS: tuple[Callable[[Entity, Snapshot, random.Random], str], ...] = (
    _switch, _dim, _temperature, _all_in_room, _ask, _misheard, _nothing,
)  # fmt: skip
