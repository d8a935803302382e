"""Which of the plans, and whether to act on it, ask, answer or refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from edge.decide.rank import Weights, ranked
from edge.intents import OUT_OF_SCOPE, QUESTIONS
from edge.turn import Clause, Decision, DecisionKind, Plan, Problem, Question, Tier

MOST_OPTIONS = 3
"""More options than this are not read out; the question stays open."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What it takes to act. Confidences in 0..1.

    `pin`: whether one is wanted for tier 3. `sure`: below this confidence in a name it is confirmed first;
    `plausible`: below this it is not acted on. `act`: least probability of a plan by its tier, else the
    likeliest ones are asked about. `confirm_from`: the tier from which everything is confirmed.
    """

    pin: bool = False
    sure: float = 0.8
    plausible: float = 0.5
    act: tuple[float, float, float, float] = (0.3, 0.45, 0.6, 0.6)
    confirm_from: Tier = Tier.ACCESS


@dataclass(frozen=True, slots=True)
class Choice:
    """The plan chosen, what is to be done with it, and why."""

    kind: DecisionKind
    plan: Plan | None = None
    question: Question | None = None
    confidence: float = 0.0
    evidence: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan with its probability in 0..1 and what spoke for it."""

    plan: Plan
    probability: float
    evidence: Mapping[str, float]


def candidates(plans: Sequence[Plan], evidence: Sequence[Mapping[str, float]], weights: Weights) -> list[Candidate]:
    """The plans ranked, best first.

    Of those with the same effect only the likeliest counts: words that can be read in several ways with one outcome
    do not make that outcome likelier than what was said just once.
    """
    best: dict[object, tuple[Plan, Mapping[str, float]]] = {}
    scores: dict[object, float] = {}
    for plan, features in zip(plans, evidence, strict=True):
        key, score = _effect(plan), weights.score(features)
        if key not in scores or score > scores[key]:
            best[key], scores[key] = (plan, features), score
    kept = list(best.values())
    rows = ranked([plan for plan, _ in kept], [features for _, features in kept], weights)
    return [Candidate(plan, probability, features) for plan, probability, features in rows]


def choose(found: Sequence[Candidate], rules: Rules, at: float) -> Choice:
    """Decide over ranked candidates; `at` is the wall time of the request. None at all is a refusal."""
    if not found:
        return Choice(DecisionKind.REFUSE, evidence={"reason": "not understood"})
    best = found[0]
    choice = judge(best.plan, rules, at)
    if choice.kind is DecisionKind.ACT and best.probability < rules.act[best.plan.tier]:
        choice = _torn(found, rules, at)
    evidence: dict[str, float | str] = {"source": best.plan.hypothesis.source, "candidates": float(len(found))}
    evidence |= {name: round(value, 4) for name, value in best.evidence.items() if value}
    return replace(choice, confidence=round(best.probability, 4), evidence=evidence)


IGNORED = frozenset({"HearthConfirm", "HearthDeny"}) | {i for i, what in OUT_OF_SCOPE.items() if what == "ignore"}
"""Intents of talk that was not meant for the hub, and of answers to questions that it did not ask."""


def judge(plan: Plan, rules: Rules, at: float) -> Choice:
    """What one plan on its own calls for."""
    if plan.steps:
        return _act(plan, rules, at)
    if plan.clauses and all(clause.frame.intent in IGNORED for clause in plan.clauses):
        return Choice(DecisionKind.IGNORE, plan)
    if any(problem.code == "ambiguous" for problem in plan.problems):
        return Choice(DecisionKind.ASK, plan, Question("which", plan, asked_at=at))
    if all(_answerable(clause) for clause in plan.clauses):
        return Choice(DecisionKind.ANSWER, plan)
    return Choice(DecisionKind.REFUSE, plan)


def _act(plan: Plan, rules: Rules, at: float) -> Choice:
    named = [clause.confidence for clause in plan.clauses if clause.steps and not clause.inferred]
    doubtful = min(named, default=1.0)
    if doubtful < rules.plausible:
        return Choice(DecisionKind.REFUSE, plan)
    if plan.tier >= rules.confirm_from or doubtful < rules.sure or (plan.tier >= Tier.COSTLY and doubtful < 0.9):
        pin = rules.pin and plan.tier >= Tier.ACCESS
        return Choice(DecisionKind.ASK, plan, Question("confirm", plan, pin=pin, asked_at=at))
    return Choice(DecisionKind.ACT, plan)


def _torn(found: Sequence[Candidate], rules: Rules, at: float) -> Choice:
    """No plan is likely enough: ask which of the likeliest, or whether the only likely one."""
    unclear = next((c.plan for c in found if any(p.code == "ambiguous" for p in c.plan.problems)), None)
    if unclear is not None and not unclear.steps:
        return judge(unclear, rules, at)
    options = tuple(c.plan for c in found[:MOST_OPTIONS] if c.plan.steps and c.probability >= found[0].probability / 4)
    if len(options) > 1:
        return Choice(DecisionKind.ASK, options[0], Question("which", options[0], options, asked_at=at))
    if found[0].probability < rules.act[0] / 2:
        return Choice(DecisionKind.REFUSE, found[0].plan)
    return Choice(DecisionKind.ASK, found[0].plan, Question("confirm", found[0].plan, asked_at=at))


def _effect(plan: Plan) -> object:
    """Plans are the same when they do, ask and lack the same."""
    calls = frozenset(
        (s.call.domain, s.call.service, s.call.entity_id, repr(sorted(s.call.data.items()))) for s in plan.steps
    )
    problems = frozenset((p.code, p.subject) for p in plan.problems)
    asked = tuple(c.frame.intent for c in plan.clauses) if not plan.steps else ()
    return calls, problems, asked, plan.targets


def _answerable(clause: Clause) -> bool:
    if clause.frame.intent in QUESTIONS or clause.frame.intent in {"HassNevermind", "HassCancelAllTimers"}:
        return not clause.problems
    return bool(clause.problems) and all(_settled(problem) for problem in clause.problems)


def _settled(problem: Problem) -> bool:
    return problem.code in {"already", "condition_false"}


def decision_of(choice: Choice, response: str) -> Decision:
    """The decision record of a choice, with what is said."""
    plan = choice.plan
    first = plan.clauses[0].frame if plan and plan.clauses else None
    return Decision(
        kind=choice.kind,
        response=response,
        intent=first.intent if first else None,
        slots=dict(first.slots) if first else {},
        entities=plan.targets if plan else (),
        plan=plan if choice.kind in {DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.REFUSE} else None,
        question=choice.question,
        confidence=choice.confidence,
        evidence=choice.evidence,
    )
