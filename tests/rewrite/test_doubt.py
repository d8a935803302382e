"""Doubt: failures add up, accidents are forgotten, praise ends it."""

from __future__ import annotations

import pytest

from edge.rewrite.cycle import Policy
from edge.rewrite.doubt import doubted

NEEDED = Policy().doubt
BLAMED, FAILED, HELD, PRAISED = (0.0, 1.0, True), (0.0, 0.8, False), (1.0, 0.6, False), (1.0, 1.0, True)
Outcome = tuple[float, float, bool]


def after(*outcomes: Outcome) -> float:
    doubt = 0.0
    for score, weight, explicit in outcomes:
        doubt = doubted(doubt, score, weight, explicit=explicit)
    return doubt


@pytest.mark.parametrize(
    "outcomes",
    [(BLAMED, BLAMED), (FAILED, FAILED), (BLAMED, HELD, BLAMED), (FAILED, HELD, FAILED, BLAMED), (HELD,) * 90 + (BLAMED,) * 2],
)  # fmt: skip
def test_what_tells_of_a_change(outcomes: tuple[Outcome, ...]) -> None:
    assert after(*outcomes) >= NEEDED


@pytest.mark.parametrize(
    "outcomes", [(BLAMED,), (FAILED,), (BLAMED, PRAISED, BLAMED), (FAILED, HELD, HELD, FAILED), (BLAMED, *[HELD] * 4) * 9]
)  # fmt: skip
def test_what_is_an_accident(outcomes: tuple[Outcome, ...]) -> None:
    assert after(*outcomes) < NEEDED


def test_it_is_never_below_nothing() -> None:
    assert after(*[PRAISED] * 5) == 0.0
