"""From a name as spoken to the things of this home that it may mean.

Exact names and aliases come first; then names said in part or with their room ("bedroom fan" for
"Fan" in the bedroom); then spelling that is near; then what sounds alike. A score is evidence only:
what may be done with it is decided by type and tier, never here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from edge.home.model import Area, Entity, Floor, Snapshot
from edge.text import fold, singular, tokens

EXACT, ALIAS, QUALIFIED, PARTIAL, FUZZY, PHONETIC = 1.0, 0.99, 0.97, 0.9, 0.85, 0.8
"""Ceilings of the score by the kind of match, so that a better kind always wins."""

FUZZY_FLOOR = 0.78
"""Similarity below which two spellings are not taken for the same name."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entity, area or floor id that a spoken name may mean, with a score in 0..1 and its kind."""

    id: str
    score: float
    kind: str


@dataclass(frozen=True, slots=True)
class _Named:
    id: str
    names: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    place: frozenset[str]
    kind: frozenset[str]


class NameIndex:
    """The names of one structure of the home; build it once a `Snapshot.generation`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._entities = {e.id: _named_entity(e, snapshot) for e in snapshot.exposed}
        self._areas = {a.id: _named_place(a) for a in snapshot.areas.values()}
        self._floors = {f.id: _named_place(f) for f in snapshot.floors.values()}
        self._exact = _exact_index(self._entities.values())

    def entities(self, spoken: str, allow: Callable[[str], bool]) -> list[Match]:
        """Entities that `spoken` may mean among those that `allow` admits by id, best first.

        Returns the matches of the best kind only, so that an exact name hides what merely resembles.
        """
        key = fold(spoken)
        exact = [m for m in self._exact.get(key, ()) if allow(m.id)]
        if exact:
            return exact
        said = _words(key)
        allowed = [n for n in self._entities.values() if allow(n.id)]
        return (
            _best(_qualified(said, n) for n in allowed)
            or _best(_partial(said, n) for n in allowed)
            or _best(_similar(key, n) for n in allowed)
        )

    def areas(self, spoken: str) -> list[Match]:
        """Areas that `spoken` may mean, best first."""
        return _places(spoken, self._areas.values())

    def floors(self, spoken: str) -> list[Match]:
        """Floors that `spoken` may mean, best first; "floor" and "level" may be left out."""
        return _places(spoken, self._floors.values())

    def nearest(self, spoken: str, limit: int = 3) -> tuple[str, ...]:
        """Ids of the entities whose names are nearest to an unknown one, for the answer only."""
        from rapidfuzz import fuzz

        key = fold(spoken)
        scored = [
            (max(fuzz.WRatio(key, name) for name in named.names), named.id)
            for named in self._entities.values()
            if named.names
        ]
        return tuple(id_ for score, id_ in sorted(scored, reverse=True)[:limit] if score >= 60)


def _named_entity(entity: Entity, snapshot: Snapshot) -> _Named:
    names = tuple(dict.fromkeys(fold(name) for name in (entity.name, *entity.aliases)))
    area = snapshot.areas.get(entity.area or "")
    place = frozenset(_words(" ".join((area.name, *area.aliases)))) if area else frozenset()
    return _Named(entity.id, names, tuple(_words(n) for n in names), place, _kind_words(entity))


def _named_place(place: Area | Floor) -> _Named:
    names = tuple(dict.fromkeys(fold(name) for name in (place.name, *place.aliases)))
    return _Named(
        place.id, names, tuple(_words(n) for n in names), frozenset(), frozenset({"floor", "level", "room", "area"})
    )


def _kind_words(entity: Entity) -> frozenset[str]:
    words = {*entity.domain.split("_"), *(entity.device_class or "").split("_")}
    return frozenset(singular(word) for word in words if word)


def _words(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in tokens(text))


def _exact_index(named: Iterable[_Named]) -> Mapping[str, Sequence[Match]]:
    index: dict[str, list[Match]] = {}
    for item in named:
        for position, name in enumerate(item.names):
            score, kind = (EXACT, "exact") if position == 0 else (ALIAS, "alias")
            index.setdefault(name, []).append(Match(item.id, score, kind))
    return index


def _qualified(said: frozenset[str], item: _Named) -> Match | None:
    """The name in another order or number, with or without its room or kind beside it."""
    for words in item.words:
        if said == words or (words and words <= said and said - words <= item.place | item.kind):
            return Match(item.id, QUALIFIED, "qualified")
        around = item.place | item.kind
        if words - said and words - said <= around and said - words <= around and said - item.place:
            return Match(item.id, QUALIFIED - 0.01, "qualified")
    return None


def _partial(said: frozenset[str], item: _Named) -> Match | None:
    """Only some of the name's own words, and nothing that is foreign to it."""
    best = 0.0
    for words in item.words:
        own = said & (words - item.place)
        if own and not said - words - item.place - item.kind:
            best = max(best, len(said & words) / len(words | said))
    return Match(item.id, PARTIAL * (0.92 + 0.08 * best), "partial") if best else None


def _similar(key: str, item: _Named) -> Match | None:
    from rapidfuzz import fuzz

    spelt = max((fuzz.ratio(key, name) / 100 for name in item.names), default=0.0)
    sounds = max((fuzz.ratio(_sound(key), _sound(name)) / 100 for name in item.names), default=0.0)
    if spelt >= FUZZY_FLOOR:
        return Match(item.id, FUZZY * spelt, "fuzzy")
    if sounds >= 0.9 and spelt >= 0.5:
        return Match(item.id, PHONETIC * sounds, "phonetic")
    return None


def _best(matches: Iterable[Match | None]) -> list[Match]:
    found = sorted((m for m in matches if m), key=lambda m: -m.score)
    return [m for m in found if m.score >= found[0].score - 0.02]


def _places(spoken: str, places: Iterable[_Named]) -> list[Match]:
    key, listed = fold(spoken), list(places)
    exact = [Match(p.id, EXACT if p.names[0] == key else ALIAS, "exact") for p in listed if key in p.names]
    if exact:
        return exact
    said = _words(key)
    same = [Match(p.id, QUALIFIED, "qualified") for p in listed if any(said ^ w <= p.kind for w in p.words)]
    return same or _best(_similar(key, p) for p in listed)


@lru_cache(maxsize=8192)
def _sound(text: str) -> str:
    from jellyfish import metaphone

    return " ".join(metaphone(word) or word for word in text.split())
