"""What each word of an utterance matches in this home: the model's second input.

The index is built from a snapshot's names once per generation; entities whose names did not change
are taken over from the index before. Matching is over words, so that every tokenizer can use it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from edge.home.model import Entity, Snapshot
from edge.understand.neural_lexicon import PROPERTIES, kind_of, kinds_by_noun

CHANNELS: tuple[str, ...] = (
    "light",
    "switch",
    "cover",
    "climate",
    "fan",
    "lock",
    "media",
    "cleaner",
    "sensor",
    "scene",
    "list",
    "other",
    "entity_begin",
    "entity_exact",
    "entity_partial",
    "area_begin",
    "area",
    "floor",
    "person",
    "number",
    "time",
    "color",
    "kind_begin",
    "kind",
    "kind_here",
    "property",
    "near",
)
"""Names of the gazetteer's channels, in the order of its last axis; each is 0 or 1 per token."""

_INDEX = {name: index for index, name in enumerate(CHANNELS)}
_GROUPS = {
    "light": "light",
    "switch": "switch",
    "input_boolean": "switch",
    "cover": "cover",
    "valve": "cover",
    "climate": "climate",
    "water_heater": "climate",
    "humidifier": "climate",
    "fan": "fan",
    "lock": "lock",
    "alarm_control_panel": "lock",
    "media_player": "media",
    "vacuum": "cleaner",
    "lawn_mower": "cleaner",
    "sensor": "sensor",
    "binary_sensor": "sensor",
    "weather": "sensor",
    "number": "sensor",
    "scene": "scene",
    "script": "scene",
    "button": "scene",
    "automation": "scene",
    "todo": "list",
}


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_DIGITS = {word: str(value) for value, word in enumerate(_SMALL)}
_NUMBERS = _listed("thirty forty fifty sixty seventy eighty ninety hundred half quarter")
_TIME = _listed(
    "second seconds sec secs minute minutes min mins hour hours day days week weeks month year am pm o'clock noon "
    "midnight morning afternoon evening night tonight today tomorrow yesterday monday tuesday wednesday thursday "
    "friday saturday sunday january february march april june july august september october november december later now"
)
_COLORS = _listed(
    "red green blue yellow orange purple pink white warm cool cold violet cyan magenta turquoise teal gold amber lime "
    "indigo lavender brown black grey gray beige ivory crimson salmon coral olive navy maroon daylight candlelight"
)
_PARTIAL_STOP = _listed(
    "the a an of in on at to and or for my our is it with room s left right on off up down no not all one"
)
_NEAR_MIN = 4
_WORD = re.compile(r"[^\W_]+")

Mask = int
"""A set of channels as bits."""


def bit(channel: str) -> Mask:
    """The bit of a channel."""
    return 1 << _INDEX[channel]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an utterance: its matching key and its character range."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Lower case without accents or a plural `s`; number words as digits."""
    folded = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    if plain in _DIGITS:
        return _DIGITS[plain]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):  # "bus", "gas" stay
        return plain[:-1]
    return plain


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text (letters and digits; punctuation separates)."""
    return tuple(Word(key_of(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))


Phrase = tuple[str, ...]


@lru_cache(maxsize=16384)
def phrase_of(name: str) -> Phrase:
    """The matching keys of a name."""
    return tuple(word.key for word in words_of(name))


@dataclass(slots=True)
class Index:
    """Everything in a home that can be said by name.

    `phrases` maps names to their channels and `lengths` a first key to the lengths of the phrases that
    begin with it; `partial` maps a key to the channels of the entities whose names hold it; `near` maps
    a key with one letter left out to keys of this home.
    """

    generation: int = -1
    phrases: dict[Phrase, Mask] = field(default_factory=dict)
    lengths: dict[str, set[int]] = field(default_factory=dict)
    partial: dict[str, Mask] = field(default_factory=dict)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, name: str, mask: Mask) -> None:
        """Make a name known."""
        phrase = phrase_of(name)
        if phrase:
            self.phrases[phrase] = self.phrases.get(phrase, 0) | mask
            self.lengths.setdefault(phrase[0], set()).add(len(phrase))

    def add_partial(self, name: str, mask: Mask) -> None:
        """Make the telling words of an entity's name known."""
        for key in phrase_of(name):
            if key not in _PARTIAL_STOP and not key.isdigit():
                self.partial[key] = self.partial.get(key, 0) | mask

    def matches(self, keys: Sequence[str]) -> list[tuple[int, int, Mask]]:
        """Every match at every position: first word, one past the last, channels."""
        found = []
        for start, key in enumerate(keys):
            for length in sorted(self.lengths.get(key, ())):
                phrase = tuple(keys[start : start + length])
                mask = self.phrases.get(phrase)
                if mask is not None and len(phrase) == length:
                    found.append((start, start + length, mask))
        return found


class Gazetteer:
    """Keeps the index of the newest generation seen."""

    def __init__(self) -> None:
        """Start with no home."""
        self._index: Index | None = None

    def index(self, snapshot: Snapshot) -> Index:
        """The index of a snapshot's names; built when its generation is new."""
        if self._index is None or self._index.generation != snapshot.generation:
            self._index = build_index(snapshot)
        return self._index

    def masks(self, words: Sequence[Word], snapshot: Snapshot) -> list[Mask]:
        """The channels of each word in a home."""
        return word_masks(words, self.index(snapshot))


def build_index(snapshot: Snapshot) -> Index:
    """The index of all exposed names of a snapshot."""
    index = Index(generation=snapshot.generation)
    domains = {entity.domain for entity in snapshot.exposed}
    for entity in snapshot.exposed:
        _add_entity(index, entity)
    _add_all(index, ((a.name, a.aliases) for a in snapshot.areas.values()), bit("area"))
    _add_all(index, ((f.name, f.aliases) for f in snapshot.floors.values()), bit("floor"))
    _add_all(index, ((p.name, p.aliases) for p in snapshot.people.values()), bit("person"))
    present = set(index.partial)
    for noun, kind in kinds_by_noun().items():
        here = kind.domain in domains if kind.domain else phrase_of(noun)[-1] in present
        index.add(noun, bit("kind") | (bit("kind_here") if here else 0))
    index.near = _neighbours({*index.partial, *(k for phrase in index.phrases for k in phrase)})
    return index


def word_masks(words: Sequence[Word], index: Index) -> list[Mask]:
    """The channels of each word: names of the home, kinds, numbers, times, colours."""
    keys = [word.key for word in words]
    masks = [_general(key) for key in keys]
    for start, end, mask in index.matches(keys):
        _mark(masks, start, end, mask)
    for position, key in enumerate(keys):
        masks[position] |= _part(masks[position], key, index)
    return masks


def _mark(masks: list[Mask], start: int, end: int, mask: Mask) -> None:
    for position in range(start, end):
        masks[position] |= mask
    for inside, begin in (("entity_exact", "entity_begin"), ("area", "area_begin"), ("kind", "kind_begin")):
        if mask & bit(inside):
            masks[start] |= bit(begin)


def _part(mask: Mask, key: str, index: Index) -> Mask:
    found = index.partial.get(key, 0)
    if found:
        return found | bit("entity_partial")
    if mask or len(key) < _NEAR_MIN:
        return 0
    candidates = {word for form in _deletions(key) for word in index.near.get(form, ()) if word != key}
    near = 0
    for word in candidates:
        near |= index.partial.get(word, 0) | bit("near")
    return near


@lru_cache(maxsize=16384)
def _general(key: str) -> Mask:
    mask = 0
    if key.isdigit() or key in _NUMBERS or key[:1].isdigit():
        mask |= bit("number")
    if key in _TIME or f"{key}s" in _TIME:
        mask |= bit("time")
    if key in _COLORS:
        mask |= bit("color")
    if key in _PROPERTY_KEYS:
        mask |= bit("property")
    return mask


_PROPERTY_KEYS = frozenset(key for name in PROPERTIES for key in phrase_of(name))


def _add_entity(index: Index, entity: Entity) -> None:
    group = bit(_GROUPS.get(entity.domain, "other"))
    for name in (entity.name, *entity.aliases):
        index.add(name, group | bit("entity_exact"))
        index.add_partial(name, group)


def _add_all(index: Index, names: Iterable[tuple[str, tuple[str, ...]]], mask: Mask) -> None:
    for name, aliases in names:
        for each in (name, *aliases):
            index.add(each, mask)


def _neighbours(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for key in keys:
        if len(key) >= _NEAR_MIN - 1 and key.isalpha():
            for form in _deletions(key):
                table.setdefault(form, []).append(key)
    return {form: tuple(found) for form, found in table.items()}


@lru_cache(maxsize=16384)
def _deletions(key: str) -> tuple[str, ...]:
    return (key, *{key[:i] + key[i + 1 :] for i in range(len(key))})


def kind_at(words: str) -> Mapping[str, str]:
    """The slots that a kind's noun stands for: `domain` and `device_class`, as far as it has them."""
    kind = kind_of(words)
    if kind is None or kind.domain is None:
        return {}
    return {"domain": kind.domain} | ({"device_class": kind.device_class} if kind.device_class else {})
