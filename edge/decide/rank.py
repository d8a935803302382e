"""One probability for every plan: a conditional logit over what speaks for each of them.

The weights are learnt from simulated moments off the device and shipped as JSON; `None of these` is
always one of the candidates, so that a best plan among bad ones is not taken for a good one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from edge.decide.evidence import FEATURES
from edge.turn import Plan


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight a feature, the standing of "none of these", and the temperature of the softmax."""

    weights: Mapping[str, float]
    none: float
    temperature: float = 1.0

    def score(self, evidence: Mapping[str, float]) -> float:
        """The sum of what speaks for a plan, in nats before the temperature."""
        return sum(self.weights.get(name, 0.0) * value for name, value in evidence.items())


class WeightsError(ValueError):
    """Raised for weights that do not fit these features; says which."""


def ranked(
    plans: Sequence[Plan], evidence: Sequence[Mapping[str, float]], weights: Weights
) -> list[tuple[Plan, float, Mapping[str, float]]]:
    """The plans with their probabilities and evidence, best first; ties keep the order given."""
    scores = [weights.score(features) / weights.temperature for features in evidence]
    top = max([*scores, weights.none / weights.temperature])
    exponents = [math.exp(score - top) for score in scores]
    total = sum(exponents) + math.exp(weights.none / weights.temperature - top)
    rows = zip(plans, (exponent / total for exponent in exponents), evidence, strict=True)
    return sorted(rows, key=lambda row: -row[1])


def read_weights(text: str) -> Weights:
    """Weights from JSON. Raises `WeightsError` when a feature is missing, unknown, or no number."""
    data = json.loads(text)
    given = data.get("weights", {})
    strange = set(given) ^ set(FEATURES)
    if strange:
        raise WeightsError(f"ranking weights: {', '.join(sorted(strange))} missing or unknown; train them anew")
    return Weights({name: float(given[name]) for name in FEATURES}, float(data["none"]), float(data["temperature"]))


@cache
def shipped_weights() -> Weights:
    """The weights that come with this version."""
    return read_weights((files("edge.decide") / "weights.json").read_text(encoding="utf-8"))
