"""Durations in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unicode_rbnf import RbnfEngine

from edge.understand.durations import leading_duration, parse_duration

ENGINE = RbnfEngine.for_language("en")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("ninety seconds", 90),
        ("a minute", 60),
        ("an hour", 3600),
        ("half an hour", 1800),
        ("half a minute", 30),
        ("an hour and a half", 5400),
        ("one and a half hours", 5400),
        ("two and a half minutes", 150),
        ("an hour and a quarter", 4500),
        ("three quarters of an hour", 2700),
        ("a quarter of an hour", 900),
        ("two hours and fifteen minutes", 8100),
        ("1 hour 30 minutes 5 seconds", 5405),
        ("one hour, ten minutes and five seconds", 4205),
        ("5 min", 300),
        ("90s", 90),
        ("1h30", 5400),
        ("1.5 hours", 5400),
        ("ten-minute", 600),
        ("a couple of minutes", 120),
        ("2 days", 172_800),
        ("a week", 604_800),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "five", "an", "the lamp", "minutes", "five minutes lamp", "half past seven"])
def test_what_is_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@given(st.integers(1, 48), st.integers(1, 59), st.integers(1, 59))
def test_spelt_out_durations_are_read_back(hours: int, minutes: int, seconds: int) -> None:
    words = [ENGINE.format_number(n).text for n in (hours, minutes, seconds)]
    text = f"{words[0]} hours {words[1]} minutes and {words[2]} seconds"
    assert parse_duration(text) == hours * 3600 + minutes * 60 + seconds


def test_a_larger_unit_does_not_continue_a_smaller_one() -> None:
    assert leading_duration(["five", "minutes", "two", "hours"]) == (2, 300)


def test_the_rest_is_left() -> None:
    assert leading_duration(["ten", "minutes", "turn", "off"]) == (2, 600)
    assert leading_duration(["turn", "off"]) == (0, 0.0)
