"""A mosquitto of our own, and somebody who listens to everything on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from peers.process import Peer, free_port, listening, program, wait_for


@contextmanager
def broker(folder: Path) -> Iterator[int]:
    """A mosquitto on 127.0.0.1 that keeps nothing; its port."""
    port = free_port()
    config = folder / "mosquitto.conf"
    config.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\n")
    peer = Peer([program("mosquitto"), "-c", config], folder / "mosquitto.log", folder)
    try:
        peer.await_that("listens", lambda: listening(port), 10)
        yield port
    finally:
        peer.stop()


class Witness:
    """Hears every message on the broker and can publish."""

    def __init__(self, port: int) -> None:
        self._lock = threading.Lock()
        self._heard: list[tuple[str, str]] = []
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2)
        self._client.on_message = self._on_message
        self._client.on_connect = lambda client, *_: client.subscribe("#", qos=1)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        wait_for("witness connected", self._client.is_connected, 5)

    def publish(self, topic: str, payload: str, *, retain: bool = False) -> None:
        self._client.publish(topic, payload, qos=1, retain=retain)

    def heard(self, topic: str, since: int = 0) -> list[str]:
        """Payloads on a topic after the first `since` messages of the broker, oldest first."""
        with self._lock:
            return [payload for at, payload in self._heard[since:] if at == topic]

    def topics(self, prefix: str = "") -> set[str]:
        with self._lock:
            return {topic for topic, _ in self._heard if topic.startswith(prefix)}

    def mark(self) -> int:
        """How many messages were heard so far: what `heard` takes as `since`."""
        with self._lock:
            return len(self._heard)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        with self._lock:
            self._heard.append((message.topic, message.payload.decode("utf-8", "replace")))
