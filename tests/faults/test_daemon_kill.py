"""The whole hub is killed in the middle of everything (F09): no request is lost or done twice, no row is broken."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from link_support import LONG, Peer, peer, wait_for
from support import Mosquitto

KILLS = 50 if LONG else 3
READY_SECONDS = 2.0 if LONG else 30.0
"""The short form runs where the processor may be anybody's."""
BASE = "hearth/killed"
LAMP = {
    "name": "Desk lamp", "unique_id": "sim_desk", "command_topic": "sim/desk/set", "state_topic": "sim/desk/state",
    "qos": 1, "device": {"identifiers": ["sim_desk"], "name": "Desk lamp"},
}  # fmt: skip


@contextmanager
def _hub(broker: Mosquitto, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    values = {
        "broker.host": broker.host, "broker.port": broker.port, "hub.id": "killed", "hub.data": folder,
        "doors.wyoming.enabled": "false", "memory.commit_seconds": 0.2, "logging.level": "warning",
    }  # fmt: skip
    settings = [part for key, value in values.items() for part in ("--set", f"{key}={value}")]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HEARTH_")}
    hub = subprocess.Popen([sys.executable, "-m", "edge", *settings, "run"], env=environment)
    try:
        yield hub
    finally:
        hub.kill()
        hub.wait()


@contextmanager
def _ready_hub(broker: Mosquitto, folder: Path, home: Peer, ready: list[float]) -> Iterator[subprocess.Popen[bytes]]:
    """A hub that has said that it is well; after how many seconds is put into `ready`."""
    seen, started = len(home.seen), time.monotonic()
    with _hub(broker, folder) as hub:
        topic = f"{BASE}/bridge/health"
        wait_for(lambda: any(_is_well(p) for t, p, r in home.seen[seen:] if t == topic and not r), 60, "well")
        ready.append(time.monotonic() - started)
        yield hub


class _Road:
    """The hub's way to the broker: a port of its own, and `held`, while which nothing of the hub's arrives there."""

    def __init__(self, broker: Mosquitto) -> None:
        self.held = False
        self.kept = b""
        self._broker = (broker.host, broker.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._guard = threading.Thread(target=self._serve)
        self._guard.start()

    def close(self) -> None:
        """Close the road when the hub has left it."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._guard.join()
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:  # one hub at a time
                with self._listener.accept()[0] as hub, socket.create_connection(self._broker) as there:
                    back = threading.Thread(target=self._pass_back, args=(there, hub))
                    back.start()
                    self._pass_on(hub, there)
                    there.shutdown(socket.SHUT_RDWR)
                    back.join()

    def _pass_on(self, hub: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := hub.recv(65_536):
                if self.held:
                    self.kept += data
                else:
                    there.sendall(data)

    def _pass_back(self, there: socket.socket, hub: socket.socket) -> None:
        with suppress(OSError):
            while data := there.recv(65_536):
                hub.sendall(data)


def _is_well(payload: bytes) -> bool:
    return bool(json.loads(payload)["status"] == "ok")


def _talk(home: Peer, first: int, seconds: float) -> int:
    """Say things and report states for a while; the number of the next request."""
    until, number = time.monotonic() + seconds, first
    while time.monotonic() < until:
        state = "on" if number % 2 else "off"
        home.client.publish(
            f"{BASE}/request", json.dumps({"id": f"q{number}", "text": f"turn {state} the desk lamp"}), 1
        )
        for _ in range(20):
            home.client.publish("sim/desk/state", state.upper(), 1)
            state = "off" if state == "on" else "on"
        number += 1
        time.sleep(0.01)
    return number


@pytest.mark.timeout(900 if LONG else 240)
def test_f09_killed_in_the_middle_every_request_has_one_answer(persistent_mosquitto: Mosquitto, tmp_path: Path) -> None:
    chance, number = random.Random(9), 0
    ready: list[float] = []
    filters = (f"{BASE}/response", f"{BASE}/bridge/health", "sim/desk/set")
    with peer(persistent_mosquitto, *filters) as home:
        home.publish("homeassistant/light/sim_desk/config", json.dumps(LAMP), retain=True)
        home.publish("sim/desk/state", b"OFF", retain=True)
        for _ in range(KILLS):
            with _ready_hub(persistent_mosquitto, tmp_path, home, ready) as hub:
                number = _talk(home, number, chance.uniform(0.0, 0.3))
                hub.send_signal(signal.SIGKILL)
        said = number
        with _ready_hub(persistent_mosquitto, tmp_path, home, ready) as hub:
            wait_for(lambda: len(_answers(home)) >= said, 60, f"answers to all {said}")
            hub.send_signal(signal.SIGTERM)
            assert hub.wait(10) == 0
    answers = _answers(home)
    assert sorted(answers, key=lambda key: int(key[1:])) == [f"q{n}" for n in range(number)]
    assert all(len(set(told)) == 1 for told in answers.values()), "a repeated answer is the same answer"
    acted = sum(json.loads(told[0]).get("decision") == "act" for told in answers.values())
    interrupted = sum("error" in json.loads(told[0]) for told in answers.values())
    commands = len(home.on("sim/desk/set"))
    assert acted <= commands <= acted + interrupted, "done once, or begun by the one that was interrupted"
    assert max(ready) <= READY_SECONDS, f"ready after {sorted(ready)[-3:]} s"
    _check_database(tmp_path / "hearth.db")


@pytest.mark.timeout(120)
def test_f09_what_never_reached_the_broker_is_not_called_done(persistent_mosquitto: Mosquitto, tmp_path: Path) -> None:
    road = _Road(persistent_mosquitto)
    broker = replace(persistent_mosquitto, port=road.port)
    with peer(persistent_mosquitto, f"{BASE}/response", f"{BASE}/bridge/health", "sim/desk/set") as home:
        home.publish("homeassistant/light/sim_desk/config", json.dumps(LAMP), retain=True)
        home.publish("sim/desk/state", b"OFF", retain=True)
        with _ready_hub(broker, tmp_path, home, []) as hub:
            road.held = True
            home.publish(f"{BASE}/request", json.dumps({"id": "q0", "text": "turn on the desk lamp"}))
            wait_for(lambda: b"sim/desk/set" in road.kept, 10, "the command has left the hub")
            time.sleep(0.3)
            hub.send_signal(signal.SIGKILL)
            hub.wait()
        road.held = False
        with _ready_hub(broker, tmp_path, home, []):
            wait_for(lambda: _answers(home), 30, "an answer")
        road.close()
    assert home.on("sim/desk/set") == []
    assert json.loads(_answers(home)["q0"][0])["error"]["code"] == "interrupted"


def _answers(home: Peer) -> dict[str, list[bytes]]:
    answers: dict[str, list[bytes]] = {}
    for payload in home.on(f"{BASE}/response"):
        answers.setdefault(json.loads(payload)["id"], []).append(payload)
    return answers


def _check_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        turns = [row[0] for row in database.execute("SELECT id FROM turns")]
        assert max(Counter(turns).values(), default=0) <= 1
        states = database.execute("SELECT DISTINCT state FROM states").fetchall()
        assert {row[0] for row in states} <= {"on", "off"}
