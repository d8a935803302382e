"""What of the hub's own writes still stands on a thing, and which calls bring back what was there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edge.ground.view import View
from edge.home.effects import same
from edge.home.model import Entity
from edge.turn import Effect, Exchange, JsonValue, ServiceCall, Step

SETTLING = 3.0
"""Seconds in which a device shows what it was told; a later change is somebody else's."""
TRAVELLING = 120.0
"""The same for what moves: covers, locks, robots, alarm panels that arm."""

_COLOUR = frozenset({"hs_color", "rgb_color", "rgbw_color", "rgbww_color", "xy_color", "color_temp_kelvin", "effect"})
_ALIKE: Mapping[str, str] = {**dict.fromkeys(_COLOUR, "colour"), "position": "current_position", "hvac_mode": "state",
                             "operation_mode": "state", "option": "state", "value": "state",
                             "brightness_pct": "brightness"}  # fmt: skip
_SLOW = frozenset({"cover", "valve", "lock", "vacuum", "lawn_mower", "alarm_control_panel"})


def still_ours(written: Sequence[Step], entity: Entity, view: View) -> frozenset[str] | None:
    """The aspects that the steps wrote on a thing and that nobody changed since (`state`, `brightness`, `colour` …).

    `None` where nothing of it stands, or where the hub switched the thing and somebody changed it since.
    """
    effects = [step.effect for step in written if step.effect is not None]
    if not effects:
        return frozenset({"state"})
    if _changed_by_others(entity, view):
        return None
    aspects = _written(effects)
    standing = frozenset(aspect for aspect, wanted in aspects.items() if _shows(entity, aspect, wanted, effects[-1]))
    if "state" in aspects and "state" not in standing:
        return None
    overwritten = len(standing) < len(aspects)
    return None if not standing or (overwritten and _switched(written, entity)) else standing


def wanted_back(written: Sequence[Step], entity: Entity, standing: frozenset[str]) -> list[ServiceCall]:
    """The calls of the first step's inverse that restore what stands; all of them where the thing was switched."""
    inverse = written[0].inverse
    if _switched(written, entity) or not any(step.effect for step in written):
        return list(inverse)
    kept = (_only(call, standing) for call in inverse)
    return [call for call in kept if call is not None]


def aspect_of(name: str) -> str:
    """What an attribute or a service datum is about: all ways to say a colour are one."""
    return _ALIKE.get(name, name)


def _written(effects: Sequence[Effect]) -> dict[str, tuple[str, JsonValue]]:
    """The last value written of each aspect, with the attribute that shows it."""
    aspects: dict[str, tuple[str, JsonValue]] = {}
    for effect in effects:
        if effect.state is not None:
            aspects["state"] = ("state", effect.state)
        for name, value in effect.attributes.items():
            aspects[aspect_of(name)] = (name, value)
    return aspects


def _shows(entity: Entity, aspect: str, wanted: tuple[str, JsonValue], last: Effect) -> bool:
    name, value = wanted
    if aspect == "state":
        return entity.state == value or entity.state in last.transitional
    if entity.state in last.transitional and last.state is not None:
        return True
    return same(entity.attributes.get(name), value, name)


def _switched(written: Sequence[Step], entity: Entity) -> bool:
    """Whether the steps changed the thing's state, not only values of it."""
    return not any(_keeps_state(call, entity) for call in written[0].inverse)


def _keeps_state(call: ServiceCall, entity: Entity) -> bool:
    """Whether a restoring call leads to the state that the thing is in now."""
    shown = {"turn_on": "on", "turn_off": "off", "media_play": "playing", "media_pause": "paused"}.get(call.service)
    if shown is not None:
        return entity.state == shown
    return any(aspect_of(name) == "state" and same(entity.state, value) for name, value in call.data.items()) or (
        entity.domain in {"cover", "valve"} and "position" in call.data and entity.state == "open"
    )


def _only(call: ServiceCall, standing: frozenset[str]) -> ServiceCall | None:
    """The part of a call that restores what stands; `None` for nothing."""
    data = {name: value for name, value in call.data.items() if aspect_of(name) in standing}
    if data:
        return ServiceCall(call.domain, call.service, call.entity_id, data)
    return call if "state" in standing and not call.data else None


def _changed_by_others(entity: Entity, view: View) -> bool:
    """Whether the thing's state changed so long after the hub's last word to it that it was somebody else's doing."""
    told = [exchange.at for exchange in view.knowledge.recent if _told(exchange, entity.id)]
    if entity.changed is None or not told:
        return False
    return entity.changed - max(told) > (TRAVELLING if entity.domain in _SLOW else SETTLING)


def _told(exchange: Exchange, entity_id: str) -> bool:
    return exchange.plan is not None and any(step.call.entity_id == entity_id for step in exchange.plan.steps)
