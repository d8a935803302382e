"""The plans among which a question of *which* chooses, one for each thing that may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edge.ground.later import each_timer
from edge.ground.names import FUZZY
from edge.ground.planner import ground_on
from edge.ground.salience import most_salient
from edge.ground.view import View
from edge.turn import Clause, Plan

MOST = 16
"""More candidates than this are not weighed one by one."""


def options_of(plan: Plan, view: View, *, kept: bool = True) -> tuple[Plan, ...]:
    """For the first unclear clause: the plan with each candidate in its place, those that do something first.

    The other clauses stay as they are. Empty when nothing is unclear; without `kept` also when it is unclear which of
    the things that the hub keeps itself is meant, for nothing but the person can tell.
    """
    for position, clause in enumerate(plan.clauses):
        unclear = next((problem for problem in clause.problems if problem.code == "ambiguous"), None)
        if unclear is not None:
            named = (_on(clause, id_, view) for id_ in _weighed(unclear.candidates, view))
            clauses = named if unclear.candidates else iter(each_timer(clause, view) if kept else ())
            return tuple(_with(plan, position, candidate) for candidate in clauses)
    return ()


def _on(clause: Clause, entity_id: str, view: View) -> Clause:
    """A clause on one of its candidates, which is called so no more surely than all of them together."""
    made = ground_on(clause.frame, (entity_id,), view)
    return replace(made, confidence=clause.confidence) if clause.confidence <= FUZZY else made


def _weighed(candidates: Sequence[str], view: View) -> Sequence[str]:
    """The candidates to weigh: all, or of very many those that stand out at the moment."""
    if len(candidates) <= MOST:
        return candidates
    return [entity.id for entity in most_salient([view.entity(id_) for id_ in candidates], MOST, view)]


def only_sensible(options: tuple[Plan, ...]) -> Plan | None:
    """The one option that would change anything, when there is exactly one: nobody asks to turn off what is off."""
    active = [option for option in options if option.steps and not _troubled(option)]
    idle = [option for option in options if not option.steps]
    settled = all(problem.code == "already" for option in idle for problem in option.problems)
    return active[0] if len(active) == 1 and len(active) + len(idle) == len(options) and settled else None


def _troubled(plan: Plan) -> bool:
    return any(problem.code != "already" for problem in plan.problems)


def _with(plan: Plan, position: int, clause: Clause) -> Plan:
    clauses = (*plan.clauses[:position], clause, *plan.clauses[position + 1 :])
    return replace(plan, clauses=clauses)
