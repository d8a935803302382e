"""The names of a home, folded and indexed by word, for asking what the plain words of a request name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from edge.home.model import Snapshot
from edge.understand.fold import fold
from edge.understand.home_lists import structure_key

_BY_NAME_ALONE = frozenset({"scene", "script", "button"})


@dataclass(frozen=True, slots=True)
class SpokenNames:
    """What exposed things and areas are called; keys are folded names and aliases.

    `things` and `areas` lead to the name of the first that is called so; `bearers` from a word to the folded names
    that hold it; `alone` are the names of what need only be named to be done, as scenes are.
    """

    things: Mapping[str, str]
    areas: Mapping[str, str]
    bearers: Mapping[str, frozenset[str]]
    alone: frozenset[str]

    def bearing(self, name: str) -> frozenset[str]:
        """The folded names that hold every word of a folded name, in singular or as said."""
        found: frozenset[str] | None = None
        for word in name.split():
            nothing: frozenset[str] = frozenset()
            with_word = self.bearers.get(word, nothing) | self.bearers.get(word.removesuffix("s"), nothing)
            found = with_word if found is None else found & with_word
        return found or frozenset()

    def tells_apart(self, word: str, name: str) -> bool:
        """Whether a folded word together with a folded name is said of fewer things than the name alone."""
        bearing = self.bearing(name)
        with_word = bearing & self.bearers.get(word, frozenset())
        return 0 < len(with_word) < len(bearing)


class NameIndex:
    """Keeps the names of the newest structure seen: they are folded once, not for every request."""

    def __init__(self) -> None:
        """Nothing is indexed before the first request."""
        self._kept: tuple[Snapshot, Hashable, SpokenNames] | None = None

    def of(self, snapshot: Snapshot) -> SpokenNames:
        """The names of a home; built when its structure is new."""
        kept = self._kept
        if kept is not None and kept[0] is snapshot:
            return kept[2]
        key = structure_key(snapshot)
        names = kept[2] if kept is not None and kept[1] == key else spoken_names(snapshot)
        self._kept = (snapshot, key, names)
        return names


def spoken_names(snapshot: Snapshot) -> SpokenNames:
    """The names of a home, indexed."""
    things: dict[str, str] = {}
    areas: dict[str, str] = {}
    bearers: dict[str, set[str]] = {}
    alone: set[str] = set()
    for entity in snapshot.exposed:
        folded = _folded(entity.name, entity.aliases)
        if entity.domain in _BY_NAME_ALONE:
            alone.update(folded)
        for name in folded:
            things.setdefault(name, entity.name)
            for word in name.split():
                bearers.setdefault(word, set()).add(name)
    for area in snapshot.areas.values():
        for name in _folded(area.name, area.aliases):
            areas.setdefault(name, area.name)
    return SpokenNames(things, areas, {word: frozenset(names) for word, names in bearers.items()}, frozenset(alone))


def _folded(name: str, aliases: Iterable[str]) -> list[str]:
    return [fold(called) for called in (name, *aliases)]
