"""Targets that words name, what the other one is, and which undo stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, view

from edge.ground.antecedents import antecedent
from edge.ground.followups import continued, corrected, last_exchange, the_other
from edge.ground.later_matching import at_moment, by_words, matching_timers
from edge.ground.planner import ground_on, plan
from edge.ground.retiming import SaidValue, retimed_frame
from edge.ground.siblings import siblings
from edge.ground.targets import named_targets
from edge.ground.undo import take_back
from edge.ground.view import View
from edge.home.model import Snapshot
from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Job, Knowledge


def spoken(
    made: Frame, *, ago: float = 5.0, kind: DecisionKind = DecisionKind.ACT, snapshot: Snapshot | None = None
) -> Exchange:
    told = plan(Hypothesis((made,), 1.0, "grammar"), view(snapshot))
    return Exchange(NOON - ago, "…", kind, plan=told)


def after(*exchanges: Exchange, snapshot: Snapshot | None = None, device: str | None = "lounge_puck") -> View:
    return view(snapshot, "…", device, Knowledge(exchanges))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the kitchen", [{"area": "Kitchen"}]),
        ("in the living room", [{"area": "Lounge"}]),
        ("upstairs", [{"floor": "First Floor"}]),
        ("here", [{"area": "Lounge"}]),
        ("everywhere", [{"name": "all"}]),
        ("the table lamp", [{"name": "table lamp"}]),
        ("the kettle and the fan", [{"name": "kettle"}, {"name": "fan"}]),
        ("the kitchen and the bedroom", [{"area": "Kitchen"}, {"area": "Bedroom"}]),
        ("just the fan please", [{"name": "fan"}]),
        ("the kitchen one", [{"area": "Kitchen"}]),
        ("the flux capacitor", []),
        ("turn it off", []),
        ("switch the blind on", []),
        ("switch off the blind", []),
        ("lock the blind", []),
        ("lock", [{"name": "lock"}]),
        ("the kettle and the flux capacitor", []),
    ],
)
def test_named_targets(said: str, expected: list[dict[str, str]]) -> None:
    assert named_targets(said, view(device="lounge_puck")) == expected


def test_the_other_one_is_the_likest() -> None:
    last = spoken(frame("HassTurnOn", name="Table Lamp"))
    clause = last.plan.clauses[0]  # type: ignore[union-attr]
    assert siblings(clause, last, after(last)) == [("light.strip",)]
    alone = spoken(frame("HassTurnOn", name="Bed Light"))
    far = siblings(alone.plan.clauses[0], alone, after(alone))  # type: ignore[union-attr]
    assert {ids[0] for ids in far} == {"light.spots", "light.table", "light.strip"}
    assert siblings(alone.plan.clauses[0], alone, after(alone), near=True) == []  # type: ignore[union-attr]


def test_corrections_spare_what_is_right() -> None:
    last = spoken(frame("HassTurnOn", domain="light", area="Lounge"))
    on = home(light_table={"state": "on"}, light_strip={"state": "on"})
    [made] = corrected("the table lamp", None, after(last, snapshot=on))
    assert [(s.call.service, s.call.entity_id) for s in made.steps] == [("turn_off", "light.strip")]


def test_a_lock_and_a_lamp_are_opened_by_different_words() -> None:
    last = spoken(frame("HassTurnOff", name="Front Door"), kind=DecisionKind.REFUSE)
    [made] = corrected("the garage door", None, after(last))
    assert [s.call.service for s in made.steps] == ["open_cover"]


def test_nothing_is_leant_on_that_was_long_ago() -> None:
    last = spoken(frame("HassTurnOn", name="Table Lamp"), ago=400)
    assert last_exchange(after(last)) is None
    assert continued("the kitchen", None, after(last)) == []
    assert the_other(after(last)) == []


def test_them_are_the_last_two_things() -> None:
    first, second = spoken(frame("HassTurnOn", name="Kettle"), ago=20), spoken(frame("HassTurnOn", name="Table Lamp"))
    seen = after(first, second)
    fitting = seen.snapshot.exposed
    assert antecedent(frame("HassTurnOff", name="it"), fitting, seen) == ("light.table",)
    assert antecedent(frame("HassTurnOff", name="them"), fitting, seen) == ("light.table", "switch.kettle")
    assert antecedent(frame("HearthAdjust", attribute="brightness"), fitting, seen) == ("light.table",)
    assert antecedent(frame("HassTurnOff", name="Kettle"), fitting, seen) == ()
    old = after(replace(second, at=NOON - 500))
    assert antecedent(frame("HassTurnOff", name="it"), fitting, old) == ()


def test_two_steps_on_one_thing_are_taken_back_together() -> None:
    made = plan(
        Hypothesis(
            (
                frame("HassLightSet", name="Table Lamp", brightness=40),
                frame("HassLightSet", name="Table Lamp", color="red"),
            ),
            1.0,
            "grammar",
        ),
        view(),
    )
    now = home(light_table={"state": "on", "attributes": {"brightness": 102, "rgb_color": (255, 0, 0)}})
    back = take_back(made, view(now))
    assert [(s.call.service, dict(s.call.data)) for s in back.steps] == [("turn_off", {})]


def test_what_others_changed_of_a_thing_stays() -> None:
    lit = home(light_table={"state": "on", "attributes": {"brightness": 200, "color_mode": "hs", "hs_color": (0, 0)}})
    made = plan(Hypothesis((frame("HassLightSet", name="Table Lamp", brightness=40),), 1.0, "grammar"), view(lit))
    blue = home(
        light_table={"state": "on", "attributes": {"brightness": 102, "color_mode": "hs", "hs_color": (240, 100)}}
    )
    assert [dict(s.call.data) for s in take_back(made, view(blue)).steps] == [{"brightness": 200}]
    dimmed = home(light_table={"state": "on", "attributes": {"brightness": 30, "color_mode": "hs", "hs_color": (0, 0)}})
    assert take_back(made, view(dimmed)).problems[0].code == "changed_since"


def test_what_somebody_switched_off_and_on_again_is_theirs() -> None:
    last = spoken(frame("HassTurnOn", name="Kettle"), ago=60)
    on = home(switch_kettle={"state": "on", "changed": NOON - 59})
    assert take_back(last.plan, after(last, snapshot=on)).steps  # type: ignore[arg-type]
    theirs = home(switch_kettle={"state": "on", "changed": NOON - 10})
    assert take_back(last.plan, after(last, snapshot=theirs)).steps == ()  # type: ignore[arg-type]


def test_what_is_put_off_knows_its_things() -> None:
    clause = ground_on(replace(frame("HassTurnOff", name="it"), delay=300.0), ("switch.kettle",), view())
    [step] = clause.steps
    assert (step.call.service, step.call.data["targets"], step.call.data["does"]) == (
        "schedule_command", ["switch.kettle"], "switch.turn_off",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("slots", "ids"),
    [
        ({}, ["egg", "tea", "cake"]),
        ({"name": "tea"}, ["tea"]),
        ({"name": "birthday cake"}, ["cake"]),
        ({"name": "cake"}, ["cake"]),
        ({"start_minutes": 5}, ["egg"]),
        ({"name": "soup"}, []),
        ({"name": "the timer"}, ["egg", "tea", "cake"]),
    ],
)
def test_which_timers(slots: dict[str, str], ids: list[str]) -> None:
    jobs = tuple(
        Job(name, "timer", label, remaining=left, total=total)
        for name, label, left, total in (("tea", "tea", 60.0, 180.0), ("egg", "", 30.0, 300.0), ("cake", "birthday cake", 900.0, 1800.0))
    )  # fmt: skip
    assert [job.id for job in matching_timers(slots, view(knowledge=Knowledge(jobs=jobs)))] == ids


def test_which_alarms() -> None:
    seven, eight = Job("a", "alarm", at=NOON + 19 * 3600), Job("b", "alarm", at=NOON + 20 * 3600)
    seen = view()
    assert at_moment([seven, eight], NOON + 19 * 3600, seen) == [seven]
    assert at_moment([seven, eight], NOON + 7 * 3600, seen) == [seven], "the other half of the day"
    assert at_moment([seven, eight], NOON + 43 * 3600, seen) == [seven], "another day"
    assert at_moment([seven, eight], NOON + 13 * 3600, seen) == [seven, eight], "some time that day"
    assert at_moment([seven], None, seen) == [seven]


def test_which_by_words() -> None:
    jobs = [Job("a", "reminder", text="call my mum"), Job("b", "reminder", text="water the plants")]
    assert [job.id for job in by_words("mum", jobs)] == ["a"]
    assert [job.id for job in by_words("the reminder", jobs)] == ["a", "b"]
    assert by_words("the dentist", jobs) == []


def test_a_loose_time_is_the_nearest_to_the_old_one() -> None:
    alarm = replace(frame("HearthSetAlarm"), at=NOON + 19 * 3600)
    made = retimed_frame(alarm, SaidValue(at=NOON + 7.5 * 3600, loose=True), NOON)
    assert made is not None
    assert made.at == NOON + 19.5 * 3600
    assert retimed_frame(frame("HassTurnOn", name="x"), SaidValue(at=NOON), NOON) is None
    timer = retimed_frame(frame("HassStartTimer", minutes=10), SaidValue(number=15.0), NOON)
    assert timer is not None
    assert timer.slots == {"minutes": 15}
