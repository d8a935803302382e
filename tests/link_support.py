"""Helpers for tests that talk through a real broker: a link in its loop, and a peer on the other side."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion
from support import Mosquitto, wait_for

from edge.link.broker import Broker
from edge.link.inbox import Lane
from edge.link.mqtt import Link
from edge.link.state import LinkState

LONG = os.environ.get("HEARTH_LONG") == "1"
"""Whether the long forms of the fault tests run."""
BASE = "hearth/test"


def broker_of(mosquitto: Mosquitto, **options: Any) -> Broker:
    return Broker(mosquitto.host, mosquitto.port, **{"client_id": "hearth-test", **options})


@asynccontextmanager
async def running(
    broker: Broker, *, online: bool = True, requests: Sequence[str] = (), **options: Any
) -> AsyncIterator[Link]:
    """A started link with its supervision; stopped afterwards."""
    link = Link(broker, BASE, **{"ping_period": 0.2, **options})
    link.subscribe(requests, Lane.REQUEST)
    link.start()
    task = asyncio.create_task(link.run(), name="link")
    try:
        if online:
            await until(lambda: link.status.state is LinkState.ONLINE, what=lambda: link.status)
        yield link
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await link.stop()


async def until(condition: Callable[[], object], seconds: float = 10.0, what: Callable[[], object] | str = "") -> None:
    """`support.wait_for`, for the loop's thread."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what() if callable(what) else what}")
        await asyncio.sleep(0.005)


class Peer:
    """Somebody else on the broker. `seen` are (topic, payload, retain) in order of arrival."""

    def __init__(self, mosquitto: Mosquitto, *filters: str, **options: Any) -> None:
        self.seen: list[tuple[str, bytes, bool]] = []
        self._ready = threading.Event()
        self._filters = filters
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2, **options)
        self.client.on_connect = self._subscribe
        self.client.on_subscribe = lambda *_args: self._ready.set()
        self.client.on_message = lambda _c, _d, m: self.seen.append((m.topic, bytes(m.payload), m.retain))
        self.client.reconnect_delay_set(1, 1)
        self.client.connect(mosquitto.host, mosquitto.port)
        self.client.loop_start()
        assert self._ready.wait(5)

    def on(self, topic: str) -> list[bytes]:
        """Payloads seen on one topic."""
        return [payload for seen, payload, _retain in list(self.seen) if seen == topic]

    def publish(self, topic: str, payload: str | bytes, qos: int = 1, *, retain: bool = False) -> None:
        self.client.publish(topic, payload, qos, retain).wait_for_publish(5)

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def _subscribe(self, client: mqtt.Client, *_args: object) -> None:
        if self._filters:
            client.subscribe([(topic, 1) for topic in self._filters])
        else:
            self._ready.set()


@contextmanager
def peer(mosquitto: Mosquitto, *filters: str, **options: Any) -> Iterator[Peer]:
    """A `Peer` that is gone afterwards."""
    somebody = Peer(mosquitto, *filters, **options)
    try:
        yield somebody
    finally:
        somebody.close()


__all__ = ["BASE", "LONG", "Peer", "broker_of", "peer", "running", "until", "wait_for"]
