"""When something that recurs on weekdays is due next, by the local clock."""

from __future__ import annotations

from collections.abc import Callable, Collection

from edge.turn import Job

DAY = 86_400.0
_THURSDAY = 3
"""1970-01-01 was one (0 is Monday)."""

Zone = Callable[[float], int]
"""The home's offset from UTC in seconds at a wall time."""


def weekday(at: float, tz_offset: int) -> int:
    """The local weekday of a wall time, 0 for Monday."""
    return int((at + tz_offset) // DAY + _THURSDAY) % 7


def next_on(at: float, days: Collection[int], after: float, zone: Zone) -> float:
    """The first moment after wall time `after` at the local time of day of `at`, on one of the weekdays.

    A change to or from daylight saving leaves the local time of day as it is.
    """
    local = at + zone(at)
    time_of_day = local % DAY
    midnight = (after + zone(after)) // DAY * DAY
    for ahead in range(9):
        guess = midnight + ahead * DAY + time_of_day
        moment = guess - zone(guess - zone(guess))
        if moment > after and weekday(moment, zone(moment)) in days:
            return moment
    return at + 7 * DAY


def rolled(job: Job, after: float, zone: Zone) -> float | None:
    """When a recurring job is due next after wall time `after`; `None` for one that does not recur."""
    if job.at is None or not job.repeat:
        return None
    return next_on(job.at, job.repeat, after, zone)
