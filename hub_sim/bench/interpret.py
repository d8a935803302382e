"""How long one request takes from words to decision, without any road between."""

from __future__ import annotations

import gc
import time

from edge.compose import build_interpreter
from edge.home.events import AreaFound, EntityFound, StateReported
from edge.home.model import Snapshot
from edge.home.registry import Registry
from edge.turn import Knowledge, Request
from hub_sim.bench.figures import Figure, percentile
from hub_sim.bench.house import house, sentences

AT = 1_790_000_000.0
SENSOR = "sensor.kitchen_temperature"
"""Changes before each request, as something always does."""
WARM_UP = 50
"""Requests that are not counted: caches of names and templates fill, as they do in the first minute of a hub."""


def interpret_figures(size: int, requests: int) -> list[Figure]:
    """Percentiles over `requests` different sentences in a home of `size` entities."""
    milliseconds = interpret_times(size, requests)
    small = size <= 100
    shares = (("p50", 0.5, 3.0 if small else None), ("p95", 0.95, None), ("p99", 0.99, 10.0 if small else 25.0))
    note = f"{size} entities, {requests} sentences"
    return [
        Figure(f"interpret {name}", percentile(milliseconds, share), "ms", limit, note=note)
        for name, share, limit in shares
    ]


def interpret_times(size: int, requests: int) -> list[float]:
    """Milliseconds of each request."""
    interpreter = build_interpreter("en")
    home = house(size)
    registry = _registry(home)
    said = sentences(home, requests + WARM_UP)
    # Collections of the garbage that building left would be counted against the requests.
    gc.collect()
    milliseconds = []
    for number, text in enumerate(said):
        registry.apply(StateReported(SENSOR, str(number)), AT + number)
        moment = registry.snapshot(AT + number)
        started = time.perf_counter()
        interpreter.interpret(Request(str(number), text, AT + number), moment, Knowledge())
        milliseconds.append((time.perf_counter() - started) * 1000)
    return milliseconds[WARM_UP:]


def _registry(home: Snapshot) -> Registry:
    registry = Registry()
    for area in home.areas.values():
        registry.apply(AreaFound(area), AT)
    for entity in home.entities.values():
        registry.apply(EntityFound(entity), AT)
        registry.apply(StateReported(entity.id, entity.state, entity.attributes), AT)
    return registry
