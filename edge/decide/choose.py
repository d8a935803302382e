"""Which of the plans, and whether to act on it, ask, answer or refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from edge.decide.breadth import is_beside, names_exactly
from edge.decide.halves import NOTHING_SUCH, is_half
from edge.decide.rank import Weights, ranked
from edge.intents import OUT_OF_SCOPE, QUESTIONS
from edge.turn import Clause, Decision, DecisionKind, Plan, Problem, Question, Tier

MOST_OPTIONS = 3
"""More options than this are not read out; the question stays open."""
_NEARLY_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Rules:
    """What it takes to act. Confidences in 0..1; utilities in units of the good of a right action.

    `pin`: whether one is wanted for tier 3. `sure`: below this confidence in a name it is confirmed first;
    `plausible`: below this it is not acted on. `confirm_from`: the tier from which everything is confirmed.
    Acting with probability p is worth p - (1 - p) `wrong` of its tier; asking about options of which one is right
    with probability m is worth m - `ask` - (1 - m) `reject`, and of one option `confirm` in place of `ask`; refusing
    costs `reject`.
    """

    pin: bool = False
    sure: float = 0.8
    plausible: float = 0.5
    wrong: tuple[float, float, float, float] = (0.4, 1.0, 4.0, 8.0)
    ask: float = 0.5
    confirm: float = 0.25
    reject: float = 0.5
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
        key, score = effect_of(plan), weights.score(features)
        if key not in scores or score > scores[key]:
            best[key], scores[key] = (plan, features), score
    named = [plan for plan, _ in best.values() if names_exactly(plan)]
    kept = [pair for pair in best.values() if not any(is_beside(*pair, than) for than in named)]
    kept = [pair for pair in kept if not any(is_half(pair[0], whole) for whole, _ in kept)]
    rows = ranked([plan for plan, _ in kept], [features for _, features in kept], weights)
    return [Candidate(plan, probability, features) for plan, probability, features in rows]


def choose(found: Sequence[Candidate], rules: Rules, at: float) -> Choice:
    """Decide over ranked candidates; `at` is the wall time of the request. None at all is a refusal."""
    if not found:
        return Choice(DecisionKind.REFUSE, evidence={"reason": "not understood"})
    best = found[0]
    choice = judge(best.plan, rules, at)
    if choice.kind is DecisionKind.ACT:
        learnt = best.plan.tier >= Tier.COSTLY and _is_learnt(best)
        choice = _confirming(best.plan, at) if learnt else _most_useful(choice, found, rules, at)
    evidence: dict[str, float | str] = {"source": best.plan.hypothesis.source, "candidates": float(len(found))}
    evidence |= {name: round(value, 4) for name, value in best.evidence.items() if value}
    return replace(choice, confidence=round(best.probability, 4), evidence=evidence)


IGNORED = frozenset({"HearthConfirm", "HearthDeny"}) | {i for i, what in OUT_OF_SCOPE.items() if what == "ignore"}
"""Intents of talk that was not meant for the hub, and of answers to questions that it did not ask."""


_LESSONS = frozenset({"HearthTeach", "HearthForget"})


def judge(plan: Plan, rules: Rules, at: float) -> Choice:
    """What one plan on its own calls for."""
    if plan.steps:
        return Choice(DecisionKind.LEARN, plan) if _is_lesson(plan) else _act(plan, rules, at)
    if plan.clauses and all(clause.frame.intent in IGNORED for clause in plan.clauses):
        return Choice(DecisionKind.IGNORE, plan)
    if any(problem.code == "ambiguous" for problem in plan.problems):
        return Choice(DecisionKind.ASK, plan, Question("which", plan, asked_at=at))
    if any(problem.code == "no_duration" for problem in plan.problems):
        return Choice(DecisionKind.ASK, plan, Question("how_long", plan, asked_at=at))
    if any(problem.code == "no_time" for problem in plan.problems):
        return Choice(DecisionKind.ASK, plan, Question("when", plan, asked_at=at))
    if all(_answerable(clause) for clause in plan.clauses):
        return Choice(DecisionKind.ANSWER, plan)
    return Choice(DecisionKind.REFUSE, plan)


def _is_lesson(plan: Plan) -> bool:
    """Whether a plan only stores, or drops, what somebody teaches."""
    return all(clause.frame.intent in _LESSONS for clause in plan.clauses)


def _act(plan: Plan, rules: Rules, at: float) -> Choice:
    named = [clause.confidence for clause in plan.clauses if clause.steps and not clause.inferred]
    doubtful = min(named, default=1.0)
    if doubtful < rules.plausible:
        return Choice(DecisionKind.REFUSE, plan)
    if (
        plan.tier >= rules.confirm_from
        or doubtful < rules.sure
        or (plan.tier >= Tier.COSTLY and _in_doubt(plan, doubtful))
    ):
        pin = rules.pin and plan.tier >= Tier.ACCESS
        return Choice(DecisionKind.ASK, plan, Question("confirm", plan, pin=pin, asked_at=at))
    return Choice(DecisionKind.ACT, plan)


def _confirming(plan: Plan, at: float) -> Choice:
    return Choice(DecisionKind.ASK, plan, Question("confirm", plan, asked_at=at))


def _is_learnt(best: Candidate) -> bool:
    """Whether a target that was not said was found by what is usual here; nothing learnt does anything costly alone."""
    return best.evidence.get("habit", 0.0) > 0 and any(clause.inferred for clause in best.plan.clauses)


def _in_doubt(plan: Plan, doubtful: float) -> bool:
    """Whether a name is not quite what was said, or part of the request speaks of nothing that is here."""
    return doubtful < _NEARLY_SURE or any(problem.code in NOTHING_SUCH for problem in plan.problems)


def _most_useful(acting: Choice, found: Sequence[Candidate], rules: Rules, at: float) -> Choice:
    """Acting on the likeliest plan, asking which of the likeliest or whether, or refusing: what is worth most."""
    best = found[0]
    options = _options(found)
    mass = sum(option.probability for option in options)
    sure = best.probability + sum(other.probability for other in found[1:] if _much_the_same(best.plan, other.plan))
    act = sure - (1 - sure) * rules.wrong[best.plan.tier]
    alike = _like_things(found)
    if len(alike) > MOST_OPTIONS and sum(option.probability for option in alike) >= rules.plausible:
        plans = tuple(option.plan for option in alike)
        return Choice(DecisionKind.ASK, best.plan, Question("which", best.plan, plans, asked_at=at))
    ask = mass - (rules.ask if len(options) > 1 else rules.confirm) - (1 - mass) * rules.reject
    if act >= max(ask, -rules.reject):
        return acting
    if ask < -rules.reject:
        return Choice(DecisionKind.REFUSE, best.plan)
    if len(options) > 1:
        plans = tuple(option.plan for option in options)
        return Choice(DecisionKind.ASK, best.plan, Question("which", best.plan, plans, asked_at=at))
    return Choice(DecisionKind.ASK, best.plan, Question("confirm", best.plan, asked_at=at))


def _like_things(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that do the likeliest's deed to something else of the same name, as likely."""
    best = found[0]
    same = [other for other in found if other.plan.hypothesis is best.plan.hypothesis and other.plan.steps]
    return [other for other in same if other.probability >= best.probability / 2]


def _much_the_same(one: Plan, other: Plan) -> bool:
    """Whether two plans do things to the same targets that nobody would want to be asked about."""
    if _help_alike(one, other):
        return True
    if not other.steps or set(one.targets) != set(other.targets) or max(one.tier, other.tier) > Tier.COMFORT:
        return False
    ends = [
        {s.effect.entity_id: s.effect.state for s in plan.steps if s.effect and s.effect.state} for plan in (one, other)
    ]
    return all(ends[0][key] == ends[1][key] for key in ends[0].keys() & ends[1].keys())


def _help_alike(one: Plan, other: Plan) -> bool:
    """Whether two plans are remedies for one need: who says that it is too bright does not mind which helps."""
    needed = one.hypothesis is other.hypothesis and all(f.intent == "HearthNeed" for f in one.hypothesis.frames)
    return needed and bool(other.steps) and max(one.tier, other.tier) <= Tier.COMFORT


def _options(found: Sequence[Candidate]) -> list[Candidate]:
    """The smallest set of plans that one can be asked about and that is nearly sure to hold the one meant."""
    options: list[Candidate] = []
    for candidate in found:
        if len(options) == MOST_OPTIONS or sum(option.probability for option in options) >= _NEARLY_SURE:
            break
        alike = any(_much_the_same(option.plan, candidate.plan) for option in options)
        if candidate.plan.steps and not alike and candidate.probability >= found[0].probability / 4:
            options.append(candidate)
    return options


def effect_of(plan: Plan) -> object:
    """Plans are the same when they do, ask and lack the same."""
    calls = frozenset(
        (s.call.domain, s.call.service, s.call.entity_id, repr(sorted(s.call.data.items()))) for s in plan.steps
    )
    problems = frozenset((p.code, p.subject) for p in plan.problems if not plan.steps or p.code != "already")
    asked = tuple(c.frame.intent for c in plan.clauses) if not plan.steps else ()
    return calls, problems, asked, () if plan.steps else plan.targets


def _answerable(clause: Clause) -> bool:
    if clause.frame.intent in QUESTIONS or clause.frame.intent in {"HassNevermind", "HassCancelAllTimers"}:
        return not clause.problems
    return bool(clause.problems) and all(_settled(problem) for problem in clause.problems)


def _settled(problem: Problem) -> bool:
    return problem.code in {"already", "condition_false"}


_KEEP_PLAN = frozenset({DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.REFUSE, DecisionKind.LEARN})


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
        plan=plan if choice.kind in _KEEP_PLAN else None,
        question=choice.question,
        confidence=choice.confidence,
        evidence=choice.evidence,
    )
