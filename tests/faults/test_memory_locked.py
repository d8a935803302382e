"""Another process holds the database locked (F16): nothing is moved away, nothing is lost, nobody waits."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from memory_support import LONG, NOW, eventually, light

from edge.memory.files import StoreFiles
from edge.memory.reader import Reader
from edge.memory.records import StoreOptions
from edge.memory.store import Store

HELD_SECONDS = 60.0 if LONG else 1.0
OPTIONS = StoreOptions(ballast_bytes=0, commit_seconds=0.1, busy_seconds=0.05, retry_seconds=0.1)
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.stdin.close()
            holder.wait()


def test_a_lock_is_waited_out_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, OPTIONS) as store:
        store.record_change(light(0, "before"), NOW)
        store.flush().result(5)
        with locked(path):
            handed, slowest, until = 0, 0.0, time.monotonic() + HELD_SECONDS
            while time.monotonic() < until:
                started = time.perf_counter()
                store.record_change(light(handed % 50, str(handed)), NOW + handed)
                slowest = max(slowest, time.perf_counter() - started)
                handed += 1
                time.sleep(0.005)
            waiter = store.flush()
            eventually(lambda: store.stats().degraded == "SQLITE_BUSY")
            assert not waiter.done()
            assert store.history("light.l0", 0)[-1].state == str((handed - 1) // 50 * 50), "reading goes on"
            assert slowest < 0.1, "nobody waits for the disk"
        started = time.monotonic()
        waiter.result(10)
        assert time.monotonic() - started < 10
        told = store.stats()
        assert told.degraded is None
        accounts = told.accounts
        assert accounts.received == handed + 1
        assert (accounts.stored + accounts.coalesced, accounts.shed) == (handed + 1, 0)
        rows = [row for number in range(50) for row in Reader(path).history(f"light.l{number}", 0)]
        assert len(rows) == accounts.stored
        assert Reader(path).history("light.l0", 0)[0].state == "before"
        assert not StoreFiles(path).quarantined()


def test_a_store_locked_at_the_start_opens(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, OPTIONS):
        pass
    with locked(path):
        store = Store(path, OPTIONS)
        store.open()
        store.record_change(light(0, "meanwhile"), NOW)
        waiter = store.flush()
        eventually(lambda: store.stats().degraded == "SQLITE_BUSY")
    waiter.result(10)
    assert [row.state for row in Reader(path).history("light.l0", 0)] == ["meanwhile"]
    store.close()


def test_a_lock_that_outlasts_the_store_costs_what_waited_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = Store(path, OPTIONS)
    store.open()
    with locked(path):
        store.record_change(light(), NOW)
        store.close()
    assert (store.stats().accounts.shed, store.stats().accounts.pending) == (1, 0)


def test_a_reader_that_lingers_does_not_hold_up_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    reader = """
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
connection.execute("BEGIN")
print(connection.execute("SELECT count(*) FROM states").fetchone()[0], flush=True)
sys.stdin.readline()
print(connection.execute("SELECT count(*) FROM states").fetchone()[0], flush=True)
"""
    with Store(path, OPTIONS) as store:
        command = [sys.executable, "-c", reader, str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stdout.readline() == "0\n"
            for number in range(20):
                store.record_change(light(number), NOW)
                store.flush().result(5)
            assert store.stats().degraded is None
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline() == "0\n", "a reader sees one moment"
