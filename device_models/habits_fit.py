"""The chains' weights, learnt from the SmartSense train part and from simulated households, half and half.

Softmax regression over what each chain says of every deed (`Habits.gains`); each window is told from a model that has
not seen it, each deed of a household from what was before it. The weight of the time of day stays as it is: it rules
how soon a new habit takes over, and says nothing where the logs of hundreds of homes are pooled.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from device_models.habits_homes import household
from device_models.habits_logs import Window
from device_models.habits_measure import place, trained
from edge.context.habits import Habits
from edge.context.moments import Moment
from edge.context.parameters import Parameters, shipped

LEARNT = ("sequence", "after", "event", "person", "room")
FOLDS = 5
HOUSEHOLDS = 16
_FOLDS_USED = 2
_SETTLED_DAYS = 15
_STEPS = 150
_RATE = 0.15
_SEED = 7
_SHIPPED = Path(__file__).resolve().parent.parent / "edge" / "context" / "habits.json"

Float = NDArray[np.float64]


def fit(train: Sequence[Window], path: Path = _SHIPPED, households: int = HOUSEHOLDS) -> dict[str, float]:
    """Learn the weights and write them into the hub's table; the weights."""
    settings = shipped()
    logs = [row for fold in folds(len(train))[:_FOLDS_USED] for row in _fold_rows(train, fold, settings)]
    homes = [row for seed in range(households) for row in _household_rows(seed, settings)]
    weights = learnt([logs, homes], settings.weights)
    table = json.loads(path.read_text(encoding="utf-8"))
    table["weights"] |= weights
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return weights


def folds(count: int) -> list[list[int]]:
    """Numbers below `count`, dealt at random into five parts; always the same."""
    numbers = list(range(count))
    random.Random(_SEED).shuffle(numbers)
    return [numbers[fold::FOLDS] for fold in range(FOLDS)]


Row = tuple[Float, Float, int]
"""What does not change `[deeds]`, what each learnt chain says `[deeds, chains]`, and the right deed's place."""


def learnt(sources: Sequence[Sequence[Row]], start: Mapping[str, float]) -> dict[str, float]:
    """The weights under which the right deeds are likeliest; every source counts the same."""
    weights = np.array([start[chain] for chain in LEARNT])
    for _ in range(_STEPS):
        for rows in sources:
            step = sum((_slope(row, weights) for row in rows), np.zeros_like(weights))
            weights = np.maximum(0.0, weights + _RATE * step / max(1, len(rows)))
    return {chain: round(float(weight), 3) for chain, weight in zip(LEARNT, weights, strict=True)}


def row_of(habits: Habits, moment: Moment, key: str, weights: Mapping[str, float]) -> Row | None:
    """What the chains say at a moment of the deed that was done and all others; `None` for one never seen."""
    gains = habits.gains(moment)
    names = list(gains["home"])
    if key not in gains["home"]:
        return None
    fixed = np.array([gains["home"][name] for name in names])
    for chain in set(weights) & set(gains) - set(LEARNT):
        fixed += weights[chain] * np.array([gains[chain].get(name, 0.0) for name in names])
    told = np.array([[gains.get(chain, {}).get(name, 0.0) for chain in LEARNT] for name in names])
    return fixed, told, names.index(key)


def _fold_rows(train: Sequence[Window], fold: Sequence[int], settings: Parameters) -> Iterator[Row]:
    held = set(fold)
    habits = trained((window for at, window in enumerate(train) if at not in held), settings)
    for at in fold:
        row = row_of(habits, place(habits, train[at]), train[at][-1].key, settings.weights)
        if row is not None:
            yield row


def _household_rows(seed: int, settings: Parameters) -> Iterator[Row]:
    """What was said from the third week on."""
    habits = Habits(settings)
    for lived in household(seed):
        moment = lived.deed.moment
        if lived.event is not None:
            habits.happened(lived.event, moment.local - 40.0)
        if lived.spoken and habits.days > _SETTLED_DAYS:
            row = row_of(habits, moment, lived.deed.key, settings.weights)
            if row is not None:
                yield row
        habits.observe(lived.deed)


def _slope(row: Row, weights: Float) -> Float:
    fixed, told, right = row
    scores = fixed + told @ weights
    p = np.exp(scores - scores.max())
    p /= p.sum()
    return cast("Float", np.clip(told[right] - p @ told, -5.0, 5.0))
