"""A write-ahead log that is cut short or has a bit flipped (F14): what is left is an exact prefix of the commits."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from memory_support import LONG, Bench, light

from edge.memory.reader import Reader

TIMES = 1000 if LONG else 200
BATCHES, PER_BATCH = 12, 7


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database and its log as a killed process leaves them, with batches of rows in the log alone."""
    folder = tmp_path_factory.mktemp("torn")
    bench = Bench(folder / "live" / "store.db")
    writer = bench.open()
    assert writer._connection is not None
    writer._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for batch in range(BATCHES):
        for number in range(PER_BATCH):
            bench.change(light(number, str(batch), note="x" * 100))
        writer.step(flush=True)
    for suffix in ("", "-wal", ".existed", ".running"):
        shutil.copy(f"{bench.path}{suffix}", folder / f"store.db{suffix}")
    writer.close()
    return folder


@pytest.mark.parametrize("kind", ["cut", "flipped"])
def test_a_damaged_log_leaves_a_prefix_of_the_commits(torn: Path, tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    log = (torn / "store.db-wal").read_bytes()
    lengths = set()
    for number in range(TIMES):
        folder = tmp_path / str(number)
        shutil.copytree(torn, folder, ignore=shutil.ignore_patterns("live"))
        damaged = bytearray(log)
        if kind == "cut":
            del damaged[chance.randrange(len(log)) :]
        else:
            damaged[chance.randrange(len(log))] ^= 1 << chance.randrange(8)
        (folder / "store.db-wal").write_bytes(damaged)
        bench = Bench(folder / "store.db")
        writer = bench.open()
        assert writer.report.unclean
        assert writer.stats.degraded is None
        assert not writer.report.quarantined
        writer.close()
        connection = sqlite3.connect(bench.path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        states = [row[0] for row in connection.execute("SELECT state FROM states ORDER BY seq")]
        connection.close()
        whole = len(states) // PER_BATCH
        assert states == [str(batch) for batch in range(whole) for _ in range(PER_BATCH)]
        lengths.add(whole)
        shutil.rmtree(folder)
    assert min(lengths) == 0
    assert max(lengths) >= BATCHES - 1


def test_the_undamaged_log_has_all_commits(torn: Path) -> None:
    assert len(Reader(torn / "store.db").history("light.l0", 0)) == BATCHES
