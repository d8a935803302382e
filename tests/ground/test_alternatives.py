"""What vague requests may be about, and which of it is taken when the moment speaks for it."""

from __future__ import annotations

from typing import Any

import pytest
from homes import NOON, frame, home, view

from edge.decide.choose import candidates
from edge.decide.evidence import evidence_of
from edge.decide.rank import shipped_weights
from edge.ground.alternatives import MOST, alternatives, is_vague
from edge.ground.planner import plan
from edge.ground.view import View
from edge.home.model import Snapshot
from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Knowledge, Plan


def best(made: Frame, seen: View) -> Plan:
    plans = alternatives(Hypothesis((made,), 1.0, "neural"), seen)
    return candidates(plans, [evidence_of(p, seen) for p in plans], shipped_weights())[0].plan


def spoken_of(*names: str, snapshot: Snapshot | None = None, ago: float = 20.0) -> Knowledge:
    frames = tuple(frame("HassToggle", name=name) for name in names)
    made = plan(Hypothesis(frames, 1.0, "grammar"), view(snapshot))
    return Knowledge((Exchange(NOON - ago, "…", DecisionKind.ACT, plan=made),))


@pytest.mark.parametrize(
    ("made", "vague"),
    [
        (frame("HassTurnOff", name="it"), True),
        (frame("HassMediaPause"), True),
        (frame("HassTurnOff", name="Kettle"), False),
        (frame("HassTurnOff", domain="light"), False),
        (frame("HassClimateGetTemperature", area="Kitchen"), True),
    ],
)
def test_what_is_vague(made: Frame, vague: bool) -> None:
    assert is_vague(made, view(text="what's the temperature")) is vague


def test_a_room_that_was_said_is_not_vague() -> None:
    assert not is_vague(frame("HassClimateGetTemperature", area="Kitchen"), view(text="how warm is the kitchen"))


@pytest.mark.parametrize(
    ("changes", "device", "target"),
    [
        (
            {"media_player_tv": {"state": "playing"}, "media_player_radio": {"state": "idle"}},
            "lounge_puck",
            "media_player.tv",
        ),
        ({"fan_bedroom": {"state": "on"}, "switch_diffuser": {"state": "off"}}, "bedroom_puck", "fan.bedroom"),
        ({"light_spots": {"state": "on"}, "media_player_radio": {"state": "off"}}, "kitchen_screen", "light.spots"),
    ],
)
def test_it_is_what_is_on_here(changes: dict[str, Any], device: str, target: str) -> None:
    assert best(frame("HassTurnOff", name="it"), view(home(**changes), "turn it off", device)).targets == (target,)


def test_it_is_what_was_just_spoken_of() -> None:
    snapshot = home(light_table={"state": "on"}, media_player_tv={"state": "playing"})
    seen = view(snapshot, "turn it off", "lounge_puck", spoken_of("Table Lamp"))
    assert best(frame("HassTurnOff", name="it"), seen).targets == ("light.table",)


def test_them_is_all_that_was_spoken_of_together() -> None:
    snapshot = home(light_table={"state": "on"}, light_strip={"state": "on"})
    seen = view(snapshot, "turn them off", "lounge_puck", spoken_of("Table Lamp", "LED Strip"))
    assert set(best(frame("HassTurnOff", name="them"), seen).targets) == {"light.table", "light.strip"}


def test_in_a_compound_it_is_what_the_clause_before_was_about() -> None:
    frames = (frame("HassTurnOn", name="Table Lamp"), frame("HassLightSet", name="it", color="green"))
    made = alternatives(Hypothesis(frames, 1.0, "neural"), view())[0]
    assert made.clauses[1].targets == ("light.table",)


def test_the_temperature_is_the_grills_while_it_grills() -> None:
    asked = frame("HassClimateGetTemperature", area="Kitchen")
    hot = home(climate_grill={"state": "heat", "attributes": {"current_temperature": 180}})
    assert best(asked, view(hot, "how hot is it", "kitchen_screen")).targets == ("climate.grill",)
    assert best(asked, view(home(), "how hot is it", "kitchen_screen")).targets == ("sensor.kitchen_temperature",)


def test_how_long_is_left_is_the_washers() -> None:
    assert best(frame("HearthRemaining"), view(home(), "how long is left", "kitchen_screen")).targets == (
        "sensor.washer_left",
    )


@pytest.mark.parametrize(
    ("need", "device", "calls"),
    [
        ("dark", "lounge_puck", {("turn_on", "light.table"), ("turn_on", "light.strip")}),
        ("cold", "bedroom_puck", {("set_temperature", "climate.bedroom")}),
        ("hot", "bedroom_puck", {("turn_on", "fan.bedroom")}),
        ("loud", "kitchen_screen", {("volume_set", "media_player.radio")}),
        ("quiet", "lounge_puck", {("volume_set", "media_player.radio")}),  # the television there is off
    ],
)
def test_needs_are_met_here(need: str, device: str, calls: set[tuple[str, str]]) -> None:
    made = best(frame("HearthNeed", need=need), view(home(), "…", device))
    assert {(s.call.service, s.call.entity_id) for s in made.steps} == calls


@pytest.mark.parametrize(("device", "media_class"), [("kitchen_screen", "movie"), ("bedroom_puck", "audiobook")])
def test_a_title_is_a_film_where_there_is_a_screen(device: str, media_class: str) -> None:
    made = best(frame("HassMediaSearchAndPlay", search_query="Paddington"), view(home(), "play Paddington", device))
    assert made.clauses[0].frame.slots["media_class"] == media_class


def test_music_is_to_the_speakers_taste() -> None:
    seen = view(home(), "play some music", "kitchen_screen", Knowledge(tastes={"reggae": 0.7, "opera": 0.2}))
    assert best(frame("HassMediaSearchAndPlay"), seen).clauses[0].frame.slots["genre"] == "reggae"


def test_candidates_are_bounded() -> None:
    assert len(alternatives(Hypothesis((frame("HassTurnOff", name="it"),), 1.0, "neural"), view())) <= 2 * MOST


@pytest.mark.parametrize("name", [{}, {"name": "it"}])
def test_it_is_what_the_clause_before_spoke_of_and_nothing_where_that_is_nothing(name: dict[str, str]) -> None:
    text = "switch off the lamp and raise its brightness by 30 percent"
    brighter = Frame(
        "HearthAdjust", {"attribute": "brightness", "direction": "up", "amount": 30, **name}, span=(24, 58)
    )
    lit = home(light_spots={"state": "on", "attributes": {"brightness": 100}})
    for said, targets in (("Table Lamp", ("light.table",)), ("Jacuzzi", ())):
        both = Hypothesis((frame("HassTurnOff", name=said), brighter), 1.0, "neural")
        found = alternatives(both, view(lit, text))
        assert {made.clauses[1].targets for made in found} == {targets}
        assert targets or [problem.code for problem in found[0].problems] == ["no_entity", "no_entity"]
