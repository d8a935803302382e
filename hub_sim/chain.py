"""What the chain costs: a year of one busy home's turns built at once, and a night's increment."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edge.learn.chain import Chain, home_chain
from edge.learn.counts import Counts

YEAR = 365 * 86_400.0
START = 1_800_000_000.0


@dataclass(frozen=True, slots=True)
class Event:
    """One labelled turn: where it ended, or how it went on (`to`), at wall time `at`."""

    at: float
    state: str
    to: str = ""
    good: bool = True


def a_year(turns: int, seed: int, wishes: int = 400) -> list[Event]:
    """A year of turns: wishes by Zipf's law, some wordings that fail and are rephrased once or twice."""
    rng = random.Random(seed)
    weights = [1.0 / (rank + 1) for rank in range(wishes)]
    events: list[Event] = []
    while len(events) < turns:
        at = START + YEAR * len(events) / turns
        wish = rng.choices(range(wishes), weights)[0]
        state = f"HassTurnOn light.thing_{wish}"
        while rng.random() < 0.2 and len(events) < turns - 1:
            failed = f"?wording {wish} {rng.randrange(12)}"
            events.append(Event(at, failed, to=state if rng.random() < 0.8 else f"?wording {wish} {rng.randrange(12)}"))
        events.append(Event(at, state, good=rng.random() < 0.92))
    return events


def counted(events: Sequence[Event], counts: Counts | None = None) -> Counts:
    """The events as counts."""
    counts = counts or Counts()
    for event in events:
        if event.to:
            counts.step(event.state, event.to, event.at)
        else:
            counts.end(event.state, event.at, good=event.good, weight=0.6)
    return counts


def solved(chain: Chain, states: Sequence[str]) -> int:
    """Work out the absorption of every state; the number of those that have a better one to be rewritten to."""
    return sum(chain.absorption(state).best() is not None for state in states)


def measure(turns: int = 100_000, seed: int = 1) -> Mapping[str, float]:
    """Seconds and megabytes for a year, and for one night's increment on top of it."""
    events = a_year(turns, seed)
    tracemalloc.start()
    counts = counted(events)
    states = [state for state in counts.states() if state.startswith("?")]
    rewrites = solved(home_chain(counts, START + YEAR), states)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    started = time.perf_counter()
    counts = counted(events)
    chain = home_chain(counts, START + YEAR)
    solved(chain, states)
    built = time.perf_counter() - started
    counts.take_touched()
    return {
        "turns": turns,
        "states": len(counts),
        "with_rewrite": rewrites,
        "build_s": round(built, 3),
        "peak_mb": round(peak / 1e6, 1),
        "night_s": round(_night(counts, chain, turns // 365, seed), 4),
    }


def _night(counts: Counts, chain: Chain, turns: int, seed: int) -> float:
    """Seconds for a day's turns on top: counting them, and working out anew what they touched."""
    today = [Event(START + YEAR + n, e.state, e.to, e.good) for n, e in enumerate(a_year(turns, seed + 1))]
    started = time.perf_counter()
    counted(today, counts)
    touched = counts.take_touched()
    chain.forget(touched)
    solved(chain, sorted(state for state in touched if state.startswith("?")))
    counts.shed(START + YEAR + 86_400)
    return time.perf_counter() - started
