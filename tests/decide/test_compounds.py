"""Requests of several clauses of which some can be done."""

from __future__ import annotations

from homes import frame, home, view

from edge.decide.choose import Rules, candidates, choose
from edge.decide.evidence import evidence_of
from edge.decide.rank import shipped_weights
from edge.ground.options import options_of
from edge.ground.planner import plan
from edge.turn import DecisionKind, Hypothesis, Plan


def planned(*names: str) -> Plan:
    return plan(Hypothesis(tuple(frame("HassTurnOn", name=name) for name in names), 1.0, "neural"), view())


def test_what_is_impossible_in_a_compound_says_nothing_of_the_rest() -> None:
    there = view()
    alone = evidence_of(planned("Kettle"), there)
    assert evidence_of(planned("Kettle", "Jacuzzi", "Diffuser"), there) == alone
    nothing = evidence_of(planned("Jacuzzi", "Diffuser"), there)
    assert (nothing["feasible"], nothing["impossible"], nothing["already"]) == (0, 0.5, 0.5)


def test_the_possible_part_is_done_and_the_rest_said() -> None:
    there, made = view(), planned("Jacuzzi", "Kettle", "Diffuser", "Sauna")
    choice = choose(candidates([made], [evidence_of(made, there)], shipped_weights()), Rules(), 0.0)
    assert choice.kind is DecisionKind.ACT
    assert [step.call.entity_id for step in made.steps] == ["switch.kettle"]
    assert [problem.subject for problem in made.problems] == ["Jacuzzi", "Diffuser", "Sauna"]


def test_what_is_plainly_named_is_meant_whatever_it_is_doing() -> None:
    there = view(home(media_player_radio={"state": "paused"}))
    quieter = Hypothesis((frame("HassSetVolumeRelative", name="Radio", volume_step=-20),), 1.0, "neural")
    assert evidence_of(plan(quieter, there), there)["resting"] == 0
    twins = home(media_player_radio={"state": "paused"}, media_player_tv={"name": "Radio"})
    both = view(twins)
    option = options_of(plan(quieter, both), both)[0]
    assert evidence_of(option, both)["resting"] == 1
    in_the_kitchen = Hypothesis(
        (frame("HassSetVolumeRelative", name="Radio", area="Kitchen", volume_step=-20),), 1.0, "neural"
    )
    assert evidence_of(plan(in_the_kitchen, both), both)["resting"] == 0


def test_one_unsure_clause_does_not_sink_a_long_compound() -> None:
    there = view()
    clauses = tuple(frame("HassTurnOn", name=name) for name in ("Kettle", "Table Lamp", "LED Strip", "Kitchen Spots"))
    made = plan(Hypothesis(clauses, 0.3, "neural"), there)
    evidence = evidence_of(made, there, 0.3)
    assert choose(candidates([made], [evidence], shipped_weights()), Rules(), 0.0).kind is DecisionKind.ACT
    alone = plan(Hypothesis(clauses[:1], 0.3, "neural"), there)
    assert evidence_of(alone, there, 0.3)["language"] < evidence["language"] < 0
