"""Which of the plans, and whether to act on it, ask, answer or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from edge.intents import QUESTIONS
from edge.turn import Clause, Decision, DecisionKind, Plan, Problem, Question, Tier

_WORTH = {
    "already": 0.97,
    "condition_false": 0.97,
    "ambiguous": 0.8,
    "unavailable": 0.75,
    "out_of_range": 0.75,
    "not_supported": 0.6,
    "no_timer": 0.75,
    "many_timers": 0.75,
    "no_time": 0.6,
    "unknown_value": 0.7,
}
"""How much a clause that ends in a problem still speaks for having been meant; unlisted ones 0.4."""

MOST_OPTIONS = 3
"""More options than this are not read out; the question stays open."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the owner settled: `pin` wanted for tier 3, `sure` and `plausible` as least confidences.

    Below `sure` a doubtful name is confirmed first; below `plausible` it is not acted on at all.
    """

    pin: bool = False
    sure: float = 0.8
    plausible: float = 0.5
    confirm_from: Tier = Tier.ACCESS


@dataclass(frozen=True, slots=True)
class Choice:
    """The plan chosen, what is to be done with it, and why."""

    kind: DecisionKind
    plan: Plan | None = None
    question: Question | None = None
    confidence: float = 0.0
    evidence: dict[str, float | str] = field(default_factory=dict)


def choose(plans: Sequence[Plan], rules: Rules, at: float) -> Choice:
    """Decide over the plans of all hypotheses; `at` is the wall time of the request.

    No plan at all is a refusal: nothing was understood.
    """
    if not plans:
        return Choice(DecisionKind.REFUSE, evidence={"reason": "not understood"})
    best = max(plans, key=value)
    evidence: dict[str, float | str] = {
        "source": best.hypothesis.source,
        "hypothesis": best.hypothesis.score,
        "fit": round(_fit(best), 4),
        "hypotheses": float(len(plans)),
    }
    return replace(_judge(best, rules, at), confidence=round(value(best), 4), evidence=evidence)


def value(plan: Plan) -> float:
    """How likely it is, in 0..1, that this plan is what was meant: the words times what the home can do."""
    return plan.hypothesis.score * _fit(plan)


def _fit(plan: Plan) -> float:
    return min((_clause_fit(clause) for clause in plan.clauses), default=0.0)


def _clause_fit(clause: Clause) -> float:
    if clause.steps or not clause.problems:
        return clause.confidence
    return clause.confidence * max(_WORTH.get(problem.code, 0.4) for problem in clause.problems)


def _judge(plan: Plan, rules: Rules, at: float) -> Choice:
    unclear = next((p for p in plan.problems if p.code == "ambiguous"), None)
    if plan.steps:
        return _act(plan, rules, at)
    if unclear is not None:
        return Choice(DecisionKind.ASK, plan, Question("which", plan, asked_at=at))
    if all(_answerable(clause) for clause in plan.clauses):
        return Choice(DecisionKind.ANSWER, plan)
    return Choice(DecisionKind.REFUSE, plan)


def _act(plan: Plan, rules: Rules, at: float) -> Choice:
    doubtful = min(clause.confidence for clause in plan.clauses if clause.steps)
    if doubtful < rules.plausible:
        return Choice(DecisionKind.REFUSE, plan)
    if plan.tier >= rules.confirm_from or doubtful < rules.sure or (plan.tier >= Tier.COSTLY and doubtful < 0.9):
        pin = rules.pin and plan.tier >= Tier.ACCESS
        return Choice(DecisionKind.ASK, plan, Question("confirm", plan, pin=pin, asked_at=at))
    return Choice(DecisionKind.ACT, plan)


def _answerable(clause: Clause) -> bool:
    if clause.frame.intent in QUESTIONS or clause.frame.intent in {"HassNevermind", "HassCancelAllTimers"}:
        return not clause.problems
    return bool(clause.problems) and all(_settled(problem) for problem in clause.problems)


def _settled(problem: Problem) -> bool:
    return problem.code in {"already", "condition_false"}


def decision_of(choice: Choice, response: str) -> Decision:
    """The decision record of a choice, with what is said."""
    plan = choice.plan
    return Decision(
        kind=choice.kind,
        response=response,
        intent=plan.hypothesis.intent if plan else None,
        slots=dict(plan.hypothesis.slots) if plan else {},
        entities=plan.targets if plan else (),
        plan=plan if choice.kind in {DecisionKind.ACT, DecisionKind.ANSWER} else None,
        question=choice.question,
        confidence=choice.confidence,
        evidence=choice.evidence,
    )
