"""Our own daemon, started as its service would be."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peers.broker import Witness
from peers.process import REPOSITORY, Peer, free_port, listening, wait_for

HUB = "hearth/home"
SETTINGS = """
[hub]
id = "home"
data = {data}
timezone = "Europe/Berlin"

[broker]
host = "127.0.0.1"
port = {broker_port}

[doors.wyoming]
uri = "tcp://127.0.0.1:{wyoming_port}"

{home}
"""


class Hearth:
    """One daemon on a broker; `home` is TOML for its settings' `[home]`."""

    def __init__(self, folder: Path, broker_port: int, witness: Witness, home: str = "") -> None:
        folder.mkdir()
        self.wyoming_port = free_port()
        self._witness = witness
        self._folder = folder
        self._peer: Peer | None = None
        self._asked = 0
        text = SETTINGS.format(
            data=json.dumps(str(folder / "data")), broker_port=broker_port, wyoming_port=self.wyoming_port, home=home
        )
        self._settings = folder / "hearth.toml"
        self._settings.write_text(text)

    @property
    def pid(self) -> int:
        assert self._peer is not None
        return self._peer.pid

    def start(self) -> None:
        """Start and wait until it is online and its Wyoming door is open."""
        command = [sys.executable, "-m", "edge", "--config", self._settings, "run"]
        mark = self._witness.mark()
        self._peer = Peer(command, self._folder.with_suffix(".log"), REPOSITORY)
        self._peer.await_that("is online", lambda: "online" in self._witness.heard(f"{HUB}/bridge/state", mark), 20)
        self._peer.await_that("speaks Wyoming", lambda: listening(self.wyoming_port), 10)

    def stop(self) -> None:
        if self._peer is not None:
            self._peer.stop()

    def restart(self) -> None:
        self.stop()
        self.start()

    def log(self) -> str:
        assert self._peer is not None
        return self._peer.tail()

    def home(self) -> dict[str, dict[str, Any]]:
        """What the hub knows of the home: entities by id, as `hearth home` shows them."""
        picture = self._request("bridge/request/home", "bridge/response/home", {}, "transaction")
        return {entity["id"]: entity for entity in picture["data"]["entities"]}

    def await_state(self, entity_id: str, state: str, seconds: float = 10) -> None:
        """Wait until the hub knows an entity in a state."""
        wait_for(
            f"the hub sees {entity_id} as {state}",
            lambda: self.home().get(entity_id, {}).get("state") == state,
            seconds,
        )

    def say(self, text: str, **rest: Any) -> dict[str, Any]:
        """Say something at the MQTT door; the answer."""
        return self._request("request", "response", {"text": text, **rest}, "id")

    def _request(self, topic: str, answered: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        self._asked += 1
        number = f"tests-{self._asked}"
        mark = self._witness.mark()
        self._witness.publish(f"{HUB}/{topic}", json.dumps({**body, key: number}))

        def answer() -> dict[str, Any] | None:
            heard = map(json.loads, self._witness.heard(f"{HUB}/{answered}", mark))
            return next((reply for reply in heard if reply.get(key) == number), None)

        return wait_for(f"an answer on {answered}", answer, 10, every=0.005)
