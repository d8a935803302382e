"""A share that is said of "it" is one of what was spoken of, or of what is at work here."""

from __future__ import annotations

import pytest
from homes import NOON, frame, home, view

from edge.ground.planner import plan
from edge.ground.shares import at_work_here, of_what_is_meant
from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Knowledge

VOLUME = frame("HassSetVolume", name="it", volume_level=30)


def after(said: Frame, ago: float = 20.0) -> Knowledge:
    made = plan(Hypothesis((said,), 1.0, "grammar"), view())
    return Knowledge((Exchange(NOON - ago, "…", DecisionKind.ACT, plan=made),))


def test_what_was_spoken_of_takes_the_share() -> None:
    seen = view(text="now take it down to 30 percent", knowledge=after(frame("HassTurnOn", name="Spots")))
    made = of_what_is_meant(VOLUME, seen)
    assert (made.intent, made.slots) == ("HassLightSet", {"name": "it", "brightness": 30})


def test_so_it_does_without_a_pronoun_and_as_a_fraction() -> None:
    blind = after(frame("HassTurnOff", name="Blind"))
    seen = view(text="now down to 30 percent", knowledge=blind)
    made = of_what_is_meant(frame("HassSetVolume", volume_level=30), seen)
    assert (made.intent, made.slots) == ("HassSetPosition", {"name": "it", "position": 30})
    half = of_what_is_meant(
        frame("HearthSetValue", name="it", value=0.5), view(text="take it to half", knowledge=blind)
    )
    assert half.slots == {"name": "it", "position": 50}


@pytest.mark.parametrize(
    "said", ["turn the volume down to 30 percent", "turn the music down to 30 percent", "turn it down to 30"]
)
def test_words_for_a_kind_and_bare_numbers_stay(said: str) -> None:
    assert of_what_is_meant(VOLUME, view(text=said, knowledge=after(frame("HassTurnOn", name="Spots")))) == VOLUME


def test_what_was_spoken_of_long_ago_does_not() -> None:
    knowledge = after(frame("HassTurnOn", name="Spots"), ago=600.0)
    assert of_what_is_meant(VOLUME, view(text="take it down to 30 percent", knowledge=knowledge)) == VOLUME


def test_a_step_is_one_of_what_was_spoken_of_while_nothing_plays_here() -> None:
    step, spoken_of = frame("HassSetVolumeRelative", volume_step="down"), after(frame("HassTurnOn", name="Spots"))
    made = of_what_is_meant(step, view(text="a bit lower", device="lounge_puck", knowledge=spoken_of))
    assert made.slots == {"name": "it", "attribute": "brightness", "direction": "down"}
    for words, device in (("quieter", "lounge_puck"), ("a bit lower", "kitchen_screen")):
        assert of_what_is_meant(step, view(text=words, device=device, knowledge=spoken_of)) == step


def test_degrees_are_of_no_volume() -> None:
    step = frame("HassSetVolumeRelative", volume_step=-2)
    made = of_what_is_meant(step, view(text="take it down by two degrees", device="lounge_puck"))
    assert made.slots == {"name": "it", "attribute": "temperature", "direction": "down", "amount": 2}


def test_what_is_at_work_here_comes_first() -> None:
    snapshot = home(light_strip={"state": "on"})
    lights = [entity for entity in snapshot.exposed if entity.domain == "light"]
    seen = view(snapshot, text="dim it to 20 percent", device="lounge_puck")
    found = at_work_here(frame("HassLightSet", name="it", brightness=20), lights, seen)
    assert [entity.id for entity in found] == ["light.strip"]
    assert at_work_here(frame("HassTurnOff", name="it"), lights, seen) == lights
