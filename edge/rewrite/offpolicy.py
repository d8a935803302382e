"""What a rewrite would be worth if it were always served, judged from the log alone.

A log holds what was done, with which probability, and what came of it. Two estimators of the value of always rewriting:
SNIPS (self-normalised inverse propensity scoring; Swaminathan and Joachims, 2015) and doubly robust (Dudík, Langford
and Li, 2011), whose model is what is known of the target when people say it themselves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959964
LEAST_PROPENSITY = 0.02
"""Smaller probabilities are taken for this one: one lucky draw must not decide."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One request for which the rewrite could have been served.

    `rewritten` says whether it was, `propensity` in 0..1 is the probability with which it was to be. `reward` in 0..1
    is what came of it. `rewritten_value` and `passed_value` are what a model expects of either, 0..1.
    """

    rewritten: bool
    propensity: float
    reward: float
    rewritten_value: float = 0.5
    passed_value: float = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value in 0..1 with its 95 % interval; `effective` is how many plain observations it is worth."""

    value: float
    low: float
    high: float
    effective: float


UNKNOWN = Estimate(0.5, 0.0, 1.0, 0.0)


def snips(log: Sequence[Logged], *, rewrite: bool = True) -> Estimate:
    """The value of always rewriting (or never) from requests where that was done; nothing of the others is used."""
    weighted = [(_weight(row), row.reward) for row in log if row.rewritten is rewrite and _probability(row) > 0]
    total = sum(weight for weight, _ in weighted)
    if not total:
        return UNKNOWN
    value = sum(weight * reward for weight, reward in weighted) / total
    effective = total**2 / sum(weight**2 for weight, _ in weighted)
    return _interval(value, effective)


def doubly_robust(log: Sequence[Logged], *, rewrite: bool = True) -> Estimate:
    """The value of always rewriting (or never): the model's, put right where the log contradicts it.

    Rows that could never have been rewritten count by the model alone.
    """
    if not log:
        return UNKNOWN
    value = sum(_corrected(row, rewrite=rewrite) for row in log) / len(log)
    clipped = min(1.0, max(0.0, value))
    spread = _spread(log, clipped, rewrite=rewrite)
    return _interval(clipped, _plain_variance(clipped, len(log)) / spread)


def interval(good: float, total: float) -> Estimate:
    """The 95 % interval of a rate seen `good` of `total` times (either may be fractional)."""
    return _interval(good / total, total) if total > 0 else UNKNOWN


def _interval(value: float, effective: float) -> Estimate:
    """Wilson's interval: honest for few observations and near 0 and 1."""
    square = Z95**2 / effective
    middle = (value + square / 2) / (1 + square)
    half = Z95 / (1 + square) * math.sqrt(value * (1 - value) / effective + square / (4 * effective))
    return Estimate(value, max(0.0, middle - half), min(1.0, middle + half), effective)


def _corrected(row: Logged, *, rewrite: bool) -> float:
    model = _model(row, rewrite=rewrite)
    if row.rewritten is not rewrite or _probability(row) <= 0:
        return model
    return model + _weight(row) * (row.reward - model)


def _spread(log: Sequence[Logged], value: float, *, rewrite: bool) -> float:
    """Variance of the estimate, by the propensities that are known rather than the draws that happened to come.

    What is rarely tried makes it uncertain even where all that was tried went well: the residual of the model is
    taken to be at least what one observation more, half right, would make of it.
    """
    tried = [(_weight(row), row) for row in log if row.rewritten is rewrite and _probability(row) > 0]
    total = sum(weight for weight, _ in tried)
    missed = sum(weight * (row.reward - _model(row, rewrite=rewrite)) ** 2 for weight, row in tried)
    mean_weight = total / len(tried) if tried else 1.0
    residual = (missed + 0.25 * mean_weight) / (total + mean_weight)
    plain = _plain_variance(value, len(log))
    chances = [row.propensity if rewrite else 1.0 - row.propensity for row in log]
    # Where it was never to be tried the model is what people went on to say themselves: as good as seen.
    parts = [residual / max(LEAST_PROPENSITY, chance) if chance > 0 else plain for chance in chances]
    models = [_model(row, rewrite=rewrite) for row in log]
    middle = sum(models) / len(models)
    between = sum((model - middle) ** 2 for model in models) / len(models)
    return max((sum(parts) / len(log) + between) / len(log), plain / len(log) / 4)


def _model(row: Logged, *, rewrite: bool) -> float:
    return row.rewritten_value if rewrite else row.passed_value


def _weight(row: Logged) -> float:
    return 1.0 / max(LEAST_PROPENSITY, _probability(row))


def _probability(row: Logged) -> float:
    """Of what was done."""
    return row.propensity if row.rewritten else 1.0 - row.propensity


def _plain_variance(value: float, count: int) -> float:
    """Variance of single outcomes at that rate, with half an outcome of either kind for rates near 0 and 1."""
    rate = (value * count + 0.5) / (count + 1)
    return rate * (1 - rate)
