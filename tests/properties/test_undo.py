"""Undo brings back exactly what was, for any plan, and leaves alone what others changed since.

`HEARTH_UNDO_PLANS=1000` runs the full count; by default fewer are tried.
"""

from __future__ import annotations

import os
import random

import pytest
from undo_plans import MAKERS, Household, differences

from edge.ground.standing import aspect_of
from edge.turn import DecisionKind, Turn

PLANS = int(os.environ.get("HEARTH_UNDO_PLANS", "60"))
_BLOCK = 20
_BLOCKS = range((PLANS + _BLOCK - 1) // _BLOCK)


def lived_in(seed: int) -> Household:
    """A home in which a few things were done before, by voice and by hand."""
    rng = random.Random(seed)
    it = Household(rng)
    for _ in range(rng.randint(0, 3)):
        it.random_plan()
    it.interfere(rng.sample(usable(it), 3))
    return it


def usable(it: Household) -> list[str]:
    return [entity_id for entity_id in it.looks() if entity_id.partition(".")[0] in MAKERS]


def written(turn: Turn) -> set[str]:
    assert turn.decision.plan is not None
    return {step.call.entity_id or "" for step in turn.decision.plan.steps}


@pytest.mark.parametrize("block", _BLOCKS)
def test_undo_restores_exactly_what_was(block: int) -> None:
    """Also when hands changed other things meanwhile."""
    acted = 0
    for seed in range(block * _BLOCK, (block + 1) * _BLOCK):
        it = lived_in(seed)
        before = it.looks()
        turn = it.random_plan()
        if turn.decision.kind is not DecisionKind.ACT:
            continue
        acted += 1
        others = [entity_id for entity_id in usable(it) if entity_id not in written(turn)]
        hands = it.interfere(it.rng.sample(others, 3))
        by_hand = it.looks()
        it.do("undo")
        untouched = [entity_id for entity_id in before if entity_id not in hands]
        assert differences(before, it.looks(), untouched) == {}, f"seed {seed}"
        assert differences(by_hand, it.looks(), hands) == {}, f"seed {seed}"
    assert acted > _BLOCK / 2


@pytest.mark.parametrize("block", _BLOCKS)
def test_undo_leaves_what_hands_wrote_over_it(block: int) -> None:
    """Nothing that was written by hand after the plan, and that the plan had written too, changes by undoing."""
    for seed in range(block * _BLOCK, (block + 1) * _BLOCK):
        it = lived_in(10_000 + seed)
        before = it.looks()
        turn = it.random_plan()
        if turn.decision.kind is not DecisionKind.ACT:
            continue
        done = it.looks()
        among = [entity_id for entity_id in usable(it) if entity_id in written(turn)]
        hands = it.interfere(it.rng.sample(among, 1))
        by_hand = it.looks()
        it.do("undo")
        after = it.looks()
        for entity_id in hands:
            over = differences(done, by_hand, [entity_id]).get(entity_id, {})
            if "state" in over:
                assert differences(by_hand, after, [entity_id]) == {}, f"seed {seed}"
        assert differences(before, after, [entity_id for entity_id in before if entity_id not in hands]) == {}, seed


@pytest.mark.parametrize("seed", range(5))
def test_undo_again_and_again_leads_back_to_the_beginning(seed: int) -> None:
    it = Household(random.Random(seed))
    before = it.looks()
    for _ in range(3):
        it.random_plan()
    for _ in range(3):
        it.do("undo")
    assert differences(before, it.looks(), before) == {}


def test_all_ways_to_say_a_colour_are_one_aspect() -> None:
    assert aspect_of("rgb_color") == aspect_of("hs_color") == aspect_of("color_temp_kelvin") != aspect_of("brightness")
