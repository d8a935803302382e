from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge.cli import main
from edge.cli.exits import Exit
from edge.memory.store import Store
from hub_sim.context.generate import make_pairs
from hub_sim.context.judge import scenario
from hub_sim.hubs import interpreter

PAIR = next(pair for pair in make_pairs(63, 4, seed=2) if (pair.kind, pair.fact) == ("mine", "speaker"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "hearth.db"
    scene = scenario(PAIR.text, PAIR.home, PAIR.first.moment, 7)
    with Store(path) as store:
        store.record_turn(interpreter().interpret(scene.request, scene.snapshot, scene.knowledge), scene.snapshot)
    return path


def why(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["why", "--database", str(database), *arguments])


def test_the_newest_decision_is_explained_from_its_record(database: Path) -> None:
    result = why(database)
    assert result.exit_code == Exit.OK, result.output
    assert PAIR.text in result.output
    assert "I took that as " in result.output
    assert "who spoke; otherwise " in result.output


def test_the_fact_and_what_would_have_been_are_there_for_programs(database: Path) -> None:
    answer = json.loads(why(database, "context-7", "--json").output)
    assert answer["fact"] == {"kind": "speaker", "about": PAIR.first.moment.speaker}
    assert answer["otherwise"]["entities"] != list(PAIR.first.reading.outcomes[0])


def test_an_unknown_turn_is_named(database: Path) -> None:
    result = why(database, "no-such-turn")
    assert result.exit_code == Exit.NO_INPUT
    assert "no-such-turn" in result.output


def test_without_any_decision_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "hearth.db"
    with Store(path):
        pass
    result = why(path)
    assert result.exit_code == Exit.NO_INPUT
    assert "say something" in result.output
