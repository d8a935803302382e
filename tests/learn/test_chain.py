"""The absorbing chain: its probabilities sum to one, agree with walking it, and answer successes the right way."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.learn.chain import Chain, Smoothing, Transitions, home_chain, overall, personal_chain, smoothed, superposed
from edge.learn.counts import Counts, Row

NOW = 1_800_000_000.0
STATES = "abcdef"
weights = st.floats(0.0, 20.0)
steps = st.dictionaries(st.sampled_from(STATES), weights, max_size=4)
rows = st.builds(Row, steps, weights, weights)
homes = st.fixed_dictionaries(dict.fromkeys(STATES, rows))


def counts_of(home: dict[str, Row]) -> Counts:
    counts = Counts()
    for state, row in home.items():
        counts.end(state, NOW, good=True, weight=row.good)
        counts.end(state, NOW, good=False, weight=row.bad)
        for to, weight in row.to.items():
            if to != state and weight > 0:
                counts.step(state, to, NOW, weight)
    return counts


def chain_of(home: dict[str, Row]) -> Chain:
    return home_chain(counts_of(home), NOW)


@settings(max_examples=60, deadline=None)
@given(homes)
def test_rows_sum_to_one(home: dict[str, Row]) -> None:
    chain = chain_of(home)
    for state in STATES:
        row = chain.transitions(state)
        assert math.isclose(sum(row.to.values()) + row.good + row.bad, 1.0, abs_tol=1e-9)
        assert min([row.good, row.bad, *row.to.values()]) >= 0


@settings(max_examples=60, deadline=None)
@given(homes)
def test_absorption_sums_to_one_and_is_shared_out_among_the_states(home: dict[str, Row]) -> None:
    for start in STATES:
        found = chain_of(home).absorption(start)
        assert math.isclose(found.good + found.bad, 1.0, abs_tol=1e-9)
        assert math.isclose(sum(found.good_at.values()), found.good, abs_tol=1e-9)
        assert all(0 <= visited <= 1 + 1e-9 for visited in found.visited.values())
        assert math.isclose(found.visited[start], 1.0)
        assert found.turns >= 1


@settings(max_examples=40, deadline=None)
@given(homes, st.sampled_from(STATES), st.floats(0.1, 10.0))
def test_a_success_more_never_lowers_its_target(home: dict[str, Row], target: str, weight: float) -> None:
    counts = counts_of(home)
    before = {s: home_chain(counts, NOW).absorption(s).good_at.get(target, 0.0) for s in STATES}
    counts.end(target, NOW, good=True, weight=weight)
    after = {s: home_chain(counts, NOW).absorption(s).good_at.get(target, 0.0) for s in STATES}
    assert all(after[s] >= before[s] - 1e-9 for s in STATES)


def walk(chain: Chain, start: str, rng: random.Random) -> tuple[bool, str, int, set[str]]:
    state, turns, seen = start, 0, {start}
    while True:
        turns += 1
        row, left = chain.transitions(state), rng.random()
        for to, probability in row.to.items():
            left -= probability
            if left < 0:
                state = to
                seen.add(to)
                break
        else:
            return left < row.good, state, turns, seen


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_walking_the_chain_within_three_sigma(seed: int) -> None:
    rng, count = random.Random(seed), 20_000
    home = {
        s: Row({t: rng.uniform(0, 5) for t in rng.sample(STATES, 3)}, rng.uniform(0, 5), rng.uniform(0, 5))
        for s in STATES
    }
    chain = chain_of(home)
    told = chain.absorption("a")
    walks = [walk(chain, "a", rng) for _ in range(count)]

    def agrees(rate: float, expected: float) -> bool:
        return abs(rate - expected) <= 3 * math.sqrt(max(1e-9, expected * (1 - expected)) / count)

    assert agrees(sum(good for good, *_ in walks) / count, told.good)
    for state in STATES:
        assert agrees(sum(good and last == state for good, last, *_ in walks) / count, told.good_at[state])
        assert agrees(sum(state in seen for *_, seen in walks) / count, told.visited[state])
    lengths = [turns for _, _, turns, _ in walks]
    mean = sum(lengths) / count
    spread = math.sqrt(sum((n - mean) ** 2 for n in lengths) / count)
    assert abs(mean - told.turns) <= 3 * spread / math.sqrt(count)


def test_the_rewrite_is_where_most_end_well_and_of_equals_the_nearer() -> None:
    counts = Counts()
    for _ in range(4):
        counts.step("wrong", "via", NOW)
        counts.step("via", "right", NOW)
        counts.end("right", NOW, good=True)
    counts.step("wrong", "other", NOW)
    counts.end("other", NOW, good=False)
    assert home_chain(counts, NOW).absorption("wrong").best() == "right"


def test_a_state_without_ways_on_has_no_rewrite() -> None:
    counts = Counts()
    counts.end("only", NOW, good=True)
    assert home_chain(counts, NOW).absorption("only").best() is None


def test_personal_chain_falls_back_to_the_home() -> None:
    home, own = Counts(), Counts()
    for _ in range(20):
        home.step("x", "home's", NOW)
        home.end("home's", NOW, good=True)
    base = home_chain(home, NOW)

    def mine() -> Chain:
        return personal_chain(home_chain(own, NOW), lambda s: own.row(s, NOW).total, base)

    assert mine().absorption("x").good_at == base.absorption("x").good_at
    for _ in range(20):
        own.step("x", "hers", NOW)
        own.end("hers", NOW, good=True)
    assert mine().absorption("x").best() == "hers"
    assert base.absorption("x").best() == "home's"


def test_rewritten_and_unrewritten_are_kept_apart_and_laid_over_each_other() -> None:
    passed, rewritten = Counts(), Counts()
    for _ in range(10):
        passed.end("x", NOW, good=False)
        rewritten.end("x", NOW, good=True)
    one, other = home_chain(passed, NOW), home_chain(rewritten, NOW)
    goods = [superposed(one, other, lambda _s, p=p: p).absorption("x").good for p in (0.0, 0.5, 1.0)]
    assert goods == sorted(goods)
    assert goods[0] == pytest.approx(one.absorption("x").good)
    assert goods[2] == pytest.approx(other.absorption("x").good)
    assert goods[1] == pytest.approx((goods[0] + goods[2]) / 2)


def test_what_is_cut_off_after_the_hops_ends_as_others_do() -> None:
    counts = Counts()
    for a, b in zip("abcdefgh", "bcdefghi", strict=False):
        counts.step(a, b, NOW)
        counts.end(a, NOW, good=True)
    found = home_chain(counts, NOW).absorption("a", hops=2)
    assert set(found.visited) == {"a", "b", "c"}
    assert found.good + found.bad == pytest.approx(1.0)


def test_old_counts_weigh_half_after_a_half_life() -> None:
    counts = Counts(half_life=100.0)
    counts.end("x", NOW, good=True)
    counts.end("x", NOW + 100, good=False)
    row = counts.row("x", NOW + 100)
    assert (row.good, row.bad) == (pytest.approx(0.5), pytest.approx(1.0))
    assert counts.row("x", NOW + 200).bad == pytest.approx(0.5)


def test_counting_for_many_half_lives_neither_overflows_nor_loses_the_newest() -> None:
    counts = Counts(half_life=1.0)
    for second in range(0, 5000, 50):
        counts.end("x", NOW + second, good=True)
        counts.step("x", "y", NOW + second)
    row = counts.row("x", NOW + 4950)
    assert row.good == pytest.approx(1.0)
    assert row.to["y"] == pytest.approx(1.0)


def test_faded_rows_are_shed_but_for_those_that_others_lead_to() -> None:
    counts = Counts(half_life=10.0)
    counts.end("old", NOW, good=True)
    counts.step("new", "led to", NOW + 200)
    counts.shed(NOW + 200)
    assert set(counts.states()) == {"new", "led to"}


def test_smoothing_pulls_what_is_hardly_known_to_the_home_s_rate() -> None:
    assert smoothed(Row(), Smoothing(2.0, 0.8)) == Transitions({}, 0.8, pytest.approx(0.2))
    counts = Counts()
    for _ in range(8):
        counts.end("x", NOW, good=True)
    assert overall(counts, NOW) == pytest.approx(0.9)


def test_touched_states_are_told_once() -> None:
    counts = Counts()
    counts.step("a", "b", NOW)
    assert counts.take_touched() == {"a", "b"}
    assert counts.take_touched() == set()
