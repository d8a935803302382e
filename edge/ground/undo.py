"""The plan that takes back an earlier one: only the hub's own writes, and only while they stand.

What was written counts thing by thing: where somebody else has changed a value since, that value is left as
it is; where the thing was switched by the hub and then changed by somebody, all of it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from edge.ground.restore import restoring_calls
from edge.ground.standing import still_ours, wanted_back
from edge.ground.steps import default_effect
from edge.ground.tiers import tier_of
from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Clause, DecisionKind, Exchange, Frame, Hypothesis, Plan, Problem, ServiceCall, Step, Tier

UNDO = "HearthUndo"
DONE = frozenset({DecisionKind.ACT, DecisionKind.LEARN})
"""Decisions by which something was done that can be taken back."""


def last_undoable(view: View) -> Exchange | None:
    """The newest exchange of the conversation that changed something which can be taken back."""
    for exchange in reversed(view.knowledge.recent):
        deeds = exchange.decision in DONE and not exchange.undone and not _only_undoes(exchange.plan)
        if deeds and exchange.plan is not None and exchange.plan.inverse:
            return exchange
    return None


def undo(view: View) -> Plan:
    """Take back the last plan, last step first; what somebody changed since is left as it is."""
    exchange = last_undoable(view)
    if exchange is None or exchange.plan is None:
        return _plan(nothing_to_undo())
    return take_back(_own_deeds(exchange.plan), view)


def undo_clause(_frame: Frame, view: View) -> Clause:
    """`undo` as a clause among others."""
    return undo(view).clauses[0]


def nothing_to_undo() -> Clause:
    """What there is to say where nothing was done."""
    return Clause(Frame(UNDO), problems=(Problem("nothing_to_undo"),))


def take_back(plan: Plan, view: View, *, spared: frozenset[str] = frozenset()) -> Plan:
    """The inverse of a plan as a plan of its own; the things in `spared` are left as they are."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for written in reversed(_by_thing(plan.steps)):
        entity = view.snapshot.entities.get(written[0].call.entity_id or "")
        if entity is None:
            steps.extend(_blindly(call) for step in reversed(written) for call in step.inverse)
        elif entity.id not in spared:
            found = _thing_back(written, entity, view)
            steps.extend(found)
            problems += [] if found or not _was_written(written) else [_changed_since(entity)]
    return _plan(Clause(Frame(UNDO), plan.targets, tuple(steps), tuple(problems)))


def _only_undoes(plan: Plan | None) -> bool:
    return plan is not None and all(clause.frame.intent == UNDO for clause in plan.clauses)


def _own_deeds(plan: Plan) -> Plan:
    """Without what the plan itself took back: undoing a correction leaves the first deed undone."""
    deeds = tuple(clause for clause in plan.clauses if clause.frame.intent != UNDO)
    return Plan(plan.hypothesis, deeds) if any(clause.steps for clause in deeds) else plan


def _by_thing(steps: Sequence[Step]) -> list[list[Step]]:
    """The steps of each thing together, in the order of their first; those without a thing by themselves."""
    groups: dict[object, list[Step]] = {}
    for position, step in enumerate(steps):
        groups.setdefault(step.call.entity_id or position, []).append(step)
    return list(groups.values())


def _thing_back(written: Sequence[Step], entity: Entity, view: View) -> list[Step]:
    """What brings one thing back to how it was before the first step on it."""
    standing = still_ours(written, entity, view)
    if standing is None:
        return []
    return [_inverse_step(call, entity, view) for call in wanted_back(written, entity, standing)]


def _was_written(written: Sequence[Step]) -> bool:
    return any(step.inverse for step in written)


def _changed_since(entity: Entity) -> Problem:
    return Problem("changed_since", entity.name, (entity.id,))


def _plan(clause: Clause) -> Plan:
    return Plan(Hypothesis((clause.frame,), 1.0, "dialogue"), (clause,))


def _blindly(call: ServiceCall) -> Step:
    return Step(call, Tier.COMFORT)


def _inverse_step(call: ServiceCall, entity: Entity, view: View) -> Step:
    tier = tier_of(call, entity, view.hour, view.tiers)
    return Step(call, tier, default_effect(entity, call.service), restoring_calls(entity))
