"""A home of 5 to 100 things, and what a pair of moments needs to find in it."""

from __future__ import annotations

import copy
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hub_sim.context import places
from hub_sim.fixtures import Fixtures, made_home, slug

Row = dict[str, Any]
SIZES = (5, 8, 12, 16, 22, 30, 40, 55, 75, 100)
"""Numbers of things in a home before a pair adds what it is about."""
_COMMON = (
    "light", "light", "light", "strip", "plug", "fan", "blind", "curtain", "speaker", "tv", "thermostat",
    "temperature", "humidity", "motion", "battery", "lock", "robot", "humidifier", "list", "window",
)  # fmt: skip
_DOMAINS: Mapping[str, str] = {
    "light": "light", "strip": "light", "fan": "fan", "blind": "cover", "curtain": "cover", "window": "cover",
    "garage": "cover", "lock": "lock", "tv": "media_player", "speaker": "media_player", "thermostat": "climate",
    "oven": "climate", "robot": "vacuum", "temperature": "sensor", "humidity": "sensor", "battery": "sensor",
    "motion": "binary_sensor", "humidifier": "humidifier", "list": "todo",
}  # fmt: skip
IDLE: Mapping[str, str] = {
    "light": "off", "fan": "off", "media_player": "idle", "vacuum": "docked", "switch": "off", "humidifier": "off",
    "climate": "off",
}  # fmt: skip
"""The state of a thing of a domain that does nothing."""


class Scene:
    """A home that is being furnished. Ids are stable; `fixtures` is what it has come to."""

    def __init__(self, rng: random.Random, rows: Mapping[str, Sequence[Row]]) -> None:
        self.rng = rng
        self.rows: dict[str, list[Row]] = {key: copy.deepcopy(list(value)) for key, value in rows.items()}
        self._taken: set[str] = set()

    def fixtures(self, generation: int) -> Fixtures:
        """The home as it is furnished now; `generation` must differ from that of any other home."""
        made = made_home({key: value for key, value in self.rows.items() if value}, Path("context"))
        return Fixtures(replace(made.snapshot, generation=generation), made.memories)

    def room(self) -> str:
        """The id of a room that nothing of this pair is in yet; a new one where all are taken."""
        free = [row["id"] for row in self.rows["areas"] if row["id"] not in self._taken]
        chosen = self.rng.choice(free) if free else self.new_room(self.rng.choice(("ground", "upper")))
        self._taken.add(chosen)
        return str(chosen)

    def new_room(self, floor: str) -> str:
        """The id of a room that was not there, on the floor `ground` or `upper`."""
        used = {row["name"] for row in self.rows["areas"]}
        names = places.UPPER_ROOMS if floor == "upper" else places.GROUND_ROOMS
        name = self.rng.choice([name for name in names if name not in used])
        self.rows["areas"].append({"id": slug(name), "name": name, "floor": floor})
        return slug(name)

    def room_name(self, area: str) -> str:
        """What a room is called."""
        return next(str(row["name"]) for row in self.rows["areas"] if row["id"] == area)

    def ear(self, area: str, *, screen: bool = False) -> str:
        """The id of a device in a room that hears, with a screen or without."""
        identity = f"{area}_{'display' if screen else 'puck'}"
        if all(row["id"] != identity for row in self.rows["devices"]):
            name = f"{self.room_name(area)} {'Display' if screen else 'Puck'}"
            info = {"screen": True} if screen else {"model": "Voice"}
            self.rows["devices"].append({"id": identity, "name": name, "area": area, "info": info})
        return identity

    def person(self) -> str:
        """The id of somebody who lives here and is not yet part of this pair."""
        known = {row["id"] for row in self.rows["people"]}
        free = [row["id"] for row in self.rows["people"] if row["id"] not in self._taken]
        if not free:
            name = self.rng.choice([name for name in places.PEOPLE if slug(name) not in known])
            self.rows["people"].append({"id": slug(name), "name": name})
            free = [slug(name)]
        chosen = str(self.rng.choice(free))
        self._taken.add(chosen)
        return chosen

    def person_name(self, person: str) -> str:
        """What somebody is called."""
        return next(str(row["name"]) for row in self.rows["people"] if row["id"] == person)

    def clear(self, area: str, *domains: str) -> None:
        """Take everything of some domains out of a room."""
        self.rows["entities"] = [
            row for row in self.rows["entities"] if row.get("area") != area or domain_of(row) not in domains
        ]

    def rest(self, area: str, *domains: str) -> None:
        """Whatever is of some domains in a room does nothing."""
        for row in self.rows["entities"]:
            if row.get("area") == area and domain_of(row) in domains:
                row["state"] = IDLE[domain_of(row)]

    def remove(self, *domains: str) -> None:
        """Take everything of some domains out of the home."""
        self.rows["entities"] = [row for row in self.rows["entities"] if domain_of(row) not in domains]

    def calm(self, *domains: str) -> None:
        """Nothing of these domains does anything."""
        for row in self.rows["entities"]:
            if domain_of(row) in domains:
                row["state"] = IDLE[domain_of(row)]

    def add(self, kind: str, area: str | None, state: str | None = None, name: str | None = None, **given: Any) -> str:  # noqa: ANN401
        """Put a thing of a kind into a room; returns its id."""
        row = _thing(self, kind, area, name)
        if state is not None:
            row["state"] = state
        row["attributes"] |= given
        self.rows["entities"].append(row)
        return str(row["id"])

    def name(self, entity_id: str) -> str:
        """What a thing is called."""
        return next(str(row["name"]) for row in self.rows["entities"] if row["id"] == entity_id)

    def free_name(self, kind: str, area: str | None) -> str:
        """A name for a thing of a kind that nothing in this home has."""
        used = {str(row["name"]).casefold() for row in self.rows["entities"]}
        names = (_name(self, kind, area) for _ in range(40))
        free = next((name for name in names if name.casefold() not in used), None)
        return free or f"{_name(self, kind, area)} {len(used)}"


def domain_of(row: Mapping[str, Any]) -> str:
    """The domain of an entity's row."""
    return str(row["id"]).partition(".")[0]


def make_rows(rng: random.Random) -> dict[str, list[Row]]:
    """A random home: floors, rooms, people and 5 to 100 things in some state."""
    scene = Scene(rng, {"floors": _floors(rng), "areas": [], "people": [], "devices": [], "entities": []})
    size = rng.choice(SIZES)
    for _ in range(max(2, min(12, size // 4))):
        scene.new_room(rng.choice(("ground", "upper")))
    for name in rng.sample(places.PEOPLE, rng.randint(0, 4)):
        scene.rows["people"].append({"id": slug(name), "name": name})
    for _ in range(size):
        area = rng.choice(scene.rows["areas"])["id"] if rng.random() < 0.93 else None
        scene.add(rng.choice(_COMMON), area)
    if rng.random() < 0.5:
        scene.rows["entities"].append({"id": "weather.home", "name": "Home", "state": "cloudy", "attributes": {}})
    return scene.rows


def _floors(rng: random.Random) -> list[Row]:
    ground, upper = rng.choice(places.GROUND_FLOORS), rng.choice(places.UPPER_FLOORS)
    return [
        {"id": "ground", "name": ground, "aliases": ["downstairs"], "level": 0},
        {"id": "upper", "name": upper, "aliases": ["upstairs"], "level": 1},
    ]


def _name(scene: Scene, kind: str, area: str | None) -> str:
    rng = scene.rng
    noun = rng.choice(places.NOUNS[kind])
    roll = rng.random()
    if kind in {"temperature", "humidity", "motion", "battery"}:
        return f"{scene.room_name(area)} {noun}" if area else f"{rng.choice(places.ADJECTIVES)} {noun}"
    if roll < 0.07 and kind not in {"coffee", "tea"}:
        return rng.choice(places.ODD)
    if roll < 0.13:
        return f"{rng.choice(places.ODD)} {noun}"
    if roll < 0.45 and area:
        return f"{scene.room_name(area)} {noun}"
    return noun if roll < 0.6 else f"{rng.choice(places.ADJECTIVES)} {noun}"


def _thing(scene: Scene, kind: str, area: str | None, name: str | None) -> Row:
    domain = _DOMAINS.get(kind, "switch")
    called = name or scene.free_name(kind, area)
    state, attributes = _look(scene.rng, kind)
    number = len(scene.rows["entities"])
    identity = f"{domain}.{slug(called)}"
    if any(row["id"] == identity for row in scene.rows["entities"]):
        identity = f"{identity}_{number}"
    row: Row = {"id": identity, "name": called, "state": state, "attributes": attributes}
    return row | ({"area": area} if area else {})


def _look(rng: random.Random, kind: str) -> tuple[str, Row]:
    """A usual state of a thing of a kind, and its attributes."""
    if kind in {"light", "strip"}:
        modes = ["hs"] if kind == "strip" else rng.choice((["brightness"], ["color_temp"], ["hs", "color_temp"]))
        on = rng.random() < 0.3
        lit: Row = {"brightness": rng.randint(60, 250)} if on else {}
        return ("on" if on else "off"), {"supported_color_modes": modes, **lit}
    if kind in {"blind", "curtain", "window"}:
        position = rng.choice((0, 100))
        return ("open" if position else "closed"), {"device_class": kind, "current_position": position}
    if kind == "garage":
        return "closed", {"device_class": "garage", "current_position": 0}
    if kind in {"tv", "speaker"}:
        return "idle", {"device_class": kind, "volume_level": rng.choice((0.2, 0.3, 0.4, 0.5))}
    if kind in {"thermostat", "oven"}:
        return _heating(rng, kind)
    return _simple(rng, kind)


def _heating(rng: random.Random, kind: str) -> tuple[str, Row]:
    modes: Row = {"hvac_modes": ["off", "heat"], "unit_of_measurement": "°C"}
    if kind == "oven":
        return "off", modes | {"min_temp": 40, "max_temp": 270, "temperature": 180, "current_temperature": 21}
    now = rng.randint(34, 46) / 2
    return "heat", modes | {"min_temp": 7, "max_temp": 30, "temperature": 20.5, "current_temperature": now}


def _simple(rng: random.Random, kind: str) -> tuple[str, Row]:
    measured = {"temperature": ("°C", 16, 25), "humidity": ("%", 35, 65), "battery": ("%", 20, 100)}
    if kind in measured:
        unit, low, high = measured[kind]
        return str(rng.randint(low, high)), {"device_class": kind, "unit_of_measurement": unit}
    if kind == "motion":
        return rng.choice(("on", "off")), {"device_class": "motion"}
    if kind == "fan":
        return "off", {"percentage": 0}
    fixed = {"lock": "locked", "robot": "docked", "humidifier": "off", "list": "0"}
    return fixed.get(kind, "off"), {}
