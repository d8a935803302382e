"""A need that is denied is none; what is not enough, or not very much so, is one."""

from __future__ import annotations

import pytest

from edge.turn import Frame
from edge.understand.feelings import complaint, felt, is_denied


@pytest.mark.parametrize(
    "said",
    [
        "no, I'm not cold",
        "it isn't too dark",
        "we're not freezing in here",
        "I don't think it's stuffy",
        "nobody is hot",
        "it's no longer chilly in the lounge",
        "it's not that loud, thanks",
        "I’m not feeling too warm",
        "it isn't that cold",
        "it's warm enough in here already",
        "don't worry, I'm not cold",
        "it's not too loud, is it",
    ],
)
def test_denied(said: str) -> None:
    assert felt(said) == Frame("HassNevermind")


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("it isn't warm enough", "cold"),
        ("it's not bright enough to read", "dark"),
        ("it's not very warm in here", "cold"),
        ("I'm not warm enough", "cold"),
        ("it's really not dark enough in here", "bright"),
        ("the music isn't loud enough", "quiet"),
    ],
)
def test_wanting(said: str, need: str) -> None:
    assert felt(said) == Frame("HearthNeed", {"need": need})


@pytest.mark.parametrize(
    "said",
    [
        "I'm cold",
        "it's a bit dark in here isn't it",
        "isn't it dark in here",
        "don't you think it's cold",
        "not so bright",
        "it's not only dark but cold",
        "the oven isn't hot enough",
        "I'm not cold, turn the heating off",
        "is it not cold in here",
    ],
)
def test_neither(said: str) -> None:
    assert felt(said) is None


def test_a_need_within_a_longer_request_is_denied_by_its_own_words() -> None:
    cold = Frame("HearthNeed", {"need": "cold"})
    assert is_denied(cold, "I'm not cold")
    assert not is_denied(cold, "I'm not hot I'm cold")
    assert not is_denied(cold, "isn't it cold in here")
    assert not is_denied(Frame("HassTurnOn", {"domain": "light"}), "it's not dark")


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("it's a bit gloomy in here", {"need": "dark"}),
        ("it's rather dim in the study", {"need": "dark", "area": "study"}),
        ("this room is freezing", {"need": "cold"}),
        ("It is so noisy here!", {"need": "loud"}),
    ],
)
def test_a_plain_complaint(said: str, slots: dict[str, str]) -> None:
    assert complaint(said) == Frame("HearthNeed", slots)


@pytest.mark.parametrize(
    "said",
    ["it's not dark", "it's bright in here", "it's cold outside", "is it dark in here", "dim it", "it's warm here"],
)
def test_no_complaint(said: str) -> None:
    assert complaint(said) is None
