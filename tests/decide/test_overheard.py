"""Talk that was hardly read is let pass; requests never are."""

from __future__ import annotations

import pytest
from homes import frame, request, view

from edge.decide.choose import Choice
from edge.decide.overheard import overheard
from edge.ground.planner import plan
from edge.turn import DecisionKind, Hypothesis

TALK, ASKED = "the meeting went on for ever and ever", "turn on the thing in the thing"


def choice(kind: DecisionKind, confidence: float, score: float = 0.4) -> Choice:
    made = plan(Hypothesis((frame("HassTurnOn", name="meeting"),), score, "neural"), view())
    return Choice(kind, made, confidence=confidence)


@pytest.mark.parametrize("kind", [DecisionKind.REFUSE, DecisionKind.ASK])
def test_talk_is_let_pass(kind: DecisionKind) -> None:
    assert overheard(choice(kind, 0.2), request(TALK)).kind is DecisionKind.IGNORE


@pytest.mark.parametrize(
    ("kind", "confidence", "score", "text"),
    [
        (DecisionKind.REFUSE, 0.2, 0.4, ASKED),
        (DecisionKind.REFUSE, 0.6, 0.4, TALK),
        (DecisionKind.REFUSE, 0.2, 0.9, TALK),
        (DecisionKind.ACT, 0.2, 0.4, TALK),
        (DecisionKind.ANSWER, 0.1, 0.4, TALK),
    ],
)
def test_everything_else_stays_what_it_is(kind: DecisionKind, confidence: float, score: float, text: str) -> None:
    chosen = choice(kind, confidence, score)
    assert overheard(chosen, request(text)) is chosen


def test_an_answer_that_nobody_asked_for_is_none() -> None:
    assert overheard(choice(DecisionKind.ANSWER, 0.01), request("because of the")).kind is DecisionKind.IGNORE
