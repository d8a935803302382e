from __future__ import annotations

from dataclasses import replace

import pytest

from edge.home.model import Snapshot
from edge.interpreter import Interpreter
from edge.turn import Decision, DecisionKind, Knowledge, Request
from edge.why.explain import Explanation, explain, outcome
from edge.why.facts import Record, at_work, facts
from edge.why.words import told
from hub_sim.context.generate import make_pairs
from hub_sim.context.judge import scenario
from hub_sim.context.pairs import Moment, Pair
from hub_sim.hubs import interpreter

PAIRS = {(pair.kind, pair.fact): pair for pair in make_pairs(210, 8, seed=5) if "morning" not in pair.text}


@pytest.fixture(scope="module")
def decider() -> Interpreter:
    return interpreter()._inner


def explained(pair: Pair, decider: Interpreter, moment: Moment | None = None) -> Explanation:
    scene = scenario(pair.text, pair.home, moment or pair.first.moment)
    turn = decider.interpret(scene.request, scene.snapshot, scene.knowledge)
    return explain(Record(scene.request, scene.snapshot, scene.knowledge, turn), decider)


@pytest.mark.parametrize(
    ("kind", "fact", "named"),
    [
        ("turn_off", "mention", "mention"),
        ("turn_off", "change", "changed"),
        ("mine", "speaker", "speaker"),
        ("habit", "habit", "habit"),
        ("bright", "hour", "sun"),
        ("alarm", "hour", "hour"),
        ("pause", "place", "place"),
    ],
)
def test_the_fact_that_was_changed_between_the_moments_is_the_one_named(
    kind: str, fact: str, named: str, decider: Interpreter
) -> None:
    found = explained(PAIRS[kind, fact], decider)
    assert found.fact is not None
    assert found.fact.kind in {named, "state"}
    again = decider.interpret(found.fact.request, found.fact.snapshot, found.fact.knowledge)
    assert outcome(again.decision) != outcome(found.record.turn.decision)


def test_what_might_have_been_meant_had_it_been_at_work_is_tried(decider: Interpreter) -> None:
    pair = PAIRS["temperature", "oven"]
    members = {member.reading.about: member for member in (pair.first, pair.second)}
    oven = next(about for about in members if any(id_.startswith("climate.") for id_ in about))
    (off,) = (member for about, member in members.items() if about != oven)
    scene = scenario(pair.text, pair.home, off.moment)
    turn = decider.interpret(scene.request, scene.snapshot, scene.knowledge)
    assert set(turn.decision.entities) == off.reading.about
    tried = facts(Record(scene.request, scene.snapshot, scene.knowledge, turn), [])
    assert {fact.about for fact in tried if fact.kind == "state"} >= oven


def test_an_hour_that_was_read_from_the_words_is_read_again(decider: Interpreter) -> None:
    waking = [pair for pair in make_pairs(200, 8, seed=6) if pair.kind == "alarm"]
    named = [explained(pair, decider).fact for pair in waking]
    assert {fact.kind for fact in named if fact} == {"hour"}
    assert sum(fact is not None for fact in named) >= len(named) - 1


def test_every_fact_tried_differs_from_the_moment_in_one_thing(decider: Interpreter) -> None:
    pair = PAIRS["turn_off", "mention"]
    scene = scenario(pair.text, pair.home, pair.first.moment)
    turn = decider.interpret(scene.request, scene.snapshot, scene.knowledge)
    record = Record(scene.request, scene.snapshot, scene.knowledge, turn)
    tried = list(facts(record, ["sun.sun"]))
    assert {"mention", "state", "place", "hour"} <= {fact.kind for fact in tried}
    for fact in tried:
        differing = [
            fact.request != record.request,
            fact.knowledge != record.knowledge,
            fact.snapshot.devices != record.snapshot.devices,
            fact.snapshot.entities != record.snapshot.entities,
        ]
        assert sum(differing) == 1
        before, after = record.snapshot.entities, fact.snapshot.entities
        assert sum(before[key] != after[key] for key in before) <= 1


def test_a_request_that_no_fact_touches_is_explained_by_its_words(decider: Interpreter) -> None:
    pair = PAIRS["turn_off", "mention"]
    scene = scenario("what time is it", pair.home, pair.first.moment)
    turn = decider.interpret(scene.request, scene.snapshot, scene.knowledge)
    found = explain(Record(scene.request, scene.snapshot, scene.knowledge, turn), decider)
    assert (found.fact, found.otherwise) == (None, None)
    assert "the words alone" in told(found)


def test_a_question_costs_no_more_work_than_is_allowed(decider: Interpreter, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    decide = Interpreter.decide

    def counted(self: Interpreter, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Decision:
        read.append(request.text)
        return decide(self, request, snapshot, knowledge)

    monkeypatch.setattr(Interpreter, "decide", counted)
    monkeypatch.setattr("edge.why.explain.MOST_WORK", 0)
    assert explained(PAIRS["pause", "place"], decider).fact is None
    assert len(read) == 1  # whether what was recorded comes to the same


def test_what_is_told_names_what_was_taken_and_what_would_have_been(decider: Interpreter) -> None:
    found = explained(PAIRS["mine", "speaker"], decider)
    record = found.record
    taken = record.snapshot.entities[record.turn.decision.entities[0]].name
    sentence = told(found)
    assert sentence.startswith(f"I took that as {taken} because ")
    assert "; otherwise it would have been " in sentence
    assert sentence.endswith(".")


def test_equal_outcomes_are_those_that_do_the_same(decider: Interpreter) -> None:
    pair = PAIRS["turn_off", "mention"]
    turns = []
    for moment in (pair.first.moment, pair.first.moment, pair.second.moment):
        scene = scenario(pair.text, pair.home, moment)
        turns.append(decider.interpret(scene.request, scene.snapshot, scene.knowledge))
    first, same, other = (outcome(turn.decision) for turn in turns)
    assert first == same
    assert first != other
    assert outcome(replace(turns[0].decision, kind=DecisionKind.REFUSE)) != first


def test_at_work_knows_the_idle_states_of_every_domain() -> None:
    snapshot = PAIRS["done", "running"].home.snapshot
    idle = {"off", "idle", "closed", "locked", "docked", "0"}
    for entity in snapshot.entities.values():
        if entity.domain in {"light", "media_player", "cover", "lock", "vacuum", "fan"}:
            assert at_work(entity) is (entity.state not in idle)
