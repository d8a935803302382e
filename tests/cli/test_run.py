"""`hearth run` says why it does not start, with an exit code that tells whether trying again helps."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

from click.testing import CliRunner, Result

from edge.cli import main
from edge.cli.exits import Exit
from edge.memory.store import Store


def run(folder: Path) -> Result:
    settings = {"broker.host": "127.0.0.1", "hub.data": folder, "doors.wyoming.enabled": "false"}
    arguments = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    return CliRunner().invoke(main, [*arguments, "run"])


def test_beside_another_hub_it_may_be_tried_again(tmp_path: Path) -> None:
    with Store(tmp_path / "hearth.db"):
        result = run(tmp_path)
    assert result.exit_code == Exit.FAILED
    assert "cannot start" in result.output
    assert str(tmp_path) in result.output


def test_a_port_that_is_taken_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        uri = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        arguments = {"broker.host": "127.0.0.1", "broker.port": 1, "hub.data": tmp_path, "doors.wyoming.uri": uri}
        result = CliRunner().invoke(main, [p for k, v in arguments.items() for p in ("--set", f"{k}={v}")] + ["run"])
    assert result.exit_code == Exit.FAILED
    assert "Stop it, or set doors.wyoming.uri to another port" in result.output


def test_a_newer_database_is_a_matter_for_somebody(tmp_path: Path) -> None:
    with Store(tmp_path / "hearth.db"):
        pass
    with sqlite3.connect(tmp_path / "hearth.db") as database:
        database.execute("PRAGMA user_version = 999")
    result = run(tmp_path)
    assert result.exit_code == Exit.CONFIG
    assert "newer version" in result.output
