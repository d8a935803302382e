"""From a name as spoken to the things of this home that it may mean.

Exact names and aliases come first; then names said in part or with their room ("bedroom fan" for
"Fan" in the bedroom); then spelling that is near; then what sounds alike. A score is evidence only:
what may be done with it is decided by type and tier, never here.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from edge.ground.natures import HOUSINGS
from edge.ground.structure import Structure
from edge.home.model import Area, Entity, Floor, Snapshot
from edge.text import fold, singular, tokens

EXACT, ALIAS, QUALIFIED, PARTIAL, FUZZY, PHONETIC = 1.0, 0.99, 0.97, 0.9, 0.85, 0.8
"""Ceilings of the score by the kind of match, so that a better kind always wins."""
ROOMLESS = QUALIFIED - 0.01
"""The score of a name that was said without the room in it, as only those in that room mean it for sure."""

FUZZY_FLOOR = 0.78
"""Similarity below which two spellings are not taken for the same name."""

_SOUNDS, _SOUNDS_SPELT = 90.0, 50.0
"""Percent of likeness from which two names sound alike, and in spelling below which the sound is not asked."""
_NUMBERS = re.compile(r"\d+")
_WORTH_NAMING = 60.0
"""Percent of likeness below which a name is no help to somebody who said another."""
_SHORTLIST, _MOST_NEAR, _MOST_KEPT = 24, 10, 512
_OUTLETS = frozenset({"switch", "plug", "outlet", "socket", "relay", "smart"})
"""Words in a plug's name that are not what hangs on it: the fountain is the fountain switch."""
_ANY_PLACE = frozenset({"room", "floor", "level", "area"})
"""Words in the names of places that tell none from another."""
_ROOMS = frozenset({
    "attic", "balcony", "basement", "bathroom", "bedroom", "cellar", "conservatory", "corridor",
    "dining", "foyer", "garage", "garden", "guest", "gym", "hall", "hallway", "kid", "kitchen",
    "landing", "laundry", "library", "living", "lobby", "loft", "lounge", "master", "nursery",
    "office", "pantry", "patio", "porch", "shed", "stair", "study", "sunroom", "terrace", "toilet",
    "utility", "workshop",
})  # fmt: skip
"""Words that tell rooms apart: a bathroom is no bedroom that was spelt badly."""
_LONGEST_NAME = 6
"""Words of a name that is looked for within a text."""
_COMPOUND = 4
"""Letters that the first part of a compound must have to stand for the whole."""


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
    """The names of one structure of the home; build it once a `Snapshot.generation`.

    `structure` is that structure, arranged for look-ups.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.structure = Structure(snapshot)
        self._entities = {e.id: _named_entity(e, snapshot) for e in snapshot.exposed}
        self._areas = {a.id: _named_place(a) for a in snapshot.areas.values()}
        self._floors = {f.id: _named_place(f) for f in snapshot.floors.values()}
        self._exact = _exact_index(self._entities.values())
        self._by_word = _by_word(self._entities.values())
        self._words = sorted(self._by_word)
        self._spelt = [(name, named) for named in self._entities.values() for name in named.names]
        self._spellings = [name for name, _ in self._spelt]
        self._shared: dict[frozenset[str], tuple[Sequence[Match], Sequence[Match]]] = {}
        self._alike: dict[str, Sequence[Match]] = {}
        self._places: dict[tuple[str, str], list[Match]] = {}
        self._nearest: dict[str, tuple[str, ...]] = {}

    def entities(self, spoken: str, allow: Callable[[str], bool]) -> list[Match]:
        """Entities that `spoken` may mean among those that `allow` admits by id, best first.

        Returns the matches of the best kind only, so that an exact name hides what merely resembles. What is the very
        name of something, though of nothing that is admitted, is no other name spelt badly.
        """
        key = fold(spoken)
        exact = [m for m in self._exact.get(key, ()) if allow(m.id)]
        if exact:
            return exact
        said = _words(key)
        found = self._in_words(said, allow)
        if not found and said & HOUSINGS and said - HOUSINGS:
            found = self._in_words(said - HOUSINGS, allow)
        if found or key in self._exact:
            return found
        return self._in_compounds(said, allow) or _best(m for m in self._similar(key) if allow(m.id))

    def bearing(self, spoken: str, allow: Callable[[str], bool]) -> list[Match]:
        """Entities with a name that ends with what was said: the left bedside lamp is one, the TV light is no TV."""
        said, ending = _words(fold(spoken)), [singular(word) for word in tokens(spoken)]
        sharing = {named.id: named for word in said for named in self._by_word.get(word, ())}.values()
        bearing = (named for named in sharing if allow(named.id) and any(_ends(name, ending) for name in named.names))
        return [match for named in bearing if (match := _partial(said, named))]

    def named_in(self, text: str) -> Mapping[str, frozenset[str]]:
        """Every stretch of a text that is the whole name of something, with the ids of what is called so."""
        words = fold(text).split()
        spans = (
            " ".join(words[at : at + length])
            for length in range(1, min(len(words), _LONGEST_NAME) + 1)
            for at in range(len(words) - length + 1)
        )
        return {said: frozenset(match.id for match in self._exact[said]) for said in spans if said in self._exact}

    def areas(self, spoken: str) -> list[Match]:
        """Areas that `spoken` may mean, best first."""
        return self._place("area", spoken, self._areas.values())

    def floors(self, spoken: str) -> list[Match]:
        """Floors that `spoken` may mean, best first; "floor" and "level" may be left out."""
        return self._place("floor", spoken, self._floors.values())

    def nearest(self, spoken: str, limit: int = 3) -> tuple[str, ...]:
        """Ids of the entities whose names are nearest to an unknown one, for the answer only."""
        key = fold(spoken)
        if key not in self._nearest:
            _make_room(self._nearest)
            self._nearest[key] = self._ranked(key)
        return self._nearest[key][:limit]

    def _ranked(self, key: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        alike = {at for _, _, at in process.extract(key, self._spellings, scorer=fuzz.ratio, limit=_SHORTLIST)}
        sharing = {named.id for word in _words(key) for named in self._by_word.get(word, ())[:_SHORTLIST]}
        short = [(name, named.id) for at, (name, named) in enumerate(self._spelt) if at in alike or named.id in sharing]
        best: dict[str, float] = {}
        for name, id_ in short:
            best[id_] = max(best.get(id_, 0.0), fuzz.WRatio(key, name))
        ranked = sorted(((score, id_) for id_, score in best.items() if score >= _WORTH_NAMING), reverse=True)
        return tuple(id_ for _, id_ in ranked[:_MOST_NEAR])

    def _in_words(self, said: frozenset[str], allow: Callable[[str], bool]) -> list[Match]:
        """Names that share words with what was said, the whole name first."""
        if said not in self._shared:
            _make_room(self._shared)
            sharing = {named.id: named for word in said for named in self._by_word.get(word, ())}.values()
            found = [match for named in sharing if (match := _qualified(said, named))]
            self._shared[said] = found, [match for named in sharing if (match := _partial(said, named))]
        whole, parts = self._shared[said]
        return _best(m for m in whole if allow(m.id)) or _best(m for m in parts if allow(m.id))

    def _in_compounds(self, said: frozenset[str], allow: Callable[[str], bool]) -> list[Match]:
        """The only thing whose name has what was said as the first part of a compound: the fire is the fireplace."""
        if len(said) != 1 or len(word := next(iter(said))) < _COMPOUND:
            return []
        at = bisect_left(self._words, word)
        whole = itertools.takewhile(lambda known: known.startswith(word), self._words[at:])
        ids = {named.id for known in whole if len(known) >= len(word) + 3 for named in self._by_word[known]}
        only = [id_ for id_ in ids if allow(id_)]
        return [Match(only[0], PARTIAL * 0.92, "partial")] if len(only) == 1 else []

    def _similar(self, key: str) -> Sequence[Match]:
        """Names that are spelt nearly so, and those that sound alike and are spelt somewhat so."""
        if key not in self._alike:
            _make_room(self._alike)
            self._alike[key] = list(self._spelt_or_sounding(key))
        return self._alike[key]

    def _spelt_or_sounding(self, key: str) -> Iterable[Match]:
        from rapidfuzz import fuzz, process

        sound = _sound(key)
        near = process.extract(key, self._spellings, scorer=fuzz.ratio, score_cutoff=_SOUNDS_SPELT, limit=None)
        for name, score, at in near:
            id_, spelt = self._spelt[at][1].id, score / 100
            if spelt >= FUZZY_FLOOR:
                match = Match(id_, FUZZY * spelt, "fuzzy")
            elif sounds := fuzz.ratio(sound, _sound(name), score_cutoff=_SOUNDS) / 100:
                match = Match(id_, PHONETIC * sounds, "phonetic")
            else:
                continue
            if not _numbered_otherwise(key, name):
                yield match

    def _place(self, kind: str, spoken: str, places: Iterable[_Named]) -> list[Match]:
        key = (kind, fold(spoken))
        if key not in self._places:
            _make_room(self._places)
            self._places[key] = _places(spoken, places)
        return list(self._places[key])


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()


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


def _by_word(named: Iterable[_Named]) -> Mapping[str, list[_Named]]:
    """Every word to what is called by it; a thing called only by its room or kind, by the words of its kind too."""
    index: dict[str, list[_Named]] = {}
    for item in named:
        words = frozenset().union(*item.words)
        if any(own <= item.place | item.kind for own in item.words):
            words |= item.kind
        for word in words:
            index.setdefault(word, []).append(item)
    return index


def _is_foreign(rest: frozenset[str], item: _Named) -> bool:
    """Whether words beside a name say something that the thing is not; "room" alone does not say in which."""
    return not rest <= item.place | item.kind or bool(rest and rest <= _ANY_PLACE)


def _qualified(said: frozenset[str], item: _Named) -> Match | None:
    """The name in another order or number, with or without its room or kind beside it."""
    for words in item.words:
        if said == words or (words and words <= said and not _is_foreign(said - words, item)):
            return Match(item.id, QUALIFIED, "qualified")
        around = item.place | item.kind
        if words - said and said == words - _OUTLETS and "switch" in item.kind:
            return Match(item.id, QUALIFIED - 0.005, "qualified")
        if words - said and words - said <= around and not _is_foreign(said - words, item) and said - item.place:
            return Match(item.id, ROOMLESS, "qualified")
    return None


def _ends(name: str, ending: Sequence[str]) -> bool:
    words = [singular(word) for word in tokens(name)]
    return words[-len(ending) :] == ending


def _partial(said: frozenset[str], item: _Named) -> Match | None:
    """Only some of the name's own words, and nothing that is foreign to it."""
    best = 0.0
    for words in item.words:
        own = said & (words - item.place)
        if own and not _is_foreign(said - words, item):
            best = max(best, len(said & words) / len(words | said))
    return Match(item.id, PARTIAL * (0.92 + 0.08 * best), "partial") if best else None


def _best(matches: Iterable[Match | None]) -> list[Match]:
    best: dict[str, Match] = {}
    for match in matches:
        if match is not None and (match.id not in best or match.score > best[match.id].score):
            best[match.id] = match
    found = sorted(best.values(), key=lambda m: -m.score)
    return [m for m in found if m.score >= found[0].score - 0.02]


def _places(spoken: str, places: Iterable[_Named]) -> list[Match]:
    key, listed = fold(spoken), list(places)
    exact = [Match(p.id, EXACT if p.names[0] == key else ALIAS, "exact") for p in listed if key in p.names]
    if exact:
        return exact
    said = _words(key)
    same = [Match(p.id, QUALIFIED, "qualified") for p in listed if any(said ^ w <= p.kind for w in p.words)]
    if same:
        return same
    part = [
        Match(p.id, PARTIAL, "partial") for p in listed if said - p.kind and any(said - p.kind < w for w in p.words)
    ]
    return part if len(part) == 1 else _best(_spelt_like(key, p) for p in listed)


def _spelt_like(key: str, item: _Named) -> Match | None:
    from rapidfuzz import fuzz

    if all(_is_other_room(_words(key), words) for words in item.words):
        return None
    names = [name for name in item.names if not _numbered_otherwise(key, name)]
    spelt = max((fuzz.ratio(key, name) / 100 for name in names), default=0.0)
    sounds = max((fuzz.ratio(_sound(key), _sound(name)) / 100 for name in names), default=0.0)
    if spelt >= FUZZY_FLOOR:
        return Match(item.id, FUZZY * spelt, "fuzzy")
    return Match(item.id, PHONETIC * sounds, "phonetic") if sounds * 100 >= _SOUNDS and spelt >= 0.5 else None


def _numbered_otherwise(one: str, other: str) -> bool:
    """Whether two names have numbers that differ: room 150 is not room 105, however alike they look."""
    numbers, others = _NUMBERS.findall(one), _NUMBERS.findall(other)
    return bool(numbers and others) and numbers != others


def _is_other_room(said: frozenset[str], words: frozenset[str]) -> bool:
    """Whether each of two names has a word for a room that the other lacks, and not just the first part of it."""
    foreign, missing = said & _ROOMS - words, words & _ROOMS - said
    parts = any(one.startswith(other) or other.startswith(one) for one in foreign for other in missing)
    return bool(foreign and missing) and not parts


@lru_cache(maxsize=8192)
def _sound(text: str) -> str:
    from jellyfish import metaphone

    return " ".join(metaphone(word) or word for word in text.split())
