from __future__ import annotations

import pytest

from edge.understand.addressed import is_addressed
from edge.understand.unasked import unasked

PEOPLE = frozenset({"ada"})


@pytest.mark.parametrize(
    "said",
    ["leave the porch light alone", "just let the radio be", "leave the blinds how they are", "don't touch the boiler",
     "no need to close the curtains", "hands off the thermostat"],
)  # fmt: skip
def test_what_is_to_be_left_alone(said: str) -> None:
    assert unasked(said, PEOPLE) == "HassNevermind"


@pytest.mark.parametrize(
    "said",
    ["I already turned the heater off", "Ada locked the back door", "somebody has opened the window",
     "he told me to switch off the lamp", "you're turning it the wrong way", "hold on, I'll close the door"],
)  # fmt: skip
def test_what_is_only_told(said: str) -> None:
    assert unasked(said.replace("hold on, ", "hold on "), PEOPLE) == "HearthIgnore"


@pytest.mark.parametrize(
    "said",
    ["leave the lamp on", "leave me alone", "don't forget to lock the door", "I said turn off the lamp",
     "I opened the window so turn the heating off", "he turned it up, turn it down again", "I want the lamp on",
     "put the kettle on", "Ada's lamp on", "you can turn it off now"],
)  # fmt: skip
def test_requests_are_asked_for(said: str) -> None:
    assert unasked(said, PEOPLE) is None


@pytest.mark.parametrize(
    "said",
    ["book a table for four at the new place", "what is the capital of mongolia by the way", "cosy evening",
     "I would love a cup of that tea", "could you iron the shirts for tomorrow"],
)  # fmt: skip
def test_what_has_the_form_of_a_request(said: str) -> None:
    assert is_addressed(said)


@pytest.mark.parametrize(
    "said",
    ["the committee has decided against the new stadium", "have you done your homework already",
     "and that was the last song of the evening", "wash your hands before we eat"],
)  # fmt: skip
def test_talk_has_not(said: str) -> None:
    assert not is_addressed(said)
