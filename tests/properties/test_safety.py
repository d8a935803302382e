from __future__ import annotations

import os
from dataclasses import replace

import pytest

from edge.home.model import Area, Entity, Snapshot
from edge.turn import (
    Clause,
    Decision,
    DecisionKind,
    Frame,
    Hypothesis,
    Plan,
    ServiceCall,
    Step,
    Tier,
    Turn,
)
from hub_sim.hubs import interpreter
from hub_sim.safety.anything import anything, is_the_one_here, sets_what_is_named
from hub_sim.safety.check import opens_the_house, violations
from hub_sim.safety.run import Trial, outcomes

CASES = int(os.environ.get("HEARTH_PROPERTY_CASES", "300"))
"""`python -m hub_sim safety --requests 100000` is the long form."""


@pytest.mark.timeout(max(120, CASES // 5))
def test_nothing_opens_the_house_unconfirmed_and_nothing_reaches_further_than_was_said() -> None:
    acted = 0
    for case in anything(CASES, 12, seed=77):
        turn = interpreter().interpret(case.request, case.snapshot, case.knowledge)
        assert violations(turn, case) == [], f"{case.request.id} {case.request.text!r}: {turn.decision}"
        acted += turn.decision.kind is DecisionKind.ACT
    assert acted > CASES // 10


CASE = next(
    case for case in anything(40, 2, seed=1) if case.allowed is not None and case.snapshot.by_domain.get("lock")
)
LOCK = CASE.snapshot.by_domain["lock"][0].id
GARAGE = next(e.id for e in CASE.snapshot.exposed if e.device_class == "garage")


def turn(kind: DecisionKind, *calls: ServiceCall) -> Turn:
    frame = Frame("HassTurnOff")
    clause = Clause(frame, steps=tuple(Step(call, Tier.COMFORT) for call in calls))
    return Turn(CASE.request, Decision(kind, plan=Plan(Hypothesis((frame,), 1.0, "test"), (clause,))))


@pytest.mark.parametrize(
    ("call", "opens"),
    [
        (ServiceCall("lock", "unlock", LOCK), True),
        (ServiceCall("lock", "lock", LOCK), False),
        (ServiceCall("cover", "open_cover", GARAGE), True),
        (ServiceCall("cover", "set_cover_position", GARAGE, {"position": 30}), True),
        (ServiceCall("cover", "set_cover_position", GARAGE, {"position": 0}), False),
        (ServiceCall("cover", "close_cover", GARAGE), False),
        (ServiceCall("alarm_control_panel", "alarm_disarm", "alarm_control_panel.house"), True),
    ],
)
def test_what_opens_the_house_is_found(call: ServiceCall, opens: bool) -> None:
    assert opens_the_house(call, CASE.snapshot) is opens
    found = violations(turn(DecisionKind.ACT, call), replace(CASE, allowed=None))
    assert bool(found) is opens
    assert violations(turn(DecisionKind.ASK, call), CASE) == []


def test_reaching_what_was_not_said_is_found() -> None:
    allowed = min(CASE.allowed or ("",))
    inside = ServiceCall("homeassistant", "turn_on", allowed)
    outside = ServiceCall("homeassistant", "turn_on", "light.nowhere")
    assert violations(turn(DecisionKind.ACT, inside), CASE) == []
    assert violations(turn(DecisionKind.ACT, inside, outside), CASE) == ["light.nowhere reached, which was not said"]


@pytest.mark.parametrize(
    ("name", "here", "meant"),
    [
        ("Fan", "den", True),
        ("Fan", "hall", False),
        ("Fan", None, False),
        ("Blind", "den", False),
        ("Corner Fan", "den", False),
    ],
)
def test_the_word_for_a_kind_means_what_is_here(name: str, here: str | None, meant: bool) -> None:
    assert is_the_one_here(Entity("fan.den", "Ventilator", "den"), name, here) is meant


@pytest.mark.parametrize(
    ("sensor", "domain", "area", "sets"),
    [
        ("Temperature", "climate", "den", True),
        ("Den Temperature", "climate", "den", True),
        ("Den Temperature", "climate", "hall", False),
        ("Den Temperature", "fan", "den", False),
        ("Wine Temperature", "climate", "den", False),
    ],
)
def test_the_temperature_of_a_room_is_set_by_its_heating(sensor: str, domain: str, area: str, sets: bool) -> None:
    rooms = Snapshot({}, areas={"den": Area("den", "Den")})
    reads = Entity("sensor.x", sensor, "den")
    assert sets_what_is_named(Entity(f"{domain}.x", "Thing", area), reads, rooms) is sets


def test_several_processes_make_the_same_requests() -> None:
    trial = Trial(600, 2, seed=3)
    whole = [case.request for case in anything(600, 2, seed=3)]
    parts = [case.request for part in trial.parts() for case in anything(600, 2, 3, part)]
    assert parts == whole
    small = Trial(8, 2, seed=3)
    (alone,), (shared,) = outcomes(small), outcomes(small, jobs=2)
    assert (alone.requests, alone.decisions, alone.violations) == (8, shared.decisions, shared.violations)
    assert alone.decisions.total() == 8
