"""When a command is to be done: "in five minutes", "at 9 pm", "for an hour", said before or after it (English)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edge.understand.durations import leading_duration
from edge.understand.numbers import parse_number
from edge.understand.times import MONTHS, WEEKDAYS, clean_words, leading_time

_MARKS = frozenset(
    {
        "at",
        "on",
        "this",
        "today",
        "tonight",
        "tomorrow",
        "in",
        "by",
        "next",
        "noon",
        "midnight",
        "midday",
        *WEEKDAYS,
        *MONTHS,
    }
)


@dataclass(frozen=True, slots=True)
class When:
    """`delay` seconds from now or wall time `at`; `lasting`: until then rather than from then."""

    delay: float | None = None
    at: float | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A command's words `start`..`end` without the `when` said around them."""

    start: int
    end: int
    when: When


def timed(words: Sequence[str], now: float, tz_offset: int) -> Iterator[Timed]:
    """Every way to see the words as a command with a time after or before it, longest time first.

    `words` as spoken; `now` in wall seconds, `tz_offset` in seconds.
    """
    count = len(words)
    for start in range(1, count):
        when = read_when(words[start:], now, tz_offset) or _minutes(words[start:])
        if when:
            yield Timed(0, start, when)
    for end in range(count - 1, 0, -1):
        when = read_when(words[:end], now, tz_offset)
        if when and not when.lasting:
            yield Timed(end, count, when)


def read_when(spoken: Sequence[str], now: float, tz_offset: int) -> When | None:
    """The time that all of the words say, or `None`."""
    words = clean_words(" ".join(spoken))
    if not words:
        return None
    if words[0] in {"for", "until", "till"}:
        return _lasting(words, now, tz_offset)
    delay = _delay(words)
    if delay:
        return When(delay=delay)
    if words[0] in _MARKS:
        used, at = leading_time(words, now, tz_offset)
        if at is not None and used == len(words):
            return When(at=at)
    return None


def _minutes(spoken: Sequence[str]) -> When | None:
    """What a request ends with: "in five" counts minutes."""
    words = clean_words(" ".join(spoken))
    number = parse_number(" ".join(words[1:])) if words[:1] == ["in"] else None
    return When(delay=float(number) * 60) if number else None


def _lasting(words: Sequence[str], now: float, tz_offset: int) -> When | None:
    if words[0] == "for":
        used, seconds = leading_duration(_without_about(words[1:]))
        return When(delay=seconds, lasting=True) if used and used == len(_without_about(words[1:])) else None
    used, at = leading_time(words[1:], now, tz_offset)
    return When(at=at, lasting=True) if at is not None and used == len(words) - 1 else None


def _delay(words: Sequence[str]) -> float | None:
    rest = list(words)
    marked = rest[0] in {"in", "after"}
    if marked:
        rest = rest[1:]
    for ending in (["from", "now"], ["later"], ["time"]):
        if rest[-len(ending) :] == ending:
            rest, marked = rest[: -len(ending)], True
    rest = _without_about(rest)
    used, seconds = leading_duration(rest)
    return seconds if marked and used and used == len(rest) else None


def _without_about(words: Sequence[str]) -> list[str]:
    return list(words[1:] if words[:1] in (["about"], ["around"], ["exactly"]) else words)
