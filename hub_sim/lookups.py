"""What looking up rewrites adds to a request: a cache of many, asked for wordings that it has and has not."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence

from edge.rewrite.cache import Cache, Filed
from edge.turn import Request, Rewrite

_WORDS = (
    "lamp", "light", "kitchen", "bedroom", "glow", "worm", "table", "strip", "blind", "on", "off", "dim", "turn",
    "set", "the", "fan", "radio", "heater", "desk", "floor", "ceiling", "spot", "please", "make", "brighter", "cave",
)  # fmt: skip
_NOW = 1_800_000_000.0


def a_cache(rewrites: int, rng: random.Random) -> tuple[Cache, list[str]]:
    """A cache of wordings (four in five) and phrases (one in five), and the wordings."""
    filed: dict[str, Filed] = {}
    wordings = []
    for number in range(rewrites):
        person = rng.choice(["", "anna", "bo"])
        if number % 5 == 0:
            phrase = f"{rng.choice(_WORDS)} {rng.choice(_WORDS)}{number}"
            filed[str(number)] = (person, Rewrite(str(number), phrase, "Table Lamp", match="phrase", propensity=0.9))
        else:
            wordings.append(f"{' '.join(rng.choices(_WORDS, k=5))} {number}")
            meant = Rewrite(str(number), wordings[-1], "turn on the table lamp", propensity=0.9)
            filed[str(number)] = (person, meant)
    return Cache().with_changes(filed), wordings


def measure(rewrites: int = 10_000, requests: int = 5000, seed: int = 1) -> Mapping[str, float]:
    """Microseconds of processor time a look-up, of wordings known and unknown; milliseconds to change one rewrite."""
    rng = random.Random(seed)
    cache, wordings = a_cache(rewrites, rng)
    unknown = [f"{' '.join(rng.choices(_WORDS, k=6))} x{number}" for number in range(requests)]
    known = [rng.choice(wordings) for _ in range(requests)]
    started = time.process_time()
    cache.with_changes({"new": ("", Rewrite("new", "glow worm", "Table Lamp", match="phrase"))})
    changed = time.process_time() - started
    return {
        "rewrites": len(cache),
        "requests": requests,
        "unknown_us": _each(cache, unknown),
        "known_us": _each(cache, known),
        "change_ms": round(changed * 1000, 2),
    }


def _each(cache: Cache, texts: Sequence[str]) -> float:
    asked = [Request(str(n), text, _NOW, area="lounge", speaker="anna") for n, text in enumerate(texts)]
    started = time.process_time()
    for request in asked:
        cache.propose(request)
    return round((time.process_time() - started) / len(asked) * 1e6, 1)
