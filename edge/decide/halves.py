"""Readings that do part of what another reading of the same words does whole."""

from __future__ import annotations

from edge.turn import Clause, Plan

NOTHING_SUCH = frozenset({"no_entity", "no_area", "no_floor", "no_intent"})
"""Problems of a reading that takes words for something that is not there."""

_LIKELY = 0.5
"""Score of a reading that explains all the words, from which one that does not is not asked about."""


def is_half(plan: Plan, whole: Plan) -> bool:
    """Whether a plan does no more than one that is likelier, or likely, and takes the other words for unknown names."""
    likely = whole.hypothesis.score >= min(plan.hypothesis.score, _LIKELY)
    if not likely or any(p.code in NOTHING_SUCH for p in whole.problems):
        return False
    if not any(_is_unknown(clause) for clause in plan.clauses):
        return False
    done, all_done = _calls(plan), _calls(whole)
    return bool(done) and done <= all_done


def _is_unknown(clause: Clause) -> bool:
    """Whether a clause comes to nothing for the names in it; an exception that is unknown leaves something to do."""
    return not clause.steps and any(problem.code in NOTHING_SUCH for problem in clause.problems)


def _calls(plan: Plan) -> frozenset[tuple[str, str, str | None]]:
    return frozenset((step.call.domain, step.call.service, step.call.entity_id) for step in plan.steps)
