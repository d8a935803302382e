"""Times of day and days, seen from Tuesday, 3 March 2026, 19:00."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.understand.times import clean_words, leading_time, parse_time

NOW = datetime(2026, 3, 3, 19, 0, tzinfo=UTC).timestamp()


def shown(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, UTC).strftime("%d %b %H:%M")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("half past seven", "03 Mar 19:30"),
        ("quarter to nine tomorrow morning", "04 Mar 08:45"),
        ("a quarter past eight", "03 Mar 20:15"),
        ("at 7", "04 Mar 07:00"),
        ("at 8", "03 Mar 20:00"),
        ("at 9 pm", "03 Mar 21:00"),
        ("9pm", "03 Mar 21:00"),
        ("7 a.m.", "04 Mar 07:00"),
        ("6:30 am", "04 Mar 06:30"),
        ("19:45", "03 Mar 19:45"),
        ("08:15", "04 Mar 08:15"),
        ("seven thirty", "03 Mar 19:30"),
        ("ten oh five", "03 Mar 22:05"),
        ("seven o'clock", "04 Mar 07:00"),
        ("ten to eight", "03 Mar 19:50"),
        ("twenty past six", "04 Mar 06:20"),
        ("five minutes past ten", "03 Mar 22:05"),
        ("five past midnight", "04 Mar 00:05"),
        ("noon", "04 Mar 12:00"),
        ("midnight", "04 Mar 00:00"),
        ("midnight tonight", "04 Mar 00:00"),
        ("twelve thirty pm", "04 Mar 12:30"),
        ("tonight at 8", "03 Mar 20:00"),
        ("at 11 at night", "03 Mar 23:00"),
        ("8 in the morning", "04 Mar 08:00"),
        ("in the morning", "04 Mar 08:00"),
        ("tomorrow", "04 Mar 08:00"),
        ("tomorrow at 7", "04 Mar 07:00"),
        ("tomorrow at 3", "04 Mar 15:00"),
        ("tomorrow evening at half past eight", "04 Mar 20:30"),
        ("noon tomorrow", "04 Mar 12:00"),
        ("on friday at 18:30", "06 Mar 18:30"),
        ("friday", "06 Mar 08:00"),
        ("tuesday at 8 pm", "03 Mar 20:00"),
        ("tuesday at 6 pm", "10 Mar 18:00"),
        ("the fifth of may", "05 May 08:00"),
        ("may 5th at noon", "05 May 12:00"),
        ("december 24 at 5 pm", "24 Dec 17:00"),
        ("the first of january at 10 am", "01 Jan 10:00"),
    ],
)
def test_next_sensible_moment(text: str, moment: str) -> None:
    assert shown(parse_time(text, NOW)) == moment


@pytest.mark.parametrize("text", ["", "the lamp", "at the lamp", "tomorrow lamp", "february 31st", "half"])
def test_what_is_no_time(text: str) -> None:
    assert parse_time(text, NOW) is None


@given(st.integers(0, 23), st.integers(0, 59), st.integers(-12, 14))
def test_digital_times_are_the_next_of_that_hour_in_the_home(hour: int, minute: int, zone: int) -> None:
    offset = zone * 3600
    at = parse_time(f"{hour:02}:{minute:02}", NOW, offset)
    assert at is not None
    local = datetime.fromtimestamp(at + offset, UTC)
    assert local.minute == minute
    assert local.hour == hour or (0 < hour <= 12 and local.hour % 12 == hour % 12)
    assert NOW < at <= NOW + 86_400


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz 0123456789:'", max_size=40))
def test_odd_words_never_raise(text: str) -> None:
    words = clean_words(text)
    used, at = leading_time(words, NOW)
    assert 0 <= used <= len(words)
    assert (at is None) or used


def test_the_rest_is_left() -> None:
    used, at = leading_time(["tomorrow", "at", "seven", "turn", "on"], NOW)
    assert (used, shown(at)) == (3, "04 Mar 07:00")
