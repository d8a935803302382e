from __future__ import annotations

import pytest

from edge.context.deeds import deed_of_change, deeds_of_turn, event_of_change, service_of, weight_of
from edge.home.model import Entity
from edge.turn import (
    Clause,
    Decision,
    DecisionKind,
    Frame,
    Hypothesis,
    Outcome,
    Plan,
    Request,
    ServiceCall,
    Step,
    Tier,
    Turn,
)  # fmt: skip


def change(domain: str, before: str | None, after: str | None, **more: object) -> str | None:
    was, now = (Entity(f"{domain}.x", "X", state=state) for state in (before, after))
    return deed_of_change(was, Entity(now.id, "X", state=after, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("domain", "before", "after", "service"),
    [
        ("light", "off", "on", "turn_on"),
        ("switch", "on", "off", "turn_off"),
        ("cover", "closed", "opening", "open_cover"),
        ("cover", "open", "closing", "close_cover"),
        ("lock", "unlocked", "locked", "lock"),
        ("climate", "off", "heat", "turn_on"),
        ("climate", "heat", "off", "turn_off"),
        ("media_player", "idle", "playing", "media_play"),
        ("media_player", "playing", "paused", "media_pause"),
        ("media_player", "playing", "standby", "turn_off"),
        ("vacuum", "docked", "cleaning", "start"),
        ("vacuum", "cleaning", "returning", "return_to_base"),
        ("alarm_control_panel", "disarmed", "armed_away", "alarm_arm_away"),
        ("scene", "2026-01-01", "2026-01-02", "turn_on"),
        ("button", "unknown", "2026-01-02", "press"),
    ],
)
def test_a_change_is_named_by_the_service_that_does_it(domain: str, before: str, after: str, service: str) -> None:
    assert change(domain, before, after) == f"{domain}.x {service}"


@pytest.mark.parametrize(
    ("domain", "before", "after"),
    [
        ("light", None, "on"),  # found, not switched
        ("light", "unavailable", "on"),  # came back
        ("light", "on", "unavailable"),  # went away
        ("cover", "opening", "open"),  # ends what has been counted
        ("vacuum", "returning", "docked"),
        ("media_player", "playing", "idle"),  # the film is over
        ("sensor", "20", "21"),
        ("binary_sensor", "off", "on"),
        ("climate", "heat", "heat"),
    ],
)
def test_what_nobody_did_is_no_deed(domain: str, before: str | None, after: str) -> None:
    assert change(domain, before, after) is None


def test_a_retained_state_is_no_deed() -> None:
    assert change("light", "off", "on", stale=True) is None


def test_services_of_states_that_nobody_calls_for() -> None:
    assert service_of("sensor", "on") is None
    assert service_of("lock", "jammed") is None


@pytest.mark.parametrize(
    ("entity", "before", "event"),
    [
        (Entity("binary_sensor.door", "D", state="on", attributes={"device_class": "door"}), "off", "@binary_sensor.door on"),
        (Entity("binary_sensor.door", "D", state="off", attributes={"device_class": "door"}), "on", None),
        (Entity("binary_sensor.x", "D", state="on", attributes={"device_class": "battery"}), "off", None),
        (Entity("person.ana", "Ana", state="home"), "not_home", "@person.ana home"),
        (Entity("sun.sun", "Sun", state="below_horizon"), "above_horizon", "@sun.sun below_horizon"),
        (Entity("person.ana", "Ana", state="home"), "unavailable", None),
        (Entity("person.ana", "Ana", state="home", stale=True), "not_home", None),
        (Entity("light.x", "L", state="on"), "off", None),
    ],
)  # fmt: skip
def test_events_that_deeds_follow(entity: Entity, before: str, event: str | None) -> None:
    assert event_of_change(Entity(entity.id, "", state=before), entity) == event


@pytest.mark.parametrize(
    ("cause", "weight"), [("person", 1.0), (None, 0.5), ("automation", 0.0), ("own:r1", 0.0), ("something new", 0.5)]
)
def test_only_what_people_do_counts(cause: str | None, weight: float) -> None:
    assert weight_of(cause) == weight


def turn(
    *calls: ServiceCall, intent: str = "HassTurnOn", kind: DecisionKind = DecisionKind.ACT, **more: object
) -> Turn:
    frame = Frame(intent)
    clause = Clause(frame, steps=tuple(Step(call, Tier.COMFORT) for call in calls))
    plan = Plan(Hypothesis((frame,), 1.0, "test"), (clause,))
    door = str(more.pop("door", "console"))
    return Turn(Request("r", "", 0.0, door=door), Decision(kind, plan=plan), **more)  # type: ignore[arg-type]


ON = ServiceCall("light", "turn_on", "light.x")
TIMER = ServiceCall("hearth", "start_timer")


def test_a_turn_is_what_was_asked_for_and_done() -> None:
    assert deeds_of_turn(turn(ON, TIMER, ON)) == ["light.x turn_on"]


@pytest.mark.parametrize(
    "told",
    [
        turn(ON, kind=DecisionKind.ASK),
        turn(ON, intent="HearthUndo"),
        turn(ON, outcome=Outcome(undone=True)),
        turn(ON, outcome=Outcome(missing=("light.x",))),
        turn(ON, door="schedule"),
        Turn(Request("r", "", 0.0), Decision(DecisionKind.ACT)),
    ],
)
def test_what_was_not_done_or_not_wanted_is_no_deed(told: Turn) -> None:
    assert deeds_of_turn(told) == []
