"""Questions get what their adjectives and pronouns ask for."""

from __future__ import annotations

import pytest

from edge.turn import Frame, SlotValue
from edge.understand.asking import as_asked, low_batteries

HOME = {"name": "all", "domain": "person", "state": "home"}


@pytest.mark.parametrize(
    ("words", "read", "slots", "response"),
    [
        ("who is home", {"state": "home"}, HOME, "which"),
        ("is anyone home", {"state": "home"}, HOME, "any"),
        ("is everybody at home", {"state": "home"}, HOME, "all"),
        ("who is out", {"state": "out"}, {**HOME, "state": "not_home"}, "which"),
        ("who is in the kitchen light", {"name": "Kitchen Light"}, {"name": "Kitchen Light"}, "default"),
        ("did someone lock the main door", {"name": "Main Door"}, {"name": "Main Door"}, "default"),
        ("how humid is it", {}, {"attribute": "humidity", "device_class": "humidity"}, "default"),
        ("how damp is the cellar", {"area": "Cellar"}, {"area": "Cellar", "attribute": "humidity", "device_class": "humidity"}, "default"),
        ("how bright is the lamp", {"name": "Lamp"}, {"name": "Lamp", "attribute": "brightness"}, "default"),
        ("is it on", {"state": "on"}, {"state": "on"}, "default"),
        ("what is that", {}, {}, "default"),
    ],
)  # fmt: skip
def test_what_is_asked_for(words: str, read: dict[str, SlotValue], slots: dict[str, SlotValue], response: str) -> None:
    asked = as_asked(Frame("HassGetState", read), words)
    assert asked is not None
    assert (asked.slots, asked.response) == (slots, response)


@pytest.mark.parametrize("words", ["?", "are any batteries low", "how are things"])
def test_a_question_after_nothing_is_none(words: str) -> None:
    assert as_asked(Frame("HassGetState"), words) is None


@pytest.mark.parametrize(
    ("words", "response"),
    [("are any batteries low", "any"), ("which batteries are low", "which"), ("what batteries need changing", "which")],
)
def test_low_batteries_are_asked_after(words: str, response: str) -> None:
    asked = low_batteries(words)
    assert asked is not None
    assert (asked.slots["state"], asked.response) == ("low", response)


@pytest.mark.parametrize(
    "words", ["put low batteries on my list", "is the car battery at 20 percent", "which lights are on"]
)
def test_other_batteries_are_not(words: str) -> None:
    assert low_batteries(words) is None


def test_what_something_is_set_to_is_no_measurement() -> None:
    asked = as_asked(Frame("HassClimateGetTemperature", {"name": "Radiator"}), "what is the radiator set to")
    assert asked == Frame("HassGetState", {"name": "Radiator", "attribute": "set point"})
    now = Frame("HassClimateGetTemperature", {"name": "Radiator"})
    assert as_asked(now, "how warm is the radiator") is now


def test_who_is_in_a_room_is_told_by_what_notices_them() -> None:
    asked = as_asked(Frame("HassGetState", {"area": "Room 7", "state": "in"}), "is anyone in room 7")
    assert asked is not None
    assert asked.slots == {"area": "Room 7", "domain": "binary_sensor", "state": "on"}
    assert (asked.device_classes, asked.response) == (("occupancy", "presence", "motion"), "any")
