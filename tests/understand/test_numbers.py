"""Numbers in words, against Unicode's own spelling of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unicode_rbnf import RbnfEngine

from edge.understand.numbers import parse_number, parse_ordinal, readings

ENGINE = RbnfEngine.for_language("en")


def spelt(number: float) -> set[str]:
    """All ways in which Unicode's cardinal rules spell a number."""
    by_rule = ENGINE.format_number(number).text_by_ruleset
    return {text for rule, text in by_rule.items() if "cardinal" in rule}


@given(st.integers(0, 10_000))
def test_every_spelling_of_a_whole_number_is_read_back(number: int) -> None:
    for text in spelt(number):
        assert parse_number(text) == number


@given(st.integers(0, 10_000))
def test_halves_are_read_as_decimals_and_as_fractions(number: int) -> None:
    for text in spelt(number):
        assert parse_number(f"{text} and a half") == number + 0.5
        assert parse_number(f"{text} point five") == number + 0.5


@given(st.integers(0, 10_000), st.integers(0, 99))
def test_digits_are_read_as_they_are(whole: int, hundredths: int) -> None:
    assert parse_number(str(whole)) == whole
    assert parse_number(f"{whole}.{hundredths:02}") == pytest.approx(whole + hundredths / 100)
    assert parse_number(f"{whole:,}") == whole


@given(st.integers(1, 10_000))
def test_minus_turns_the_sign(number: int) -> None:
    for text in spelt(number):
        assert parse_number(f"minus {text}") == -number


@given(st.integers(1, 999))
def test_ordinals_are_read_back(number: int) -> None:
    by_rule = ENGINE.format_number(number).text_by_ruleset
    for rule, text in by_rule.items():
        if rule.endswith("ordinal"):
            assert parse_ordinal(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("half", 0.5),
        ("a half", 0.5),
        ("a quarter", 0.25),
        ("three quarters", 0.75),
        ("a third", 1 / 3),
        ("two thirds", 2 / 3),
        ("a hundred", 100),
        ("a hundred and five", 105),
        ("a thousand and one", 1001),
        ("two and a quarter", 2.25),
        ("one and three quarters", 1.75),
        ("nineteen point two five", 19.25),
        ("three point one four one five nine", 3.14159),
        ("twenty-one", 21),
        ("two thousand and twenty six", 2026),
        ("1,5", 1.5),
        ("5 thousand", 5000),
        ("nought", 0),
    ],
)
def test_what_people_also_say(text: str, number: float) -> None:
    assert parse_number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "a", "and", "point", "lamp", "five lamps", "one two", "twenty eleven", "second"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("21st", 21),
        ("third", 3),
        ("twenty first", 21),
        ("hundredth", 100),
        ("3rd", 3),
        ("lamp", None),
        ("", None),
        ("five", None),
        ("five third", None),
    ],
)
def test_ordinals(text: str, number: int | None) -> None:
    assert parse_ordinal(text) == number


def test_readings_offer_the_longer_number_first() -> None:
    assert list(readings(["one", "and", "a", "half", "hours"])) == [(4, 1.5), (1, 1)]


def test_readings_stop_before_words_that_are_no_part() -> None:
    assert list(readings(["twenty", "lamps"])) == [(1, 20)]
    assert list(readings([])) == []


def test_a_fraction_of_a_unit_is_not_joined_to_what_follows() -> None:
    assert next(readings(["two", "and", "five", "lamps"])) == (1, 2)
