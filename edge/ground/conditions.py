"""Conditions of the form "if the den is colder than 19", evaluated on the snapshot."""

from __future__ import annotations

from edge.ground.questions import in_state
from edge.ground.scope import resolve
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Condition, Frame, Problem

_NUMERIC = frozenset({"sensor", "climate", "number", "weather", "light", "cover", "humidifier", "media_player", "fan"})
_ATTRIBUTE_OF_DOMAIN = {
    "climate": "current_temperature",
    "weather": "temperature",
    "light": "brightness",
    "cover": "current_position",
    "humidifier": "current_humidity",
    "media_player": "volume_level",
    "fan": "percentage",
}
_STATEFUL = frozenset(
    {
        "light",
        "switch",
        "cover",
        "lock",
        "fan",
        "media_player",
        "binary_sensor",
        "person",
        "climate",
        "vacuum",
        "weather",
        "sensor",
        "valve",
        "alarm_control_panel",
        "humidifier",
        "input_boolean",
    }
)


def holds(condition: Condition, view: View) -> bool | Problem:
    """Whether a condition is true now, or why that cannot be told."""
    if condition.comparison == "is":
        return _is(condition, view)
    value, limit = reading(condition, view), number(condition.value)
    if value is None or limit is None:
        return Problem("unknown_value", str(condition.slots.get("name") or condition.slots.get("area") or ""))
    return value > limit if condition.comparison == "above" else value < limit


def reading(condition: Condition, view: View) -> float | None:
    """The number that a condition is about, in the unit of its entity; `None` when there is none."""
    for classes in (_classes(condition), ()):
        frame = Frame("HassGetState", condition.slots, device_classes=classes)
        domains = frozenset({"sensor"}) if classes else _NUMERIC
        values = [_value(entity) for entity in resolve(frame, domains, view).entities]
        known = [value for value in values if value is not None]
        if known:
            return sum(known) / len(known)
    return None


def _classes(condition: Condition) -> tuple[str, ...]:
    return (str(condition.slots.get("device_class", "temperature")),) if "name" not in condition.slots else ()


def _is(condition: Condition, view: View) -> bool | Problem:
    scope = resolve(Frame("HassGetState", condition.slots), _STATEFUL, view)
    if not scope.entities:
        return scope.problems[0]
    return all(in_state(entity, str(condition.value)) for entity in scope.entities)


def _value(entity: Entity) -> float | None:
    attribute = _ATTRIBUTE_OF_DOMAIN.get(entity.domain)
    return number(entity.attributes.get(attribute)) if attribute else number(entity.state)
