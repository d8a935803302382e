"""A moment put before the interpreter, and whether it came to what it should."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from edge.home.model import Entity, Snapshot
from edge.home.overrides import exposed_by_default
from edge.turn import (
    Clause,
    DecisionKind,
    Exchange,
    Frame,
    Hypothesis,
    Knowledge,
    Plan,
    Request,
    ServiceCall,
    Turn,
)
from hub_sim.blind import unknown
from hub_sim.clock import SimClock
from hub_sim.context.pairs import Change, Moment, Reading, Spoken
from hub_sim.fixtures import Fixtures
from hub_sim.home import Look, SimHome, commandable
from hub_sim.verdict import changed, same

MIDNIGHT = datetime(2026, 3, 4, tzinfo=UTC).timestamp()
"""The midnight before every moment of the benchmark; homes are on UTC."""
_HOUR = 3600.0
_STALE = 6 * _HOUR


class Interprets(Protocol):
    """What decides."""

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:
        """As `edge.interpreter.Interpreter.interpret`."""
        ...


@dataclass(frozen=True, slots=True)
class Scenario:
    """A moment as the interpreter takes it, with the home in which its effects show."""

    request: Request
    snapshot: Snapshot
    knowledge: Knowledge
    home: SimHome


def scenario(text: str, fixtures: Fixtures, moment: Moment, number: int = 0) -> Scenario:
    """The moment in a fresh home. `number` tells requests apart."""
    now = MIDNIGHT + moment.hour * _HOUR
    home = SimHome(fixtures, SimClock(now), instant=True)
    for entity_id, put in moment.states.items():
        home.set(entity_id, put.state, put.attributes)
    snapshot = home.snapshot()
    entities = {key: _seen(entity, moment, now) for key, entity in snapshot.entities.items()}
    area = snapshot.area_of_device(moment.device)
    request = Request(
        f"context-{number}", text, now, device=moment.device, area=area, speaker=moment.speaker, door="context"
    )
    recent = tuple(_exchange(spoken, request) for spoken in moment.spoken)
    knowledge = Knowledge(recent, moment.jobs, {}, dict(moment.habits), dict(moment.tastes))
    return Scenario(request, replace(snapshot, entities=entities), knowledge, home)


def blinded(scene: Scenario) -> Scenario:
    """The same words in the same home, with nothing known of the moment."""
    entities = {key: unknown(entity) for key, entity in scene.snapshot.entities.items()}
    request = replace(scene.request, device=None, area=None, speaker=None, at=MIDNIGHT + 12 * _HOUR)
    return Scenario(request, replace(scene.snapshot, entities=entities), Knowledge(), scene.home)


def right(turn: Turn, reading: Reading, scene: Scenario) -> bool:
    """Whether the turn came to what it should."""
    decision = turn.decision
    if str(decision.kind) != reading.decision:
        return False
    if decision.kind is DecisionKind.ANSWER:
        return _answers(turn, reading)
    plan = decision.question.plan if decision.question else decision.plan
    calls = [step.call for step in plan.steps] if plan else []
    if not _carries(calls, reading):
        return False
    return _comes_to(calls, reading, scene.home)


def decided(turn: Turn) -> object:
    """Equal for turns that do, ask or answer the same."""
    decision = turn.decision
    plan = decision.question.plan if decision.question else decision.plan
    calls = (
        frozenset(repr((s.call.service, s.call.entity_id, sorted(s.call.data.items()))) for s in plan.steps)
        if plan
        else ()
    )
    return decision.kind, decision.intent, decision.entities, calls


def _answers(turn: Turn, reading: Reading) -> bool:
    told = frozenset(turn.decision.entities)
    said = turn.decision.response
    return bool(told) and told <= reading.about and (not reading.answer or any(word in said for word in reading.answer))


def _carries(calls: list[ServiceCall], reading: Reading) -> bool:
    if reading.data is None:
        return True
    key, values = reading.data
    if key == "at":
        return any(_hours(call) in values for call in calls)
    return any(call.data.get(key) in values for call in calls)


def _hours(call: ServiceCall) -> object:
    due = call.data.get("at")
    return (due - MIDNIGHT) / _HOUR if isinstance(due, int | float) else None


def _comes_to(calls: list[ServiceCall], reading: Reading, home: SimHome) -> bool:
    """Whether carrying out the calls changes exactly what one of the outcomes says; the home is used up by it."""
    before = home.looks()
    for call in calls:
        if call.domain != "hearth":
            home.send(call)
    after = home.looks()
    moved = {entity_id for entity_id in changed(before, after, {}) if commandable(entity_id)}
    return any(
        moved == set(outcome) and all(_holds(want, before[key], after[key]) for key, want in outcome.items())
        for outcome in reading.outcomes
    )


def _holds(want: Change, before: Look, after: Look) -> bool:
    if want.states and after[0] not in want.states:
        return False
    if want.attribute is None:
        return True
    was, now = before[1].get(want.attribute), after[1].get(want.attribute)
    if want.equal is not None:
        return same(want.equal, now, want.attribute)
    if not isinstance(was, int | float) or not isinstance(now, int | float):
        return False
    return now > was if want.above else now < was


def _seen(entity: Entity, moment: Moment, now: float) -> Entity:
    """The entity as a hub knows it that has been up for a while."""
    ago = moment.changed.get(entity.id, _STALE)
    exposed = exposed_by_default(entity.domain, None, entity.device_class)
    return replace(entity, exposed=exposed, changed=now - ago)


def _exchange(spoken: Spoken, request: Request) -> Exchange:
    frame = Frame(spoken.intent, {"name": spoken.entity})
    plan = Plan(Hypothesis((frame,), 1.0, "grammar"), (Clause(frame, (spoken.entity,)),))
    kind = DecisionKind.ANSWER if spoken.asked else DecisionKind.ACT
    return Exchange(request.at - spoken.ago, "", kind, request.device, request.speaker, request.area, plan)
