"""A home from a `_fixtures.yaml`: areas, floors, people, devices and entities as one `Snapshot`.

The format is the one of home-assistant-datasets with the additions of the case specification. Attributes
come out as Home Assistant shows them: features as a bitmask, `native_*` under the shown name, and what a
fixture leaves out with the value such an entity would have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge.home.model import Area, Device, Entity, Floor, Person, Snapshot
from hub_sim.attributes import shown, shown_state
from hub_sim.devices import behaviour_of
from hub_sim.loading import FileError, read_mapping
from hub_sim.thing import Thing

_TOP = {"areas", "devices", "entities", "floors", "people", "language", "media", "timers"}
_KEYS = {
    "areas": {"id", "name", "floor", "aliases"},
    "devices": {"id", "name", "area", "info", "device_class", "aliases"},
    "entities": {"id", "name", "area", "device", "state", "attributes", "aliases"},
    "floors": {"id", "name", "aliases", "level"},
    "people": {"id", "name", "aliases"},
}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fixtures:
    """A home as read: what it shows, and what its devices remember without showing it, by entity id."""

    snapshot: Snapshot
    memories: Mapping[str, Mapping[str, Any]]


def load_home(path: Path) -> Fixtures:
    """The home that a fixtures file describes; `path` is the file or the folder that holds it.

    Raises `FileError` naming the file, the key and what to do.
    """
    file = path / "_fixtures.yaml" if path.is_dir() else path
    return made_home(read_mapping(file), file)


def made_home(data: Mapping[str, Any], origin: Path) -> Fixtures:
    """The home that the content of a fixtures file describes; `origin` names it in errors.

    Raises `FileError` naming the origin, the key and what to do.
    """
    reader = _Reader(origin, data)
    return Fixtures(reader.home(), reader.memories)


class _Reader:
    def __init__(self, path: Path, data: Mapping[str, Any]) -> None:
        self.path = path
        self.memories: dict[str, Mapping[str, Any]] = {}
        unknown = sorted(set(data) - _TOP)
        if unknown:
            raise FileError(path, unknown[0], f"is not a key of fixtures; use one of {', '.join(sorted(_TOP))}")
        self.rows = {key: self._rows(key, data.get(key)) for key in _KEYS}

    def home(self) -> Snapshot:
        floors = {
            row["id"]: Floor(row["id"], row["name"], _texts(row), row.get("level")) for row in self.rows["floors"]
        }
        areas = {row["id"]: self._area(row, floors) for row in self.rows["areas"]}
        entity_rows = self.rows["entities"]
        screens = {row.get("device") for row in entity_rows if _is_tv(row)}
        devices = {row["id"]: self._device(row, areas, screens) for row in self.rows["devices"]}
        entities = {row["id"]: self._entity(row, areas, devices) for row in entity_rows}
        people = {row["id"]: Person(row["id"], row["name"], _texts(row)) for row in self.rows["people"]}
        return Snapshot(entities, devices, areas, floors, people)

    def _rows(self, key: str, value: object) -> list[Row]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise FileError(self.path, key, "must be a list")
        rows: dict[str, Row] = {}
        for number, given in enumerate(value):
            row = self._row(key, f"{key}[{number}]", given)
            identity = _free(row["id"], rows)
            rows[identity] = {**row, "id": identity}
        return list(rows.values())

    def _row(self, key: str, where: str, row: object) -> Row:
        if not isinstance(row, dict):
            raise FileError(self.path, where, "must be a mapping with at least a name")
        unknown = sorted(set(row) - _KEYS[key])
        if unknown:
            raise FileError(self.path, f"{where}.{unknown[0]}", f"is unknown; use {', '.join(sorted(_KEYS[key]))}")
        name = row.get("name")
        identity = row.get("id") or (slug(str(name)) if name and key != "entities" else None)
        if not identity:
            raise FileError(self.path, where, "needs an id")
        return {**row, "id": str(identity), "name": str(name) if name else _spoken(str(identity))}

    def _area(self, row: Row, floors: dict[str, Floor]) -> Area:
        return Area(row["id"], row["name"], _texts(row), self._floor(row.get("floor"), floors))

    def _floor(self, given: object, floors: dict[str, Floor]) -> str | None:
        """A floor by id or by name; one that no list names comes into being."""
        if given is None:
            return None
        wanted = str(given)
        for floor in floors.values():
            if wanted.casefold() in {floor.id.casefold(), floor.name.casefold()}:
                return floor.id
        made = Floor(slug(wanted), wanted)
        floors[made.id] = made
        return made.id

    def _device(self, row: Row, areas: Mapping[str, Area], screens: set[Any]) -> Device:
        info = row.get("info") or {}
        screen = bool(info.get("screen")) or _is_tv(row) or _is_tv(info) or row["id"] in screens
        area = self._known_area(row, areas)
        return Device(row["id"], row["name"], area, _text(info.get("manufacturer")), _text(info.get("model")), screen)

    def _entity(self, row: Row, areas: Mapping[str, Area], devices: Mapping[str, Device]) -> Entity:
        where = f"entities {row['id']}"
        if "." not in row["id"]:
            raise FileError(self.path, where, "id must be domain.object_id")
        device = _text(row.get("device"))
        if device is not None and device not in devices:
            raise FileError(self.path, where, f"device {device!r} is not in devices")
        attributes = row.get("attributes") or {}
        if not isinstance(attributes, dict):
            raise FileError(self.path, where, "attributes must be a mapping")
        area = self._known_area(row, areas) or (devices[device].area if device else None)
        thing = self._thing(where, row, attributes)
        return Entity(
            row["id"], row["name"], area, device, _texts(row), thing.state, thing.attributes, source="fixtures"
        )

    def _thing(self, where: str, row: Row, attributes: Mapping[str, Any]) -> Thing:
        domain = row["id"].partition(".")[0]
        try:
            state, clean = shown(domain, attributes)
        except ValueError as error:
            raise FileError(self.path, where, str(error)) from error
        named = row.get("state")
        thing = Thing(row["id"], shown_state(domain, named) if named is not None else state, clean)
        behaviour_of(domain).complete(thing)
        self.memories[thing.id] = thing.memory
        return thing

    def _known_area(self, row: Row, areas: Mapping[str, Area]) -> str | None:
        area = _text(row.get("area"))
        if area is None or area in areas:
            return area
        for known in areas.values():
            if known.name.casefold() == area.casefold():
                return known.id
        raise FileError(self.path, f"{row['id']}.area", f"{area!r} is not in areas")


def slug(name: str) -> str:
    """An id made of a name: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "unnamed"


def _free(identity: str, taken: Mapping[str, Row]) -> str:
    """An id that is not taken yet: the second of an id gets `_2` behind it, as in Home Assistant's registry."""
    numbered = (f"{identity}_{number}" for number in range(2, len(taken) + 2))
    return next(free for free in (identity, *numbered) if free not in taken)


def _spoken(identity: str) -> str:
    return identity.rpartition(".")[2].replace("_", " ").title()


def _is_tv(row: Row) -> bool:
    given = (row.get("attributes") or {}).get("device_class") or row.get("device_class")
    return str(given).rpartition(".")[2].casefold() == "tv"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(row: Row) -> tuple[str, ...]:
    value = row.get("aliases") or ()
    items: Sequence[object] = [value] if isinstance(value, str) else value
    return tuple(str(item) for item in items)
