"""Readings that do part of what another reading of the same words does whole."""

from __future__ import annotations

from edge.turn import Plan

NOTHING_SUCH = frozenset({"no_entity", "no_area", "no_floor", "no_intent"})
"""Problems of a reading that takes words for something that is not there."""


def is_half(plan: Plan, whole: Plan) -> bool:
    """Whether a plan does some of what a likelier one does, and takes the other words for something unknown."""
    if plan.hypothesis.score > whole.hypothesis.score or any(p.code in NOTHING_SUCH for p in whole.problems):
        return False
    if not any(problem.code in NOTHING_SUCH for problem in plan.problems):
        return False
    done, all_done = _calls(plan), _calls(whole)
    return bool(done) and done < all_done


def _calls(plan: Plan) -> frozenset[tuple[str, str, str | None]]:
    return frozenset((step.call.domain, step.call.service, step.call.entity_id) for step in plan.steps)
