"""Every turn of a run is decided identically again, from nothing but its record."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge.app.replaying import compared, differences
from edge.cli.eval import command
from edge.compose import build_interpreter
from edge.home.model import Entity, Snapshot
from edge.memory.records import Replay
from edge.memory.turn_codec import pack_snapshot, pack_turn, unpack_snapshot, unpack_turn
from edge.turn import Decision, DecisionKind, Frame, Job, Knowledge, Request
from hub_sim.broker import mosquitto_path

NOW = 1_790_000_000.0
HOME = Snapshot({"switch.fan": Entity("switch.fan", "Fan Plug", state="on")}, at=NOW, generation=-1)
LARCH = Path(os.environ.get("HEARTH_SHARED", "../shared"), "cases", "larch")
BOTH = "both" if mosquitto_path() else "inprocess"


def kept(record: Replay) -> Replay:
    return Replay(unpack_turn(pack_turn(record.turn)), unpack_snapshot(pack_snapshot(record.snapshot)))


def test_a_request_and_a_command_kept_for_later_are_decided_again() -> None:
    interpreter = build_interpreter("en")
    said = interpreter.interpret(Request("r1", "turn off the fan plug", NOW), HOME, Knowledge())
    job = Job("j1", "command", frame=Frame("HassTurnOff", {"name": "Fan Plug"}))
    assert job.frame is not None
    later = interpreter.carry_out(job, job.frame, Request("j1!", "", NOW, door="schedule"), HOME)
    assert (said.decision.kind, later.decision.kind) == (DecisionKind.ACT, DecisionKind.ACT)
    for turn in (said, later):
        assert compared(kept(Replay(turn, HOME)), interpreter).differences == {}


def test_what_differs_is_named_with_both_values() -> None:
    interpreter = build_interpreter("en")
    turn = interpreter.interpret(Request("r1", "turn off the fan plug", NOW), HOME, Knowledge())
    other = Snapshot({"switch.fan": replace(HOME.entities["switch.fan"], state="off")}, at=NOW, generation=-2)
    found = compared(Replay(turn, other), interpreter).differences
    assert found["kind"] == (DecisionKind.ACT, DecisionKind.ANSWER)
    assert found["states"] == (turn.states, other.states_hash), "a damaged record is told by its hash"
    assert "structure" not in found


def test_a_list_is_what_a_tuple_was() -> None:
    one, other = (Decision(DecisionKind.ACT, slots={"x": value}) for value in ((1, 2), [1, 2]))  # type: ignore[dict-item]
    assert differences(one, other) == {}


@pytest.mark.skipif(not LARCH.is_dir(), reason="the shared cases are not here (HEARTH_SHARED)")
@pytest.mark.timeout(600)
def test_every_turn_of_the_larch_cases_is_decided_identically_again() -> None:
    shown = CliRunner().invoke(command, [str(LARCH), "--via", BOTH, "--replay"], catch_exceptions=False)
    found = re.search(r"(\d+) of (\d+) turns have the identical decision again", shown.output)
    assert found, shown.output
    assert int(found[1]) == int(found[2]) > 40, shown.output
