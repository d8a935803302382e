from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge.cli import main
from edge.cli.exits import Exit
from edge.compose import build_interpreter
from edge.home.model import Area, Entity, Snapshot
from edge.memory.store import Store
from edge.turn import DecisionKind, Knowledge, Request, Turn

NOW = 1_790_000_000.0
HOME = Snapshot(
    entities={
        "light.desk": Entity("light.desk", "Desk Lamp", "office", state="off", attributes={"brightness": None}),
        "switch.fan": Entity("switch.fan", "Fan Plug", "office", state="on"),
    },
    areas={"office": Area("office", "Office")},
    at=NOW,
)
SAID = {"t1": "turn on the desk lamp", "t2": "turn off the fan plug", "t3": "colourless green ideas sleep"}


@pytest.fixture(scope="module")
def recorded() -> list[Turn]:
    interpreter = build_interpreter("en")
    return [interpreter.interpret(Request(id, text, NOW), HOME, Knowledge()) for id, text in SAID.items()]  # noqa: A001


@pytest.fixture
def database(tmp_path: Path, recorded: list[Turn]) -> Path:
    path = tmp_path / "hearth.db"
    with Store(path) as store:
        for turn in recorded:
            store.record_turn(turn, HOME)
        changed = replace(recorded[0].decision, kind=DecisionKind.REFUSE, response="no")
        request = replace(recorded[0].request, id="changed")
        store.record_turn(replace(recorded[0], request=request, decision=changed), HOME)
    return path


def replay(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["replay", "--database", str(database), *arguments])


def test_every_recorded_decision_is_the_same_again(database: Path, recorded: list[Turn]) -> None:
    assert recorded[0].decision.kind is DecisionKind.ACT
    result = replay(database, *SAID)
    assert result.exit_code == Exit.OK, result.output
    assert [line.rpartition("  ")[2] for line in result.output.splitlines()] == ["same"] * len(SAID)


def test_a_decision_that_differs_is_told_field_by_field(database: Path) -> None:
    result = replay(database)  # the newest
    assert result.exit_code == Exit.FAILED
    assert "DIFFERS" in result.output
    assert "    recorded: no\n" in result.output


def test_differences_for_programs(database: Path) -> None:
    result = replay(database, "--last", "2", "--json")
    assert result.exit_code == Exit.FAILED
    same, differs = json.loads(result.stdout)
    assert (same["id"], same["same"], same["differences"]) == ("t3", True, {})
    assert differs["differences"]["kind"] == {"recorded": "refuse", "again": "act"}


def test_a_turn_that_is_not_remembered(database: Path) -> None:
    result = replay(database, "t9")
    assert result.exit_code == Exit.NO_INPUT
    assert "t9" in result.output


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database at all " * 100)
    assert replay(path).exit_code == Exit.FAILED
