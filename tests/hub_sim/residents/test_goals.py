from __future__ import annotations

import pytest

from edge.turn import Decision, DecisionKind, Request, Turn
from hub_sim.residents.goals import Goal, Looks, Result, Want, judged

ACT = Turn(Request("1", "x", 0.0), Decision(DecisionKind.ACT))
OFF: Looks = {"light.a": ("off", {}), "light.b": ("off", {}), "sensor.t": ("20", {})}


def _after(**changes: tuple[str, dict[str, object]]) -> Looks:
    return {**OFF, **{f"light.{name}": look for name, look in changes.items()}}


@pytest.mark.parametrize(
    ("after", "result"),
    [
        (_after(a=("on", {})), Result.REACHED),
        (OFF, Result.NOTHING),
        (_after(b=("on", {})), Result.WRONG),
        (_after(a=("on", {}), b=("on", {})), Result.WRONG),
    ],
)
def test_a_goal_is_judged_by_the_home(after: Looks, result: Result) -> None:
    assert judged(Goal((Want("light.a", "on"),)), ACT, OFF, after) is result


def test_what_may_change_may_change() -> None:
    goal = Goal((Want("light.a", "on"),))
    after = _after(a=("on", {}), b=("on", {}))
    assert judged(goal, ACT, OFF, after, frozenset({"light.b"})) is Result.REACHED


def test_sensors_change_as_they_like() -> None:
    after = {**_after(a=("on", {})), "sensor.t": ("21", {})}
    assert judged(Goal((Want("light.a", "on"),)), ACT, OFF, after) is Result.REACHED


def test_one_of_several_is_enough_where_any_will_do() -> None:
    wants = (Want("light.a", "on"), Want("light.b", "on"))
    after = _after(b=("on", {}))
    assert judged(Goal(wants, every=False), ACT, OFF, after) is Result.REACHED
    assert judged(Goal(wants), ACT, OFF, after) is Result.WRONG


@pytest.mark.parametrize(("relation", "now", "met"), [("above", 60, True), ("below", 60, False), ("below", 30, True)])
def test_brighter_and_darker_are_relative(relation: str, now: int, met: bool) -> None:
    before: Looks = {"light.a": ("on", {"brightness": 50})}
    after: Looks = {"light.a": ("on", {"brightness": now})}
    assert Want("light.a", None, "brightness", relation).met(before, after) is met


def test_hues_are_near_across_red() -> None:
    after: Looks = {"light.a": ("on", {"hs_color": [352, 90]})}
    assert Want("light.a", None, "hue", "is", 0.0).met(after, after)
    assert not Want("light.a", None, "hue", "is", 120.0).met(after, after)


def test_a_question_is_met_by_an_answer_about_its_things() -> None:
    goal = Goal((Want("light.a", "on"),), asks=True)
    answer = Turn(Request("1", "x", 0.0), Decision(DecisionKind.ANSWER, entities=("light.a",)))
    assert judged(goal, answer, OFF, OFF) is Result.REACHED
    assert judged(goal, ACT, OFF, OFF) is Result.NOTHING
