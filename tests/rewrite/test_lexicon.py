"""Closed word classes: what counts as a pole, a number, a negation or a time."""

from __future__ import annotations

import pytest

from edge.rewrite.lexicon import lexicon, negations, numbers, poles, times


def test_poles_have_an_axis_and_a_sign() -> None:
    assert poles("turn off the lamp and open the blind") == {("power", -1), ("open", 1)}
    assert poles("upstairs") == frozenset()
    assert poles("lampe an", "de") == {("power", 1)}
    assert poles("allume la lampe", "fr") == {("power", 1)}
    assert poles("apaga la luz", "es") == {("power", -1)}
    assert poles("doe het licht uit", "nl") == {("power", -1)}


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
def test_no_word_stands_at_both_poles_of_an_axis(language: str) -> None:
    table = lexicon(language).poles
    assert {axis for axis, _ in table.values()} == {axis for axis, sign in table.values() if sign > 0}
    assert len(table) > 15


def test_a_language_without_classes_of_its_own_takes_the_english() -> None:
    assert lexicon("sv") == lexicon("en")
    assert lexicon("de-AT") == lexicon("de")


def test_numbers_are_digits_and_words() -> None:
    assert numbers("set it to 21.5 or twenty") == ("21.5", "twenty")
    assert numbers("the lamp") == ()


def test_negations_in_order() -> None:
    assert negations("all but the lamp, don't") == ("but", "dont")
    assert negations("nicht das Licht", "de") == ("nicht",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wake me at 7 in the morning", ("morning",)),
        ("timer for 5 minutes", ("minutes",)),
        ("turn on the night light", ()),
        ("tomorrow evening", ("evening", "tomorrow")),
        ("movie night", ()),
    ],
)
def test_times_and_not_names_with_a_part_of_the_day(text: str, found: tuple[str, ...]) -> None:
    assert times(text) == found
