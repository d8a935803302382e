"""What was learnt about habits in general, off the device: how levels back off, how counts fade, chains' weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from edge.context.counts import NEVER, Fading
from edge.context.moments import CHAINS, LEVELS


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a chain counts: `strength` is how many sightings its broader level is worth.

    A `daily` level counts also the days on which nothing was done then.
    """

    strength: float
    fading: Fading
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Parameters:
    """By level how it counts, by chain its weight; `home` is the level below all chains."""

    levels: Mapping[str, Level]
    weights: Mapping[str, float]
    home: Level = field(default_factory=lambda: Level(0.1, Fading(28.0)))


@cache
def shipped() -> Parameters:
    """The parameters that the hub runs with (`habits.json`)."""
    return parameters(json.loads((files("edge.context") / "habits.json").read_text(encoding="utf-8")))


def parameters(told: Mapping[str, Mapping[str, object]]) -> Parameters:
    """Parameters from JSON: `levels` by name with strength, half_life, renewal and daily, `weights` by chain.

    Raises `ValueError`, `TypeError` or `KeyError` for what is no such table.
    """
    levels = {name: _level(**row) for name, row in told["levels"].items()}  # type: ignore[arg-type]
    weights = {name: float(str(weight)) for name, weight in told["weights"].items()}
    lacking = sorted(set(LEVELS) - set(levels)) + sorted(set(weights) - set(CHAINS))
    if lacking:
        raise ValueError(f"habits: no such level or chain: {', '.join(lacking)}; export the habits again")
    return Parameters(levels, weights)


def _level(strength: float, half_life: float, renewal: float = NEVER, *, daily: bool = False) -> Level:
    if min(strength, half_life, renewal) <= 0:
        raise ValueError(f"habits: strength {strength}, half-life {half_life} and renewal {renewal} must be above 0")
    return Level(float(strength), Fading(float(half_life), float(renewal)), daily)
