"""The guardrails on plans: what forbids a learnt rewrite, each a check of its own.

A guard looks at a `Case`: the request, the rewrite proposed, and what the words and their rewrite come to in this
home now. It only ever forbids. The guards on a rewrite's own record are in `edge.rewrite.standing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edge.intents import QUESTIONS
from edge.rewrite.keys import contexts
from edge.rewrite.lexicon import Pole, negations, numbers, poles, times
from edge.turn import Clause, DecisionKind, Plan, Request, Rewrite, Tier

LEARNT_TIER = Tier.COMFORT
"""What is learnt never acts above it (design, rule 3)."""
LOW_DEFECT = 0.1
OFTEN_USED = 10
_EVERYTHING = frozenset({"all", "everything", "both", "every"})
_SCOPES = frozenset({"name", "area", "floor", "domain", "device_class"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a wording comes to: `words` normalised with digits for numbers, the decision and its plan.

    `source` is the channel that the plan rests on, `exact` whether nothing about its targets had to be guessed, and
    `named` whether every one of them was called by its own name.
    """

    words: str
    kind: DecisionKind
    plan: Plan | None = None
    source: str = ""
    exact: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A rewrite about to be served."""

    request: Request
    rewrite: Rewrite
    before: Meaning
    after: Meaning


Guard = Callable[[Case], bool]
"""True where the rewrite may be served."""


def taught_wins(case: Case) -> bool:
    """A phrase that was taught on purpose beats whatever was learnt in passing."""
    return case.before.source != "taught"


def exact_name_wins(case: Case) -> bool:
    """Words that name things exactly as the home calls them mean those things, whatever is to be done with them."""
    said = case.before.plan.targets if case.before.plan else ()
    meant = case.after.plan.targets if case.after.plan else ()
    return not (said and case.before.named) or set(meant) <= set(said)


def low_defect_untouched(case: Case) -> bool:
    """What has worked nearly always (defect below 0.1 in 10 uses or more) is never touched."""
    return not (case.rewrite.uses >= OFTEN_USED and case.rewrite.defect < LOW_DEFECT)


def newly_understood(case: Case) -> bool:
    """What used to be refused and is now done exactly as said is left to the words."""
    acts = case.before.kind is DecisionKind.ACT
    return not (acts and case.before.exact and case.rewrite.passed not in {"act", "answer"})


def same_polarity(case: Case) -> bool:
    """On stays on, up stays up, lock stays lock: in the words, and in what is done.

    What words that were refused might have meant is no deed.
    """
    language = case.request.language
    said = poles(case.before.words, language)
    meant = poles(case.after.words, language) | _plan_poles(case.after.plan)
    if _opposed(said, meant):
        return False
    refused = case.before.kind is DecisionKind.REFUSE
    return refused or not _opposed(_plan_poles(case.before.plan), _plan_poles(case.after.plan))


def same_numbers(case: Case) -> bool:
    """No number comes, goes or changes."""
    language = case.request.language
    return numbers(case.before.words, language) == numbers(case.after.words, language)


def same_negation(case: Case) -> bool:
    """What is said not to be done, or to be left out, stays so."""
    language = case.request.language
    return negations(case.before.words, language) == negations(case.after.words, language)


def same_time(case: Case) -> bool:
    """The time of day, the delay and the duration stay."""
    language = case.request.language
    return times(case.before.words, language) == times(case.after.words, language)


def tier_not_above(case: Case) -> bool:
    """The tier does not rise, and nothing learnt acts above comfort, confirmed or not."""
    meant = _tier(case.after.plan)
    if case.before.plan is not None and case.before.plan.steps and meant > max(case.before.plan.tier, Tier.TELL):
        return False
    return meant <= LEARNT_TIER


def scope_not_wider(case: Case) -> bool:
    """No more things than the words would have reached, nor than were ever confirmed.

    To be told of many things is not to do something with them. Words that speak of a whole room, one that is not
    known, may come to mean all of another.
    """
    if _reach(case.before.plan) == _reach(case.after.plan) != ():
        return True
    meant = len(_bidden(case.after.plan))
    said = len(_bidden(case.before.plan))
    return meant <= max(1, said, case.rewrite.breadth)


def executable_now(case: Case) -> bool:
    """The rewrite comes to something that the home can do or answer now, with no question left."""
    if case.after.kind not in {DecisionKind.ACT, DecisionKind.ANSWER} or case.after.plan is None:
        return False
    blocked = [problem for problem in case.after.plan.problems if problem.code != "already"]
    return not blocked


def in_its_context(case: Case) -> bool:
    """A rewrite bound to a room, or to a time of day, stays there."""
    bound = case.rewrite.context
    return not bound or bound in contexts(case.request.area, case.request.at, case.request.tz_offset)


def sound_alone_repairs(case: Case) -> bool:
    """What only sounds like a wording known is rewritten where the words themselves were not understood."""
    return case.rewrite.match not in {"phonetic", "near"} or case.before.kind is DecisionKind.REFUSE


def says_something_else(case: Case) -> bool:
    """There is nothing to rewrite where words and rewrite come to the same."""
    before, after = case.before.plan, case.after.plan
    if before is None or after is None or case.before.kind is not case.after.kind:
        return True
    return _deeds(before) != _deeds(after) or not before.steps


GUARDS: Mapping[str, Guard] = {
    "taught": taught_wins,
    "named": exact_name_wins,
    "low_defect": low_defect_untouched,
    "context": in_its_context,
    "sound": sound_alone_repairs,
    "executable": executable_now,
    "same": says_something_else,
    "understood": newly_understood,
    "tier": tier_not_above,
    "scope": scope_not_wider,
    "polarity": same_polarity,
    "number": same_numbers,
    "negation": same_negation,
    "time": same_time,
}
"""Every guard on plans by its name; all must agree."""


def refusal(case: Case) -> str:
    """The name of the first guard that forbids the rewrite; empty where all agree."""
    return next((name for name, allows in GUARDS.items() if not allows(case)), "")


def _reach(plan: Plan | None) -> tuple[tuple[str, ...], ...]:
    """By which slots each clause of a plan says what it is about."""
    clauses = plan.clauses if plan is not None else ()
    return tuple((*sorted(_SCOPES & set(clause.frame.slots)), *_everything(clause)) for clause in clauses)


def _bidden(plan: Plan | None) -> frozenset[str]:
    """What a plan is about where it does not only ask."""
    clauses = plan.clauses if plan is not None else ()
    return frozenset(id_ for clause in clauses if clause.frame.intent not in QUESTIONS for id_ in clause.targets)


def _everything(clause: Clause) -> tuple[str, ...]:
    """Speaking of everything is another reach than speaking of one thing by its name."""
    return ("everything",) if str(clause.frame.slots.get("name", "")).casefold() in _EVERYTHING else ()


def _tier(plan: Plan | None) -> Tier:
    return plan.tier if plan is not None else Tier.TELL


def _opposed(one: frozenset[Pole], other: frozenset[Pole]) -> bool:
    """Whether the two stand at opposite poles of an axis, and not both at both."""
    return any((axis, -sign) in other and (axis, sign) not in other for axis, sign in one)


def _deeds(plan: Plan) -> frozenset[tuple[str, str, str | None, str]]:
    return frozenset(
        (s.call.domain, s.call.service, s.call.entity_id, repr(sorted(s.call.data.items()))) for s in plan.steps
    )


def _plan_poles(plan: Plan | None) -> frozenset[Pole]:
    """The poles of what a plan does: of its services and of the directions it was asked for."""
    if plan is None:
        return frozenset()
    done = " ".join(step.call.service.replace("_", " ") for step in plan.steps)
    asked = " ".join(str(clause.frame.slots.get("direction", "")) for clause in plan.clauses)
    return poles(f"{done} {asked}", "en")
