"""What is to be spared must be known before anything is done."""

from __future__ import annotations

from dataclasses import replace

from homes import frame, home, view

from edge.ground.planner import ground
from edge.turn import Frame

LIT = {key: {"state": "on"} for key in ("light_spots", "light_table", "light_strip", "light_bed")}


def off(**spared: str) -> Frame:
    return replace(frame("HassTurnOff", name="all", domain="light"), excepted=(spared,))


def test_an_exception_that_is_unknown_leaves_nothing_to_do() -> None:
    clause = ground(off(name="disco ball"), view(home(**LIT)))
    assert clause.steps == ()
    assert [problem.code for problem in clause.problems] == ["no_entity"]


def test_the_one_of_a_room_is_what_is_there() -> None:
    clause = ground(off(name="bedroom one"), view(home(**LIT)))
    assert {step.call.entity_id for step in clause.steps} == {"light.spots", "light.table", "light.strip"}
