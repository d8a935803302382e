"""Killed in the middle of a migration (F19): the store is at one version or another, with all its rows."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from memory_support import LONG

from edge.memory.connection import open_writer
from edge.memory.migrations import known
from edge.memory.records import StoreOptions
from edge.memory.store import Store

SCHEMAS = sorted((Path(__file__).parent.parent / "memory" / "schemas").glob("v*.sql"))
OLD = [path for path in SCHEMAS if int(path.stem[1:]) < known()[-1].number]
TIMES = 20 if LONG else 6
MIGRATE = """
import os, signal, sqlite3, sys, threading
from pathlib import Path
from edge.memory import migrations
from edge.memory.store import Store
steps = int(sys.argv[2])

class Dying(sqlite3.Connection):
    def execute(self, *args):
        global steps
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(*args)

connect = sqlite3.connect
sqlite3.connect = lambda *args, **named: connect(*args, factory=Dying, **named)
Store(Path(sys.argv[1])).open()
"""


def counts(path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    told = tuple(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("states", "entities"))
    connection.close()
    return told[0], told[1]


@pytest.mark.parametrize("schema", OLD, ids=lambda path: path.stem)
def test_killed_between_any_two_statements(schema: Path, tmp_path: Path) -> None:
    chance, versions = random.Random(schema.stem), set()
    for number in range(TIMES):
        path = tmp_path / str(number) / "store.db"
        path.parent.mkdir()
        connection = open_writer(path, 1.0)
        connection.executescript(schema.read_text())
        connection.close()
        before = counts(path)
        # Opening takes some 20 statements before the first step and 10 a step.
        ended = subprocess.run([sys.executable, "-c", MIGRATE, str(path), str(chance.randrange(10, 60))], check=False)
        connection = sqlite3.connect(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        recorded = connection.execute("SELECT max(number) FROM migrations").fetchone()[0]
        connection.close()
        assert version == recorded
        versions.add(version)
        assert counts(path) == before
        if version > int(schema.stem[1:]):
            assert (path.parent / f"store.db.{schema.stem}.bak").exists()
        with Store(path, StoreOptions(ballast_bytes=0)) as store:
            assert not store._writer.report.quarantined
            assert len(store.history("light.l0", 0)) == 10
        assert counts(path) == before
        assert ended.returncode in (0, -9)
    assert versions <= {step.number for step in known()}
