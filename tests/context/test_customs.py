from __future__ import annotations

import json

import pytest

from edge.context.customs import MOST, Customs
from edge.context.moments import Moment
from edge.home.model import Entity
from edge.home.registry import Change
from edge.turn import (
    Clause,
    Decision,
    DecisionKind,
    Frame,
    Hypothesis,
    Plan,
    Request,
    ServiceCall,
    Step,
    Tier,
    Turn,
)

DAY, HOUR = 86_400.0, 3600.0
START = 20_000 * DAY
KETTLE = "switch.kettle turn_on"


def switched(entity_id: str, before: str | None, after: str, *, retained: bool = False, area: str = "den") -> Change:
    was = Entity(entity_id, "X", area, state=before)
    return Change(was, Entity(entity_id, "X", area, state=after, stale=retained), retained)


def turn(at: float, entity_id: str = "switch.kettle", service: str = "turn_on", intent: str = "HassTurnOn") -> Turn:
    frame = Frame(intent)
    call = ServiceCall(entity_id.partition(".")[0], service, entity_id)
    clause = Clause(frame, (entity_id,), (Step(call, Tier.COMFORT),))
    plan = Plan(Hypothesis((frame,), 1.0, "test"), (clause,))
    return Turn(Request("r", "", at, speaker="ana", area="den"), Decision(DecisionKind.ACT, plan=plan))


def asked(at: float, speaker: str | None = None) -> Request:
    return Request("q", "", at, speaker=speaker)


def test_what_people_switch_by_hand_is_a_habit() -> None:
    customs = Customs()
    for day in range(10):
        customs.changed(switched("switch.kettle", "off", "on"), "person", START + day * DAY + 7 * HOUR)
    now = START + 10 * DAY + 7 * HOUR
    assert customs.habits_at(asked(now), now)[KETTLE] > 0.7


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (switched("switch.kettle", "off", "on", retained=True), "person"),
        (switched("switch.kettle", "off", "on"), "automation"),
        (switched("switch.kettle", "off", "on"), "own:r1"),
        (switched("switch.kettle", None, "on"), "person"),
        (Change(Entity("switch.kettle", "X", state="on"), None), None),
    ],
)
def test_what_nobody_wanted_is_no_habit(change: Change, cause: str | None) -> None:
    customs = Customs()
    for day in range(10):
        customs.changed(change, cause, START + day * DAY)
    assert customs.habits_at(asked(START), START + 10 * DAY) == {}


def test_unknown_causes_count_half() -> None:
    known, unknown = Customs(), Customs()
    for day in range(3):
        known.changed(switched("switch.kettle", "off", "on"), "person", START + day * DAY)
        unknown.changed(switched("switch.kettle", "off", "on"), None, START + day * DAY)
    now = START + 3 * DAY
    assert unknown.habits_at(asked(now), now)[KETTLE] < known.habits_at(asked(now), now)[KETTLE]


def test_what_is_asked_for_is_a_habit_of_who_asked() -> None:
    customs = Customs()
    for day in range(10):
        customs.asked(turn(START + day * DAY), START + day * DAY)
    now = START + 10 * DAY
    assert customs.habits_at(asked(now, "ana"), now)[KETTLE] > 0.7


def test_what_is_undone_was_not_wanted() -> None:
    customs = Customs()
    customs.asked(turn(START), START)
    customs.asked(turn(START + 60, service="turn_off", intent="HearthUndo"), START + 60)
    assert customs.habits_at(asked(START + 61), START + 61) == {}


def test_an_undo_long_after_takes_nothing_back() -> None:
    customs = Customs()
    customs.asked(turn(START), START)
    customs.asked(turn(START + 3600, service="turn_off", intent="HearthUndo"), START + 3600)
    assert KETTLE in customs.habits_at(asked(START + 3601), START + 3601)


def test_an_event_is_what_deeds_follow() -> None:
    customs = Customs()
    door = Change(
        Entity("binary_sensor.door", "D", state="off", attributes={"device_class": "door"}),
        Entity("binary_sensor.door", "D", state="on", attributes={"device_class": "door"}),
    )
    for day in range(20):
        for hour in (9.0, 14.0, 19.0):
            now = START + day * DAY + hour * HOUR
            customs.changed(door, None, now)
            customs.changed(switched("light.hall", "off", "on"), "person", now + 20)
            customs.changed(switched("switch.kettle", "off", "on"), "person", now + 1800)
    now = START + 20 * DAY + 14 * HOUR
    before = customs.habits_at(asked(now), now)["light.hall turn_on"]
    customs.changed(door, None, now)
    assert customs.habits_at(asked(now + 5), now + 5)["light.hall turn_on"] >= before


def test_few_are_told_and_none_that_is_unlikely() -> None:
    customs = Customs()
    for number in range(200):
        customs.changed(switched(f"light.l{number}", "off", "on"), "person", START + number * 300)
    told = customs.habits_at(asked(START), START + 60_300)
    assert len(told) <= MOST
    assert all(p >= 0.005 for p in told.values())


def test_a_dump_is_taken_over_whole() -> None:
    customs, copy = Customs(), Customs()
    for day in range(10):
        customs.asked(turn(START + day * DAY), START + day * DAY)
    copy.load(json.loads(json.dumps(customs.dump())))
    now = START + 10 * DAY
    assert copy.habits_at(asked(now, "ana"), now)[KETTLE] > 0.7
    with pytest.raises(KeyError):
        copy.load({"habits": copy.habits.dump()})
    assert copy.habits_at(asked(now, "ana"), now)[KETTLE] > 0.7


def test_more_than_hands_can_do_is_nobodys_habit() -> None:
    customs = Customs()
    for number in range(500):
        customs.changed(switched(f"light.l{number}", "off", "on"), None, START + number * 0.01)
    assert len(customs.habits.likely(Moment(START), 999)) < 10
    customs.changed(switched("switch.kettle", "off", "on"), None, START + 60)
    assert KETTLE in customs.habits.likely(Moment(START + 60), 999)


def test_what_was_switched_a_moment_ago_is_known_for_a_while() -> None:
    customs = Customs()
    customs.changed(switched("light.den", "on", "off"), "automation", START)
    customs.changed(switched("switch.kettle", "off", "on", retained=True), "person", START)
    customs.changed(switched("sensor.den", "1", "2"), "person", START)
    assert customs.turned_at(START + 40.0) == {"light.den": 40.0}
    assert customs.turned_at(START + HOUR) == {}
