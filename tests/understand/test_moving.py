"""An alarm that was just spoken of is what "it" is moved."""

from __future__ import annotations

import pytest
from homes import NOON, request

from edge.turn import DecisionKind, Exchange, Frame, Hypothesis, Knowledge, Plan
from edge.understand.moving import moved_alarm


def spoke_of(intent: str, ago: float = 10) -> Knowledge:
    plan = Plan(Hypothesis((Frame(intent),), 1.0, "neural"))
    return Knowledge(recent=(Exchange(NOON - ago, "…", DecisionKind.ACT, plan=plan),))


def test_the_alarm_is_moved() -> None:
    moved = moved_alarm(request("move it to seven"), spoke_of("HearthSetAlarm"))
    assert moved is not None
    assert (moved.intent, (moved.at or 0) % 43_200) == ("HearthModifyAlarm", 7 * 3600)


@pytest.mark.parametrize(
    ("text", "knowledge"),
    [
        ("move it to seven", Knowledge()),
        ("move it to seven", spoke_of("HassSetPosition")),
        ("move it to seven", spoke_of("HearthSetAlarm", 600)),
        ("move it to the kitchen", spoke_of("HearthSetAlarm")),
        ("turn it off", spoke_of("HearthSetAlarm")),
    ],
)
def test_nothing_else_is(text: str, knowledge: Knowledge) -> None:
    assert moved_alarm(request(text), knowledge) is None
