"""What a home holds, arranged for look-ups that a request makes many times: by domain, by room, by device.

Only what does not change with states is kept, as ids; whoever asks takes the entities from the picture of
the moment. Built once a structure of the home.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from edge.home.model import Entity, Snapshot
from edge.text import tokens

COMPANIONS = frozenset({"number", "input_number", "select", "input_select"})
"""Domains of settings that stand beside the thing that they belong to."""

_MOST_KEPT = 512


class Structure:
    """The ids of a home's exposed entities by what they are and where they stand, in the picture's order."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._rank = {entity.id: rank for rank, entity in enumerate(snapshot.exposed)}
        self._by_domain = _grouped((entity.domain, entity.id) for entity in snapshot.exposed)
        self._by_area = _grouped((entity.area or "", entity.id) for entity in snapshot.exposed)
        settings = [entity for entity in snapshot.exposed if entity.domain in COMPANIONS]
        self._settings = {entity.id: (tokens(entity.name), entity.device) for entity in settings}
        self._beside_device = _grouped((entity.device or "", entity.id) for entity in settings)
        self._beside_area = _grouped((entity.area or "", entity.id) for entity in settings)
        self._derived: dict[tuple[str, str], frozenset[str]] = {}

    def ids(self, domains: Iterable[str], areas: frozenset[str] | None = None) -> list[str]:
        """Ids of the entities of some domains, everywhere or in some areas."""
        if areas is not None and len(areas) <= 1:
            inside = self._by_area.get(next(iter(areas), ""), ()) if areas else ()
            wanted = frozenset(domains)
            return [id_ for id_ in inside if id_.partition(".")[0] in wanted]
        found = [id_ for domain in domains for id_ in self._by_domain.get(domain, ())]
        if areas is not None:
            allowed = {id_ for area in areas for id_ in self._by_area.get(area, ())}
            found = [id_ for id_ in found if id_ in allowed]
        return sorted(found, key=self._rank.__getitem__)

    def settings_of(self, entity: Entity) -> list[str]:
        """Ids of the numbers and choices of the same device, or named after the entity in its room.

        One of another device is never taken for its own, whatever it is called.
        """
        beside = set(self._beside_device.get(entity.device, ())) if entity.device is not None else set()
        own = tokens(entity.name)
        for id_ in self._beside_area.get(entity.area or "", ()) if own else ():
            words, device = self._settings[id_]
            strange = None not in {device, entity.device} and device != entity.device
            if not strange and len(words) > len(own) and words[: len(own)] == own:
                beside.add(id_)
        return sorted(beside - {entity.id}, key=self._rank.__getitem__)

    def derived(self, kind: str, key: str, make: Callable[[], frozenset[str]]) -> frozenset[str]:
        """What `make` gives for a key, made once: for sets of ids that only the structure decides."""
        if (kind, key) not in self._derived:
            if len(self._derived) >= _MOST_KEPT:
                self._derived.clear()
            self._derived[kind, key] = make()
        return self._derived[kind, key]


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, id_ in pairs:
        groups.setdefault(key, []).append(id_)
    return groups
