"""Speaking to a hub over its MQTT door: requests with their answers, and what it says unasked."""

from __future__ import annotations

import json
import queue
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from edge.home.events import Message
from hub_sim.bridge.link import Bridge
from hub_sim.loading import SimError

PATIENCE = 10.0
"""Seconds to wait for an answer; a healthy hub takes milliseconds."""


class NoAnswerError(SimError):
    """The hub did not answer; the text says what was asked."""


class Talk:
    """A voice on a bridge's connection, so that answers come after the commands they speak of.

    `base` is the hub's topic (`hearth/home`); `announced` gets what the hub says unasked.
    """

    def __init__(self, bridge: Bridge, base: str, announced: Callable[[str], None] = lambda _text: None) -> None:
        self._bridge = bridge
        self._base = base
        self._announced = announced
        self._waiting: dict[str, queue.SimpleQueue[Mapping[str, Any]]] = {}
        self._online = threading.Event()

    def start(self) -> None:
        """Listen."""
        self._bridge.listen(f"{self._base}/response", self._on_response)
        for name in ("home", "health_check"):
            self._bridge.listen(f"{self._base}/bridge/response/{name}", self._on_administration)
        self._bridge.listen(f"{self._base}/bridge/state", self._on_state)
        self._bridge.listen(f"{self._base}/announce", self._on_announce)

    def wait_online(self, seconds: float = PATIENCE) -> bool:
        """Whether the hub came to the broker within `seconds`."""
        return self._online.wait(seconds)

    def ask(self, text: str, **fields: object) -> Mapping[str, Any]:
        """The hub's answer to a request; `fields` are those of its JSON beside `text`.

        Raises `NoAnswerError` when none comes.
        """
        request = {"id": uuid.uuid4().hex, "text": text, **{k: v for k, v in fields.items() if v is not None}}
        return self._exchange(f"{self._base}/request", request, str(request["id"]), repr(text))

    def home(self) -> Mapping[str, Any]:
        """The home as the hub sees it. Raises `NoAnswerError`."""
        data: Mapping[str, Any] = self._administer("home").get("data", {})
        return data

    def ping(self) -> None:
        """Wait until the hub answers, and with it everything that it sent before. Raises `NoAnswerError`."""
        self._administer("health_check")

    def wait_until_known(self, entities: int, seconds: float = PATIENCE) -> bool:
        """Whether the hub knows so many entities, all with a state, within `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            seen = [row for row in self.home().get("entities", ()) if row.get("state") is not None]
            if len(seen) >= entities:
                return True
            time.sleep(0.05)
        return False

    def _administer(self, name: str) -> Mapping[str, Any]:
        transaction = uuid.uuid4().hex
        asked = {"transaction": transaction}
        return self._exchange(f"{self._base}/bridge/request/{name}", asked, transaction, name)

    def _exchange(self, topic: str, request: Mapping[str, Any], key: str, what: str) -> Mapping[str, Any]:
        answers: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
        self._waiting[key] = answers
        try:
            self._bridge.publish(Message(topic, json.dumps(request).encode(), qos=1))
            return answers.get(timeout=PATIENCE)
        except queue.Empty:
            message = f"the hub did not answer {what} within {PATIENCE:g} s"
            raise NoAnswerError(message) from None
        finally:
            del self._waiting[key]

    def _on_response(self, message: Message) -> None:
        self._settle(message, "id")

    def _on_administration(self, message: Message) -> None:
        self._settle(message, "transaction")

    def _on_state(self, message: Message) -> None:
        if message.payload.strip().strip(b'"') == b"online" or b'"online"' in message.payload:
            self._online.set()
        else:
            self._online.clear()

    def _on_announce(self, message: Message) -> None:
        said = json.loads(message.payload)
        self._announced(str(said.get("text", "")))

    def _settle(self, message: Message, key: str) -> None:
        answer = json.loads(message.payload)
        waiting = self._waiting.get(str(answer.get(key)))
        if waiting is not None:
            waiting.put(answer)
