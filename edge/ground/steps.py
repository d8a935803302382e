"""One service call on one entity, checked: possible, in range, and worth doing."""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.abilities import RESULT_OF_SERVICE, UNDER_WAY, supports
from edge.ground.restore import restoring_calls
from edge.ground.tiers import tier_of
from edge.ground.view import View
from edge.home.effects import number, reached
from edge.home.model import Entity
from edge.turn import Effect, JsonValue, Problem, ServiceCall, SlotValue, Step

Part = Step | Problem
"""What becomes of one entity of a clause: something to do, or why there is nothing to do."""


class ImpossibleError(Exception):
    """Raised while a step is made; carries the `Problem` that forbids it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.subject}")
        self.problem = problem


_UNKNOWN = frozenset({None, "unknown"})


def step(
    view: View,
    entity: Entity,
    service: str,
    data: Mapping[str, JsonValue] | None = None,
    effect: Effect | None = None,
    *,
    repeatable: bool = False,
) -> Part:
    """A step that calls `service` of the entity's own domain, or the problem that forbids it.

    Without `effect` it is what the service is known to lead to. `repeatable` calls are made even where
    the effect already holds (next track, press a button).
    """
    full = f"{entity.domain}.{service}"
    if not entity.available or entity.state == "unavailable":
        return Problem("unavailable", entity.name, (entity.id,))
    if not supports(entity, full):
        return Problem("not_supported", entity.name, (entity.id,), {"service": full})
    expected = effect or default_effect(entity, service)
    if not repeatable and not view.regardless and expected is not None and _holds(expected, entity):
        # Its state says nothing of a volume or a brightness that it has already.
        detail: dict[str, SlotValue] = {"state": str(entity.state)} if not expected.attributes else {}
        return Problem("already", entity.name, (entity.id,), detail)
    call = ServiceCall(entity.domain, service, entity.id, dict(data or {}))
    tier = tier_of(call, entity, view.hour, view.tiers)
    return Step(call, tier, expected, restoring_calls(entity))


def default_effect(entity: Entity, service: str) -> Effect | None:
    """The state that a service leads to on such an entity, `None` where it leaves no trace."""
    if entity.domain in {"scene", "script", "button", "input_button", "automation"}:
        return None
    if service == "turn_on" and entity.domain in {"climate", "water_heater", "media_player"}:
        return _anything_but_off(entity)
    state = RESULT_OF_SERVICE.get(service)
    return Effect(entity.id, state, transitional=UNDER_WAY.get(state, ())) if state else None


def _holds(effect: Effect, entity: Entity) -> bool:
    """Whether the effect is already there, as far as the home really knows."""
    if entity.stale or entity.state in _UNKNOWN or entity.attributes.get("assumed_state"):
        return False
    if effect.state is None and not effect.attributes:
        return False
    if entity.domain in {"cover", "valve"} and not effect.attributes and effect.state == "open":
        position = number(entity.attributes.get("current_position"))
        return entity.state == "open" and position in {None, 100.0}
    return reached(effect, entity)


def _anything_but_off(entity: Entity) -> Effect:
    if entity.domain == "media_player":
        states = ["on", "idle", "playing", "paused", "buffering"]
    else:
        modes = entity.attributes.get("hvac_modes") or entity.attributes.get("operation_list")
        states = [str(mode) for mode in modes if mode != "off"] if isinstance(modes, list | tuple) else []
    states = states or ["on", "heat", "auto", "cool", "heat_cool"]
    return Effect(entity.id, states[0], transitional=tuple(states[1:]))
