"""Examples for the ranking: the evidence for every plan of a moment, and which of the plans are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edge.decide.choose import Rules, decision_of, effect_of, judge
from edge.decide.evidence import FEATURES
from edge.decide.rank import Weights
from edge.intents import OUT_OF_SCOPE
from edge.turn import Plan, Turn
from hub_sim.context.judge import Scenario, right, scenario
from hub_sim.context.pairs import Member, Pair, Reading
from hub_sim.hubs import interpreter

Array = NDArray[np.float64]
_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Example:
    """One moment: features [plans, features] and whether each plan is right; none may be."""

    kind: str
    features: Array
    right: NDArray[np.bool_]


def examples(pairs: Iterable[Pair], weights: Weights) -> Iterator[Example]:
    """Both members of every pair. Of plans with one effect the one that scores best by `weights` is taken."""
    for pair in pairs:
        for member in (pair.first, pair.second):
            example = _example(pair, member, weights)
            if example is not None:
                yield example


def _example(pair: Pair, member: Member, weights: Weights) -> Example | None:
    scene = scenario(pair.text, pair.home, member.moment)
    plans, evidence = interpreter().weighed(scene.request, scene.snapshot, scene.knowledge)
    kept = _once(plans, evidence, weights)
    if not kept:
        return None
    fine = [_right(plans[index], pair, member) for index in kept]
    rows = [[evidence[index].get(name, 0.0) for name in FEATURES] for index in kept]
    return Example(pair.kind, np.array(rows), np.array(fine))


def _once(plans: Sequence[Plan], evidence: Sequence[Mapping[str, float]], weights: Weights) -> list[int]:
    best: dict[object, int] = {}
    for index, (plan, features) in enumerate(zip(plans, evidence, strict=True)):
        key = effect_of(plan)
        if key not in best or weights.score(features) > weights.score(evidence[best[key]]):
            best[key] = index
    return list(best.values())


def _right(plan: Plan, pair: Pair, member: Member) -> bool:
    if member.reading.decision == "refuse":
        return all(frame.intent in OUT_OF_SCOPE for frame in plan.hypothesis.frames)
    if not _may_be(plan, member.reading):
        return False
    scene = scenario(pair.text, pair.home, member.moment)
    return right(_as_turn(plan, scene), member.reading, scene)


def _may_be(plan: Plan, reading: Reading) -> bool:
    """Whether it is worth carrying out in a home: most plans touch other things than those meant."""
    if reading.decision == "answer":
        return bool(plan.targets) and set(plan.targets) <= reading.about
    touched = {step.call.entity_id for step in plan.steps if step.call.entity_id}
    return bool(plan.steps) and any(touched == set(outcome) for outcome in reading.outcomes)


def _as_turn(plan: Plan, scene: Scenario) -> Turn:
    """What deciding for the plan would say; an answer is taken at its word."""
    choice = judge(plan, _RULES, scene.request.at)
    said = interpreter()._inner._responder.say(  # noqa: SLF001 - what is said of one plan, whatever was chosen
        choice,
        interpreter()._inner._view(scene.request, scene.snapshot, scene.knowledge),  # noqa: SLF001
    )
    return Turn(scene.request, decision_of(choice, said))
