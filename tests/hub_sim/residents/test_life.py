from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from edge.home.model import Snapshot
from edge.turn import Hypothesis, Knowledge, Request
from hub_sim.hubs import interpreter
from hub_sim.residents.days import START, episodes_of, states_before
from hub_sim.residents.dialogues import WITHIN, dialogues_of
from hub_sim.residents.goals import Result
from hub_sim.residents.homes import make_home
from hub_sim.residents.life import Life
from hub_sim.residents.people import Options, people_of
from hub_sim.residents.readings import Readings
from hub_sim.residents.records import Said
from hub_sim.residents.stage import Stage


class Afresh(Readings):
    """Remembers nothing."""

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        return interpreter().read(request, snapshot, knowledge)


OPTIONS = Options(wer=0.2, days=6)


@pytest.fixture(scope="module")
def lived() -> list[Said]:
    return [said for seed in ("one", "two", "three") for said in Life(make_home(seed), OPTIONS, causes=True)]


def test_the_same_seed_lives_the_same_days() -> None:
    home = make_home("again")
    one, other = ([replace(said, handle_ms=0.0) for said in Life(home, replace(OPTIONS, days=2))] for _ in range(2))
    assert one == other
    assert len(one) > 8


def test_time_never_runs_backwards(lived: list[Said]) -> None:
    for home in {said.home for said in lived}:
        times = [said.at for said in lived if said.home == home]
        assert times == sorted(times)


def test_some_things_go_well_and_some_do_not(lived: list[Said]) -> None:
    results = Counter(said.result for said in lived if said.judged)
    assert results["reached"] > 0.4 * results.total()
    assert results["wrong"] + results["nothing"] > 0


def test_nothing_is_rewritten_where_nothing_learns(lived: list[Said]) -> None:
    assert not any(said.rewritten or said.win or said.loss for said in lived)
    assert all(said.result == said.passed for said in lived)


def test_every_defect_has_a_cause(lived: list[Said]) -> None:
    causes = {said.cause for said in lived if said.defective}
    assert causes <= {"slip", "misheard", "nickname", "ambiguous", "wording", "hub"}
    assert all(not said.cause for said in lived if said.judged and not said.defective)


def test_failed_wishes_are_said_anew_and_mostly_granted(lived: list[Said]) -> None:
    again = [said for said in lived if said.role == "rephrase"]
    assert again
    assert all(said.attempt >= 1 and said.gap > 0 for said in again)
    assert any(not said.defective for said in again)


def test_states_before_an_episode_leave_something_to_wish_for() -> None:
    home = make_home("one")
    people = people_of(home, OPTIONS)
    stage = Stage(home, START, Readings())
    for episode in episodes_of(home, people, OPTIONS)[:20]:
        stage.arrange(states_before(home, people, episode))
        wish = people[episode.person].wishes[episode.wish].on(episode.day)
        looks = stage.home.looks()
        assert wish.goal.asks or not wish.goal.met(looks, looks), wish


def test_what_would_have_happened_is_what_happens() -> None:
    """The second home, on which other words are tried out, agrees with the first on the words that were said."""
    home = make_home("two")
    people = people_of(home, OPTIONS)
    stage = Stage(home, START, Readings())
    agreed = 0
    for episode in episodes_of(home, people, OPTIONS)[:25]:
        wish = people[episode.person].wishes[episode.wish].on(episode.day)
        stage.arrange(states_before(home, people, episode))
        stage.wait_until(episode.at)
        request = Request(str(episode.number), "turn on the light", stage.clock.wall(), device=wish.ear)
        heard = stage.ask(request, wish.goal)
        assert stage.would(request.text, heard, wish.goal) is heard.result
        agreed += heard.result is Result.REACHED or heard.result is Result.WRONG
    assert agreed > 5


def test_contrarians_complain_of_what_went_well() -> None:
    lived = list(Life(make_home("three"), replace(OPTIONS, contrarian=1.0)))
    following = [(one, other) for one, other in itertools.pairwise(lived) if one.episode == other.episode]
    assert any(one.result == "reached" and other.role in {"protest", "rephrase"} for one, other in following)


def test_dialogues_name_the_turn_that_says_it_anew(lived: list[Said]) -> None:
    rows = list(dialogues_of(lived))
    answered = [row for row in rows if row["rephrase"] is not None]
    assert answered
    assert len(answered) < len(rows)
    for row in answered:
        turn = row["turns"][row["rephrase"]]
        assert row["turns"][0]["defect"]
        assert turn["goal"] == row["turns"][0]["goal"]
        assert turn["role"] == "rephrase"
        assert not any(other["goal"] == turn["goal"] for other in row["turns"][1 : row["rephrase"]])
    assert all(sum(turn["gap"] for turn in row["turns"]) <= WITHIN + 1 for row in rows)
    assert all(row["turns"][0]["defect"] or row["rephrase"] is None for row in rows)


def test_an_interruption_is_told_of_the_turn_whose_answer_it_cut(lived: list[Said]) -> None:
    cut = [at for at, said in enumerate(lived) if said.barge_in]
    assert cut
    assert all(lived[at].result == "wrong" for at in cut)


def test_what_is_remembered_of_readings_changes_nothing() -> None:
    home, remembered = make_home("one"), Readings()
    lives = [list(Life(home, OPTIONS, None, readings)) for readings in (Afresh(), remembered, remembered)]
    first, *others = [[(turn.heard, turn.decision, turn.response, turn.result) for turn in life] for life in lives]
    assert all(other == first for other in others)
