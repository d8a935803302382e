"""Whether a rewrite that learning proposes is read in place of the words: the reading, guardrails, then chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from edge.rewrite.guards import GUARDS, Case, Meaning, refusal
from edge.rewrite.keys import draw
from edge.turn import DecisionKind, Plan, Request, Rewrite, Rewriting

ReadAs = Callable[[Rewrite], Meaning]
"""What the request comes to if it is read as a rewrite says."""
SURE_LOSS = 0.98
"""Least probability of serving where the words alone would be refused: nothing is lost, and little learnt, by it."""


def considered(request: Request, proposals: Iterable[Rewrite], before: Meaning, read: ReadAs) -> Rewriting | None:
    """What becomes of the first proposal that no guardrail forbids, else of the first; `None` without any.

    What was taught is no guess: it is served, whatever it comes to, but where the words speak of something else.
    Chance decides last, so that a control is a request that could have been rewritten: only such pairs compare.
    """
    first: Rewriting | None = None
    for rewrite in proposals:
        if rewrite.taught:
            if not (
                without_reading(rewrite, before) or _taught_otherwise(Case(request, rewrite, before, read(rewrite)))
            ):
                return Rewriting(rewrite, served=True, propensity=1.0)
            continue
        forbidden = without_reading(rewrite, before) or refusal(Case(request, rewrite, before, read(rewrite)))
        if not forbidden:
            chance = max(rewrite.propensity, SURE_LOSS) if before.kind is DecisionKind.REFUSE else rewrite.propensity
            served = draw(request.id, rewrite.id) < chance
            return Rewriting(rewrite, served, chance, "" if served else "draw")
        first = first or Rewriting(rewrite, served=False, propensity=0.0, refused=forbidden)
    return first


def _taught_otherwise(case: Case) -> bool:
    """Whether a taught name stands in words that are about something else: a thing called so, or the phrase itself."""
    return case.before.source == "taught" or (
        case.rewrite.match not in {"exact", "normalised"} and not GUARDS["named"](case)
    )


def without_reading(rewrite: Rewrite, before: Meaning) -> str:
    """The name of the guard that forbids a rewrite whatever it comes to: reading it would cost time for nothing."""
    case = Case(Request("", "", 0.0), rewrite, before, before)
    return "" if GUARDS["sound"](case) else "sound"


def meaning_of(words: str, kind: DecisionKind, plan: Plan | None) -> Meaning:
    """What guardrails look at: the normalised words with what they come to."""
    source = plan.hypothesis.source if plan else ""
    clauses = plan.clauses if plan else ()
    exact = bool(clauses) and all(clause.confidence >= 1.0 and not clause.inferred for clause in clauses)
    named = exact and all("name" in clause.frame.slots for clause in clauses)
    return Meaning(words, kind, plan, source, exact, named)


def as_meant(request: Request, rewrite: Rewrite) -> Request:
    """The request in the words of its rewrite; what else the recogniser heard no longer matters."""
    return replace(request, text=rewrite.text, nbest=())
