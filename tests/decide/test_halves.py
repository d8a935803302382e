"""A reading that does half of it is none beside one that does the whole."""

from __future__ import annotations

from homes import frame, view

from edge.decide.halves import is_half
from edge.ground.planner import plan
from edge.turn import Frame, Hypothesis, Plan

KETTLE, SPOTS, GHOST = (frame("HassTurnOn", name=name) for name in ("Kettle", "Kitchen Spots", "turn the spots"))


def read(*frames: Frame, score: float = 0.6) -> Plan:
    return plan(Hypothesis(frames, score, "grammar"), view())


def test_half_of_it() -> None:
    whole = read(KETTLE, SPOTS, score=0.7)
    assert is_half(read(KETTLE, GHOST), whole)
    assert not is_half(read(KETTLE), whole), "it knows all that it speaks of"
    assert is_half(read(KETTLE, GHOST, score=0.9), whole), "the whole is likely enough"
    assert not is_half(read(KETTLE, GHOST), read(KETTLE, SPOTS, score=0.4)), "it is likelier"
    assert not is_half(read(KETTLE, GHOST), read(KETTLE, GHOST, score=0.7))
    assert not is_half(read(GHOST), whole), "what does nothing is half of nothing"
