"""What a question of which chooses among."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import frame, home, view

from edge.ground.names import NameIndex
from edge.ground.options import options_of
from edge.ground.planner import ground
from edge.turn import Hypothesis, Plan


@pytest.mark.parametrize(("name", "sure"), [("Smart Speaker", True), ("smart speeker", False)])
def test_what_resembles_a_name_is_no_surer_for_being_one_of_several(name: str, sure: bool) -> None:
    twins = {"media_player_tv": {"name": "Smart Speaker"}, "media_player_radio": {"name": "Smart Speaker"}}
    rooms = home(**twins)
    seen = replace(view(rooms), names=NameIndex(rooms))
    made = frame("HassTurnOff", name=name)
    plan = Plan(Hypothesis((made,), 1.0, "neural"), (ground(made, seen),))
    assert [problem.code for problem in plan.problems] == ["ambiguous"]
    options = options_of(plan, seen)
    assert {option.targets for option in options} == {("media_player.tv",), ("media_player.radio",)}
    assert all((option.clauses[0].confidence == 1.0) is sure for option in options)
