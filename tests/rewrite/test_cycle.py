"""The life cycle: nothing is served before it is confirmed, nothing stays that does harm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from learn_support import NOON, an_entry, served

from edge.rewrite.cycle import Policy, advanced, changed_mind, passed_as, propensity, stop_loss
from edge.rewrite.entry import HALF_LIFE, Entry, Stage
from edge.rewrite.offpolicy import Logged
from edge.turn import DecisionKind, Tier

POLICY = Policy()
LOST = Logged(rewritten=False, propensity=0.0, reward=0.0, rewritten_value=1.0)
WON = Logged(rewritten=True, propensity=0.9, reward=1.0)
WRONG = Logged(rewritten=True, propensity=0.9, reward=0.0)
PASSED = Logged(rewritten=False, propensity=0.9, reward=1.0, rewritten_value=0.5)


def settled(entry: Entry, now: float = NOON, *, best: bool = True) -> Entry:
    """As often as the evidence carries it."""
    for _ in range(4):
        entry = advanced(entry, now, POLICY, best=best)
    return entry


@pytest.mark.parametrize(("passed", "needed"), [("refuse", 2), ("ask", 3), ("act", 2), ("answer", 2)])
def test_confirmations_needed_depend_on_what_can_be_lost(passed: str, needed: int) -> None:
    entry = an_entry(passed=passed, count=needed, support=0.9 * needed, log=(LOST,) * needed)
    assert settled(entry).stage is Stage.CANARY
    assert settled(replace(entry, count=needed - 1)).stage is Stage.CANDIDATE
    assert settled(replace(entry, support=0.3)).stage is Stage.CANDIDATE


@pytest.mark.parametrize(
    ("passed", "strong", "needed"), [("refuse", 0, 2), ("refuse", 1, 1), ("act", 2, 2), ("ask", 2, 3)]
)
def test_told_outright_once_will_do_for_refused_words(passed: str, strong: int, needed: int) -> None:
    assert POLICY.confirmations_needed(an_entry(passed=passed, strong=strong)) == needed


def test_one_step_at_a_time_through_shadow() -> None:
    entry = an_entry(log=(LOST, LOST))
    shadow = advanced(entry, NOON, POLICY)
    assert shadow.stage is Stage.SHADOW
    assert propensity(shadow, POLICY) == 0
    assert advanced(shadow, NOON, POLICY).stage is Stage.CANARY


def test_shadow_holds_what_is_not_worth_more_than_the_words() -> None:
    log = (LOST, LOST, *[replace(PASSED, propensity=0.0)] * 4)
    held = settled(an_entry(log=log, stage=Stage.SHADOW))
    assert held.stage is Stage.SHADOW
    assert "worth at least" in held.reason


def test_another_meaning_as_often_confirmed_holds_it_back() -> None:
    assert settled(an_entry(log=(LOST, LOST)), best=False).stage is Stage.CANDIDATE
    assert settled(an_entry(log=(LOST, LOST), stage=Stage.SHADOW), best=False).stage is Stage.CANDIDATE


def test_the_home_s_needs_two_people_unless_people_are_unknown() -> None:
    home = an_entry(person="", log=(LOST, LOST))
    assert settled(home).stage is Stage.CANDIDATE
    assert settled(replace(home, people=("anna", "bo"))).stage is Stage.CANARY
    assert settled(replace(home, people=("",))).stage is Stage.CANARY


@pytest.mark.parametrize("tier", [Tier.COSTLY, Tier.ACCESS])
def test_grave_targets_are_never_served(tier: Tier) -> None:
    entry = an_entry(tier=tier, count=50, support=50.0, log=(LOST,) * 40)
    assert settled(entry).stage is Stage.CANDIDATE
    assert propensity(replace(entry, stage=Stage.LIVE, approved=True), POLICY) == 0


def test_canary_is_clipped_until_it_has_proved_itself() -> None:
    sure = served(n_bad=30.0, d_ok=10.0)
    assert propensity(sure, POLICY) == 1 - POLICY.explore[Tier.COMFORT]
    proved = replace(sure, r_ok=8.0)
    assert propensity(proved, POLICY) == pytest.approx(proved.better)
    doubtful = served(n_ok=30.0, r_bad=3.0)
    assert propensity(doubtful, POLICY) == POLICY.explore[Tier.COMFORT]


def test_canary_goes_live_when_it_is_right() -> None:
    entry = served(r_ok=5.0, log=(LOST, LOST, *[WON] * 6))
    assert settled(entry).stage is Stage.LIVE


def test_harm_quarantines_at_once() -> None:
    assert settled(served(n_ok=8.0, n_bad=0.0, r_bad=3.0, log=(WON, WRONG))).stage is Stage.QUARANTINED


def test_doubt_takes_what_is_live_out_of_service() -> None:
    live = replace(served(), stage=Stage.LIVE, r_ok=20.0, log=(*[WON] * 20, WRONG), doubt=POLICY.doubt - 0.1)
    assert settled(live).stage is Stage.LIVE
    again = replace(live, doubt=POLICY.doubt)
    assert changed_mind(again, POLICY)
    assert settled(again).stage is Stage.QUARANTINED
    rested = settled(replace(settled(again), since=NOON), NOON + POLICY.rest)
    assert (rested.stage, rested.doubt) == (Stage.CANDIDATE, 0.0), "it begins again with nothing"


def test_stop_loss_on_what_is_right_too_seldom() -> None:
    log = [WON if n % 2 else WRONG for n in range(16)]
    assert stop_loss(served(log=tuple(log)), POLICY)
    assert not stop_loss(served(log=(*[WON] * 15, WRONG)), POLICY)
    assert settled(served(n_bad=20.0, r_ok=8.0, r_bad=8.0, log=tuple(log))).stage is Stage.QUARANTINED


def test_quarantine_rests_and_begins_again_with_nothing() -> None:
    put_away = an_entry(stage=Stage.QUARANTINED, count=9, support=9.0, log=(WRONG, WRONG))
    assert settled(put_away, NOON + HALF_LIFE - 1).stage is Stage.QUARANTINED
    rested = settled(put_away, NOON + HALF_LIFE)
    assert (rested.stage, rested.count, rested.support, rested.log) == (Stage.CANDIDATE, 0, 0.0, ())


@pytest.mark.parametrize("stage", [Stage.BLOCKED, Stage.RETIRED])
def test_what_is_forbidden_or_retired_stays_so(stage: Stage) -> None:
    entry = an_entry(stage=stage, count=99, support=99.0, log=(LOST,) * 9)
    assert settled(entry, NOON + 100 * HALF_LIFE).stage is stage


def test_what_is_not_needed_any_more_fades() -> None:
    assert settled(served(support=1.0), NOON + 5 * HALF_LIFE).stage is Stage.RETIRED


def test_approval_serves_without_more_proof() -> None:
    assert settled(an_entry(count=1, support=0.1, approved=True)).stage is Stage.LIVE
    assert propensity(replace(served(), approved=True), POLICY) == 1.0


def test_what_was_seen_counts_half_after_two_weeks() -> None:
    aged = an_entry(support=2.0, r_ok=4.0).decayed(NOON + HALF_LIFE)
    assert (aged.support, aged.r_ok, aged.count) == (pytest.approx(1.0), pytest.approx(2.0), 2)
    assert aged.decayed(NOON) is aged, "time does not run backwards"


def test_the_target_s_own_record_stands_in_while_outcomes_are_few() -> None:
    assert served(d_ok=10.0).better > served().better
    assert served(d_bad=10.0).better < served().better


@pytest.mark.parametrize(
    ("kind", "name"),
    [(DecisionKind.REFUSE, "refuse"), (DecisionKind.IGNORE, "refuse"), (DecisionKind.ASK, "ask"), (DecisionKind.ACT, "act"),
     (DecisionKind.ANSWER, "act")],
)  # fmt: skip
def test_what_was_done_with_the_words_has_a_name(kind: DecisionKind, name: str) -> None:
    assert passed_as(kind) == name


def test_one_wrong_outcome_stops_nothing() -> None:
    once = served(n_bad=4.0, r_bad=1.0, doubt=2.2, log=(LOST, LOST, WRONG))
    assert once.win_bound() == pytest.approx(0.95)
    assert settled(once).stage is Stage.CANARY
    assert stop_loss(replace(once, log=(*once.log, WRONG)), POLICY)


def test_failures_that_nobody_showed_are_reckoned_with() -> None:
    quiet = replace(PASSED, propensity=0.0)
    assert settled(an_entry(log=(LOST, quiet, LOST, quiet, LOST), stage=Stage.SHADOW)).stage is Stage.CANARY
    assert settled(an_entry(log=(LOST, *[quiet] * 4, LOST), stage=Stage.SHADOW)).stage is Stage.SHADOW
