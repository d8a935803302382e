"""`hearth run` says why it does not start, with an exit code that tells whether trying again helps."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from click.testing import CliRunner, Result

from edge.cli import main
from edge.cli.exits import Exit
from edge.cli.run import remedied
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


def test_a_port_that_is_taken_says_what_to_do() -> None:
    taken = OSError(errno.EADDRINUSE, "bind on ('127.0.0.1', 10600): address already in use")
    assert remedied(taken).startswith(
        "bind on ('127.0.0.1', 10600): address already in use; does another hub run here?"
    )
    assert "doors.wyoming.uri" in remedied(taken)
    assert remedied(OSError(errno.EACCES, "no")) == "[Errno 13] no"


def test_a_newer_database_is_a_matter_for_somebody(tmp_path: Path) -> None:
    with Store(tmp_path / "hearth.db"):
        pass
    with sqlite3.connect(tmp_path / "hearth.db") as database:
        database.execute("PRAGMA user_version = 999")
    result = run(tmp_path)
    assert result.exit_code == Exit.CONFIG
    assert "newer version" in result.output
