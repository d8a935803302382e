"""What a habit can hang on: the contexts of a moment, from the broadest to the most particular. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_DAY = 86_400
_HOUR = 3_600
_EPOCH_WEEKDAY = 3
_PARTS = 8
_MASK = (1 << 61) - 1
_GAPS = (60, 600, 3_600, 4 * 3_600, 7 * 3_600, 10 * 3_600, 13 * 3_600, 25 * 3_600, 49 * 3_600, 97 * 3_600)
"""Seconds between one deed and the next: within the minute, ten minutes, the hour, then by three hours, by days."""

CHAINS: Mapping[str, tuple[str, ...]] = {
    "time": ("part", "hour", "kind_hour", "day_part"),
    "sequence": ("last_gap", "two_gap", "three_gap", "four_gap"),
    "after": ("last_gap", "last_hour", "last_day_hour", "two_hour_gap", "three_day_hour_gap"),
    "event": ("event", "event_part"),
    "person": ("person", "person_part", "person_hour", "person_after"),
    "room": ("room", "room_part", "room_hour", "room_after"),
}
"""Each chain's levels; every level backs off to the one before it, the first to what is usual in the home.

What was done before counts together with how long ago: what follows on the kettle after eleven hours says nothing about
what follows after five minutes.
"""

LEVELS: tuple[str, ...] = tuple(dict.fromkeys(level for levels in CHAINS.values() for level in levels))
_NUMBER = {level: index + 1 for index, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Moment:
    """When, where and who: `local` is seconds since 1970 on the home's own clock (UTC plus its offset).

    `area` and `person` are ids, `None` where unknown.
    """

    local: float
    area: str | None = None
    person: str | None = None

    @property
    def day(self) -> int:
        """Days since 1970."""
        return int(self.local // _DAY)

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return (self.day + _EPOCH_WEEKDAY) % 7

    @property
    def part(self) -> int:
        """Which eighth of the day, 0..7."""
        return int(self.local % _DAY) * _PARTS // _DAY


@dataclass(frozen=True, slots=True)
class Past:
    """A deed as later ones look back on it: its number, the number of its particulars, and when it was."""

    deed: int
    detail: int
    local: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that the contexts of a moment are made of; ids as numbers, 0 for unknown."""

    moment: Moment
    past: Sequence[Past] = ()
    event: int = 0
    person: int = 0
    area: int = 0


Blend = tuple[tuple[int, float], ...]
"""Contexts that count together, each with its share."""


def contexts(setting: Setting) -> dict[str, Blend]:
    """The contexts of each level that applies.

    An hour's edges belong to its neighbour too: at 7:10 half of what counts is from six to seven.
    """
    moment = setting.moment
    hours = _hours(moment.local)
    workday = int(moment.weekday < 5)
    found = {
        "part": _one("part", moment.part),
        "hour": _hourly("hour", hours),
        "kind_hour": _hourly("kind_hour", hours, workday),
        "day_part": _one("day_part", moment.weekday, moment.part),
    }
    if setting.event:
        found["event"] = _one("event", setting.event)
        found["event_part"] = _one("event_part", setting.event, moment.part)
    for level, number in (("person", setting.person), ("room", setting.area)):
        if number:
            found[level] = _one(level, number)
            found[f"{level}_part"] = _one(f"{level}_part", number, moment.part)
            found[f"{level}_hour"] = _hourly(f"{level}_hour", hours, number)
            if setting.past:
                last = setting.past[-1]
                found[f"{level}_after"] = _one(f"{level}_after", number, last.deed, gap_of(moment.local - last.local))
    return found | _after(setting)


def _after(setting: Setting) -> dict[str, Blend]:
    past, moment = setting.past, setting.moment
    if not past:
        return {}
    deeds = [seen.deed for seen in past]
    last, hour = deeds[-1], int(moment.local % _DAY) // _HOUR
    gap = gap_of(moment.local - past[-1].local)
    found = {
        "last_gap": _one("last_gap", last, gap),
        "last_hour": _one("last_hour", last, hour),
        "last_day_hour": _one("last_day_hour", last, moment.weekday, hour),
    }
    if len(past) >= 2:
        found["two_gap"] = _one("two_gap", *deeds[-2:], gap)
        found["two_hour_gap"] = _one("two_hour_gap", *deeds[-2:], hour, gap)
    if len(past) >= 3:
        details = [seen.detail for seen in past[-3:]]
        found["three_gap"] = _one("three_gap", *deeds[-3:], gap)
        found["three_day_hour_gap"] = _one("three_day_hour_gap", *deeds[-3:], *details, moment.weekday, hour, gap)
    if len(past) >= 4:
        found["four_gap"] = _one("four_gap", *deeds[-4:], gap)
    return found


def gap_of(seconds: float) -> int:
    """Which class of pause, 0 for the shortest."""
    return next((index for index, most in enumerate(_GAPS) if seconds < most), len(_GAPS))


def _hours(local: float) -> tuple[tuple[int, float], ...]:
    """The hour and the nearer of its neighbours, with their shares; the first is the hour itself."""
    exact = local % _DAY / _HOUR
    hour = int(exact)
    off = exact - hour - 0.5
    share = abs(off)
    neighbour = (hour + (1 if off > 0 else -1)) % 24
    return ((hour, 1.0 - share), (neighbour, share)) if share > 0.02 else ((hour, 1.0),)


def _hourly(level: str, hours: tuple[tuple[int, float], ...], *numbers: int) -> Blend:
    return tuple((_key(level, *numbers, hour), share) for hour, share in hours)


def _one(level: str, *numbers: int) -> Blend:
    return ((_key(level, *numbers), 1.0),)


def _key(level: str, *numbers: int) -> int:
    """One number for a context, the same in every process."""
    key = _NUMBER[level]
    for number in numbers:
        key = ((key * 0x9E3779B97F4A7C15) ^ (number + 0x7F4A7C15) ^ (key >> 29)) & _MASK
    return key
