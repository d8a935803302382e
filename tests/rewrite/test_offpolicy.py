"""Off-policy estimates: they hit the truth, and their intervals hold it as often as they say."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.rewrite.beta import below, cumulative, quantile
from edge.rewrite.offpolicy import UNKNOWN, Estimate, Logged, doubly_robust, interval, snips


def log_of(rng: random.Random, right: float, passing: float, count: int, model: float = 0.5) -> list[Logged]:
    """A log under a propensity that changes as one learns."""
    rows = []
    for _ in range(count):
        chance = rng.choice([0.05, 0.3, 0.6, 0.9, 0.95])
        rewritten = rng.random() < chance
        reward = float(rng.random() < (right if rewritten else passing))
        rows.append(Logged(rewritten, chance, reward, model, passing))
    return rows


@pytest.mark.parametrize("estimate", [snips, doubly_robust])
def test_the_truth_lies_in_the_interval_as_often_as_it_says(estimate: Callable[[list[Logged]], Estimate]) -> None:
    rng, inside, count = random.Random(4), 0, 600
    for _ in range(count):
        right = rng.betavariate(4, 2)
        found = estimate(log_of(rng, right, rng.random(), rng.randint(20, 120), rng.random()))
        inside += found.low <= right <= found.high
    assert inside / count >= 0.93


def test_both_come_to_the_truth_with_many_requests() -> None:
    log = log_of(random.Random(1), 0.8, 0.3, 20_000)
    for estimate in (snips, doubly_robust):
        assert estimate(log).value == pytest.approx(0.8, abs=0.02)
        assert estimate(log, rewrite=False).value == pytest.approx(0.3, abs=0.02)


def test_a_wrong_model_does_not_mislead_the_doubly_robust() -> None:
    log = log_of(random.Random(2), 0.8, 0.3, 20_000, model=0.1)
    assert doubly_robust(log).value == pytest.approx(0.8, abs=0.03)


def test_a_good_model_speaks_where_nothing_was_ever_rewritten() -> None:
    log = [Logged(rewritten=False, propensity=0.0, reward=0.0, rewritten_value=1.0)] * 3
    assert doubly_robust(log).value == 1.0
    assert snips(log) == UNKNOWN
    assert snips(log, rewrite=False).value == 0.0


def test_more_requests_narrow_the_interval() -> None:
    widths = [found.high - found.low for n in (5, 50, 500) for found in [snips(log_of(random.Random(3), 0.7, 0.2, n))]]
    assert widths == sorted(widths, reverse=True)


def test_one_lucky_draw_does_not_decide() -> None:
    rows = [Logged(rewritten=True, propensity=0.0001, reward=1.0)]
    rows += [Logged(rewritten=True, propensity=0.9, reward=0.0)] * 100
    assert snips(rows).value < 0.5


def test_nothing_logged_tells_nothing() -> None:
    assert snips([]) == doubly_robust([]) == interval(0, 0) == UNKNOWN


@given(
    st.lists(
        st.builds(Logged, st.booleans(), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)),
        max_size=30,
    ),
    st.booleans(),
)
def test_any_log_gives_an_estimate_within_bounds(log: list[Logged], rewrite: bool) -> None:
    for estimate in (snips, doubly_robust):
        found = estimate(log, rewrite=rewrite)
        assert 0 <= found.low <= found.high <= 1
        assert 0 <= found.value <= 1


@pytest.mark.parametrize("parameters", [(1, 3, 3, 1), (2, 2, 1, 1), (1.5, 4.2, 3, 2), (10, 90, 30, 70)])
def test_comparing_two_rates_agrees_with_drawing_them(parameters: tuple[float, float, float, float]) -> None:
    rng, count = random.Random(1), 40_000
    a1, b1, a2, b2 = parameters
    drawn = sum(rng.betavariate(a1, b1) < rng.betavariate(a2, b2) for _ in range(count)) / count
    assert below(*parameters) == pytest.approx(drawn, abs=0.01)


@given(st.floats(1, 60), st.floats(1, 60), st.floats(1, 60), st.floats(1, 60))
def test_either_rate_is_the_lower(a1: float, b1: float, a2: float, b2: float) -> None:
    assert below(a1, b1, a2, b2) + below(a2, b2, a1, b1) == pytest.approx(1.0, abs=2e-3)


@given(st.floats(0.01, 0.99), st.floats(0.6, 60), st.floats(0.6, 60))
def test_a_quantile_is_where_so_much_lies_below(q: float, a: float, b: float) -> None:
    assert cumulative(quantile(q, a, b), a, b) == pytest.approx(q, abs=1e-6)
