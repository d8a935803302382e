"""The whole road through a broker: start, memory, latency, bytes written, throughput."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from edge.home.model import Entity, Snapshot
from hub_sim.bench.figures import Figure, percentile
from hub_sim.bench.house import house
from hub_sim.bench.peer import Peer, SilenceError
from hub_sim.bench.process import BASE, HubProcess
from hub_sim.bridge.family import retained
from hub_sim.bridge.ha_discovery import Discovery
from hub_sim.bridge.link import STATE_TOPIC
from hub_sim.broker import Broker

IDLE_SECONDS = 5.0
STEADY_RATE = 5
"""State messages a second while bytes are counted: few make each commit dear, as in a home."""
LAG = 1.0
"""Seconds after the last message within which the hub must have taken it in, to have kept up."""
LADDER = (500, 1000, 2000, 4000, 8000)
"""State messages a second that are tried, until one is too much."""
SETTLE_SECONDS = 7.0
"""Longer than the five seconds between commits."""


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


def daemon_figures(size: int, requests: int, seconds: float, tell: Callable[[str], None]) -> list[Figure]:
    """All figures of the daemon in a home of `size` entities; `seconds` is the length of a rung of the ladder."""
    with scene(size) as at:
        tell("start")
        figures = [_start(at)]
        tell("idle")
        figures += _idle(at)
        tell("round trip")
        figures += _round_trip(at, requests)
        tell("bytes written")
        figures.append(_bytes_written(at, seconds * 4))
        tell("throughput")
        figures.append(_throughput(at, seconds))
        figures.append(Figure("resident at the end", at.hub.resident_mb(), "MB", 150))
        return figures


def _start(at: Scene) -> Figure:
    while True:
        _, payload, heard = at.peer.wait_for(f"{BASE}/bridge/health", 30)
        if json.loads(payload)["status"] == "ok":
            return Figure("ready after start", heard - at.hub.started_at, "s", 2.0)


def _idle(at: Scene) -> list[Figure]:
    _until_known(at)
    before, begun = at.hub.cpu_seconds(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    share = (at.hub.cpu_seconds() - before) / (time.monotonic() - begun) * 100
    return [Figure("resident", at.hub.resident_mb(), "MB", 150), Figure("idle", share, "% of a core", 1.0)]


def _until_known(at: Scene) -> None:
    deadline = time.monotonic() + 30
    while len(at.peer.ask(BASE, "home")["entities"]) < len(at.home.entities):
        if time.monotonic() > deadline:
            message = f"the hub does not know all {len(at.home.entities)} entities after 30 s"
            raise SilenceError(message)
        time.sleep(0.1)


def _round_trip(at: Scene, requests: int) -> list[Figure]:
    """From publishing a request to hearing the command that it comes to."""
    lights = [entity for entity in at.home.entities.values() if entity.domain == "light"]
    chance = random.Random(1)
    states = {light.id: light.state for light in lights}
    milliseconds = []
    for number in range(requests):
        light = chance.choice(lights)
        states[light.id] = "off" if states[light.id] == "on" else "on"
        milliseconds.append(_one_request(at, light, str(states[light.id]), number) * 1000)
    return [
        Figure("request to command p50", percentile(milliseconds, 0.5), "ms"),
        Figure("request to command p99", percentile(milliseconds, 0.99), "ms", note=f"{requests} requests"),
    ]


def _one_request(at: Scene, light: Entity, state: str, number: int) -> float:
    """Seconds; the light then reports that it obeyed."""
    command = f"sim/{light.id.replace('.', '/', 1)}/set/"
    request = {"id": f"bench-{number}", "text": f"turn {state} the {light.name.lower()}"}
    said = time.monotonic()
    at.peer.say(f"{BASE}/request", json.dumps(request))
    _, _, heard = at.peer.wait_for(command)
    _report(at, light, state)
    at.peer.wait_for(f"{BASE}/response")
    return heard - said


def _bytes_written(at: Scene, seconds: float) -> Figure:
    bytes_before, rows_before = at.hub.written(), _counts(at)["stored"]
    _publish_states(at, STEADY_RATE, seconds)
    time.sleep(SETTLE_SECONDS)
    rows = _counts(at)["stored"] - rows_before
    each = (at.hub.written() - bytes_before) / max(1, rows)
    return Figure("written per event", each, "bytes", 500, note=f"{rows} rows at {STEADY_RATE}/s")


def _throughput(at: Scene, seconds: float) -> Figure:
    """The fastest rung of the ladder on which nothing was lost or merged and the hub kept up."""
    sustained, note = 0, ""
    for rate in LADDER:
        lost, lag = _flood(at, rate, seconds)
        if lost or lag > LAG:
            note = f"{rate}/s: {lost} lost or merged, {lag:.1f} s behind"
            break
        sustained = rate
    return Figure("state messages sustained", sustained, "/s", 2000, more_is_better=True, note=note)


def _flood(at: Scene, rate: int, seconds: float) -> tuple[int, float]:
    """Messages shed or merged, and how many seconds the hub was behind at the end."""
    before = _counts(at)
    _publish_states(at, rate, seconds)
    last = at.sensors[-1]
    marker = str(time.time_ns() % 1_000_000)
    ended = time.monotonic()
    _report(at, last, marker)
    while _state(at, last) != marker:
        if time.monotonic() - ended > 10 * LAG:
            break
    lag = time.monotonic() - ended
    after = _counts(at)
    return sum(after[name] - before[name] for name in ("coalesced", "shed")), lag


def _counts(at: Scene) -> dict[str, int]:
    counts: dict[str, int] = at.peer.ask(BASE, "health_check")["counts"]
    return counts


def _state(at: Scene, entity: Entity) -> object:
    rows = at.peer.ask(BASE, "home")["entities"]
    return next((row["state"] for row in rows if row["id"] == entity.id), None)


def _publish_states(at: Scene, rate: int, seconds: float) -> int:
    """Publish `rate` states a second that all differ from the ones before; returns how many."""
    begun, total = time.monotonic(), int(rate * seconds)
    for number in range(total):
        behind = begun + number / rate - time.monotonic()
        if behind > 0:
            time.sleep(behind)
        sensor = at.sensors[number % len(at.sensors)]
        _report(at, sensor, str(10 + number % 1000 / 10), qos=0)
    return total


def _report(at: Scene, entity: Entity, state: str, qos: int = 1) -> None:
    for message in at.devices.report(replace(entity, state=state)):
        at.peer.say(message.topic, message.payload, qos=qos)
