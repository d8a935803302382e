"""Temperatures that make the heads' probabilities honest, and the curve from a reading's score to its chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from device_models.encode import IGNORE, Arrays
from device_models.labels import LABELS

_TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(3.0), 36))
_BINS = 12
_REJECTED, _MOST_BIAS = 0.01, 4.0


def calibrate(
    outputs: Sequence[tuple[np.ndarray, ...]],
    arrays: Arrays,
    rows: Sequence[int],
    unseen: Sequence[tuple[np.ndarray, ...]] = (),
) -> dict[str, object]:
    """Temperatures by least negative log-likelihood on held-out rows, the score's curve, the bias against rejecting.

    `unseen` are outputs for human requests in scope that no training has seen.
    """
    columns = (arrays.intent, arrays.slots, arrays.boundary)
    heats: dict[str, float] = {}
    for index, name in enumerate(("intent", "slots", "boundary")):
        logits = np.concatenate([got[index][0] for got in outputs])
        goal = np.concatenate([columns[index][arrays.starts[r] : arrays.starts[r + 1]] for r in rows]).astype(int)
        heats[name] = _best(logits[goal != IGNORE], goal[goal != IGNORE])
    oos = np.asarray([float(got[3][0]) for got in outputs])
    pairs = np.stack([np.zeros_like(oos), oos], 1)
    heats["oos"] = _best(pairs, arrays.oos[list(rows)].astype(int))
    heats["out_bias"] = out_bias(unseen, heats["intent"])
    raw, right = _scores(outputs, arrays, rows, heats)
    return {**heats, "curve": _curve(raw, right), "n": len(rows)}


def out_bias(outputs: Sequence[tuple[np.ndarray, ...]], heat: float) -> float:
    """The bias (nats, 0..4) against labels out of scope that rejects at most 1 % of requests that are all in scope.

    The requests must be unseen ones: those of the training corpora are known by heart.
    """
    out = np.asarray([label.scope == "out" for label in LABELS])
    margins = []
    for got in outputs:
        chances = softmax(got[0][0], heat)
        logs = (np.log(chances[1:-1] + 1e-6).mean(0) + np.log(chances[0] + 1e-6)) / 2
        margins.append(float(logs[out].max() - logs[~out].max()))
    return round(float(np.clip(np.quantile(margins, 1 - _REJECTED), 0.0, _MOST_BIAS)), 3) if margins else 0.0


def softmax(logits: NDArray[np.float32], heat: float = 1.0) -> NDArray[np.float32]:
    """Probabilities of logits along the last axis at a temperature."""
    scaled = logits / heat
    values = np.exp(scaled - scaled.max(-1, keepdims=True))
    return values / values.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def _best(logits: NDArray[np.float32], goal: NDArray[np.int64]) -> float:
    losses = []
    for heat in _TEMPERATURES:
        chance = softmax(logits, float(heat))[np.arange(len(goal)), goal]
        losses.append(-np.log(chance + 1e-9).mean())
    return round(float(_TEMPERATURES[int(np.argmin(losses))]), 3)


def _scores(
    outputs: Sequence[tuple[np.ndarray, ...]], arrays: Arrays, rows: Sequence[int], heats: dict[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The runtime's score of each row, much as it computes it, and whether every piece was right."""
    raw, right = [], []
    for got, row in zip(outputs, rows, strict=True):
        piece = slice(int(arrays.starts[row]), int(arrays.starts[row + 1]))
        inner = slice(1, -1)
        intent, slots = softmax(got[0][0], heats["intent"])[inner], softmax(got[1][0], heats["slots"])[inner]
        if not len(intent):
            continue
        sure = np.exp(np.log(intent.max(-1) + 1e-6).mean()) * np.exp(np.log(slots.max(-1) + 1e-6).mean())
        goals = arrays.intent[piece][inner], arrays.slots[piece][inner]
        ok = all(
            ((head.argmax(-1) == goal) | (goal == IGNORE)).all()
            for head, goal in zip((intent, slots), goals, strict=True)
        )
        raw.append(float(sure))
        right.append(bool(ok))
    return np.asarray(raw), np.asarray(right)


def _curve(raw: NDArray[np.float64], right: NDArray[np.bool_]) -> list[list[float]]:
    """A rising curve through equally filled bins (pool adjacent violators)."""
    order = np.argsort(raw)
    groups = [
        [float(raw[g].mean()), float(right[g].mean()), float(len(g))] for g in np.array_split(order, _BINS) if len(g)
    ]
    pooled: list[list[float]] = []
    for group in groups:
        pooled.append(group)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            x1, y1, n1 = pooled.pop()
            x0, y0, n0 = pooled.pop()
            total = n0 + n1
            pooled.append([(x0 * n0 + x1 * n1) / total, (y0 * n0 + y1 * n1) / total, total])
    inner = [[round(x, 4), round(y, 4)] for x, y, _ in pooled if 0 < x < 1]
    return [[0.0, 0.0], *inner, [1.0, max(0.999, inner[-1][1]) if inner else 1.0]]
