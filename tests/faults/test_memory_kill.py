"""A writer that is killed at any moment (F09): what it reported as committed is there, and nothing is broken."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from memory_support import LONG

from edge.memory.reader import Reader
from edge.memory.records import StoreOptions
from edge.memory.store import Store

ROUNDS = 500 if LONG else 50
WRITER = """
import os, sys
from pathlib import Path
from edge.home.model import Entity
from edge.memory.records import StoreOptions
from edge.memory.store import Store
store = Store(Path(sys.argv[1]), StoreOptions(commit_seconds=0.01, ballast_bytes=0))
report = store.open()
number = int(sys.argv[2])
os.write(1, b"open %d\\n" % report.unclean)
while True:
    number += 1
    entity = Entity(f"sensor.s{number % 8}", "s", state=str(number), attributes={"x": "y" * 50})
    store.record_change(entity, 1.8e9)
    if number % 7 == 0:
        done = store.flush() if number % 5 == 0 else store.committed()
        done.add_done_callback(lambda _, n=number: os.write(1, b"%d\\n" % n))
        if number % 35 == 0:
            done.result()
"""


def killed_writer(path: Path, first: int, after: float) -> int:
    """Run a writer for `after` seconds once it is open; the last number that it reported as committed."""
    command = [sys.executable, "-c", WRITER, str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline().startswith(b"open")
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        lines = writer.stdout.read().split(b"\n")[:-1]
    return max([first, *map(int, lines)])


def stored_numbers(path: Path) -> list[int]:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    numbers = [int(row[0]) for row in connection.execute("SELECT state FROM states ORDER BY seq")]
    connection.close()
    return numbers


@pytest.mark.timeout(300 if not LONG else 3000)
def test_killed_at_any_moment_nothing_reported_is_missing(tmp_path: Path) -> None:
    path, chance = tmp_path / "store.db", random.Random(9)
    committed = 0
    for _ in range(ROUNDS):
        reported = killed_writer(path, committed, chance.uniform(0, 0.2 if LONG else 0.1))
        started = time.monotonic()
        store = Store(path, StoreOptions(ballast_bytes=0))
        report = store.open()
        assert time.monotonic() - started < 2
        assert report.unclean
        assert not report.quarantined
        numbers = stored_numbers(path)
        assert numbers == list(range(1, len(numbers) + 1)), "each once, in order, without a gap"
        assert len(numbers) >= reported
        store.close()
        committed = len(numbers)
    assert committed > ROUNDS * 5, "the writers did write"
    assert len(Reader(path).history("sensor.s0", 0)) == committed // 8
