"""Fitting a conditional logit with "none of these", by gradient descent towards prior weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from device_models.ranker.examples import Array, Example
from edge.decide.evidence import FEATURES
from edge.decide.rank import Weights

_RATE, _DECAY = 0.05, (0.9, 0.999)
AT_LEAST_ZERO = frozenset(
    {"lit", "bidden", "language", "explicit", "active", "named", "feasible", "mentioned", "habit", "mine"}
)
AT_MOST_ZERO = frozenset({"impossible", "astray", "foreign", "several", "vacuous", "resting", "dormant", "grave"})
"""What an error of sampling must not turn into its opposite."""
AT_LEAST: Mapping[str, float] = {"behind": 3.0, "active": 1.5, "language": 2.3}
"""What generated moments cannot show: that of the readings of a request the best is far more often right, and that
words which are hardly understood are often not for the hub at all."""


@dataclass(frozen=True, slots=True)
class _Ragged:
    """All moments under one another; each ends with "none of these", which alone has the last column."""

    rows: Array
    right: NDArray[np.bool_]
    starts: NDArray[np.intp]
    moment: NDArray[np.intp]


def fit(examples: Sequence[Example], prior: Weights, *, rounds: int = 1500, pull: float = 2e-4) -> Weights:
    """Weights that make what is right likely. `pull` is the strength of the prior, a moment."""
    data = _stacked(examples)
    start = np.array([*(prior.weights[name] for name in FEATURES), prior.none])
    weights, mean, spread = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, rounds + 1):
        slope = _slope(data, weights) + 2 * pull * (weights - start)
        mean = _DECAY[0] * mean + (1 - _DECAY[0]) * slope
        spread = _DECAY[1] * spread + (1 - _DECAY[1]) * slope**2
        ahead = mean / (1 - _DECAY[0] ** step)
        weights = _bounded(weights - _RATE * ahead / (np.sqrt(spread / (1 - _DECAY[1] ** step)) + 1e-8))
    return Weights(
        {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=False)}, round(float(weights[-1]), 3)
    )


def probabilities(example: Example, weights: Weights) -> Array:
    """The probability of each plan, and of none of them last."""
    scores = np.array([*(example.features @ [weights.weights[name] for name in FEATURES]), weights.none])
    odds = np.exp((scores - scores.max()) / weights.temperature)
    return np.asarray(odds / odds.sum())


def calibrated(examples: Sequence[Example], weights: Weights) -> Weights:
    """The temperature, 0.5..3, at which what is right is likeliest in moments that were not fitted."""
    found = {t: _likelihood(examples, Weights(weights.weights, weights.none, t)) for t in np.arange(0.5, 3.01, 0.05)}
    return Weights(weights.weights, weights.none, round(float(max(found, key=found.__getitem__)), 2))


def _likelihood(examples: Sequence[Example], weights: Weights) -> float:
    return float(np.mean([np.log(max(mass_right(e, probabilities(e, weights)), 1e-12)) for e in examples]))


def mass_right(example: Example, chances: Array) -> float:
    """The probability of all that is right; of none, where nothing is."""
    return float(chances[:-1][example.right].sum()) if example.right.any() else float(chances[-1])


def _stacked(examples: Sequence[Example]) -> _Ragged:
    rows: list[Array] = []
    starts: list[int] = []
    right, moment = [], []
    for number, example in enumerate(examples):
        count, width = example.features.shape
        block = np.zeros((count + 1, width + 1))
        block[:count, :width], block[count, width] = example.features, 1.0
        starts.append(starts[-1] + len(rows[-1]) if rows else 0)
        rows.append(block)
        right.append(np.append(example.right, not example.right.any()))
        moment.append(np.full(count + 1, number))
    return _Ragged(np.vstack(rows), np.concatenate(right), np.array(starts), np.concatenate(moment))


def _slope(data: _Ragged, weights: Array) -> Array:
    """The gradient of the mean negative log likelihood."""
    scores = data.rows @ weights
    scores = np.exp(scores - np.maximum.reduceat(scores, data.starts)[data.moment])
    chances = scores / np.add.reduceat(scores, data.starts)[data.moment]
    fine = scores * data.right
    wanted = fine / np.maximum(np.add.reduceat(fine, data.starts), 1e-300)[data.moment]
    return np.asarray((chances - wanted) @ data.rows / len(data.starts))


def _bounded(weights: Array) -> Array:
    for index, name in enumerate(FEATURES):
        weights[index] = max(weights[index], AT_LEAST.get(name, -np.inf))
        if name in AT_LEAST_ZERO:
            weights[index] = max(0.0, weights[index])
        if name in AT_MOST_ZERO:
            weights[index] = min(0.0, weights[index])
    return weights
