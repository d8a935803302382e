"""Wordings that differ by a word misheard."""

from __future__ import annotations

import pytest

from edge.rewrite.near import alike, misheard, without_one


@pytest.mark.parametrize(
    ("heard", "known"),
    [("turn on glow warm", "turn on glow worm"), ("kill lights in gave", "kill lights in cave"),
     ("give me lamp um", "give me lamp"), ("fire up big bertha", "fire up a big bertha")],
)  # fmt: skip
def test_one_word_misheard_lost_or_added(heard: str, known: str) -> None:
    assert misheard(heard, known)
    assert {heard, *without_one(heard)} & {known, *without_one(known)}, "and they share a key"


@pytest.mark.parametrize(
    ("heard", "known"),
    [("turn off glow worm", "turn on glow worm"), ("set cave to 20", "set cave to 30"), ("not in cave", "in cave"),
     ("turn on kitchen worm", "turn on glow worm"), ("turn on glow lamp", "turn on slow lump"),
     ("kitchen lamp please", "lamp please"), ("all lights in cave", "lights in cave in all")],
)  # fmt: skip
def test_what_says_something_else_is_no_mishearing(heard: str, known: str) -> None:
    assert not misheard(heard, known)


def test_of_short_wordings_no_word_may_be_missing() -> None:
    assert list(without_one("lamp on")) == []
    assert list(without_one("a b c")) == ["b c", "a c", "a b"]


def test_alike_is_near_in_letters_and_in_sound() -> None:
    assert alike("cave", "gave")
    assert not alike("cave", "coffee"), "they sound alike"
    assert not alike("lamp", "ramp up")
