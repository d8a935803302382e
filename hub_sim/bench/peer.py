"""The bench's own client at the broker: publishes, and waits for what is published."""

from __future__ import annotations

import json
import queue
import socket
import time
from types import TracebackType
from typing import Any, Self

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from edge.home.events import Message
from hub_sim.loading import SimError


class SilenceError(SimError):
    """What was waited for was not published in time."""


class Peer:
    """A client for the length of a `with`. `heard` holds (topic, payload, monotonic seconds of arrival)."""

    def __init__(self, host: str, port: int, name: str = "bench-peer") -> None:
        self.asked = 0
        """Administrative requests so far."""
        self.heard: queue.Queue[tuple[str, bytes, float]] = queue.Queue()
        self._address = (host, port)
        self._client = Client(CallbackAPIVersion.VERSION2, name)
        self._client.max_queued_messages_set(0)
        self._client.max_inflight_messages_set(1000)
        self._client.on_message = self._hear
        self._client.on_socket_open = _at_once

    def __enter__(self) -> Self:
        """Connect."""
        self._client.connect(*self._address)
        self._client.loop_start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave."""
        self._client.disconnect()
        self._client.loop_stop()

    def listen(self, *filters: str) -> None:
        """Subscribe; returns when the broker has taken it."""
        self._client.on_subscribe = lambda *_: self.heard.put(("", b"", 0.0))
        self._client.subscribe([(topic, 1) for topic in filters])
        self.wait_for("")
        self._client.on_subscribe = None

    def say(self, topic: str, payload: bytes | str, *, qos: int = 1, retain: bool = False) -> None:
        """Publish."""
        self._client.publish(topic, payload, qos, retain)

    def post(self, message: Message, *, wait: bool = False) -> None:
        """Publish a message as it is; with `wait` until the broker has it."""
        told = self._client.publish(message.topic, message.payload, 1, message.retain)
        if wait:
            told.wait_for_publish(10)

    def wait_for(self, prefix: str, seconds: float = 10.0) -> tuple[str, bytes, float]:
        """The next message below a topic; others are forgotten. Raises `SilenceError` after `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                topic, payload, at = self.heard.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                message = f"nothing on {prefix or 'the subscription'} within {seconds:g} s"
                raise SilenceError(message) from None
            if topic.startswith(prefix) and bool(topic) == bool(prefix):
                return topic, payload, at

    def ask(self, base: str, name: str, seconds: float = 10.0) -> dict[str, Any]:
        """The data of an administrative request to the hub at `base`."""
        self.asked += 1
        self.say(f"{base}/bridge/request/{name}", "{}")
        _, payload, _ = self.wait_for(f"{base}/bridge/response/{name}", seconds)
        answer: dict[str, Any] = json.loads(payload)["data"]
        return answer

    def _hear(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        self.heard.put((message.topic, bytes(message.payload), time.monotonic()))


def _at_once(_client: Client, _data: object, connection: object) -> None:
    """Without this a request waits 40 ms behind the acknowledgement sent before it (Nagle, delayed ACK)."""
    if isinstance(connection, socket.socket):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
