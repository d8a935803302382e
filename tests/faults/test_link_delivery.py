"""F08 and F13: the client is killed; nothing is lost, done twice or left looking alive."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from link_support import BASE, LONG, Peer, peer, wait_for
from support import Mosquitto

TESTS = Path(__file__).resolve().parent.parent


@contextmanager
def _process(script: str, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, str(TESTS / script), *map(str, arguments)], stderr=subprocess.DEVNULL, cwd=TESTS.parent
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _count(path: Path) -> int:
    with sqlite3.connect(path) as store:
        try:
            return int(store.execute("SELECT count(*) FROM seen").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _rows(path: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(path) as store:
        try:
            return store.execute("SELECT topic, number FROM seen ORDER BY rowid").fetchall()
        except sqlite3.OperationalError:
            return []


@pytest.mark.timeout(900 if LONG else 120)
def test_f08_each_sequence_number_is_stored_once_and_in_order(
    make_mosquitto: Callable[..., Mosquitto], tmp_path: Path
) -> None:
    broker = make_mosquitto("max_queued_messages 0")
    broker.start()
    topics, chunk, kills = (8, 200, 50) if LONG else (8, 100, 10)
    database = tmp_path / "seen.db"
    with _process("link_consumer.py", broker.port, database):
        wait_for(lambda: "seq/#" in broker.log, 15, "the first subscription")
    chance = random.Random(8)
    with peer(broker) as home:
        for kill in range(kills):
            for number in range(kill * chunk, (kill + 1) * chunk):
                for topic in range(topics):
                    home.client.publish(f"seq/{topic}", str(number), 1)
            before = _count(database)
            with _process("link_consumer.py", broker.port, database) as consumer:
                wait_for(lambda n=before: _count(database) > n, 15)  # type: ignore[misc]
                time.sleep(chance.uniform(0.0, 0.05))
                consumer.send_signal(signal.SIGKILL)
        with _process("link_consumer.py", broker.port, database):
            _until_complete(database, topics * chunk * kills)
    by_topic: dict[str, list[int]] = {}
    for topic, number in _rows(database):
        by_topic.setdefault(topic, []).append(number)
    assert by_topic == {f"seq/{topic}": list(range(chunk * kills)) for topic in range(topics)}


def _until_complete(database: Path, wanted: int) -> None:
    """Wait for all rows, as long as more of them come: how fast depends on the disk."""
    while (seen := _count(database)) < wanted:
        wait_for(lambda n=seen: _count(database) > n, 60, f"more than {seen} of {wanted}")  # type: ignore[misc]
        time.sleep(0.1)


def _online(home: Peer) -> None:
    wait_for(lambda: home.on(f"{BASE}/bridge/state")[-1:] == [b"online"], 15, "online")


def test_f13_a_killed_daemon_is_offline_by_its_will(mosquitto: Mosquitto) -> None:
    with (
        peer(mosquitto, f"{BASE}/bridge/state") as home,
        _process("daemon_stub.py", mosquitto.port) as daemon,
    ):
        _online(home)
        daemon.send_signal(signal.SIGKILL)
        wait_for(lambda: home.on(f"{BASE}/bridge/state")[-1] == b"offline", 1.5 * 15 + 1)


def test_f13_a_frozen_daemon_is_offline_after_its_keepalive(mosquitto: Mosquitto) -> None:
    if not LONG:
        pytest.skip("takes 24 s (set HEARTH_LONG=1)")
    with (
        peer(mosquitto, f"{BASE}/bridge/state") as home,
        _process("daemon_stub.py", mosquitto.port) as daemon,
    ):
        _online(home)
        daemon.send_signal(signal.SIGSTOP)
        wait_for(lambda: home.on(f"{BASE}/bridge/state")[-1] == b"offline", 1.5 * 15 + 1)


def test_f13_requests_made_while_the_daemon_was_dead_are_answered_once_each(
    mosquitto: Mosquitto, tmp_path: Path
) -> None:
    carried_out = tmp_path / "carried_out"
    with peer(mosquitto, f"{BASE}/bridge/state", f"{BASE}/response") as home:
        with _process("daemon_stub.py", mosquitto.port, "--answers", carried_out):
            _online(home)
        wait_for(lambda: home.on(f"{BASE}/bridge/state")[-1] == b"offline")
        for number in range(10):
            home.publish(f"{BASE}/request", json.dumps({"id": str(number), "text": f"n{number}"}))
        with _process("daemon_stub.py", mosquitto.port, "--answers", carried_out):
            wait_for(lambda: len(home.on(f"{BASE}/response")) >= 10)
            assert [json.loads(a)["id"] for a in home.on(f"{BASE}/response")] == [str(n) for n in range(10)]
    assert carried_out.read_text().split() == [f"n{number}" for number in range(10)]


def test_f13_home_assistants_birth_makes_us_announce_again(mosquitto: Mosquitto) -> None:
    with (
        peer(mosquitto, f"{BASE}/bridge/state", "homeassistant/device/#") as home,
        _process("daemon_stub.py", mosquitto.port),
    ):
        _online(home)
        before = len(home.on("homeassistant/device/hearth_test/config"))
        home.publish("homeassistant/status", b"online")
        wait_for(lambda: len(home.on("homeassistant/device/hearth_test/config")) > before, 11)
