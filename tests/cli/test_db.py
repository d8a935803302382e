from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge.cli import db_read, main
from edge.cli.exits import Exit
from edge.home.model import Entity, Snapshot
from edge.memory.records import ListItem, Schedule
from edge.memory.store import Store
from edge.turn import Decision, DecisionKind, Request, Turn

NOW = 1_790_000_000.0


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == Exit.OK, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "hearth.db"
    with Store(path) as store:
        for step in range(5):
            lamp = Entity("light.desk", "Desk", state="on" if step % 2 else "off", attributes={"brightness": step})
            store.record_change(lamp, NOW + step, cause="turn-1" if step == 4 else None)
        request = Request("turn-1", "Küche an", NOW)
        store.record_turn(Turn(request, Decision(DecisionKind.ACT, "done")), Snapshot(at=NOW))
        store.put_schedule(Schedule("t1", "timer", NOW + 60, {"name": "eggs"}))
        store.put_item(ListItem("i1", "shopping", 0, {"text": "milk"}))
        store.put_value("volume", 3)
    return path


def test_a_whole_database_is_told_to_be_whole(database: Path) -> None:
    result = run("db", "check", "--database", database)
    assert result.exit_code == Exit.OK
    assert result.stdout.splitlines()[0] == f"{database}: whole"


def test_what_is_in_it_as_json(database: Path) -> None:
    told = json.loads(run("db", "check", "--database", database, "--json").stdout)
    assert told["problem"] is None
    assert told["schema"] > 0
    assert {table: told["rows"][table] for table in ("states", "turns", "schedules", "lists")} == {
        "states": 5, "turns": 1, "schedules": 1, "lists": 1,
    }  # fmt: skip


def test_a_damaged_database_fails(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)
    result = run("db", "check", "--database", database)
    assert result.exit_code == Exit.FAILED
    assert "remedy" in result.stdout


def test_a_file_that_is_no_database_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database at all " * 100)
    assert run("db", "check", "--database", path).exit_code == Exit.FAILED


def test_another_programs_database_fails(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert "not a database of Hearth" in run("db", "check", "--database", path).stdout


def test_without_a_database_the_place_is_named(tmp_path: Path) -> None:
    result = run("--set", f"memory.path={tmp_path}/none.db", "db", "check")
    assert result.exit_code == Exit.NO_INPUT
    assert f"{tmp_path}/none.db" in result.stderr


def test_states_are_exported_in_order(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db_read, "BATCH", 2)
    rows = lines(run("db", "export", "states", "--database", database))
    assert [row["at"] for row in rows] == [NOW + step for step in range(5)]
    assert rows[-1]["attributes"] == {"brightness": 4}
    assert rows[-1]["cause"] == "turn-1"
    assert "cause" not in rows[0]


def test_turns_are_exported_whole(database: Path) -> None:
    (turn,) = lines(run("db", "export", "turns", "--database", database))
    request = turn["request"]
    assert isinstance(request, dict)
    assert request["text"] == "Küche an"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("schedules", {"id": "t1", "kind": "timer", "due": NOW + 60, "body": {"name": "eggs"}}),
        ("lists", {"id": "i1", "list": "shopping", "position": 0, "body": {"text": "milk"}}),
        ("values", {"key": "volume", "body": 3}),
    ],
)
def test_small_tables_are_exported(database: Path, table: str, row: dict[str, object]) -> None:
    assert row in lines(run("db", "export", table, "--database", database))


def test_old_rows_can_be_left_out(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOW + 86_400 + 2)
    assert len(lines(run("db", "export", "states", "--days", "1", "--database", database))) == 3


def test_an_export_into_a_file(database: Path, tmp_path: Path) -> None:
    output = tmp_path / "states.jsonl"
    result = run("db", "export", "states", "-o", output, "--database", database)
    assert result.stdout == f"{output}: 5 rows of states\n"
    assert len(output.read_text().splitlines()) == 5


def test_an_export_that_cannot_be_written(database: Path, tmp_path: Path) -> None:
    result = run("db", "export", "states", "-o", tmp_path / "no" / "f", "--database", database)
    assert result.exit_code == Exit.IO_ERROR
