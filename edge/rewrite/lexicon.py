"""Closed word classes that a rewrite must not touch: poles, numbers, negations and times, by language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from edge.text import fold

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")

Pole = tuple[str, int]
"""An axis and the end of it: 1 or -1."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The classes of one language, as folded words. `parts` of a day count as times after `before_parts` only."""

    poles: Mapping[str, Pole]
    negations: frozenset[str]
    units: frozenset[str]
    parts: frozenset[str]
    before_parts: frozenset[str]
    numbers: frozenset[str]
    polite: frozenset[str]


@lru_cache(maxsize=2048)
def poles(words: str, language: str = "en") -> frozenset[Pole]:
    """The poles that words stand at: axis and sign.

    >>> sorted(poles("turn off the lamp and open the blind"))
    [('open', 1), ('power', -1)]
    """
    table = lexicon(language).poles
    return frozenset(table[word] for word in fold(words).split() if word in table)


@lru_cache(maxsize=2048)
def numbers(words: str, language: str = "en") -> tuple[str, ...]:
    """The numbers in words, sorted: digits, and number words that stayed words."""
    known = lexicon(language).numbers
    spelt = [word for word in fold(words).split() if word in known]
    return tuple(sorted([*_DIGITS.findall(words), *spelt]))


@lru_cache(maxsize=2048)
def negations(words: str, language: str = "en") -> tuple[str, ...]:
    """The words by which something is not to be done, or to be left out, in order."""
    known = lexicon(language).negations
    return tuple(word for word in fold(words).split() if word in known)


@lru_cache(maxsize=2048)
def times(words: str, language: str = "en") -> tuple[str, ...]:
    """The words that say when or for how long, sorted; "night" alone is a name as often as a time.

    >>> times("set an alarm for 7 in the morning"), times("turn on the night light")
    (('morning',), ())
    """
    known, said = lexicon(language), fold(words).split()
    found = [word for word in said if word in known.units]
    led = zip(said, said[1:], [*said[2:], ""], strict=False)
    found += [part for lead, part, after in led if _is_time(lead, part, after, known)]
    return tuple(sorted(found))


@cache
def lexicon(language: str) -> Lexicon:
    """The classes of a language; English where there are none for it."""
    table = _tables()
    told = table.get(language.split("-", maxsplit=1)[0], table["en"])
    ends = {axis: (both[0].split(), both[-1].split()) for axis, both in told["poles"].items()}
    found = {word: (axis, 1) for axis, (up, _) in ends.items() for word in up}
    found |= {word: (axis, -1) for axis, (_, down) in ends.items() for word in down}
    names = ("negations", "units", "parts", "before_parts", "numbers", "polite")
    return Lexicon(found, *(frozenset(told[name].split()) for name in names))


@cache
def _tables() -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads((files("edge.rewrite") / "lexicon.json").read_text(encoding="utf-8"))
    return told


def _is_time(lead: str, part: str, after: str, known: Lexicon) -> bool:
    """Whether a part of the day is meant as a time: "in the evening", and not "the night light"."""
    return (
        part in known.parts and lead in known.before_parts and (not after or after in known.before_parts | known.units)
    )
