"""Answers to the hub's questions, in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.understand.replies import ReplyKind, leading_reply, reply_choice, reply_kind, reply_pin


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yes", "yes"),
        ("Yes, please!", "yes"),
        ("yeah do it", "yes"),
        ("go ahead", "yes"),
        ("okay", "yes"),
        ("no", "no"),
        ("No thanks.", "no"),
        ("don't", "no"),
        ("please don't do it", "no"),
        ("never mind", "cancel"),
        ("forget it", "cancel"),
        ("cancel", "cancel"),
        ("ok cancel", "cancel"),
        ("stop", "cancel"),
        ("undo that", "undo"),
        ("Undo!", "undo"),
        ("please take that back", "undo"),
        ("turn on the lamp", None),
        ("no, the other one", None),
        ("yeah, go on", "yes"),
        ("go on then", "yes"),
        ("please do", "yes"),
        ("that's fine, thanks", "yes"),
        ("yes if you would", "yes"),
        ("alright, do it", "yes"),
        ("of course not", "no"),
        ("I'd rather you didn't", "no"),
        ("on second thoughts, no", "no"),
        ("fine, leave it", "cancel"),
        ("oops, undo that", "undo"),
        ("go on the roof", None),
        ("fine weather", None),
        ("what do you mean", None),
        ("", None),
        ("please", None),
        ("yes the lamp", None),
    ],
)
def test_english_replies(text: str, kind: str | None) -> None:
    assert reply_kind(text) == kind


@pytest.mark.parametrize(
    ("language", "yes", "no", "undo"),
    [
        ("de", "Ja, bitte", "Nein danke", "mach das rückgängig"),
        ("fr", "d'accord", "non merci", "annule ça"),
        ("es", "Sí, por favor", "no, gracias", "deshazlo"),
        ("nl", "ja graag", "nee dank je", "maak dat ongedaan"),
    ],
)
def test_other_languages(language: str, yes: str, no: str, undo: str) -> None:
    assert reply_kind(yes, language) is ReplyKind.YES
    assert reply_kind(no, language) is ReplyKind.NO
    assert reply_kind(undo, language) is ReplyKind.UNDO


def test_regional_codes_use_their_language_and_unknown_ones_english() -> None:
    assert reply_kind("ja", "de-AT") is ReplyKind.YES
    assert reply_kind("yes", "xx") is ReplyKind.YES


@given(st.text(max_size=40))
def test_odd_texts_never_raise(text: str) -> None:
    assert reply_kind(text) in {None, *ReplyKind}
    pin = reply_pin(text)
    assert pin is None or (pin.isdecimal() and len(pin) >= 3)


@given(st.lists(st.integers(0, 9), min_size=3, max_size=8))
def test_pins_are_read_from_digits_and_words(digits: list[int]) -> None:
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    pin = "".join(map(str, digits))
    assert reply_pin(pin) == pin
    assert reply_pin(" ".join(pin)) == pin
    assert reply_pin(" ".join(words[digit] for digit in digits)) == pin


@pytest.mark.parametrize("text", ["yes", "12", "the lamp", "", "one two"])
def test_what_is_no_pin(text: str) -> None:
    assert reply_pin(text) is None


def test_a_pin_may_be_announced() -> None:
    assert reply_pin("the pin is 4711") == "4711"


@pytest.mark.parametrize(
    ("text", "place"), [("the second one", 1), ("First", 0), ("the last one", -1), ("the lamp", None)]
)
def test_places(text: str, place: int | None) -> None:
    assert reply_choice(text) == place


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("no, the other one", "no", "the other one"),
        ("yes the lamp", "yes", "the lamp"),
        ("no", None, "no"),
        ("open it", None, "open it"),
    ],
)
def test_a_reply_before_more_words(text: str, kind: str | None, rest: str) -> None:
    assert leading_reply(text) == (kind, rest)
