"""Labels from signals: what decides, what does not, and that rules can be changed afterwards."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.learn.feedback import RULES, SETTLE_SECONDS, VERSION, Label, label
from edge.learn.signals import BLAME, EXPLICIT, PRAISE, Signal, SignalKind

AT = 1_800_000_000.0
LATE = AT + SETTLE_SECONDS


def told(*kinds: SignalKind | tuple[SignalKind, float], version: int = VERSION, now: float = LATE) -> Label:
    signals = []
    for kind in kinds:
        name, seconds = kind if isinstance(kind, tuple) else (kind, 5.0)
        signals.append(Signal("t", name, AT + seconds, seconds))
    return label(signals, AT, now, version)


@pytest.mark.parametrize("kind", sorted(PRAISE))
def test_praise_is_success(kind: SignalKind) -> None:
    found = told(kind)
    assert (found.good, found.weight, found.explicit) == (True, 1.0, True)


@pytest.mark.parametrize("kind", sorted(BLAME))
def test_blame_is_a_defect(kind: SignalKind) -> None:
    found = told(kind, SignalKind.HELD)
    assert (found.bad, found.weight, found.rule) == (True, 1.0, "blamed")


def test_the_last_thing_said_on_purpose_counts() -> None:
    assert told((SignalKind.WRONG, 5), (SignalKind.THANKS, 60)).good
    assert told((SignalKind.THANKS, 5), (SignalKind.WRONG, 60)).bad
    assert told((SignalKind.THANKS, 5), (SignalKind.WRONG, 5)).bad


def test_barge_in_alone_is_no_defect() -> None:
    assert told((SignalKind.BARGE_IN, 0.5)).weight == 0
    assert told((SignalKind.BARGE_IN, 0.5), SignalKind.HELD).good


def test_barge_in_at_once_and_a_rephrase_soon_is_a_defect() -> None:
    found = told((SignalKind.BARGE_IN, 1.0), (SignalKind.REPHRASED, 20.0))
    assert (found.rule, found.bad, {r.signal for r in found.reasons}) == (
        "cut short", True, {SignalKind.BARGE_IN, SignalKind.REPHRASED},
    )  # fmt: skip


def test_put_back_by_hand_counts_within_two_minutes_only() -> None:
    assert told((SignalKind.PUT_BACK, 100.0)).bad
    assert told((SignalKind.PUT_BACK, 130.0), SignalKind.HELD).good


@pytest.mark.parametrize("kind", [SignalKind.NOT_UNDERSTOOD, SignalKind.UNACKNOWLEDGED, SignalKind.ASKED_BACK])
def test_what_did_not_come_about_is_a_defect(kind: SignalKind) -> None:
    assert told(kind).bad


def test_asking_back_is_a_lesser_defect_than_refusing() -> None:
    assert told(SignalKind.ASKED_BACK).weight < told(SignalKind.NOT_UNDERSTOOD).weight


def test_what_stood_is_a_success_less_sure_than_praise() -> None:
    assert told(SignalKind.HELD).good
    assert told(SignalKind.HELD).weight < told(SignalKind.THANKS).weight


def test_weak_signals_are_weighed_together() -> None:
    assert told(SignalKind.ABANDONED).bad
    assert told(SignalKind.ANSWERED).good
    assert told(SignalKind.ANSWERED, SignalKind.ABANDONED).weight < told(SignalKind.ANSWERED).weight


def test_nothing_known_has_no_weight() -> None:
    assert (told().weight, told().good, told().bad) == (0.0, False, False)


def test_labels_settle_with_time() -> None:
    assert not told(now=AT + 10).settled
    assert told(now=LATE).settled


def test_labels_can_be_given_again_by_other_rules() -> None:
    signals = [Signal("t", SignalKind.REPHRASED, AT + 30, 30.0), Signal("t", SignalKind.HELD, AT + 120, 120.0)]
    first, second = (label(signals, AT, LATE, version) for version in (1, 2))
    assert (first.good, second.bad) == (True, True)
    assert (first.version, second.version) == (1, 2)


def test_unknown_rules_are_refused() -> None:
    with pytest.raises(KeyError):
        told(version=99)


@given(st.lists(st.tuples(st.sampled_from(list(SignalKind)), st.floats(0, 300)), max_size=8), st.sampled_from([*RULES]))
def test_any_signals_give_a_label_with_its_reasons(kinds: list[tuple[SignalKind, float]], version: int) -> None:
    found = told(*kinds, version=version)
    assert 0 <= found.score <= 1
    assert 0 <= found.weight <= 1
    assert found.version == version
    assert {r.signal for r in found.reasons} <= {kind for kind, _ in kinds}
    assert bool(found.reasons) == (found.rule != "")


@given(st.lists(st.tuples(st.sampled_from(list(SignalKind)), st.floats(0, 300)), max_size=8), st.randoms())
def test_the_order_in_which_signals_arrive_does_not_matter(
    kinds: list[tuple[SignalKind, float]], rng: random.Random
) -> None:
    unique = dict(kinds)
    pairs = list(unique.items())
    shuffled = rng.sample(pairs, len(pairs))
    assert told(*pairs).score == told(*shuffled).score


def test_every_kind_is_explicit_or_shows() -> None:
    assert len(EXPLICIT) + 10 == len(SignalKind)
