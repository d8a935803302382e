from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.context.counts import FORGOTTEN, NEVER, Counts, Fading

STEADY = Fading(NEVER)
WEEKLY = Fading(7.0)


def test_what_was_never_seen_has_no_counts() -> None:
    assert Counts(10).of(1, 0, STEADY) == {}


def test_counts_add_up() -> None:
    counts = Counts(10)
    for outcome, weight in ((1, 1.0), (2, 0.5), (1, 1.0)):
        counts.add(5, outcome, weight, 0, STEADY)
    assert counts.of(5, 0, STEADY) == {1: 2.0, 2: 0.5}


def test_counts_halve_with_their_half_life() -> None:
    counts = Counts(10)
    counts.add(5, 1, 1.0, 0, WEEKLY)
    assert counts.of(5, 7, WEEKLY)[1] == pytest.approx(0.5)
    counts.add(5, 1, 1.0, 14, WEEKLY)
    assert counts.of(5, 14, WEEKLY)[1] == pytest.approx(1.25)


def test_a_context_that_is_seen_again_fades_faster() -> None:
    fading = Fading(NEVER, renewal=2.0)
    counts = Counts(10)
    counts.add(5, 1, 1.0, 0, fading)
    assert counts.of(5, 100, fading)[1] == pytest.approx(1.0)
    counts.add(5, 2, 1.0, 100, fading)
    counts.add(5, 2, 1.0, 101, fading)
    assert counts.of(5, 101, fading)[1] == pytest.approx(0.5)


def test_renewal_counts_days_not_sightings() -> None:
    fading = Fading(NEVER, renewal=2.0)
    counts = Counts(10)
    for outcome in (1, 2, 2, 2):
        counts.add(5, outcome, 1.0, 3, fading)
    assert counts.of(5, 3, fading) == {1: 1.0, 2: 3.0}


def test_what_is_taken_back_is_gone() -> None:
    counts = Counts(10)
    counts.add(5, 1, 1.0, 0, STEADY)
    counts.add(5, 1, -1.0, 0, STEADY)
    assert (counts.of(5, 0, STEADY), len(counts)) == ({}, 0)
    counts.add(5, 1, -1.0, 0, STEADY)
    assert counts.of(5, 0, STEADY) == {}


def test_what_has_faded_is_dropped() -> None:
    counts = Counts(10)
    counts.add(5, 1, 1.0, 0, Fading(1.0))
    assert counts.of(5, 6, Fading(1.0)) == {}


def test_the_weakest_outcome_gives_way_and_the_new_one_stays() -> None:
    counts = Counts(10, outcomes=2)
    counts.add(5, 1, 3.0, 0, STEADY)
    counts.add(5, 2, 2.0, 0, STEADY)
    counts.add(5, 3, 1.0, 0, STEADY)
    assert counts.of(5, 0, STEADY) == {1: 3.0, 3: 1.0}


def test_the_weakest_contexts_give_way() -> None:
    counts = Counts(16)
    counts.add(0, 1, 9.0, 0, STEADY)
    for context in range(1, 40):
        counts.add(context, 1, 1.0, context, STEADY)
    assert len(counts) <= 16
    assert counts.of(39, 39, STEADY)
    assert not counts.of(1, 39, STEADY)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9), st.floats(0.1, 2), st.integers(0, 60)), max_size=60))
def test_a_dump_is_taken_over_whole(seen: list[tuple[int, int, float, int]]) -> None:
    counts, copy = Counts(1000), Counts(1000)
    for context, outcome, weight, day in sorted(seen, key=lambda row: row[3]):
        counts.add(context, outcome, weight, day, WEEKLY)
    copy.load(counts.dump())
    assert len(copy) == len(counts)
    for context in range(100):
        kept = copy.of(context, 60, Fading(NEVER))
        assert kept == pytest.approx(counts.of(context, 60, Fading(NEVER)), abs=2e-4)
        assert all(count >= FORGOTTEN / 2 for count in kept.values())


@pytest.mark.parametrize("told", [None, 7, [[1]], [[1, 0, 2]], [[1, 0, 2, -1.0]], ["x"], [[1, 0, 2, "x"]]])
def test_what_is_no_dump_is_refused_and_changes_nothing(told: object) -> None:
    counts = Counts(10)
    counts.add(5, 1, 1.0, 0, STEADY)
    with pytest.raises((TypeError, ValueError)):
        counts.load(told)
    assert counts.of(5, 0, STEADY) == {1: 1.0}


def test_a_larger_dump_is_cut_to_the_bound() -> None:
    large, small = Counts(100), Counts(10)
    for context in range(50):
        large.add(context, 1, 1.0, 0, STEADY)
    small.load(large.dump())
    assert len(small) == 10
