"""Durations as people say them in English: "an hour and a half", "ninety seconds", "5 min"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edge.understand.numbers import Number, readings

UNITS: dict[str, int] = {}
"""Seconds of every unit, singular, plural and short."""
for _names, _seconds in (
    ("second seconds sec secs s", 1),
    ("minute minutes min mins m", 60),
    ("hour hours hr hrs h", 3600),
    ("day days d", 86_400),
    ("week weeks", 604_800),
):
    UNITS.update(dict.fromkeys(_names.split(), _seconds))

_JOINED = re.compile(r"(\d+(?:[.,]\d+)?)([a-z]+)")
_CLOCKED = re.compile(r"(\d+)h(\d\d)")


def parse_duration(text: str) -> float | None:
    """Seconds that the whole phrase says, or `None`.

    >>> parse_duration("an hour and a half")
    5400.0
    """
    words = text.casefold().replace("-", " ").replace(",", " ").split()
    used, seconds = leading_duration(words)
    return seconds if used and used == len(words) else None


def leading_duration(words: Sequence[str]) -> tuple[int, float]:
    """The longest duration that the leading words say, as (words used, seconds); (0, 0.0) for none."""
    used, seconds, unit = _term(words)
    total = seconds
    while used:
        more, extra, smaller = _continued(words[used:], unit)
        if not more:
            break
        used, total, unit = used + more, total + extra, smaller
    return used, total


def _continued(words: Sequence[str], unit: int) -> tuple[int, float, int]:
    """A further, smaller term: "and fifteen minutes", "thirty seconds", "and a half"."""
    skip = 1 if words[:1] == ["and"] else 0
    taken, seconds, smaller = _term(words[skip:])
    if taken and smaller < unit:
        return taken + skip, seconds, smaller
    if skip:
        for taken, value in readings(words[1:]):
            if 0 < value < 1 and not _unit_after(words[1 + taken :]):
                return taken + 1, value * unit, 1
    return 0, 0.0, 0


def _term(words: Sequence[str]) -> tuple[int, float, int]:
    """One number with its unit, as (words used, seconds, the unit's seconds)."""
    if not words:
        return 0, 0.0, 0
    joined = _joined(words[0])
    if joined:
        return joined
    for used, value in (*readings(words), *_article(words)):
        taken, unit = _unit(words[used:])
        if taken:
            return used + taken, float(value) * unit, unit
    return 0, 0.0, 0


def _joined(word: str) -> tuple[int, float, int] | None:
    clocked = _CLOCKED.fullmatch(word)
    if clocked:
        return 1, int(clocked[1]) * 3600.0 + int(clocked[2]) * 60.0, 60
    match = _JOINED.fullmatch(word)
    if match and match[2] in UNITS:
        return 1, float(match[1].replace(",", ".")) * UNITS[match[2]], UNITS[match[2]]
    return None


def _article(words: Sequence[str]) -> list[tuple[int, Number]]:
    if list(words[:3]) == ["a", "couple", "of"]:
        return [(3, 2)]
    return [(1, 1)] if words[0] in {"a", "an", "another"} else []


def _unit(words: Sequence[str]) -> tuple[int, int]:
    """A unit with what may stand before it: "half an hour", "three quarters of an hour", "five more minutes"."""
    for filler in (("of", "an"), ("of", "a"), ("an",), ("a",), ("more",), ("extra",), ()):
        size = len(filler)
        if tuple(words[:size]) == filler and len(words) > size and words[size] in UNITS:
            return size + 1, UNITS[words[size]]
    return 0, 0


def _unit_after(words: Sequence[str]) -> bool:
    return bool(_unit(words)[0])
