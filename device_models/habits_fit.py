"""The weights of the chains "sequence" and "after", learnt by cross-validation on the SmartSense train part.

Softmax regression over what each chain says of every deed (`Habits.gains`), each window told from a model that has
not seen it. The time of day says little there, where hundreds of homes are pooled: its weight of 1, and those of
person, room and event, for which no log is at hand, stay as they are.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from device_models.habits_logs import Window
from device_models.habits_measure import place, trained
from edge.context.habits import Habits
from edge.context.parameters import Parameters, shipped

LEARNT = ("sequence", "after")
FOLDS = 5
_STEPS = 300
_RATE = 0.1
_SEED = 7
_SHIPPED = Path(__file__).resolve().parent.parent / "edge" / "context" / "habits.json"

Float = NDArray[np.float64]


def fit(train: Sequence[Window], path: Path = _SHIPPED) -> dict[str, float]:
    """Learn the weights and write them into the hub's table; the weights."""
    settings = shipped()
    held = [row for fold in folds(len(train)) for row in _fold_rows(train, fold, settings)]
    weights = learnt(held, settings.weights)
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


def learnt(rows: Sequence[Row], start: Mapping[str, float]) -> dict[str, float]:
    """The weights under which the right deeds are likeliest."""
    weights = np.array([start[chain] for chain in LEARNT])
    for _ in range(_STEPS):
        step = sum((_slope(row, weights) for row in rows), np.zeros_like(weights))
        weights = np.maximum(0.0, weights + _RATE * step / max(1, len(rows)))
    return {chain: round(float(weight), 3) for chain, weight in zip(LEARNT, weights, strict=True)}


def row_of(habits: Habits, window: Window, weights: Mapping[str, float]) -> Row | None:
    """What the chains say of a window's last deed and all others; `None` for a deed never seen."""
    gains = habits.gains(place(habits, window))
    names = list(gains["home"])
    if window[-1].key not in gains["home"]:
        return None
    fixed = np.array([gains["home"][name] for name in names])
    for chain in set(weights) & set(gains) - set(LEARNT):
        fixed += weights[chain] * np.array([gains[chain].get(name, 0.0) for name in names])
    told = np.array([[gains.get(chain, {}).get(name, 0.0) for chain in LEARNT] for name in names])
    return fixed, told, names.index(window[-1].key)


def _fold_rows(train: Sequence[Window], fold: Sequence[int], settings: Parameters) -> Iterable[Row]:
    held = set(fold)
    habits = trained((window for at, window in enumerate(train) if at not in held), settings)
    found = (row_of(habits, train[at], settings.weights) for at in fold)
    return [row for row in found if row is not None]


def _slope(row: Row, weights: Float) -> Float:
    fixed, told, right = row
    scores = fixed + told @ weights
    p = np.exp(scores - scores.max())
    p /= p.sum()
    return cast("Float", np.clip(told[right] - p @ told, -5.0, 5.0))
