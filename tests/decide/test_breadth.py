"""What reaches further than was said is not among what is chosen from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, view

from edge.decide.breadth import within_names, within_places
from edge.ground.planner import plan
from edge.turn import Condition, Frame, Hypothesis, Plan

SAID = frame("HassTurnOff", domain="light", area="Kitchen")


def kept(made: Frame, text: str, *, score: float = 0.9, said: Frame = SAID, likely: float = 0.6) -> bool:
    """Whether a reading stays beside one that keeps the room."""
    lit = {f"light_{name}": {"state": "on"} for name in ("spots", "table", "strip")}
    seen = view(home(**lit), text, "lounge_puck")
    plans: list[Plan] = [
        plan(Hypothesis((made,), score, "neural"), seen),
        plan(Hypothesis((said,), likely, "grammar"), seen),
    ]
    found = within_places(plans, seen)
    assert plans[1] in found
    return plans[0] in found


def test_a_reading_that_passes_over_the_room_that_was_said_is_left_out() -> None:
    loose = frame("HassTurnOff", name="all", domain="light")
    assert not kept(loose, "turn off the lights in the kitchen")
    assert not kept(frame("HassTurnOff", name="Table Lamp"), "turn off the table lamp in the kitchen")


def test_what_would_be_asked_about_passes_over_the_room_too() -> None:
    which = frame("HassTurnOn", domain="light")
    said = frame("HassTurnOn", domain="light", area="Hall")
    seen = view(home(), "turn on the lights in the hall")
    plans = [plan(Hypothesis((made,), 0.9, "neural"), seen) for made in (which, said)]
    assert [problem.code for problem in plans[0].problems] == ["ambiguous"]
    assert within_places(plans, seen) == plans[1:]


@pytest.mark.parametrize(
    "made",
    [
        frame("HassTurnOff", name="Kitchen Spots"),
        frame("HassTurnOff", name="all", domain="light", area="Kitchen"),
        frame("HassTurnOn", name="Table Lamp"),
        Frame("HassTurnOff", {"name": "Table Lamp"}, condition=Condition({"area": "Kitchen"}, "is", "on")),
        Frame("HassTurnOff", {"name": "all", "domain": "light"}, excepted=({"area": "kitchen"},)),
    ],
)
def test_a_reading_that_heeds_the_room_or_does_something_else_stays(made: Frame) -> None:
    assert kept(made, "turn off the lights in the kitchen")


def test_a_room_that_was_not_said_or_found_only_by_an_unlikely_reading_is_none() -> None:
    loose = frame("HassTurnOff", name="all", domain="light")
    assert kept(loose, "turn off the lights")
    assert kept(loose, "turn off the lights in the kitchen", likely=0.3)


def test_words_that_are_no_room_of_this_home_are_none() -> None:
    loose = frame("HassTurnOff", name="all", domain="light")
    nowhere = frame("HassTurnOff", domain="light", area="upstairs")
    assert kept(loose, "lights off upstairs", said=nowhere)


def test_what_stands_nowhere_may_be_there() -> None:
    loose = frame("HassTurnOff", name="Garden Valve")
    said = replace(SAID, slots={"name": "valve", "area": "Kitchen"})
    assert kept(loose, "turn off the garden valve in the kitchen", said=said)


def test_a_kind_that_was_said_of_a_room_is_not_what_stands_nowhere() -> None:
    loose = frame("HassTurnOff", domain="valve")
    said = frame("HassTurnOff", domain="valve", area="Kitchen")
    assert not kept(loose, "close the valve in the kitchen", said=said)


def guess(text: str, made: Frame) -> bool:
    """Whether a plan for what is here stays, with these words."""
    seen = view(home(light_table={"state": "on"}), text, "lounge_puck")
    guessed = plan(Hypothesis((made,), 0.9, "neural"), seen)
    guessed = replace(guessed, clauses=tuple(replace(clause, inferred=True) for clause in guessed.clauses))
    assert guessed.targets == ("light.table",)
    return bool(within_names([guessed], seen))


def test_what_is_here_is_not_guessed_where_another_thing_of_its_kind_is_named() -> None:
    here = frame("HassLightSet", name="Table Lamp", brightness=40)
    assert guess("a bit brighter", here)
    assert guess("table lamp brighter", here)
    assert guess("lights brighter please", here)
    assert guess("garden valve brighter", here)
    assert not guess("kitchen spots brighter", here)


def test_a_name_that_a_reading_heeds_is_no_other_thing() -> None:
    spared = Frame("HassLightSet", {"name": "Table Lamp", "brightness": 40}, excepted=({"name": "kitchen spots"},))
    assert guess("brighter but not the kitchen spots", spared)
