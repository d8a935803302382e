"""Whether a rewrite is still meant: a cumulative sum of log likelihood ratios over what came of serving it.

People change what they mean by a name. Page's test (Biometrika 41, 1954) adds up how much likelier each outcome is
where the meaning has changed than where it has not, never below 0: a long good record does not hold back what is seen
now, and single accidents are forgotten.
"""

from __future__ import annotations

BLAMED = 3.0
"""Said or shown on purpose: some 40 % of what is wrong, 2 % of what is right."""
FAILED = 2.2
"""Put back by hand, cut short, said again: a third of what is wrong, 4 % of what is right."""
UNSURE = 1.5
"""Asked back, or not understood."""
HELD = -1.0
"""Nobody minded: a third of what is wrong, nearly all of what is right."""
PRAISED = -4.0
_SURE = 0.6
"""Weight of a label from which a failure was seen rather than supposed."""


def doubted(doubt: float, score: float, weight: float, *, explicit: bool) -> float:
    """The sum after one more outcome of label `score` and `weight` (0..1); `explicit`: somebody said so on purpose."""
    return max(0.0, doubt + _step(score, weight, explicit=explicit))


def _step(score: float, weight: float, *, explicit: bool) -> float:
    if score >= 0.5:
        return PRAISED if explicit else HELD * min(1.0, weight / _SURE)
    if explicit:
        return BLAMED
    return FAILED if weight >= _SURE else UNSURE
