"""Beta posteriors of defect rates: how probable it is that one is below another, and bounds.

Sources: the closed form of P(X < Y) for two Beta variables is Evan Miller's ("Formulas for Bayesian A/B testing");
bounds invert the regularised incomplete beta function, computed by its continued fraction (Numerical Recipes, 6.4).
"""

from __future__ import annotations

import math
from functools import lru_cache

_SLICES = 80


@lru_cache(maxsize=8192)
def below(a1: float, b1: float, a2: float, b2: float) -> float:
    """P(X < Y) for X ~ Beta(a1, b1) and Y ~ Beta(a2, b2); parameters above 0, at 1e-3 absolute or better.

    Integrates the distribution of X over that of Y in slices of equal probability of Y's support.
    """
    total = inside = 0.0
    log_norm = math.lgamma(a2 + b2) - math.lgamma(a2) - math.lgamma(b2)
    for part in range(_SLICES):
        # x = sin^2 keeps the slices narrow where the densities have their poles.
        angle = (part + 0.5) * math.pi / (2 * _SLICES)
        x = math.sin(angle) ** 2
        density = math.exp(log_norm + (a2 - 1) * math.log(x) + (b2 - 1) * math.log1p(-x))
        weight = density * 2 * math.sin(angle) * math.cos(angle)
        total += weight
        inside += weight * cumulative(x, a1, b1)
    return min(1.0, max(0.0, inside / total)) if total else 0.5


def cumulative(x: float, a: float, b: float) -> float:
    """P(X <= x) for X ~ Beta(a, b), the regularised incomplete beta function; x in 0..1."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


@lru_cache(maxsize=8192)
def quantile(q: float, a: float, b: float) -> float:
    """The x with P(X <= x) = q for X ~ Beta(a, b), at 1e-9; q in 0..1."""
    low, high = 0.0, 1.0
    for _ in range(32):
        middle = (low + high) / 2
        if cumulative(middle, a, b) < q:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    tiny = 1e-30
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, 200):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + numerator * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + numerator / c
            c = c if abs(c) > tiny else tiny
            value *= d * c
        if abs(d * c - 1.0) < 1e-10:
            break
    return value
