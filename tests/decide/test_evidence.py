"""What speaks for a plan, feature by feature."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, view

from edge.decide.evidence import evidence_of
from edge.ground.planner import ground_on, plan
from edge.turn import Hypothesis, Plan


def of(intent: str, entity_id: str, text: str, **changes: object) -> dict[str, float]:
    """The evidence of doing something, unsaid, to a thing; heard in the lounge."""
    seen = view(home(**changes), text, "lounge_puck")  # type: ignore[arg-type]
    clause = replace(ground_on(frame(intent), (entity_id,), seen), inferred=True)
    return dict(evidence_of(Plan(Hypothesis((frame(intent),), 1.0, "neural"), (clause,)), seen))


@pytest.mark.parametrize(
    ("text", "bidden"), [("enough", 1), ("stop that please", 1), ("pause", 0), ("it's warm enough", 0), ("bus stop", 0)]
)
def test_what_goes_on_may_be_bidden_to_stop(text: str, bidden: float) -> None:
    assert of("HearthStop", "media_player.radio", text)["bidden"] == bidden


def test_only_what_goes_on_is_bidden() -> None:
    assert of("HearthStop", "media_player.tv", "stop")["bidden"] == 0
    assert of("HassTurnOff", "media_player.radio", "stop")["bidden"] == 0


@pytest.mark.parametrize(
    ("entity_id", "text", "unapt"),
    [
        ("light.table", "enough of that", 1),
        ("cover.blind", "stop it", 1),
        ("media_player.radio", "enough of that", 0),
        ("light.table", "that's enough, turn it off", 0),
        ("light.table", "make it go away", 0),
    ],
)
def test_who_bids_to_stop_means_what_goes_on(entity_id: str, text: str, unapt: float) -> None:
    assert of("HassTurnOff", entity_id, text, light_table={"state": "on"})["unapt"] == unapt


def test_an_activity_that_is_to_stop_was_named() -> None:
    seen = view(home(valve_garden={"state": "open"}), "stop watering the garden", "lounge_puck")
    named = frame("HassTurnOff", name="watering")
    clause = replace(ground_on(named, ("valve.garden",), seen), inferred=True)
    assert evidence_of(Plan(Hypothesis((named,), 1.0, "neural"), (clause,)), seen)["unapt"] == 0


@pytest.mark.parametrize(("text", "unapt"), [("put Dracula on", 1), ("put milk on the list", 0), ("add milk", 0)])
def test_nothing_is_put_on_a_list_that_is_not_spoken_of(text: str, unapt: float) -> None:
    adding = frame("HassShoppingListAddItem", item="milk")
    seen = view(home(), text)
    assert evidence_of(plan(Hypothesis((adding,), 1.0, "neural"), seen), seen)["unapt"] == unapt


@pytest.mark.parametrize(("area", "astray"), [("lounge", 0), ("kitchen", 1), (None, 1)])
def test_what_is_not_in_the_room_and_was_not_said_is_astray(area: str | None, astray: float) -> None:
    found = of("HassTurnOff", "light.table", "turn it off", light_table={"state": "on", "area": area})
    assert found["astray"] == astray


@pytest.mark.parametrize(("area", "changed"), [("lounge", 1), ("kitchen", 0), (None, 0)])
def test_what_changes_elsewhere_is_no_evidence_here(area: str | None, changed: float) -> None:
    lamp = {"state": "on", "area": area, "changed": NOON}
    assert of("HassTurnOff", "light.table", "turn it off", light_table=lamp)["changed"] == changed


def test_where_the_speaker_is_nowhere_any_change_counts() -> None:
    seen = view(home(light_table={"state": "on", "changed": NOON}), "turn it off")
    clause = ground_on(frame("HassTurnOff"), ("light.table",), seen)
    assert evidence_of(Plan(Hypothesis((frame("HassTurnOff"),), 1.0, "neural"), (clause,)), seen)["changed"] == 1
