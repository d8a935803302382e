from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge.home.model import Snapshot
from edge.turn import (
    Clause,
    Decision,
    DecisionKind,
    Frame,
    Hypothesis,
    Knowledge,
    Plan,
    Question,
    Request,
    ServiceCall,
    Step,
    Tier,
    Turn,
)
from hub_sim.__main__ import main
from hub_sim.context.generate import make_pairs
from hub_sim.context.judge import decided, right, scenario
from hub_sim.context.pairs import Member, Moment, Pair
from hub_sim.context.run import run_pair, summary, table

PAIR = next(pair for pair in make_pairs(42, 3, seed=1) if pair.kind == "turn_off")
TARGETS = [next(iter(member.reading.outcomes[0])) for member in (PAIR.first, PAIR.second)]


def decision(kind: DecisionKind, *calls: ServiceCall) -> Decision:
    frame = Frame("HassTurnOff")
    steps = tuple(Step(call, Tier.COMFORT) for call in calls)
    made = Plan(Hypothesis((frame,), 1.0, "test"), (Clause(frame, tuple(c.entity_id or "" for c in calls), steps),))
    question = Question("confirm", made) if kind is DecisionKind.ASK else None
    return Decision(kind, "", "HassTurnOff", entities=made.targets, plan=None if question else made, question=question)


def off(*entities: str) -> tuple[ServiceCall, ...]:
    return tuple(ServiceCall(entity.partition(".")[0], "turn_off", entity) for entity in entities)


def judged(made: Decision, member: Member, pair: Pair = PAIR) -> bool:
    scene = scenario(pair.text, pair.home, member.moment)
    return right(Turn(scene.request, made), member.reading, scene)


@pytest.mark.parametrize(
    ("made", "fine"),
    [
        (decision(DecisionKind.ACT, *off(TARGETS[0])), True),
        (decision(DecisionKind.ACT, *off(TARGETS[1])), False),
        (decision(DecisionKind.ACT, *off(*TARGETS)), False),
        (decision(DecisionKind.ACT), False),
        (decision(DecisionKind.ASK, *off(TARGETS[0])), False),
        (decision(DecisionKind.REFUSE), False),
    ],
)
def test_acting_is_right_when_just_what_was_meant_changes(made: Decision, fine: bool) -> None:
    assert judged(made, PAIR.first) is fine


class Knowing:
    """Turns off whatever it was told is meant, where one fact of the moment says so."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:
        second = scenario(self._pair.text, self._pair.home, self._pair.second.moment)
        same = (request.device, knowledge, snapshot.entities) == (
            second.request.device,
            second.knowledge,
            second.snapshot.entities,
        )
        return Turn(request, decision(DecisionKind.ACT, *off(TARGETS[1] if same else TARGETS[0])))


class Stubborn:
    """Always the same thing."""

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:  # noqa: ARG002
        return Turn(request, decision(DecisionKind.ACT, *off(TARGETS[0])))


def test_figures_of_one_who_knows_and_of_one_who_does_not_look() -> None:
    knowing, stubborn = run_pair(PAIR, Knowing(PAIR)), run_pair(PAIR, Stubborn())
    assert (knowing.right, knowing.stable, knowing.acted_wrong) == ((True, True), True, 0)
    assert (stubborn.right, stubborn.stable, stubborn.acted_wrong) == ((True, False), True, 1)
    figures = summary([knowing, stubborn])
    assert set(figures) == {"pairs", "both_right", "blind_both_right", "irrelevant_stable", "acted_wrong", "kinds"}
    assert (figures["both_right"], figures["blind_both_right"], figures["irrelevant_stable"]) == (0.5, 0.0, 1.0)
    assert figures["acted_wrong"] == pytest.approx(1 / 6, abs=1e-4)
    assert figures["kinds"] == {"turn_off": {"pairs": 2, "both_right": 0.5}}
    assert "turn_off" in table(figures)


def test_decisions_are_told_apart_by_what_they_do() -> None:
    request = scenario(PAIR.text, PAIR.home, Moment()).request
    one, other = (Turn(request, decision(DecisionKind.ACT, *off(target))) for target in TARGETS)
    assert decided(one) == decided(one)
    assert decided(one) != decided(other)


def test_the_command_writes_the_figures(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    done = CliRunner().invoke(main, ["context", "--pairs", "3", "--homes", "2", "--kind", "pause", "--json", str(file)])
    assert done.exit_code == 0, done.output
    figures = json.loads(file.read_text())
    assert figures["pairs"] == figures["kinds"]["pause"]["pairs"] == 3
    assert CliRunner().invoke(main, ["context", "--kind", "nonsense"]).exit_code == 2
