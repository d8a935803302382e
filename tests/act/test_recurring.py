"""When something that recurs is due next, also over the change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from edge.act.recurring import next_on, rolled, weekday
from edge.turn import Job

BERLIN = ZoneInfo("Europe/Berlin")


def zone(at: float) -> int:
    offset = datetime.fromtimestamp(at, UTC).astimezone(BERLIN).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def local(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp()


@pytest.mark.parametrize(
    ("days", "after", "expected"),
    [
        ((0, 1, 2, 3, 4), "2026-03-03 06:00", "2026-03-03 07:00"),  # a Tuesday
        ((0, 1, 2, 3, 4), "2026-03-03 07:00", "2026-03-04 07:00"),
        ((0, 1, 2, 3, 4), "2026-03-06 08:00", "2026-03-09 07:00"),  # over the weekend
        ((5, 6), "2026-03-03 06:00", "2026-03-07 07:00"),
        ((1,), "2026-03-03 08:00", "2026-03-10 07:00"),
        ((6,), "2026-03-28 12:00", "2026-03-29 07:00"),  # the clocks went forward that night
        (tuple(range(7)), "2026-10-24 12:00", "2026-10-25 07:00"),  # and back
    ],
)
def test_the_next_time(days: tuple[int, ...], after: str, expected: str) -> None:
    assert next_on(local("2026-03-02 07:00"), days, local(after), zone) == local(expected)


def test_weekdays() -> None:
    assert weekday(0.0, 0) == 3, "1970 began on a Thursday"
    assert weekday(local("2026-03-02 00:30"), 3600) == 0


def test_only_what_recurs_is_rolled() -> None:
    assert rolled(Job("a", "alarm", at=5.0), 10.0, zone) is None
    assert rolled(Job("t", "timer", remaining=5.0, repeat=(1,)), 10.0, zone) is None
    assert rolled(Job("a", "alarm", at=5.0, repeat=tuple(range(7))), 10.0, lambda _: 0) == 86_405.0
