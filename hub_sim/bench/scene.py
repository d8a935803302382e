"""A hub, its home and the bench's client on one broker, and what they say to each other."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from edge.home.model import Entity, Snapshot
from hub_sim.bench.house import house
from hub_sim.bench.peer import Peer, SilenceError
from hub_sim.bench.process import BASE, HubProcess
from hub_sim.bridge.family import retained
from hub_sim.bridge.ha_discovery import Discovery
from hub_sim.bridge.link import STATE_TOPIC
from hub_sim.broker import Broker


@dataclass(frozen=True, slots=True)
class Scene:
    """A hub, its home, and the bench's client, all on one broker."""

    hub: HubProcess
    peer: Peer
    home: Snapshot
    devices: Discovery

    @property
    def sensors(self) -> list[Entity]:
        """What reports without being told to."""
        return [entity for entity in self.home.entities.values() if entity.domain == "sensor"]

    def counts(self) -> dict[str, int]:
        """The hub's totals."""
        counts: dict[str, int] = self.peer.ask(BASE, "health_check")["counts"]
        return counts

    def state_of(self, entity: Entity) -> object:
        """An entity's state as the hub knows it."""
        rows = self.peer.ask(BASE, "home")["entities"]
        return next((row["state"] for row in rows if row["id"] == entity.id), None)

    def report(self, entity: Entity, state: str, qos: int = 1) -> int:
        """Have a device report a state; in how many messages."""
        messages = self.devices.report(replace(entity, state=state))
        for message in messages:
            self.peer.say(message.topic, message.payload, qos=qos)
        return len(messages)

    def publish_states(self, rate: int, seconds: float, between: Callable[[float], None] = lambda _: None) -> int:
        """Publish `rate` states a second that all differ from the ones before; returns how many messages.

        `between` is called before each message with the seconds that have passed.
        """
        sensors, begun, sent = self.sensors, time.monotonic(), 0
        for number in range(int(rate * seconds)):
            behind = begun + number / rate - time.monotonic()
            if behind > 0:
                time.sleep(behind)
            between(time.monotonic() - begun)
            sent += self.report(sensors[number % len(sensors)], str(10 + number % 1000 / 10), qos=0)
        return sent

    def until_known(self) -> None:
        """Wait until the hub knows the whole home. Raises `SilenceError` after 30 s."""
        deadline = time.monotonic() + 30
        while len(self.peer.ask(BASE, "home")["entities"]) < len(self.home.entities):
            if time.monotonic() > deadline:
                message = f"the hub does not know all {len(self.home.entities)} entities after 30 s"
                raise SilenceError(message)
            time.sleep(0.1)

    def lag(self, limit: float) -> float:
        """Seconds until the hub has taken in what is published now; gives up after `limit`."""
        last, marker, began = self.sensors[-1], str(time.time_ns() % 1_000_000), time.monotonic()
        self.report(last, marker)
        while self.state_of(last) != marker and time.monotonic() - began < limit:
            pass
        return time.monotonic() - began


@contextmanager
def scene(size: int) -> Iterator[Scene]:
    """Bring up broker, home and hub; returns as soon as the hub's process exists."""
    home, devices = house(size), Discovery()
    with (
        tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder,
        Broker() as broker,
        Peer(broker.host, broker.port) as peer,
    ):
        for message in devices.announce(list(home.entities.values()), home):
            peer.post(message)
        for entity in home.entities.values():
            for message in devices.report(entity):
                peer.post(message)
        peer.post(retained(STATE_TOPIC, "online"), wait=True)
        peer.listen(f"{BASE}/#", *devices.topics())
        with HubProcess(broker.host, broker.port, Path(folder)) as hub:
            yield Scene(hub, peer, home, devices)
