"""Acting, asking, answering, refusing: what a plan calls for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, view

from edge.decide.choose import Candidate, Rules, candidates, choose, decision_of, judge
from edge.decide.evidence import FEATURES, evidence_of
from edge.decide.rank import WeightsError, ranked, read_weights, shipped_weights
from edge.ground.planner import plan
from edge.turn import DecisionKind, Frame, Hypothesis, Plan, Tier

RULES = Rules()


def made(*frames: Frame, score: float = 1.0) -> Plan:
    return plan(Hypothesis(frames, score, "grammar"), view())


@pytest.mark.parametrize(
    ("frames", "kind"),
    [
        ([frame("HassTurnOn", name="Kettle")], "act"),
        ([frame("HassTurnOn", name="Kettle"), frame("HassTurnOn", name="Jacuzzi")], "act"),
        ([frame("HassTurnOff", name="Front Door")], "ask"),
        ([frame("HassTurnOn", domain="light")], "ask"),
        ([frame("HassTurnOn", name="tabel lanp")], "ask"),
        ([frame("HassTurnOff", name="Kettle")], "answer"),
        ([frame("HassGetState", name="Kettle")], "answer"),
        ([frame("HassTurnOn", name="Jacuzzi")], "refuse"),
        ([frame("HassLightSet", name="Bed Light", brightness=10)], "refuse"),
    ],
)
def test_what_a_plan_calls_for(frames: list[Frame], kind: str) -> None:
    assert judge(made(*frames), RULES, NOON).kind == kind


def test_nothing_understood_is_refused() -> None:
    assert choose([], RULES, NOON).kind is DecisionKind.REFUSE


def test_tier_three_wants_the_pin_where_one_is_set() -> None:
    unlock = made(frame("HassTurnOff", name="Front Door"))
    assert judge(unlock, Rules(pin=True), NOON).question is not None
    assert judge(unlock, Rules(pin=True), NOON).question.pin  # type: ignore[union-attr]
    assert not judge(unlock, RULES, NOON).question.pin  # type: ignore[union-attr]


def test_a_doubtful_name_is_confirmed_before_anything_costly() -> None:
    oven = made(frame("HassTurnOn", name="Oven"))
    doubtful = replace(oven, clauses=(replace(oven.clauses[0], confidence=0.85),))
    assert oven.tier is Tier.COSTLY
    assert (judge(oven, RULES, NOON).kind, judge(doubtful, RULES, NOON).kind) == ("act", "ask")


@pytest.mark.parametrize(
    ("name", "inferred", "habit", "kind"),
    [
        ("Oven", True, 0.9, "ask"),  # "start baking", as every evening
        ("Oven", False, 0.9, "act"),  # "turn on the oven": said, and usual besides
        ("Oven", True, 0.0, "act"),  # "turn it on", just spoken of
        ("Kettle", True, 0.9, "act"),
    ],
)
def test_nothing_learnt_does_anything_costly_unconfirmed(name: str, inferred: bool, habit: float, kind: str) -> None:
    said = made(frame("HassTurnOn", name=name))
    meant = replace(said, clauses=(replace(said.clauses[0], inferred=inferred),))
    choice = choose([Candidate(meant, 0.99, {"habit": habit})], RULES, NOON)
    assert choice.kind == kind
    assert choice.question is None or choice.question.kind == "confirm"


def test_what_is_half_understood_is_confirmed_before_anything_costly() -> None:
    half = made(frame("HassTurnOn", name="reading about people"), frame("HassTurnOn", name="Oven"))
    assert judge(half, RULES, NOON).kind is DecisionKind.ASK


def test_a_timer_without_a_length_is_asked_about() -> None:
    asked = judge(made(frame("HassStartTimer")), RULES, NOON)
    assert asked.question is not None
    assert (asked.kind, asked.question.kind) == (DecisionKind.ASK, "how_long")
    assert judge(made(frame("HassStartTimer", minutes=0)), RULES, NOON).kind is DecisionKind.REFUSE


def test_of_remedies_for_a_need_the_likeliest_is_taken() -> None:
    need = Hypothesis((frame("HearthNeed", need="bright"),), 1.0, "neural")
    dim, dark = made(frame("HassTurnOn", name="Kettle")), made(frame("HassTurnOn", name="LED Strip"))
    helpful = [Candidate(replace(plan_, hypothesis=need), p, {}) for plan_, p in ((dim, 0.6), (dark, 0.3))]
    assert choose(helpful, RULES, NOON).kind is DecisionKind.ACT
    unlike = [Candidate(dim, 0.6, {}), Candidate(dark, 0.3, {})]
    assert choose(unlike, RULES, NOON).kind is DecisionKind.ASK


def test_of_many_like_things_it_is_asked_which() -> None:
    hypothesis = Hypothesis((frame("HassTurnOn", name="kettle"),), 1.0, "neural")
    one = plan(Hypothesis((frame("HassTurnOn", name="Kettle"),), 1.0, "neural"), view())
    kettles = [Candidate(replace(one, hypothesis=hypothesis), 0.06, {}) for _ in range(16)]
    asked = choose(kettles, RULES, NOON)
    assert asked.question is not None
    assert (asked.kind, len(asked.question.options)) == (DecisionKind.ASK, 16)


def test_an_implausible_name_is_not_acted_on() -> None:
    kettle = made(frame("HassTurnOn", name="Kettle"))
    assert judge(replace(kettle, clauses=(replace(kettle.clauses[0], confidence=0.3),)), RULES, NOON).kind == "refuse"


def test_two_likely_plans_are_asked_about_and_an_unlikely_one_is_refused() -> None:
    one, two = made(frame("HassTurnOn", name="Kettle")), made(frame("HassTurnOn", name="Table Lamp"))
    torn = choose([Candidate(one, 0.35, {}), Candidate(two, 0.3, {})], RULES, NOON)
    assert (torn.kind, torn.question and len(torn.question.options)) == ("ask", 2)
    assert choose([Candidate(one, 0.05, {})], RULES, NOON).kind == "refuse"
    assert choose([Candidate(one, 0.3, {})], RULES, NOON).kind == "ask"


def test_plans_of_the_same_effect_are_one_candidate() -> None:
    kettle, lamp = made(frame("HassTurnOn", name="Kettle")), made(frame("HassTurnOn", name="Table Lamp"))
    again = made(frame("HassTurnOn", name="kettle", area="Kitchen"), score=0.9)
    plans = [kettle, again, lamp]
    found = candidates(plans, [evidence_of(p, view()) for p in plans], shipped_weights())
    assert len(found) == 2
    assert found[0].plan is kettle


def test_probabilities_leave_room_for_none_of_these() -> None:
    plans = [made(frame("HassTurnOn", name="Kettle")), made(frame("HassTurnOn", name="Jacuzzi"))]
    rows = ranked(plans, [evidence_of(p, view()) for p in plans], shipped_weights())
    assert rows[0][0] is plans[0]
    assert 0 < sum(probability for _, probability, _ in rows) < 1


def test_every_feature_has_a_weight_and_a_range() -> None:
    evidence = evidence_of(made(frame("HassTurnOn", name="all", domain="light")), view(home()))
    assert set(evidence) == set(FEATURES) == set(shipped_weights().weights)


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(WeightsError, match="language"):
        read_weights('{"weights": {}, "none": 0, "temperature": 1}')


def test_the_decision_tells_the_slots_of_the_plan() -> None:
    decision = decision_of(judge(made(frame("HassTurnOn", name="Kettle")), RULES, NOON), "Done")
    assert (decision.intent, decision.slots, decision.entities) == (
        "HassTurnOn",
        {"name": "Kettle"},
        ("switch.kettle",),
    )
