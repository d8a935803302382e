"""What counts as somebody's deed, and how surely it was wanted. Pure.

A deed is named by what would have to be called to do it: "light.hall turn_on", as plans name their steps.
"""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.causes import AUTOMATION, OWN, PERSON, source_of
from edge.home.model import Entity
from edge.turn import DecisionKind, Turn

WEIGHTS: Mapping[str | None, float] = {PERSON: 1.0, None: 0.5, AUTOMATION: 0.0, OWN: 0.0}
"""How much a change counts by its cause. Our own deeds count when they are asked for, not when they arrive."""

UNDO = "HearthUndo"
_SWITCHED = frozenset(
    {"light", "switch", "fan", "input_boolean", "humidifier", "siren", "climate", "water_heater", "media_player"}
)
_OFF = frozenset({"off", "standby"})
_SERVICES: Mapping[str, Mapping[str, str]] = {
    "cover": {"open": "open_cover", "opening": "open_cover", "closed": "close_cover", "closing": "close_cover"},
    "valve": {"open": "open_valve", "opening": "open_valve", "closed": "close_valve", "closing": "close_valve"},
    "lock": {"locked": "lock", "locking": "lock", "unlocked": "unlock", "unlocking": "unlock"},
    "vacuum": {"cleaning": "start", "returning": "return_to_base", "docked": "return_to_base", "paused": "pause"},
    "lawn_mower": {"mowing": "start_mowing", "returning": "dock", "docked": "dock", "paused": "pause"},
    "media_player": {"playing": "media_play", "buffering": "media_play", "paused": "media_pause"},
    "alarm_control_panel": {"disarmed": "alarm_disarm", "armed_home": "alarm_arm_home", "armed_away": "alarm_arm_away",
                            "armed_night": "alarm_arm_night"},
}  # fmt: skip
_MOMENTARY: Mapping[str, str] = {"scene": "turn_on", "button": "press", "input_button": "press"}
_SILENT = frozenset({None, "unknown", "unavailable", ""})
_TELLING = frozenset({"door", "garage_door", "opening", "window", "occupancy", "motion", "presence", "running"})
DOING = frozenset({*_SWITCHED, *_SERVICES, *_MOMENTARY})
"""Domains whose changes can be deeds."""
HAPPENING = frozenset({"binary_sensor", "person", "sun"})
"""Domains whose changes are events that deeds may follow."""


def deed_of_change(before: Entity | None, after: Entity) -> str | None:
    """The deed that a live change of state shows; `None` when it shows none.

    What comes back after it was unreachable, or ends by itself (a film), was not done by anybody.
    """
    was = before.state if before is not None else None
    if after.stale or (was in _SILENT and after.domain not in _MOMENTARY) or after.state in _SILENT:
        return None
    service = service_of(after.domain, after.state)
    if service is None or (service == service_of(after.domain, was) and after.domain not in _MOMENTARY):
        return None
    return f"{after.id} {service}"


def service_of(domain: str, state: str | None) -> str | None:
    """The service that leads to a state; `None` where there is none, or nobody needs one to get there."""
    if domain in _MOMENTARY:
        return _MOMENTARY[domain]
    known = _SERVICES.get(domain, {}).get(str(state))
    if known is not None or domain not in _SWITCHED or state in _SILENT:
        return known
    if state in _OFF:
        return "turn_off"
    return None if domain == "media_player" and state == "idle" else "turn_on"


def event_of_change(before: Entity | None, after: Entity) -> str | None:
    """The name of an event that deeds may follow: a door opens, somebody comes home, the sun sets."""
    was = before.state if before is not None else None
    if after.stale or was in _SILENT or after.state in _SILENT or after.state == was:
        return None
    if after.domain == "binary_sensor":
        telling = after.state == "on" and after.device_class in _TELLING
        return f"@{after.id} on" if telling else None
    return f"@{after.id} {after.state}" if after.domain in HAPPENING else None


def weight_of(cause: str | None) -> float:
    """How much a change counts, 0..1, by its cause as memory keeps it."""
    return WEIGHTS.get(source_of(cause), WEIGHTS[None])


def deeds_of_turn(turn: Turn) -> list[str]:
    """What somebody asked for and got; nothing for what was refused, undone, or due by itself."""
    plan = turn.decision.plan
    undone = turn.outcome is not None and turn.outcome.undone
    if turn.decision.kind is not DecisionKind.ACT or plan is None or undone or turn.request.door == "schedule":
        return []
    missing = turn.outcome.missing if turn.outcome is not None else ()
    calls = [step.call for clause in plan.clauses if clause.frame.intent != UNDO for step in clause.steps]
    found = [f"{call.entity_id} {call.service}" for call in calls if call.entity_id and call.entity_id not in missing]
    return list(dict.fromkeys(found))
