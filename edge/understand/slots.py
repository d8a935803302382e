"""The values that template slots take: the home's names, a language's word lists, numbers, free words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from edge.turn import SlotValue
from edge.understand.fold import fold
from edge.understand.matcher import Kind, Scan, SlotList, Value
from edge.understand.numbers import Number, readings
from edge.understand.spellout import Spellout
from edge.understand.templates import Compiler, Node

_DIGITS = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_NO_CONTEXT: Mapping[str, Any] = {}
_NUMBER_WORDS = 12
_WILDCARD_WORDS = 40
_OPEN_WORDS = 7


@dataclass(slots=True)
class NamedList:
    """Plain texts and template texts with their values; `add` all before the first `find`."""

    texts: dict[str, tuple[tuple[Any, Mapping[str, Any]], ...]] = field(default_factory=dict)
    patterns: list[tuple[Node, Any, Mapping[str, Any]]] = field(default_factory=list)
    longest: int = 0
    words: int = 0

    def add(self, text: str, value: SlotValue, context: Mapping[str, Any] = _NO_CONTEXT) -> None:
        """Add a plain text; the same text may have several values."""
        key = fold(text)
        known = self.texts.get(key, ())
        if key and (value, context) not in known:
            self.texts[key] = (*known, (value, context))
            self.longest = max(self.longest, len(key))
            self.words = max(self.words, key.count(" ") + 1)

    def find(self, scan: Scan, start: int) -> tuple[Value, ...]:
        """Values said at `start`, longest text first."""
        text, found = scan.text, []
        if scan.glued or scan.compact:
            ends: Iterable[int] = range(min(scan.length, start + self.longest), start, -1)
        else:
            ends = reversed(scan.word_ends(start, self.words))
        for end in ends:
            for value, context in self.texts.get(text[start:end], ()):
                found.append(Value(end, value, context, Kind.LISTED))
        for node, value, context in self.patterns:
            found.extend(Value(step.end, value, context, Kind.LISTED) for step in scan.match(node, start))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class NumberList:
    """Numbers in digits and in words from `low` to `high`; fractions only where `fractional`.

    `percent` reads a bare fraction as a share ("half" is 50). Values are multiplied by `factor`.
    `strict` leaves numbers outside the range unmatched.
    """

    low: float
    high: float
    fractional: bool = False
    percent: bool = False
    factor: float = 1
    language: str = "en"
    spellout: Spellout | None = None
    strict: bool = True

    def find(self, scan: Scan, start: int) -> tuple[Value, ...]:
        """Numbers said at `start`."""
        found: dict[int, Value] = {}
        for end, number in self._numbers(scan, start):
            value = self._fitted(number)
            if value is not None and end not in found:
                found[end] = Value(end, value, _NO_CONTEXT, Kind.NUMBER)
        return tuple(found.values())

    def _numbers(self, scan: Scan, start: int) -> Iterable[tuple[int, Number]]:
        digits = _DIGITS.match(scan.text, start)
        if digits:
            number = float(digits[0].replace(",", "."))
            yield digits.end(), int(number) if digits[0].lstrip("+-").isdigit() else number
        if self.language.startswith("en"):
            ends = scan.word_ends(start, _NUMBER_WORDS)
            words = scan.text[start : ends[-1]].split() if ends else []
            for used, value in readings(words):
                yield ends[used - 1], value
        elif self.spellout and not digits:
            yield from self.spellout.find(scan.text, start)

    def _fitted(self, number: Number) -> Number | None:
        if self.percent and 0 < number < 1:
            number = round(number * 100)
        if not self.fractional and not float(number).is_integer():
            return None
        if self.strict and not self.low <= number <= self.high:
            return None
        scaled = number * self.factor
        return int(scaled) if float(scaled).is_integer() else round(scaled, 2)


@dataclass(frozen=True, slots=True)
class FreeList:
    """Any words, kept as spoken."""

    kind: Kind = Kind.WILDCARD
    most: int = _WILDCARD_WORDS
    except_for: SlotList | None = None

    def find(self, scan: Scan, start: int) -> tuple[Value, ...]:
        """Every run of words that begins at `start`; with `except_for`, its values come first."""
        known = self.except_for.find(scan, start) if self.except_for else ()
        runs = (Value(end, None, _NO_CONTEXT, self.kind) for end in scan.word_ends(start, self.most))
        return (*known, *runs)


def open_list(known: SlotList | None) -> FreeList:
    """A list of names that also takes unknown ones."""
    return FreeList(Kind.OPEN, _OPEN_WORDS, known)


def language_lists(
    data: Mapping[str, Any], compiler: Compiler, language: str, *, strict: bool = True
) -> dict[str, SlotList]:
    """The slot lists of a language's package data."""
    spellout = None if language.startswith("en") else Spellout(language)
    return {name: _list_of(spec, compiler, language, spellout, strict=strict) for name, spec in data.items()}


def _list_of(
    spec: Mapping[str, Any], compiler: Compiler, language: str, spellout: Spellout | None, *, strict: bool
) -> SlotList:
    if "range" in spec:
        return _range_of(spec["range"], language, spellout, strict=strict)
    if spec.get("wildcard"):
        return FreeList()
    named = NamedList()
    for value in spec.get("values", ()):
        row = {"in": value} if isinstance(value, str) else value
        _add_row(named, row, compiler)
    return named


def _add_row(named: NamedList, row: Mapping[str, Any], compiler: Compiler) -> None:
    """Add a row of a word list; a row with several values means any of them."""
    text, context = row["in"], row.get("context") or _NO_CONTEXT
    out = row.get("out", text)
    for value in out if isinstance(out, list) else [out]:
        if any(mark in text for mark in "([<{|"):
            named.patterns.append((compiler.chain(compiler.sentence(text)), value, context))
        else:
            named.add(text, value, context)


def _range_of(spec: Mapping[str, Any], language: str, spellout: Spellout | None, *, strict: bool) -> NumberList:
    temperature = spec.get("type") == "temperature"
    return NumberList(
        low=float(spec["from"]),
        high=float(spec["to"]),
        fractional=temperature or "fractions" in spec,
        percent=spec.get("type") == "percentage",
        factor=float(spec.get("multiplier", 1)),
        language=spec.get("words_language", language),
        spellout=spellout,
        strict=strict,
    )
