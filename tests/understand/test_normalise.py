"""Normalised text and its way back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unicode_rbnf import RbnfEngine

from edge.understand.normalise import normalise, tokens

ENGINE = RbnfEngine.for_language("en")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Set it to twenty-one and a half degrees, please!", "set it to 21.5 degrees please"),
        ("dim to fifty per cent", "dim to 50 %"),
        ("dim to 50%", "dim to 50 %"),
        ("turn on a lamp and a fan", "turn on a lamp and a fan"),
        ("half", "half"),
        ("the second lamp", "the second lamp"),
        ("a hundred and five lamps", "105 lamps"),
        ("21.5°C at 7:30", "21.5 °c at 7:30"),
        ("What’s on?", "what's on"),
        ("minus five degrees", "-5 degrees"),
        ("", ""),
    ],
)
def test_normalises(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.integers(0, 10_000))
def test_numbers_become_digits_wherever_they_stand(number: int) -> None:
    assert normalise(f"set it to {ENGINE.format_number(number).text} now") == f"set it to {number} now"


@given(st.text(max_size=80))
def test_tokens_are_ordered_ranges_of_the_text(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_number_of_several_words_covers_them_all() -> None:
    text = "to Twenty-One and a half degrees"
    token = tokens(text)[1]
    assert text[token.start : token.end] == "Twenty-One and a half"
