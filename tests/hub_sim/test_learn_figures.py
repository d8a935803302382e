from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from hub_sim.learn import figures
from hub_sim.learn.pairs import Pair
from hub_sim.learn.plot import draw, lines
from hub_sim.residents.records import Said

_NUMBERS = itertools.count()
KEYS = [
    "homes", "days", "seed", "policy", "turns", "defect_rate_without", "defect_rate_with", "defect_reduction", "wins",
    "losses", "win_loss", "losses_tier23", "trigger_rate", "precision", "time_to_fix_median", "recovery_median",
    "questions_per_100",
]  # fmt: skip


def said(**given: Any) -> Said:
    """A first request that went well, unless told otherwise; `passed` is as `result` where not given."""
    number = next(_NUMBERS)
    plain: dict[str, Any] = {
        "home": "h", "day": 0, "episode": number, "part": 0, "number": 0, "attempt": 0, "resident": "anna",
        "role": "request", "wish": "w", "goal": "g", "said": "words", "heard": "words", "pattern": "p",
        "refer": "nickname", "slip": False, "at": float(number), "gap": 0.0, "barge_in": False, "put_back": False, "speaker": "anna",
        "device": "ear", "area": "hall", "decision": "act", "intent": "HassTurnOn", "entities": ("light.a",),
        "problems": (), "response": "", "result": "reached", "passed_decision": "act", "rewritten": False,
        "rewrite": "", "stage": "", "source": "", "proposal": "", "refused": "", "tier": 1, "cause": "",
        "contrarian": False, "changed_on": -1, "handle_ms": 1.0,
    }  # fmt: skip
    plain |= given
    plain.setdefault("passed", plain["result"])
    return Said(**plain)


FAILED = {"result": "nothing", "cause": "nickname"}
WIN = {"rewritten": True, "rewrite": "r1", "stage": "live", "passed": "nothing"}
LOSS = {"rewritten": True, "rewrite": "r2", "stage": "live", "result": "wrong", "passed": "reached"}


def pair(without: list[Said], learning: list[Said]) -> Pair:
    return Pair("h", tuple(without), tuple(learning))


def test_wins_and_losses_are_against_the_words_as_they_were() -> None:
    counts = figures.tally([pair([], [said(**WIN), said(**LOSS), said(), said(**FAILED)])])
    assert (counts.wins, counts.losses, counts.rewritten, counts.right, counts.missed) == (1, 1, 2, 1, 2)


def test_a_rewrite_that_fails_where_the_words_fail_is_neither() -> None:
    turn = said(rewritten=True, result="wrong", passed="nothing")
    assert not turn.win
    assert not turn.loss


def test_a_question_that_leads_to_the_goal_is_no_defect() -> None:
    assert not said(result="asked", decision="ask").defective
    turns = [said(result="asked", decision="ask"), said()]
    assert figures.summary([pair([], turns)], 1, "s", "p")["questions_per_100"] == 50


def test_a_comment_that_is_rewritten_into_a_deed_is_a_loss() -> None:
    assert said(role="praise", rewritten=True, result="wrong", passed="reached").loss
    assert not said(role="praise", rewritten=True, result="reached", passed="reached").loss


@pytest.mark.parametrize(("tier", "grave"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_losses_of_costly_things_are_counted_apart(tier: int, grave: int) -> None:
    assert figures.tally([pair([], [said(**LOSS, tier=tier)])]).grave == grave


def test_rates_are_of_first_requests_only() -> None:
    rows = figures.summary(
        [pair([said(**FAILED), said(number=1, **FAILED), said()], [said(), said()])], days=1, seed="s", policy="p"
    )
    assert rows["defect_rate_without"] == 0.5
    assert rows["defect_rate_with"] == 0
    assert rows["defect_reduction"] == 1


def test_the_figures_have_exactly_their_keys() -> None:
    assert list(figures.summary([pair([said()], [said()])], 1, "s", "p")) == KEYS


def test_time_to_fix_counts_what_was_suffered() -> None:
    turns = [said(**FAILED), said(**FAILED), said(**WIN), said(**WIN), said(**FAILED)]
    without = [said(episode=turn.episode, **FAILED) for turn in turns]
    assert figures.times_to_fix(pair(without, turns)) == [2.0]


def test_what_is_never_fixed_counts_as_never() -> None:
    turns = [said(**FAILED) for _ in range(6)]
    assert figures.times_to_fix(pair([said(episode=t.episode, **FAILED) for t in turns], turns)) == [figures.NEVER]
    assert figures.median([1.0, figures.NEVER, figures.NEVER]) is None
    assert figures.median([1.0, 2.0, figures.NEVER]) == 2.0


def test_what_nobody_could_mend_is_left_out_unless_asked_for() -> None:
    failed = {**FAILED, "cause": "hub"}
    turns = [said(**FAILED) for _ in range(6)]
    without = [said(episode=turn.episode, **failed) for turn in turns]
    assert figures.times_to_fix(pair(without, turns)) == []
    assert figures.times_to_fix(pair(without, turns), fixable=False) == [figures.NEVER]


def test_rare_defects_are_not_recurring() -> None:
    turns = [said(**FAILED) for _ in range(figures.RECURRING - 1)]
    assert figures.times_to_fix(pair([], turns)) == []


def test_recovery_counts_failures_after_a_name_changed_its_meaning() -> None:
    before = [said(day=1, changed_on=3)]
    after = [said(day=3, changed_on=3, **FAILED), said(day=4, changed_on=3, **FAILED), said(day=5, changed_on=3)]
    assert figures.recoveries(pair([], before + after)) == [2.0]


def test_what_had_never_worked_cannot_recover() -> None:
    before = [said(day=1, changed_on=3, **FAILED)]
    assert figures.recoveries(pair([], [*before, said(day=4, changed_on=3)])) == []


def test_harm_is_a_live_rewrite_that_lost_more_than_it_won() -> None:
    turns = [said(**WIN), said(**LOSS), said(**{**LOSS, "rewrite": "r1"}), said(**WIN)]
    assert figures.harmful([pair([], turns)]) == (2, 1)


def test_origins_tell_what_came_again() -> None:
    turns = [said(**FAILED), said(**FAILED), said(heard="else", **FAILED), said(heard="x", result="wrong", cause="hub")]
    found = figures.origins([pair(turns, [])])
    assert found == {"defects": 4, "causes": {"nickname": 0.75, "hub": 0.25}, "again": 0.25}


def test_a_pair_comes_back_from_disk(tmp_path: Path) -> None:
    one = Pair("h", (said(),), (said(**WIN), said(problems=("already",))), ({"id": "r1"},), (10, 1))
    one.save(tmp_path / "h.json")
    assert Pair.load(tmp_path / "h.json") == one
    assert [file.name for file in tmp_path.iterdir()] == ["h.json"]


def test_days_are_drawn_as_lines_and_as_a_picture(tmp_path: Path) -> None:
    rates = figures.days_to([pair([said(**FAILED), said(day=1)], [said(), said(day=1, **FAILED)])], 2)
    assert rates == [(1.0, 0.0), (0.0, 1.0)]
    assert lines(rates).splitlines()[0].endswith("█  100.0% → 0.0%")
    pytest.importorskip("matplotlib")
    draw(rates, figures.summary([pair([said()], [said()])], 2, "s", "p"), tmp_path / "days.png")
    assert (tmp_path / "days.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text('{"home": "h", "without": [{}], "learning": []}', encoding="utf-8")
    with pytest.raises(ValueError, match="delete it"):
        Pair.load(tmp_path / "h.json")
