"""The rewrites are killed in the middle of a rebuild: the old ones are there, or the new ones, never a part."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from memory_support import LONG

from edge.memory.learning import LearningStore
from edge.memory.records import StoreOptions
from edge.memory.store import Store

ROUNDS = 100 if LONG else 20
COUNT = 2000
REBUILDER = """
import os, sys
from pathlib import Path
from edge.memory.learning import BuildRow, LearningStore
from edge.memory.records import StoreOptions
from edge.memory.store import Store
path, number = Path(sys.argv[1]), int(sys.argv[2])
store = Store(path, StoreOptions(commit_seconds=0.01, ballast_bytes=0))
store.open()
kept = LearningStore(store, path)
os.write(1, b"open\\n")
while True:
    number += 1
    before = None if number == 1 else '{"generation":%d}' % (number - 1)
    changes = tuple((f"r{n}", before, '{"generation":%d}' % number) for n in range(COUNT))
    kept.put_build(BuildRow(number, number, 1.8e9, "night", changes)).result()
    os.write(1, b"%d\\n" % number)
""".replace("COUNT", str(COUNT))


def killed_rebuilder(path: Path, first: int, after: float) -> int:
    """Rebuild over and over for `after` seconds, then kill; the last build that was reported as done."""
    command = [sys.executable, "-c", REBUILDER, str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as rebuilder:
        assert rebuilder.stdout is not None
        assert rebuilder.stdout.readline() == b"open\n"
        time.sleep(after)
        rebuilder.send_signal(signal.SIGKILL)
        lines = rebuilder.stdout.read().split(b"\n")[:-1]
    return max([first, *map(int, lines)])


@pytest.mark.timeout(120 if not LONG else 900)
def test_killed_in_a_rebuild_the_rewrites_are_old_or_new(tmp_path: Path) -> None:
    path, chance, newest = tmp_path / "store.db", random.Random(5), 0
    for _ in range(ROUNDS):
        reported = killed_rebuilder(path, newest, chance.uniform(0.01, 0.15))
        with Store(path, StoreOptions(ballast_bytes=0)) as store:
            kept = LearningStore(store, path)
            generations = {json.loads(body)["generation"] for body in kept.rewrites().values()}
            builds = kept.builds()
        assert len(generations) <= 1, "never partly"
        newest = max(generations, default=0)
        assert newest >= reported, "what was reported as done is there"
        assert [build.number for build in builds] == list(range(1, newest + 1))
        connection = sqlite3.connect(path)
        assert connection.execute("SELECT count(*) FROM rewrites").fetchone()[0] in {0, COUNT}
        connection.close()
    assert newest > 0, "some rebuilds came through"
