"""Conditions, with a grammar and a home of a few words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from edge.turn import Condition, Frame, SlotValue
from edge.understand.conditions import measured_slots, read_condition

PLACES = {
    "kitchen": {"area": "Kitchen"},
    "den": {"area": "Den"},
    "boiler": {"name": "Boiler"},
    "washer": {"name": "Washer"},
}
QUESTIONS = {
    "is the boiler on": Frame("HassGetState", {"name": "Boiler", "state": "on"}),
    "are all the windows closed": Frame("HassGetState", {"device_class": "window", "state": "closed"}),
    "is anyone home": Frame("HassGetState", {"domain": "person", "state": "home"}),
}


def ask(question: str) -> Frame | None:
    return QUESTIONS.get(question)


def place(text: str) -> Mapping[str, SlotValue] | None:
    return PLACES.get(text)


@pytest.mark.parametrize(
    ("text", "slots", "comparison", "value"),
    [
        ("the kitchen is above 23", {"area": "Kitchen"}, "above", 23),
        ("the kitchen is warmer than twenty two and a half degrees", {"area": "Kitchen"}, "above", 22.5),
        ("it is below five degrees", {"device_class": "temperature"}, "below", 5),
        ("it's colder than 19 in the den", {"area": "Den"}, "below", 19),
        ("the temperature in the den drops below 19", {"device_class": "temperature", "area": "Den"}, "below", 19),
        ("the den humidity is over 60 percent", {"device_class": "humidity", "area": "Den"}, "above", 60),
        ("the boiler is at least 40", {"name": "Boiler"}, "above", 40),
        ("the pond is under 4", {"name": "pond"}, "below", 4),
        ("the boiler is on", {"name": "Boiler"}, "is", "on"),
        ("the boiler is not on", {"name": "Boiler"}, "is", "off"),
        ("the windows are closed", {"device_class": "window"}, "is", "closed"),
        ("nobody is home", {"domain": "person"}, "is", "not_home"),
        ("the washer is running", {"name": "Washer"}, "is", "running"),
    ],
)
def test_conditions(text: str, slots: dict[str, str], comparison: str, value: object) -> None:
    found = read_condition(text, ask, place)
    assert found == Condition(slots, comparison, value)  # type: ignore[arg-type]


def test_negation_turns_comparisons_and_states_round() -> None:
    assert read_condition("the kitchen is above 23", ask, place, negated=True) == Condition(
        {"area": "Kitchen"}, "below", 23
    )
    assert read_condition("the boiler is not on", ask, place, negated=True) == Condition({"name": "Boiler"}, "is", "on")


@pytest.mark.parametrize(
    "text", ["", "pigs fly", "the moon is cheese", "is", "the kitchen is", "the washer is not running"]
)
def test_what_is_no_condition(text: str) -> None:
    assert read_condition(text, ask, place) is None


def test_measures_without_a_place_are_here() -> None:
    assert measured_slots(["the", "humidity"], place) == {"device_class": "humidity"}
    assert measured_slots(["it"], place) == {"device_class": "temperature"}
    assert measured_slots(["the", "humidity", "in", "the", "attic"], place) is None
