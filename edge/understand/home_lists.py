"""The slot lists that a home brings: names of things and people, areas, floors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from edge.home.model import Area, Floor, Snapshot
from edge.understand.fold import fold
from edge.understand.matcher import SlotList
from edge.understand.slots import NamedList

ALL = "all"
"""The value of the slot `name` that means every thing there is, as in Home Assistant's templates."""
_DOMAINS_OF_ALL = ("light", "cover", "lock", "media_player", "fan")


def structure_key(snapshot: Snapshot) -> Hashable:
    """Equal for snapshots whose names are equal; a home without generations is compared by its names."""
    if snapshot.generation:
        return (snapshot.generation, hash(tuple(snapshot.entities)), hash(tuple(snapshot.areas)))
    entities = tuple((e.id, e.name, e.aliases, e.exposed) for e in snapshot.entities.values())
    return hash((entities, tuple(map(_spoken, snapshot.areas.values())), tuple(map(_spoken, snapshot.floors.values()))))


def home_lists(snapshot: Snapshot, everything: Sequence[str] = ()) -> dict[str, SlotList]:
    """The lists `name`, `area` and `floor` of a home; people are names of the domain `person`.

    `everything` are words for all things at once: names of any domain, with the value `all`.
    """
    return {"name": _names(snapshot, everything), "area": _places(snapshot.areas), "floor": _places(snapshot.floors)}


def _names(snapshot: Snapshot, everything: Sequence[str]) -> NamedList:
    names = NamedList()
    shared = Counter(fold(entity.name) for entity in snapshot.exposed)
    for entity in snapshot.exposed:
        context = _context(entity.domain, entity.device_class)
        names.add(entity.name, entity.name, context)
        for alias in entity.aliases:
            names.add(alias, entity.name if shared[fold(entity.name)] == 1 else alias, context)
    for person in snapshot.people.values():
        for name in (person.name, *person.aliases):
            names.add(name, person.name, _context("person", None))
    for word in everything:
        for domain in _DOMAINS_OF_ALL:
            names.add(word, ALL, _context(domain, None))
    return names


def _places(places: Mapping[str, Area] | Mapping[str, Floor]) -> NamedList:
    listed = NamedList()
    for place in places.values():
        for name in (place.name, *place.aliases):
            listed.add(name, place.name)
    return listed


@lru_cache(maxsize=512)
def _context(domain: str, device_class: str | None) -> Mapping[str, Any]:
    """One shared mapping a kind of entity, so that equal readings are recognised by identity."""
    return {"domain": domain} if device_class is None else {"domain": domain, "device_class": device_class}


def _spoken(place: Area | Floor) -> tuple[str, tuple[str, ...]]:
    return place.name, place.aliases
