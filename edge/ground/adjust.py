"""Relative changes from what is now ("a bit warmer", "20 % darker"), and values of named attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edge.ground.climate import blow_at, heat_to, limits, set_humidity, set_number
from edge.ground.lights import light_set
from edge.ground.media import loud_at
from edge.ground.steps import Part
from edge.home.effects import number
from edge.ground.switching import move_to
from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Frame, Problem

ATTRIBUTE_OF_DOMAIN: Mapping[str, str] = {
    "light": "brightness",
    "climate": "temperature",
    "water_heater": "temperature",
    "media_player": "volume",
    "fan": "speed",
    "cover": "position",
    "valve": "position",
    "humidifier": "humidity",
    "number": "value",
    "input_number": "value",
}
"""What is adjusted when nothing is named."""

DOMAINS_OF_ATTRIBUTE: Mapping[str, frozenset[str]] = {
    "brightness": frozenset({"light"}),
    "color_temperature": frozenset({"light"}),
    "temperature": frozenset({"climate", "water_heater"}),
    "volume": frozenset({"media_player"}),
    "speed": frozenset({"fan"}),
    "position": frozenset({"cover", "valve"}),
    "humidity": frozenset({"humidifier"}),
    "value": frozenset({"number", "input_number"}),
}

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


def adjust(frame: Frame, entity: Entity, view: View) -> Part:
    """Move `attribute` in `direction` (`up`, `down`) by `amount` from the entity's present value."""
    attribute = _attribute(frame, entity)
    now = _present(entity, attribute)
    if now is None or attribute not in _SETTERS:
        return Problem("not_supported", entity.name, (entity.id,), {"attribute": attribute})
    amount = number(frame.slots.get("amount"))
    change = _default_step(attribute, entity) if amount is None else amount
    sign = -1 if frame.slots.get("direction") == "down" else 1
    return _SETTERS[attribute](entity, view, _clamped(now + sign * change, attribute, entity))


def set_value(frame: Frame, entity: Entity, view: View) -> Part:
    """Set `attribute` to `value`, in the attribute's unit (percent, degrees, kelvin)."""
    attribute, value = _attribute(frame, entity), number(frame.slots.get("value"))
    if value is None or attribute not in _SETTERS or entity.domain not in DOMAINS_OF_ATTRIBUTE.get(attribute, ()):
        return Problem("not_supported", entity.name, (entity.id,), {"attribute": attribute})
    return _SETTERS[attribute](entity, view, value)


def _attribute(frame: Frame, entity: Entity) -> str:
    return str(frame.slots.get("attribute") or ATTRIBUTE_OF_DOMAIN.get(entity.domain, "value"))


def _present(entity: Entity, attribute: str) -> float | None:
    """The attribute now, in the unit that people speak in; lights that are off are at 0 %."""
    seen = entity.attributes.get
    if attribute == "brightness":
        level = number(seen("brightness"))
        return (level or 0.0) / 2.55 if entity.state == "on" else 0.0
    if attribute == "volume":
        level = number(seen("volume_level"))
        return None if level is None else level * 100
    if attribute == "position":
        position = number(seen("current_position"))
        return position if position is not None else {"open": 100.0, "closed": 0.0}.get(str(entity.state))
    if attribute == "speed":
        return 0.0 if entity.state == "off" else number(seen("percentage"))
    if attribute == "value":
        return number(entity.state)
    return number(seen({"color_temperature": "color_temp_kelvin"}.get(attribute, attribute)))


def _default_step(attribute: str, entity: Entity) -> float:
    if attribute == "value":
        return number(entity.attributes.get("step")) or 1
    if attribute == "temperature":
        return max(_DEFAULT_STEP[attribute], number(entity.attributes.get("target_temp_step")) or 0)
    return _DEFAULT_STEP.get(attribute, 10)


def _clamped(value: float, attribute: str, entity: Entity) -> float:
    if attribute in {"brightness", "volume", "speed", "position", "humidity"}:
        floor = 5 if attribute == "brightness" else 0
        return min(100.0, max(float(floor), value))
    if attribute == "temperature":
        low, high = limits(entity, "min_temp", "max_temp", (-1000, 1000))
        return min(high, max(low, value))
    if attribute == "value":
        low, high = limits(entity, "min", "max", (0, 100))
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
    "value": lambda entity, view, value: set_number(entity, view, value),
}
