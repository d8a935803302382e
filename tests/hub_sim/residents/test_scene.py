"""One habit of a resident at a time, turned up to certainty."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from hub_sim.residents.days import START, Episode, states_before
from hub_sim.residents.homes import ResidentHome, make_home
from hub_sim.residents.manner import Manner, draw_manner
from hub_sim.residents.noise import Ear
from hub_sim.residents.people import Resident, Wish
from hub_sim.residents.pools import Split
from hub_sim.residents.readings import Readings
from hub_sim.residents.records import Said
from hub_sim.residents.scene import Scene
from hub_sim.residents.stage import Stage
from hub_sim.residents.talk import Talk

SILENT = Manner(**{item.name: 0.0 for item in fields(Manner)} | {"knows_names": 1.0, "habit": 1.0, "pause": 2.0})
"""Says a wish once in its habitual words, and nothing else."""


@pytest.fixture(scope="module")
def home() -> ResidentHome:
    return make_home("scene")


@pytest.fixture(scope="module")
def stage(home: ResidentHome) -> Stage:
    return Stage(home, START, Readings())


def wish_of(home: ResidentHome, wording: str, kind: str = "light_on") -> Wish:
    """A wish for one light that no other light is called like."""
    light = next(thing for thing in home.roles["light"] if home.unique(thing))
    area = home.entity(light).area or ""
    ear = next(iter(home.ears.values()))
    return Wish(f"{kind}:thing:{light}", kind, "thing", (light,), area, "official", wording, ear)


_EPISODES: Iterator[int] = iter(range(10_000))


def play(stage: Stage, wording: str, nexts: int = -1, kind: str = "light_on", **manner: float) -> list[Said]:
    """What is said in an episode of a resident who has one wish, and one way more than `SILENT`."""
    wish = wish_of(stage.spec, wording, kind)
    second = replace(wish, id="other", things=tuple(t for t in stage.spec.roles["light"] if t not in wish.things)[:1])
    ways = replace(SILENT, **manner)
    resident = Resident("anna", ways, (wish, second), {}, Ear("anna", 0.0))
    episode = Episode(next(_EPISODES), 0, stage.clock.wall() + 900.0, 0, 0, nexts)
    stage.wait_until(episode.at - 300.0)
    stage.arrange(states_before(stage.spec, (resident,), episode) | dict.fromkeys(stage.spec.roles["light"], OFF))
    stage.wait_until(episode.at)
    return Scene(Talk(stage, resident, episode, Split.HELD_OUT, {})).play()


OFF: tuple[str, dict[str, object]] = ("off", {})
GOOD, BAD, WRONG = "turn on {n}", "frobnicate the wibble", "turn on all the lights"


def roles(said: list[Said]) -> list[str]:
    return [turn.role for turn in said]


def test_who_is_content_says_no_more(stage: Stage) -> None:
    said = play(stage, GOOD)
    assert [(turn.role, turn.result) for turn in said] == [("request", "reached")]


def test_who_has_no_patience_gives_up(stage: Stage) -> None:
    said = play(stage, BAD)
    assert roles(said) == ["request"]
    assert said[0].defective
    assert said[0].cause == "wording"


def test_who_has_patience_says_it_plainly_and_is_granted(stage: Stage) -> None:
    said = play(stage, BAD, patience=1.0, simplifies=1.0)
    assert roles(said) == ["request", "rephrase"]
    assert said[1].result == "reached"
    assert said[1].goal == said[0].goal
    assert said[1].gap > 0


def test_who_repeats_says_the_same_until_tired(stage: Stage) -> None:
    said = play(stage, BAD, patience=1.0, repeats=1.0)
    assert {turn.said for turn in said} == {BAD}
    assert 2 <= len(said) <= 6


@pytest.mark.parametrize(
    ("way", "role"), [("praise", "praise"), ("regret", "regret")], ids=["thanks", "changes their mind"]
)
def test_what_follows_success(stage: Stage, way: str, role: str) -> None:
    assert roles(play(stage, GOOD, **{way: 1.0})) == ["request", role]


def test_a_changed_mind_wants_the_opposite(stage: Stage) -> None:
    said = play(stage, GOOD, regret=1.0)
    assert said[1].wish.startswith("light_off")
    assert said[1].result == "reached"


def test_who_fidgets_touches_the_thing_again(stage: Stage) -> None:
    said = play(stage, GOOD, fidget=1.0)
    light = said[0].entities[0]
    assert said[0].put_back
    assert stage.home.look(light)[0] == "off"


def test_a_wrong_deed_is_interrupted(stage: Stage) -> None:
    said = play(stage, WRONG, barge_in=1.0)
    assert said[0].result == "wrong"
    assert said[0].barge_in


def test_a_wrong_deed_is_put_back_by_hand(stage: Stage) -> None:
    said = play(stage, WRONG, hand=1.0)
    wanted = said[0].goal.split(":")[1]
    others = [light for light in stage.spec.roles["light"] if light != wanted and light in said[0].entities]
    assert said[0].put_back
    assert others
    assert all(stage.home.look(light)[0] == "off" for light in others)


def test_a_wrong_deed_is_undone_by_voice(stage: Stage) -> None:
    assert roles(play(stage, WRONG, undo=1.0)) == ["request", "undo"]


def test_a_failure_is_complained_of(stage: Stage) -> None:
    assert roles(play(stage, BAD, protest=1.0)) == ["request", "protest"]


def test_another_wish_follows_a_granted_one(stage: Stage) -> None:
    said = play(stage, GOOD, nexts=1)
    assert [turn.part for turn in said] in ([0, 1], [0])  # what has come about already is not wished for
    assert all(turn.role == "request" for turn in said)


def test_a_contrarian_complains_of_a_right_deed(stage: Stage) -> None:
    said = play(stage, GOOD, contrary=1.0, protest=1.0)
    assert said[0].result == "reached"
    assert roles(said)[1] == "protest"


def test_a_contrarian_is_content_with_a_failure(stage: Stage) -> None:
    said = play(stage, BAD, contrary=1.0)
    assert roles(said) in (["request"], ["request", "praise"])


def test_manners_are_drawn_from_their_ranges() -> None:
    for seed in range(30):
        manner = draw_manner(random.Random(seed))
        for item in fields(Manner):
            if "low" in item.metadata:
                assert item.metadata["low"] <= getattr(manner, item.name) <= item.metadata["high"]
