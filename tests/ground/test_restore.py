"""The inverse of a plan brings the home back, and only where it is still as the hub left it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from homes import NOON, frame, home, view

from edge.ground.planner import ground, plan
from edge.ground.restore import restoring_calls
from edge.ground.undo import take_back, undo
from edge.turn import DecisionKind, Exchange, Hypothesis, Knowledge, Plan, Tier


@pytest.mark.parametrize(
    ("entity", "change", "expected"),
    [
        ("light_table", {}, [("turn_off", {})]),
        (
            "light_table",
            {"state": "on", "attributes": {"brightness": 90, "color_mode": "hs", "hs_color": (30, 60)}},
            [("turn_on", {"brightness": 90, "hs_color": (30, 60)})],
        ),
        ("cover_blind", {"attributes": {"current_position": 40}}, [("set_cover_position", {"position": 40})]),
        ("cover_blind", {"state": "closed", "attributes": {"current_position": 0}}, [("close_cover", {})]),
        ("climate_bedroom", {}, [("set_temperature", {"temperature": 19}), ("set_hvac_mode", {"hvac_mode": "heat"})]),
        ("lock_front", {}, [("lock", {})]),
        ("media_player_radio", {}, [("volume_set", {"volume_level": 0.5}), ("media_play", {})]),
        ("vacuum_rover", {}, [("return_to_base", {})]),
        ("number_diffuser_intensity", {}, [("set_value", {"value": 20.0})]),
        ("select_diffuser_mode", {}, [("select_option", {"option": "auto"})]),
        ("fan_bedroom", {"state": "on", "attributes": {"percentage": 40}}, [("turn_on", {"percentage": 40})]),
        ("scene_cosy", {}, []),
        ("switch_kettle", {"state": "unknown"}, []),
    ],
)
def test_restoring_calls(entity: str, change: dict[str, Any], expected: list[tuple[str, dict[str, Any]]]) -> None:
    snapshot = home(**{entity: change})
    it = next(e for e in snapshot.entities.values() if e.id.replace(".", "_") == entity)
    assert [(call.service, dict(call.data)) for call in restoring_calls(it)] == expected


def done(intent: str, **slots: Any) -> Plan:
    return plan(Hypothesis((frame(intent, **slots),), 1.0, "grammar"), view())


def said(made: Plan, *, undone: bool = False) -> Knowledge:
    return Knowledge((Exchange(NOON - 5, "…", DecisionKind.ACT, plan=made, undone=undone),))


def test_undo_takes_back_the_last_deed() -> None:
    made = done("HassTurnOn", name="Kettle")
    after = home(switch_kettle={"state": "on"})
    back = undo(view(after, knowledge=said(made)))
    assert [(s.call.service, s.call.entity_id) for s in back.steps] == [("turn_off", "switch.kettle")]


def test_undo_leaves_what_somebody_changed_since() -> None:
    made = done("HassTurnOn", name="all", domain="light")
    after = home(light_table={"state": "on"}, light_strip={"state": "on"}, light_bed={"state": "on"})
    back = undo(view(after, knowledge=said(made)))
    assert {s.call.entity_id for s in back.steps} == {"light.table", "light.strip", "light.bed"}
    assert [problem.subject for problem in back.problems] == ["Kitchen Spots"]


def test_undo_of_locking_is_as_grave_as_unlocking() -> None:
    unlocked = home(lock_front={"state": "unlocked"})
    made = plan(Hypothesis((frame("HassTurnOn", name="Front Door"),), 1.0, "grammar"), view(unlocked))
    assert take_back(made, view()).tier is Tier.ACCESS


def test_nothing_is_undone_twice_or_out_of_nothing() -> None:
    made = done("HassTurnOn", name="Kettle")
    assert undo(view(knowledge=said(made, undone=True))).problems[0].code == "nothing_to_undo"
    assert undo(view()).problems[0].code == "nothing_to_undo"


def test_undo_of_a_timer_cancels_it() -> None:
    clause = ground(frame("HassStartTimer", minutes=5), view())
    made = Plan(Hypothesis((clause.frame,), 1.0, "grammar"), (clause,))
    back = undo(view(knowledge=said(made)))
    assert [(s.call.service, s.call.data) for s in back.steps] == [
        ("cancel_timer", {"id": clause.steps[0].call.data["id"]})
    ]


def test_an_entity_that_is_gone_is_no_obstacle() -> None:
    made = done("HassTurnOn", name="Kettle")
    snapshot = home()
    gone = replace(snapshot, entities={k: v for k, v in snapshot.entities.items() if k != "switch.kettle"})
    assert undo(view(gone, knowledge=said(made))).steps
