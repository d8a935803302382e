"""Times of day and days as people say them in English, as the next sensible moment.

"half past seven", "quarter to nine tomorrow morning", "on friday at 18:30", "tonight", "the fifth of may".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from edge.understand.numbers import parse_ordinal, readings

WEEKDAYS = {
    day: i for i, day in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
MONTHS = {
    month: index + 1
    for index, month in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ]
    )
}
_PARTS = {"morning": 8, "noon": 12, "midday": 12, "afternoon": 15, "evening": 19, "night": 22}
"""The hour meant by a part of the day alone."""
_NAMED = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)(am|pm)?|(\d{1,2})(am|pm)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as far as it was said; `hour` 0..23 or, when `half_day` is open, 1..12."""

    hour: int | None = None
    minute: int = 0
    half_day: str | None = None
    part: str | None = None
    days: int | None = None
    weekday: int | None = None
    date: tuple[int, int] | None = None
    fixed: bool = False


def parse_time(text: str, now: float, tz_offset: int = 0) -> float | None:
    """Wall seconds of the next moment that the whole phrase says, or `None`.

    `now` is wall seconds, `tz_offset` the home's offset from UTC in seconds.

    >>> parse_time("half past seven", 0.0)
    27000.0
    """
    words = clean_words(text)
    used, at = leading_time(words, now, tz_offset)
    return at if used and used == len(words) else None


def clean_words(text: str) -> list[str]:
    """Words in lower case without punctuation, as `leading_time` reads them."""
    plain = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", text.casefold().replace("’", "'"))
    plain = re.sub(r"(?<!\d)[.,;?!]|[.,;?!](?!\d)", " ", plain)
    return plain.replace("-", " ").split()


def leading_time(words: Sequence[str], now: float, tz_offset: int = 0) -> tuple[int, float | None]:
    """The longest moment that the leading words say, as (words used, wall seconds); (0, `None`) for none."""
    used, moment = _moment(words)
    if not used:
        return 0, None
    return used, _resolved(moment, now, tz_offset)


def _moment(words: Sequence[str]) -> tuple[int, Moment]:
    """Clock and day in either order."""
    used, moment, progressed = 0, Moment(), True
    while progressed and used < len(words):
        progressed = False
        for reader in (_read_day, _read_clock):
            taken, after = reader(words[used:], moment)
            if taken:
                used, moment, progressed = used + taken, after, True
                break
    return used, moment


def _read_day(words: Sequence[str], moment: Moment) -> tuple[int, Moment]:
    """Read "tomorrow morning", "this evening", "on friday", "the fifth of may", "in the morning"."""
    skip = _skipped(words, ("first thing in the", "first thing", "on the", "in the", "on", "this", "next", "at", "the"))
    rest = words[skip:]
    if not rest:
        return 0, moment
    if list(rest[:3]) == ["day", "after", "tomorrow"] and moment.days is None:
        return skip + 3, _with(moment, days=2)
    first = rest[0]
    if first == "tonight" and moment.part is None:
        return skip + 1, _with(moment, part="evening", days=0)
    if first in {"today", "tomorrow"} and moment.days is None:
        return skip + 1, _with(moment, days=int(first == "tomorrow"))
    if first in WEEKDAYS and moment.weekday is None:
        return skip + 1, _with(moment, weekday=WEEKDAYS[first])
    if first in _PARTS and first not in _NAMED and moment.part is None and (skip or moment != Moment()):
        days = 0 if words[:1] == ["this"] else moment.days
        return skip + 1, _with(moment, part=first, days=days)
    return _read_date(rest, skip, moment)


def _read_date(words: Sequence[str], skip: int, moment: Moment) -> tuple[int, Moment]:
    if moment.date is not None:
        return 0, moment
    for size in (2, 1):
        day = parse_ordinal(" ".join(words[:size]))
        rest = words[size + 1 :] if words[size : size + 1] == ["of"] else words[size:]
        if day and day <= 31 and rest and rest[0] in MONTHS:
            return skip + len(words) - len(rest) + 1, _with(moment, date=(MONTHS[rest[0]], day))
    if words[0] in MONTHS:
        for size in (3, 2, 1):
            text = " ".join(words[1 : 1 + size]).removeprefix("the ")
            day = parse_ordinal(text) or (int(text) if text.isdecimal() else None)
            if day and day <= 31:
                return skip + 1 + size, _with(moment, date=(MONTHS[words[0]], day))
    return 0, moment


def _read_clock(words: Sequence[str], moment: Moment) -> tuple[int, Moment]:
    """Read "at half past seven", "19:45", "7 pm", "seven thirty", "noon", "nine o'clock"."""
    if moment.hour is not None:
        return 0, moment
    skip = _skipped(words, ("at", "by"))
    rest = words[skip:]
    if rest and rest[0] in _NAMED:
        hour, minute = _NAMED[rest[0]]
        return skip + 1, _with(moment, hour=hour, minute=minute, fixed=True)
    for used, hour, minute, half_day in (*_digital(rest), *_past_and_to(rest), *_spoken(rest)):
        if used and 0 <= hour <= 24 and 0 <= minute < 60:
            fixed = hour > 12 or hour == 0 or (bool(rest) and rest[0].startswith("0"))
            return _with_half_day(
                rest, used, skip, _with(moment, hour=hour % 24, minute=minute, half_day=half_day, fixed=fixed)
            )
    return 0, moment


def _with_half_day(words: Sequence[str], used: int, skip: int, moment: Moment) -> tuple[int, Moment]:
    if words[used : used + 1] in (["o'clock"], ["oclock"]):
        used += 1
    if moment.half_day is None and words[used : used + 1] in (["am"], ["pm"]):
        return skip + used + 1, _with(moment, half_day=words[used])
    return skip + used, moment


def _digital(words: Sequence[str]) -> Iterator[tuple[int, int, int, str | None]]:
    match = _CLOCK.fullmatch(words[0]) if words else None
    if match:
        hour, minute, half, bare_hour, bare_half = match.groups()
        yield 1, int(hour or bare_hour), int(minute or 0), half or bare_half


def _past_and_to(words: Sequence[str]) -> Iterator[tuple[int, int, int, str | None]]:
    if words[:1] == ["half"]:  # "half twelve", as the British say it
        for taken, hour in _hours(words[1:]):
            yield 1 + taken, hour, 30, None
    start = 1 if words[:1] == ["a"] else 0
    spoken = {"half": 30, "quarter": 15}.get(words[start] if len(words) > start else "")
    options = [(start + 1, spoken)] if spoken else [(n, int(v)) for n, v in readings(words) if float(v).is_integer()]
    for used, minutes in options:
        named = words[used : used + 1] in (["minutes"], ["minute"])
        rest = words[used + named :]
        if rest[:1] not in (["past"], ["after"], ["to"], ["before"], ["till"]):
            continue
        for taken, hour in _hours(rest[1:]):
            total = used + named + 1 + taken
            if rest[0] in {"to", "before", "till"}:
                yield total, (hour - 2) % 12 + 1, (60 - minutes) % 60, None
            else:
                yield total, hour, minutes, None


def _spoken(words: Sequence[str]) -> Iterator[tuple[int, int, int, str | None]]:
    for used, hour in _hours(words):
        rest = words[used:]
        leading_zero = rest[:1] == ["oh"]
        for taken, minute in readings(rest[leading_zero:]):
            if float(minute).is_integer() and (minute > 9 or leading_zero):
                yield used + leading_zero + taken, hour, int(minute), None
        yield used, hour, 0, None


def _hours(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for used, value in readings(words):
        if float(value).is_integer() and 0 <= value <= 24:
            yield used, int(value)
    if words and words[0] in _NAMED:
        yield 1, _NAMED[words[0]][0] or 12
    if words[:1] == ["twenty"]:
        yield 1, 20


def _resolved(moment: Moment, now: float, tz_offset: int) -> float | None:
    """The next moment at or after `now` that fits."""
    local = datetime.fromtimestamp(0, UTC) + timedelta(seconds=now + tz_offset)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    day = _day_of(moment, midnight)
    if day is None:
        return None
    dated = moment.days is not None or moment.weekday is not None or moment.date is not None
    times = [day + timedelta(hours=h, minutes=moment.minute) for h in _hours_meant(moment, dated=dated)]
    if not dated:
        times += [t + timedelta(days=1) for t in times]
    later = [t for t in sorted(times) if t > local]
    if not later and moment.weekday is not None:
        later = [min(times) + timedelta(days=7)]
    chosen = later[0] if later else max(times)
    if chosen < local and moment.days == 0 and moment.hour == 0:
        chosen += timedelta(days=1)
    return (chosen - datetime.fromtimestamp(0, UTC)).total_seconds() - tz_offset


def _day_of(moment: Moment, midnight: datetime) -> datetime | None:
    if moment.date is not None:
        return _dated(midnight, *moment.date)
    if moment.weekday is not None:
        return midnight + timedelta(days=(moment.weekday - midnight.weekday()) % 7)
    return midnight + timedelta(days=moment.days or 0)


def _dated(midnight: datetime, month: int, day: int) -> datetime | None:
    for year in (midnight.year, midnight.year + 1):
        try:
            found = midnight.replace(year=year, month=month, day=day)
        except ValueError:
            continue
        if found >= midnight:
            return found
    return None


def _hours_meant(moment: Moment, *, dated: bool) -> list[int]:
    """The hours 0..23 that the words can mean, likeliest only where a day or part of it was said."""
    if moment.hour is None:
        return [_PARTS.get(moment.part or "morning", 8)]
    if moment.fixed:
        return [moment.hour]
    early, late = moment.hour % 12, moment.hour % 12 + 12
    if moment.half_day or moment.part:
        return [_half_day_hour(moment, early, late)]
    if dated and moment.days != 0:
        return [late if early < 6 else early]
    return [early, late]


def _half_day_hour(moment: Moment, early: int, late: int) -> int:
    if moment.half_day:
        return late if moment.half_day == "pm" else early
    if moment.part == "morning":
        return early
    return 24 if moment.part in {"night", "evening"} and early == 0 else late


def _skipped(words: Sequence[str], fillers: Sequence[str]) -> int:
    for filler in fillers:
        parts = filler.split()
        if list(words[: len(parts)]) == parts:
            return len(parts)
    return 0


def _with(moment: Moment, **changes: object) -> Moment:
    return replace(moment, **changes)  # type: ignore[arg-type]
