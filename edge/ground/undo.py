"""The plan that takes back an earlier one: only the hub's own writes, and only while they stand."""

from __future__ import annotations

from edge.ground.restore import restoring_calls
from edge.ground.steps import default_effect
from edge.ground.tiers import tier_of
from edge.ground.view import View
from edge.home.effects import reached
from edge.turn import Clause, DecisionKind, Exchange, Frame, Hypothesis, Plan, Problem, ServiceCall, Step, Tier


def last_undoable(view: View) -> Exchange | None:
    """The newest exchange of the conversation that changed something which can be taken back."""
    for exchange in reversed(view.knowledge.recent):
        deeds = exchange.decision is DecisionKind.ACT and not exchange.undone and not _only_undoes(exchange.plan)
        if deeds and exchange.plan is not None and exchange.plan.inverse:
            return exchange
    return None


def _only_undoes(plan: Plan | None) -> bool:
    return plan is not None and all(clause.frame.intent == "HearthUndo" for clause in plan.clauses)


def undo(view: View) -> Plan:
    """Take back the last plan, last step first; what somebody changed since is left as it is."""
    frame = Frame("HearthUndo")
    exchange = last_undoable(view)
    if exchange is None or exchange.plan is None:
        return _plan(Clause(frame, problems=(Problem("nothing_to_undo"),)))
    return take_back(_own_deeds(exchange.plan), view)


def _own_deeds(plan: Plan) -> Plan:
    """Without what the plan itself took back: undoing a correction leaves the first deed undone."""
    deeds = tuple(clause for clause in plan.clauses if clause.frame.intent != "HearthUndo")
    return Plan(plan.hypothesis, deeds) if deeds else plan


def take_back(plan: Plan, view: View) -> Plan:
    """The inverse of a plan as a plan of its own."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for done in reversed(plan.steps):
        if _stands(done, view):
            steps.extend(_inverse_step(call, view) for call in done.inverse)
        else:
            entity = view.entity(done.call.entity_id or "")
            problems.append(Problem("changed_since", entity.name, (entity.id,)))
    return _plan(Clause(Frame("HearthUndo"), plan.targets, tuple(steps), tuple(problems)))


def _plan(clause: Clause) -> Plan:
    return Plan(Hypothesis((clause.frame,), 1.0, "dialogue"), (clause,))


def _stands(done: Step, view: View) -> bool:
    """Whether what the hub wrote is still so, as far as that can be seen."""
    entity = view.snapshot.entities.get(done.call.entity_id or "")
    return entity is None or done.effect is None or reached(done.effect, entity)


def _inverse_step(call: ServiceCall, view: View) -> Step:
    entity = view.snapshot.entities.get(call.entity_id or "")
    if entity is None:
        return Step(call, Tier.COMFORT)
    tier = tier_of(call, entity, view.hour, view.tiers)
    return Step(call, tier, default_effect(entity, call.service), restoring_calls(entity))
