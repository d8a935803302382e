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
                             "operation_mode": "state", "option": "state",
                             "is_volume_muted": "volume_level", "value": "state",
                             "brightness_pct": "brightness"}  # fmt: skip
_LEADS_TO: Mapping[str, frozenset[str]] = {
    "turn_on": frozenset({"on"}),
    "turn_off": frozenset({"off", "standby"}),
    "media_play": frozenset({"playing", "buffering"}),
    "media_pause": frozenset({"paused"}),
    "media_stop": frozenset({"idle", "on"}),
    "lock": frozenset({"locked", "locking"}),
    "unlock": frozenset({"unlocked", "unlocking"}),
    "start": frozenset({"cleaning"}),
    "pause": frozenset({"paused"}),
    "return_to_base": frozenset({"docked", "returning", "idle"}),
    "start_mowing": frozenset({"mowing"}),
    "dock": frozenset({"docked", "returning"}),
    "open_cover": frozenset({"open", "opening"}),
    "close_cover": frozenset({"closed", "closing"}),
    "open_valve": frozenset({"open", "opening"}),
    "close_valve": frozenset({"closed", "closing"}),
}
"""The states in which a restoring call leaves a thing: in them, the hub only set values and switched nothing."""
_OPENING = frozenset({"cover", "valve"})
_OFF = frozenset({"off", "standby", None})
_RUNNING = frozenset({"playing", "paused", "buffering", "on"})
_SWITCHING = frozenset({"turn_on", "turn_off", "play_media"})
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
    if ("state" in aspects and "state" not in standing) or _moved_since(effects[-1], entity):
        return None
    overwritten = len(standing) < len(aspects)
    return None if not standing or (overwritten and _switched(written, entity)) else standing


def wanted_back(written: Sequence[Step], entity: Entity, standing: frozenset[str]) -> list[ServiceCall]:
    """The calls of the first step's inverse that restore what stands; all of them where the thing was switched.

    What is so already is left out. What is off is switched on before it is set.
    """
    inverse = written[0].inverse
    if not any(step.effect for step in written):
        return list(inverse)
    if not _switched(written, entity) and entity.domain not in _OPENING:
        kept = (_only(call, standing) for call in (*inverse, *_unmuted(inverse, entity)))
        return [call for call in kept if call is not None and not _satisfied(call, entity)]
    calls = [call for call in inverse if not _satisfied(call, entity)]
    return sorted(calls, key=_sets_value) if entity.state in _OFF else calls


def aspect_of(name: str) -> str:
    """What an attribute or a service datum is about: all ways to say a colour are one."""
    return _ALIKE.get(name, name)


def _unmuted(inverse: Sequence[ServiceCall], entity: Entity) -> list[ServiceCall]:
    """Unmuting, for players that did not say whether they were muted."""
    if entity.domain != "media_player" or any("is_volume_muted" in call.data for call in inverse):
        return []
    return [ServiceCall(entity.domain, "volume_mute", entity.id, {"is_volume_muted": False})]


def _sets_value(call: ServiceCall) -> bool:
    """Whether a call sets values only, and leaves the thing as on or off as it is."""
    return (
        bool(call.data) and not any(aspect_of(name) == "state" for name in call.data) and call.service not in _SWITCHING
    )


def _satisfied(call: ServiceCall, entity: Entity) -> bool:
    """Whether a call would change nothing, as far as the thing shows."""
    if call.service == "media_stop":
        return entity.state not in _RUNNING
    if call.service == "turn_on" and entity.domain == "media_player":
        return entity.state not in _OFF
    if not _sets_value(call):
        return False
    shown = entity.attributes.get
    return all(
        same(shown(name) or (False if value is False else shown(name)), value, name)
        for name, value in call.data.items()
    )


def _written(effects: Sequence[Effect]) -> dict[str, tuple[str, JsonValue]]:
    """The last value written of each aspect, with the attribute that shows it."""
    aspects: dict[str, tuple[str, JsonValue]] = {}
    for effect in effects:
        if effect.state in _OFF - {None}:
            aspects.clear()
        if effect.state is not None:
            aspects["state"] = ("state", effect.state)
        for name, value in effect.attributes.items():
            aspects[aspect_of(name)] = (name, value)
    return aspects


def _moved_since(last: Effect, entity: Entity) -> bool:
    """Whether something opened all the way has since been brought to another position."""
    position = entity.attributes.get("current_position")
    opened = entity.domain in _OPENING and last.state == "open" == entity.state and not last.attributes
    return opened and isinstance(position, int | float) and not same(position, 100, "current_position")


def _shows(entity: Entity, aspect: str, wanted: tuple[str, JsonValue], last: Effect) -> bool:
    name, value = wanted
    if aspect == "state":
        return entity.state == value or entity.state in last.transitional
    if entity.state in last.transitional and last.state is not None:
        return True
    return same(entity.attributes.get(name), value, name)


def _switched(written: Sequence[Step], entity: Entity) -> bool:
    """Whether the steps changed the thing's state, not only values of it."""
    return any(_switches(step) for step in written) and not any(
        _keeps_state(call, entity) for call in written[0].inverse
    )


def _switches(step: Step) -> bool:
    return step.call.service in _LEADS_TO or (step.effect is not None and step.effect.state is not None)


def _keeps_state(call: ServiceCall, entity: Entity) -> bool:
    """Whether a restoring call leads to the state that the thing is in now."""
    shown = _LEADS_TO.get(call.service)
    if shown is not None:
        return entity.state in shown and (call.service != "turn_on" or entity.domain != "media_player")
    return any(aspect_of(name) == "state" and same(entity.state, value) for name, value in call.data.items()) or (
        entity.domain in _OPENING and "position" in call.data and entity.state == "open"
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
