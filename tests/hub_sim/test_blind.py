from __future__ import annotations

from dataclasses import replace

from edge.turn import DecisionKind, Exchange, Job, Knowledge, Question
from hub_sim.blind import blindfold, forgotten, out_of_context, unknown
from hub_sim.context.generate import make_pairs
from hub_sim.context.judge import scenario
from hub_sim.hubs import interpreter

PAIR = next(pair for pair in make_pairs(63, 3, seed=4) if (pair.kind, pair.fact) == ("turn_off", "place"))


def test_blindfolded_it_decides_the_same_in_both_moments_and_sees_again_afterwards() -> None:
    scenes = [scenario(PAIR.text, PAIR.home, member.moment) for member in (PAIR.first, PAIR.second)]

    def decided() -> list[tuple[str, ...]]:
        return [
            interpreter().interpret(scene.request, scene.snapshot, scene.knowledge).decision.entities
            for scene in scenes
        ]

    seeing = decided()
    assert seeing[0] != seeing[1]
    with blindfold():
        blind = decided()
    assert blind[0] == blind[1]
    assert decided() == seeing


def test_what_is_kept_for_people_and_a_question_that_is_open_survive() -> None:
    plan = interpreter().interpret(*_moment()).decision.plan
    assert plan is not None
    asked = Exchange(0.0, "", DecisionKind.ASK, plan=plan, question=Question("confirm", plan))
    told = replace(asked, decision=DecisionKind.ACT, question=None)
    knowledge = Knowledge(
        (told, asked), (Job("t", "timer"),), {"shopping": ("milk",)}, {"light.a turn_on": 0.9}, {"ska": 1.0}
    )
    left = forgotten(knowledge)
    assert (left.recent, left.jobs, left.lists) == ((asked,), knowledge.jobs, knowledge.lists)
    assert (left.habits, left.tastes, forgotten(replace(knowledge, recent=(told,))).recent) == ({}, {}, ())


def test_things_without_a_state_and_requests_from_nowhere() -> None:
    request, snapshot, _ = _moment()
    bare = out_of_context(request)
    assert (bare.device, bare.area, bare.speaker, bare.text) == (None, None, None, request.text)
    for entity in snapshot.entities.values():
        hidden = unknown(entity)
        assert (hidden.state, hidden.changed, hidden.name) == (None, None, entity.name)
        assert hidden.attributes.items() <= entity.attributes.items()


def _moment():  # type: ignore[no-untyped-def]  # noqa: ANN202
    scene = scenario(PAIR.text, PAIR.home, PAIR.first.moment)
    return scene.request, scene.snapshot, scene.knowledge
