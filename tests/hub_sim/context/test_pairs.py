from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner

from hub_sim.__main__ import main
from hub_sim.context.command import chosen
from hub_sim.context.draft import set_stage
from hub_sim.context.generate import HELD_OUT, MAKERS, THIRD, WORDINGS, make_pairs, read_wordings
from hub_sim.context.judge import blinded, scenario
from hub_sim.context.pairs import Pair
from hub_sim.context.scene import SIZES, Scene, make_rows

PAIRS = list(make_pairs(2 * len(MAKERS), 6, seed=3))


def test_every_kind_has_several_wordings_and_comes_in_turn() -> None:
    for file in (WORDINGS, HELD_OUT, THIRD):
        wordings = read_wordings(file)
        assert set(wordings) == set(MAKERS)
        assert min(len(set(lines)) for lines in wordings.values()) >= 4
    assert set(Counter(pair.kind for pair in PAIRS).values()) == {2}


def test_the_third_set_is_said_where_it_is_asked_for() -> None:
    pairs = list(chosen(40, 2, 1, ["upstairs"], THIRD))
    assert {pair.text for pair in pairs} <= set(read_wordings(THIRD)["upstairs"])
    ran = CliRunner().invoke(main, ["context", "--pairs", "2", "--kind", "upstairs", "--third", "--json", "-"])
    assert json.loads(ran.output)["pairs"] == 2


def test_the_same_seed_makes_the_same_pairs_and_another_others() -> None:
    again = list(make_pairs(2 * len(MAKERS), 6, seed=3))
    assert [(p.text, p.first, p.second, p.idle) for p in again] == [(p.text, p.first, p.second, p.idle) for p in PAIRS]
    assert [p.text for p in make_pairs(2 * len(MAKERS), 6, seed=4)] != [p.text for p in PAIRS]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.kind}-{pair.fact}")
def test_members_differ_in_moment_and_in_reading_and_the_idle_change_in_the_moment_alone(pair: Pair) -> None:
    assert pair.first.moment != pair.second.moment
    assert pair.first.reading != pair.second.reading
    assert pair.idle != pair.first.moment
    named = {key for reading in (pair.first.reading, pair.second.reading) for o in reading.outcomes for key in o}
    assert named | pair.first.reading.about | pair.second.reading.about <= set(pair.home.snapshot.entities)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.kind}-{pair.fact}")
def test_blind_members_are_the_same_but_for_their_ids(pair: Pair) -> None:
    first = blinded(scenario(pair.text, pair.home, pair.first.moment))
    second = blinded(scenario(pair.text, pair.home, pair.second.moment))
    assert (first.request, first.knowledge) == (second.request, second.knowledge)
    assert first.snapshot.entities == second.snapshot.entities
    assert all(entity.state is None for entity in first.snapshot.entities.values())


def test_homes_have_5_to_100_things_before_they_are_furnished() -> None:
    rng = random.Random(1)
    sizes = {sum(row["id"] != "weather.home" for row in make_rows(rng)["entities"]) for _ in range(60)}
    assert sizes <= set(SIZES)
    assert {min(SIZES), max(SIZES)} <= sizes


def test_a_furnished_room_is_one_that_nothing_else_of_the_pair_is_in() -> None:
    scene = Scene(random.Random(2), make_rows(random.Random(2)))
    stage = set_stage(scene)
    apart = next(row["area"] for row in scene.rows["entities"] if row["id"] == stage.spare_light)
    assert apart not in {scene.room() for _ in range(8)}


def test_what_a_moment_says_is_what_the_interpreter_sees() -> None:
    pair = next(pair for pair in PAIRS if pair.kind == "turn_off")
    seen = scenario(pair.text, pair.home, replace(pair.first.moment, hour=6.5))
    for entity_id, put in pair.first.moment.states.items():
        assert seen.snapshot.entities[entity_id].state == put.state
    assert seen.request.at % 86400 == 6.5 * 3600
    assert seen.request.area == seen.snapshot.area_of_device(pair.first.moment.device)
