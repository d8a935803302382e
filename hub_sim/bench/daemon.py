"""The whole road through a broker: start, memory, latency, bytes written, throughput."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable

from edge.home.model import Entity
from hub_sim.bench.figures import Figure, percentile
from hub_sim.bench.flood import flood_figures
from hub_sim.bench.process import BASE
from hub_sim.bench.scene import Scene, scene

IDLE_SECONDS = 20.0
"""The kernel counts processor time in steps of 10 ms: 0.05 % of a core over this long."""
REST_SECONDS = 5.0
"""For what starting leaves behind (habits counted anew, the first commits) to be done."""
STEADY_RATE = 5
"""State messages a second while bytes are counted: few make each commit dear, as in a home."""
LAG = 1.0
"""Seconds after the last message within which the hub must have taken it in, to have kept up."""
LADDER = (500, 1000, 2000, 4000, 8000)
"""State messages a second that are tried, until one is too much."""
SETTLE_SECONDS = 7.0
"""Longer than the five seconds between commits."""


def daemon_figures(
    size: int, requests: int, seconds: float, tell: Callable[[str], None], *, flood: float = 60.0
) -> list[Figure]:
    """All figures of the daemon in a home of `size` entities.

    `seconds` is the length of a rung of the ladder, `flood` that of the flood during which requests are timed.
    """
    with scene(size) as at:
        tell("start")
        figures = [_start(at)]
        tell("idle")
        figures += _idle(at)
        tell("round trip")
        figures += _round_trip(at, requests)
        tell("bytes written")
        figures.append(_bytes_written(at, seconds * 4))
        if flood:
            tell("flood")
            figures += flood_figures(at, flood)
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
    at.until_known()
    time.sleep(REST_SECONDS)
    before, begun = at.hub.cpu_seconds(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    share = (at.hub.cpu_seconds() - before) / (time.monotonic() - begun) * 100
    return [Figure("resident", at.hub.resident_mb(), "MB", 150), Figure("idle", share, "% of a core", 1.0)]


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
    at.report(light, state)
    at.peer.wait_for(f"{BASE}/response")
    return heard - said


def _bytes_written(at: Scene, seconds: float) -> Figure:
    bytes_before, rows_before = at.hub.written(), at.counts()["stored"]
    at.publish_states(STEADY_RATE, seconds)
    time.sleep(SETTLE_SECONDS)
    rows = at.counts()["stored"] - rows_before
    each = (at.hub.written() - bytes_before) / max(1, rows)
    return Figure("written per event", each, "bytes", 500, note=f"{rows} rows at {STEADY_RATE}/s")


def _throughput(at: Scene, seconds: float) -> Figure:
    """The fastest rung of the ladder on which nothing was lost or merged and the hub kept up."""
    sustained, note = 0, ""
    for rate in LADDER:
        lost, lag = _rung(at, rate, seconds)
        if lost or lag > LAG:
            note = f"{rate}/s: {lost} lost or merged, {lag:.1f} s behind"
            break
        sustained = rate
    return Figure("state messages sustained", sustained, "/s", 2000, more_is_better=True, note=note)


def _rung(at: Scene, rate: int, seconds: float) -> tuple[int, float]:
    """Messages shed or merged, and how many seconds the hub was behind at the end."""
    before = at.counts()
    at.publish_states(rate, seconds)
    lag = at.lag(10 * LAG)
    after = at.counts()
    return sum(after[name] - before[name] for name in ("coalesced", "shed")), lag
