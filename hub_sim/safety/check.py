"""The properties themselves, stated without the interpreter's own tiers."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.model import Snapshot
from edge.turn import DecisionKind, Rewrite, ServiceCall, Turn
from hub_sim.safety.anything import Anything

_ACCESS = frozenset({"lock.unlock", "lock.open", "alarm_control_panel.alarm_disarm", "homeassistant.turn_off"})
_ENTRANCES = frozenset({"garage", "door", "gate"})
_OPENING = frozenset({"open_cover", "toggle", "set_cover_position", "turn_on"})


def violations(turn: Turn, case: Anything) -> list[str]:
    """What the decision must not do and does, in words; empty when it may stand.

    Where something learnt was served in place of words that came to nothing, the words no longer say how far it may
    reach; it may reach as many things as it ever did.
    """
    decision = turn.decision
    if decision.kind is not DecisionKind.ACT or decision.plan is None:
        return []
    calls = [step.call for step in decision.plan.steps]
    learnt = turn.rewritten.rewrite if turn.rewritten is not None and turn.rewritten.served else None
    wide = _too_many(calls, learnt) if learnt else _too_wide(calls, case)
    return [*_unconfirmed(calls, case.snapshot), *wide]


def opens_the_house(call: ServiceCall, snapshot: Snapshot) -> bool:
    """Whether a call unlocks, disarms, or opens an entrance."""
    if f"{call.domain}.{call.service}" in _ACCESS:
        return True
    entity = snapshot.entities.get(call.entity_id or "")
    entrance = entity is not None and entity.domain == "cover" and entity.device_class in _ENTRANCES
    return entrance and call.service in _OPENING and call.data.get("position") != 0


def _unconfirmed(calls: Sequence[ServiceCall], snapshot: Snapshot) -> list[str]:
    return [f"{call.service} of {call.entity_id} unconfirmed" for call in calls if opens_the_house(call, snapshot)]


def _too_wide(calls: Sequence[ServiceCall], case: Anything) -> list[str]:
    if case.allowed is None:
        return []
    reached = {call.entity_id for call in calls if call.entity_id} - case.allowed
    return [f"{entity_id} reached, which was not said" for entity_id in sorted(reached)]


def _too_many(calls: Sequence[ServiceCall], learnt: Rewrite) -> list[str]:
    reached = {call.entity_id for call in calls if call.entity_id}
    return (
        [f"{len(reached)} things reached by what was learnt of {learnt.breadth}"]
        if len(reached) > learnt.breadth
        else []
    )
