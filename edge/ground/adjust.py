"""Values of named attributes, and relative changes from what is now ("a bit warmer", "20 % darker")."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edge.ground.attributes import Handle, handle
from edge.ground.climate import blow_at, converted, heat_to, limits, set_humidity, set_number
from edge.ground.lights import light_set
from edge.ground.media import loud_at
from edge.ground.steps import Part
from edge.ground.switching import move_to
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Frame, Problem

DOMAINS_OF_ATTRIBUTE: Mapping[str, frozenset[str]] = {
    "brightness": frozenset({"light"}),
    "color_temperature": frozenset({"light"}),
    "temperature": frozenset({"climate", "water_heater"}),
    "volume": frozenset({"media_player"}),
    "speed": frozenset({"fan"}),
    "position": frozenset({"cover", "valve"}),
    "humidity": frozenset({"humidifier"}),
}
"""The domains that an attribute belongs to when no entity is named."""

_DEFAULT_STEP: Mapping[str, float] = {
    "brightness": 20,
    "temperature": 1,
    "volume": 10,
    "speed": 25,
    "position": 25,
    "humidity": 5,
    "color_temperature": 500,
}
"""How much "a bit" is: percent, degrees Celsius, kelvin."""
_PERCENTS = frozenset({"brightness", "volume", "speed", "position", "humidity"})
_DIMMEST = 5.0
"""Dimming stops here: who wants the light off says so."""


def adjust(frame: Frame, entity: Entity, view: View) -> Part:
    """Move `attribute` in `direction` (`up`, `down`) by `amount` from the entity's present value."""
    spoken = str(frame.slots.get("attribute", ""))
    found = handle(entity, spoken, view)
    now = present(found) if found else None
    if found is None or now is None or found.attribute not in _SETTERS:
        return _unsupported(entity, spoken)
    amount = number(frame.slots.get("amount"))
    change = _default_step(found) if amount is None else amount
    sign = -1 if frame.slots.get("direction") == "down" else 1
    return _SETTERS[found.attribute](found.entity, view, _clamped(now + sign * change, found))


def set_value(frame: Frame, entity: Entity, view: View) -> Part:
    """Set `attribute` to `value`, in the attribute's unit (percent, degrees, kelvin)."""
    spoken, value = str(frame.slots.get("attribute", "")), number(frame.slots.get("value"))
    found = handle(entity, spoken, view)
    if found is None or value is None or found.attribute not in _SETTERS:
        return _unsupported(entity, spoken)
    if found.attribute == "temperature":
        value = converted(value, str(frame.slots.get("temperature_unit", "")), found.entity)
    return _SETTERS[found.attribute](found.entity, view, value)


def present(found: Handle) -> float | None:
    """The attribute now, in the unit that people speak in; lights and fans that are off are at 0 %."""
    entity, seen = found.entity, found.entity.attributes.get
    if found.attribute in {"brightness", "speed"} and entity.state == "off":
        return 0.0
    if found.attribute == "brightness":
        return (number(seen("brightness")) or 0.0) / 2.55
    if found.attribute == "volume":
        level = number(seen("volume_level"))
        return None if level is None else level * 100
    if found.attribute == "position":
        position = number(seen("current_position"))
        return position if position is not None else {"open": 100.0, "closed": 0.0}.get(str(entity.state))
    if found.attribute == "value":
        return number(entity.state)
    names = {"color_temperature": "color_temp_kelvin", "speed": "percentage"}
    return number(seen(names.get(found.attribute, found.attribute)))


def _unsupported(entity: Entity, attribute: str) -> Problem:
    return Problem("not_supported", entity.name, (entity.id,), {"attribute": attribute} if attribute else {})


def _default_step(found: Handle) -> float:
    attributes = found.entity.attributes
    if found.attribute == "value":
        return number(attributes.get("step")) or 1
    if found.attribute == "temperature":
        return max(_DEFAULT_STEP["temperature"], number(attributes.get("target_temp_step")) or 0)
    return _DEFAULT_STEP.get(found.attribute, 10)


def _clamped(value: float, found: Handle) -> float:
    if found.attribute in _PERCENTS:
        return min(100.0, max(_DIMMEST if found.attribute == "brightness" else 0.0, value))
    if found.attribute == "temperature":
        low, high = limits(found.entity, "min_temp", "max_temp", (-1000, 1000))
        return min(high, max(low, value))
    if found.attribute == "value":
        low, high = limits(found.entity, "min", "max", (0, 100))
        return min(high, max(low, value))
    return value


def _light(slot: str) -> Callable[[Entity, View, float], Part]:
    return lambda entity, view, value: light_set(Frame("HassLightSet", {slot: round(value)}), entity, view)


def _humidity(entity: Entity, view: View, value: float) -> Part:
    return set_humidity(Frame("HassHumidifierSetpoint", {"humidity": round(value)}), entity, view)


_SETTERS: Mapping[str, Callable[[Entity, View, float], Part]] = {
    "brightness": _light("brightness"),
    "color_temperature": _light("temperature"),
    "temperature": heat_to,
    "volume": lambda entity, view, value: loud_at(entity, view, value / 100),
    "speed": lambda entity, view, value: blow_at(entity, view, round(value)),
    "position": lambda entity, view, value: move_to(entity, view, round(value)),
    "humidity": _humidity,
    "value": set_number,
}
