"""Plans for requests that lean on the one before: the same clause on another target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from edge.ground.planner import domains_of, ground, ground_on
from edge.ground.undo import take_back
from edge.ground.view import View
from edge.turn import Clause, DecisionKind, Exchange, Frame, Hypothesis, Plan, SlotValue

_TARGET = frozenset({"name", "area", "floor", "domain", "device_class"})
_EVERY = frozenset({"domain", "device_class"})


def last_exchange(view: View) -> Exchange | None:
    """The newest exchange that a request can lean on: one that acted or answered on something."""
    for exchange in reversed(view.knowledge.recent):
        told = exchange.decision in {DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.REFUSE}
        if told and exchange.plan is not None and exchange.plan.clauses:
            return exchange
    return None


def corrected(rest: str, view: View, *, other: bool) -> list[Plan]:
    """Plans that take the last deed back and do it to what was meant instead; empty without one."""
    last = last_exchange(view)
    if last is None or last.plan is None:
        return []
    back = take_back(last.plan, view).clauses if last.decision is DecisionKind.ACT else ()
    frame, done = last.plan.clauses[-1].frame, last.plan.targets
    instead = _others(frame, done, view) if other else _elsewhere(frame, rest, view)
    return [_plan((*(c for c in back if c.steps), clause)) for clause in instead if clause.steps or clause.targets]


def continued(rest: str, view: View) -> list[Plan]:
    """Plans that do (or ask) the last thing again of another target."""
    last = last_exchange(view)
    if last is None or last.plan is None:
        return []
    clauses = _elsewhere(last.plan.clauses[-1].frame, rest, view)
    return [_plan((clause,)) for clause in clauses if clause.steps or clause.targets]


def _elsewhere(frame: Frame, rest: str, view: View) -> Iterable[Clause]:
    """The clause on a thing called `rest`, or on the same kind of thing in a place called so."""
    plain = {key: value for key, value in frame.slots.items() if key not in _TARGET}
    kind = {key: value for key, value in frame.slots.items() if key in _EVERY}
    kind = kind or _kind_of(frame, view)
    yield ground(replace(frame, slots={**plain, "name": rest}, domains=(), excepted=()), view)
    bare = rest.removeprefix("in ").removeprefix("on ").removeprefix("the ")
    if view.names.areas(bare):
        yield ground(replace(frame, slots={**plain, **kind, "area": bare}, domains=(), excepted=()), view)
    if view.names.floors(bare):
        yield ground(replace(frame, slots={**plain, **kind, "floor": bare}, domains=(), excepted=()), view)


def _kind_of(frame: Frame, view: View) -> dict[str, SlotValue]:
    """The domain of what the clause named, for saying it of another room."""
    clause = ground(replace(frame, excepted=()), view)
    domains = {view.entity(id_).domain for id_ in clause.targets}
    return {"domain": domains.pop()} if len(domains) == 1 else {}


def _others(frame: Frame, done: tuple[str, ...], view: View) -> Iterable[Clause]:
    """The clause on each thing that could have been taken instead: of the same kind, nearest first."""
    kinds = {view.entity(id_).domain for id_ in done if id_ in view.snapshot.entities}
    areas = {view.entity(id_).area for id_ in done if id_ in view.snapshot.entities}
    fitting = [e for e in view.snapshot.exposed if e.id not in done and e.domain in (kinds or domains_of(frame))]
    for entity in [e for e in fitting if e.area in areas] or fitting:
        yield replace(ground_on(frame, (entity.id,), view), inferred=True, confidence=0.9)


def _plan(clauses: tuple[Clause, ...]) -> Plan:
    return Plan(Hypothesis(tuple(clause.frame for clause in clauses), 1.0, "dialogue"), clauses)
