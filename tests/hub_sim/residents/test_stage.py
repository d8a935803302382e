from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from edge.turn import Request
from hub_sim.residents.days import START, episodes_of
from hub_sim.residents.goals import Goal, Result, Want
from hub_sim.residents.homes import make_home
from hub_sim.residents.manner import parameters
from hub_sim.residents.people import Options, people_of
from hub_sim.residents.readings import Readings
from hub_sim.residents.stage import Stage

HOME = make_home("stage")
LIGHT = next(thing for thing in HOME.roles["light"] if HOME.unique(thing))
NAME = HOME.entity(LIGHT).name.lower()
ON = Goal((Want(LIGHT, "on"),))


@pytest.fixture
def stage() -> Stage:
    made = Stage(HOME, START, Readings())
    made.arrange(dict.fromkeys(HOME.roles["light"], ("off", {})))
    made.wait(600.0)
    return made


def request(stage: Stage, text: str, number: int = 0) -> Request:
    return Request(f"t{number}", text, stage.clock.wall(), device=next(iter(HOME.ears.values())))


def test_a_request_changes_the_home_and_the_hub_knows_it(stage: Stage) -> None:
    heard = stage.ask(request(stage, f"turn on the {NAME}"), ON)
    assert heard.result is Result.REACHED
    assert stage.home.look(LIGHT)[0] == "on"
    assert stage.hub.registry.snapshot(stage.clock.wall()).entities[LIGHT].state == "on"


def test_without_a_rewrite_passing_through_is_what_happened(stage: Stage) -> None:
    heard = stage.ask(request(stage, f"turn on the {NAME}"), ON)
    assert (heard.passed, heard.passed_kind, heard.rewritten) == (heard.result, heard.turn.decision.kind, False)


def test_trying_out_changes_nothing(stage: Stage) -> None:
    heard = stage.ask(request(stage, "frobnicate the wibble"), ON)
    before = stage.home.looks()
    assert stage.would(f"turn on the {NAME}", heard, ON) is Result.REACHED
    assert stage.would("turn on all the lights", heard, ON) is Result.WRONG
    assert stage.home.looks() == before


def test_what_is_tried_out_is_in_the_home_as_it_was(stage: Stage) -> None:
    heard = stage.ask(request(stage, f"turn on the {NAME}"), ON)
    assert stage.would(f"turn on the {NAME}", heard, ON) is Result.REACHED  # it was off then


def test_a_hand_puts_things_back(stage: Stage) -> None:
    before = stage.home.looks()
    stage.ask(request(stage, f"turn on the {NAME}"), ON)
    stage.hand(before, [LIGHT])
    assert stage.home.look(LIGHT)[0] == "off"


def test_time_passes_only_when_told(stage: Stage) -> None:
    now = stage.clock.wall()
    stage.ask(request(stage, f"turn on the {NAME}"), ON)
    assert stage.clock.wall() == now
    stage.wait_until(now - 10.0)
    assert stage.clock.wall() == now
    stage.wait(5.0)
    assert stage.clock.wall() == now + 5.0


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_days_are_the_same_for_everybody_and_not_crowded(seed: str) -> None:
    home = make_home(seed)
    options = Options(days=12)
    people = people_of(home, options)
    episodes = episodes_of(home, people, options)
    assert episodes == episodes_of(home, people, options)
    times = [episode.at for episode in episodes]
    assert all(later - earlier >= 899.0 for earlier, later in itertools.pairwise(times))
    assert 5 * 12 <= len(episodes) <= 12 * 12
    assert {episode.day for episode in episodes} == set(range(12))


def test_noise_does_not_move_the_days() -> None:
    home = make_home("a")
    days = [episodes_of(home, people_of(home, Options(wer=wer)), Options(wer=wer)) for wer in (0.05, 0.25)]
    assert days[0] == days[1]


def test_the_documentation_lists_every_parameter() -> None:
    text = (Path(__file__).parents[3] / "docs" / "residents.md").read_text(encoding="utf-8")
    for name, span, meaning in parameters():
        assert f"| `{name}` | {span} | {meaning} |" in text
