"""How honest the off-policy intervals are: simulated rewrites of known worth, judged from logs of what was served."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from edge.rewrite.cycle import Policy, propensity
from edge.rewrite.entry import Entry, Stage
from edge.rewrite.offpolicy import Estimate, Logged, doubly_robust, snips

_NOW = 1_800_000_000.0


@dataclass(frozen=True, slots=True)
class Truth:
    """A simulated rewrite: the probability of success when rewritten and when passed through, and the model's error."""

    rewritten: float
    passed: float
    model: float


def a_truth(rng: random.Random) -> Truth:
    """Rewrites good and bad, and a model that is off by up to 0.3."""
    right = rng.betavariate(3, 1.5)
    return Truth(right, rng.betavariate(1.2, 3), min(1.0, max(0.0, right + rng.uniform(-0.3, 0.3))))


def a_log(truth: Truth, requests: int, rng: random.Random) -> list[Logged]:
    """What a hub logs that serves as its posteriors say, and learns on the way."""
    policy, log = Policy(), []
    entry = Entry("e", "utterance", "s", "s", "t", "t", stage=Stage.CANARY, count=3, support=2.5, n_bad=2.0, at=_NOW)
    for _ in range(requests):
        chance = min(0.95, max(0.05, propensity(entry, policy)))
        rewritten = rng.random() < chance
        good = rng.random() < (truth.rewritten if rewritten else truth.passed)
        log.append(Logged(rewritten, chance, float(good), truth.model, truth.passed))
        if rewritten:
            entry = replace(entry, r_ok=entry.r_ok + good, r_bad=entry.r_bad + (not good))
        else:
            entry = replace(entry, n_ok=entry.n_ok + good, n_bad=entry.n_bad + (not good))
    return log


def coverage(rewrites: int = 2000, seed: int = 1) -> Mapping[str, float]:
    """Shares of simulated rewrites whose true value lies in the 95 % interval, and how wide the intervals are."""
    rng = random.Random(seed)
    found: dict[str, list[tuple[bool, float]]] = {"snips": [], "doubly_robust": []}
    for _ in range(rewrites):
        truth = a_truth(rng)
        log = a_log(truth, rng.randint(10, 100), rng)
        for name, estimate in (("snips", snips(log)), ("doubly_robust", doubly_robust(log))):
            found[name].append((_holds(estimate, truth.rewritten), estimate.high - estimate.low))
    told: dict[str, float] = {"rewrites": rewrites}
    for name, rows in found.items():
        told[f"{name}_coverage"] = round(sum(held for held, _ in rows) / len(rows), 4)
        told[f"{name}_width"] = round(sum(width for _, width in rows) / len(rows), 4)
    return told


def _holds(estimate: Estimate, value: float) -> bool:
    return estimate.low <= value <= estimate.high
