"""`python -m device_models ranker`: weights from generated moments, calibrated on others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from device_models.ranker.examples import Example, examples
from device_models.ranker.fit import calibrated, fit, mass_right, probabilities
from device_models.ranker.moments import training_pairs
from edge.decide.evidence import FEATURES
from edge.decide.rank import Weights, shipped_weights

WEIGHTS = Path("edge/decide/weights.json")
_HELD_OUT = 5
"""Every fifth moment is for calibration."""
_BINS = 10


def train(pairs: int, homes: int, seed: int, out: Path = WEIGHTS) -> dict[str, object]:
    """Fit, calibrate and write weights; the figures are those of the moments held out. Takes some minutes."""
    prior = shipped_weights()
    made = list(examples(training_pairs(pairs, homes, seed), prior))
    held = made[::_HELD_OUT]
    weights = calibrated(held, fit([e for i, e in enumerate(made) if i % _HELD_OUT], prior))
    write(weights, out)
    return {"moments": len(made), "before": figures(held, prior), "after": figures(held, weights)}


def write(weights: Weights, out: Path) -> None:
    """Weights as the hub reads them."""
    data = {"weights": {name: weights.weights[name] for name in FEATURES}, "none": weights.none}
    out.write_text(json.dumps(data | {"temperature": weights.temperature}, indent=1) + "\n", encoding="utf-8")


def figures(held: Sequence[Example], weights: Weights) -> dict[str, float]:
    """Moments ranked right (of those in which a plan is right), their likelihood, and the error of calibration 0..1."""
    chances = [probabilities(example, weights) for example in held]
    possible = [(e, p) for e, p in zip(held, chances, strict=True) if e.right.any()]
    first = [bool(e.right[p[:-1].argmax()]) for e, p in possible]
    sure = np.array([p[:-1].max() for _, p in possible])
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    hits = np.array(first, dtype=float)
    error = sum(abs(hits[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    return {
        "n": len(held),
        "possible": round(len(possible) / max(1, len(held)), 4),
        "first": round(float(np.mean(hits)), 4),
        "log_likelihood": round(
            float(np.mean([np.log(max(mass_right(e, p), 1e-12)) for e, p in zip(held, chances, strict=True)])), 4
        ),
        "calibration_error": round(float(error), 4),
    }
