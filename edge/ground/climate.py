"""Temperatures, humidity, speeds and numbers: whatever is set to a value."""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.steps import Part, step
from edge.ground.tiers import temperature_unit
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Effect, Frame, JsonValue, Problem

HAS_SETPOINT = frozenset({"climate", "water_heater"})
_ROOM_FAHRENHEIT = (59.0, 86.0)
"""Degrees Fahrenheit between which somebody keeps a room: 15 to 30 °C."""
_DEFAULT_RANGE: Mapping[str, tuple[float, float]] = {"climate": (7, 35), "water_heater": (43, 60)}


def set_temperature(frame: Frame, entity: Entity, view: View) -> Part:
    """Set the target `temperature`, in the entity's unit or in `temperature_unit` (`C` or `F`)."""
    wanted = number(frame.slots.get("temperature"))
    if wanted is None:
        return Problem("out_of_range", entity.name, (entity.id,))
    return heat_to(entity, view, _understood(wanted, str(frame.slots.get("temperature_unit", "")), entity))


def heat_to(entity: Entity, view: View, degrees: float) -> Part:
    """A step that sets the setpoint, in the entity's own unit, within the entity's range."""
    unit = temperature_unit(entity)
    low, high = limits(entity, "min_temp", "max_temp", _default_range(entity, unit))
    if not low <= degrees <= high:
        return _out_of_range(entity, low, high, unit)
    data: dict[str, JsonValue] = {"temperature": _tidy(degrees)}
    return step(view, entity, "set_temperature", data, Effect(entity.id, attributes=data))


def _understood(value: float, unit: str, entity: Entity) -> float:
    """A spoken setpoint in the entity's unit.

    Without a unit, 59 to 86 on a thermostat for rooms that knows only Celsius can mean nothing but Fahrenheit.
    """
    own = temperature_unit(entity)
    _, high = limits(entity, "min_temp", "max_temp", _default_range(entity, own))
    fahrenheit = not unit and own == "°C" and entity.domain == "climate" and high < _ROOM_FAHRENHEIT[0] <= value
    return converted(value, "F" if fahrenheit and value <= _ROOM_FAHRENHEIT[1] else unit, entity)


def converted(value: float, unit: str, entity: Entity) -> float:
    """A spoken temperature in the entity's unit; `unit` starts with C or F, or is empty for "as it is"."""
    own, said = temperature_unit(entity)[-1], unit.strip("° ").upper()[:1]
    if said == "C" and own == "F":
        return round(value * 1.8 + 32)
    if said == "F" and own == "C":
        return round((value - 32) / 1.8 * 2) / 2
    return value


def set_fan_speed(frame: Frame, entity: Entity, view: View) -> Part:
    """Set a fan's `percentage` 0..100."""
    percent = number(frame.slots.get("percentage"))
    if percent is None or not 0 <= percent <= 100:
        return _out_of_range(entity, 0, 100, "%")
    return blow_at(entity, view, round(percent))


def blow_at(entity: Entity, view: View, percent: int) -> Part:
    """A step that sets a fan's speed in percent; 0 turns it off."""
    if percent == 0:
        return step(view, entity, "turn_off")
    data: dict[str, JsonValue] = {"percentage": percent}
    return step(view, entity, "set_percentage", data, Effect(entity.id, "on", data))


def set_humidity(frame: Frame, entity: Entity, view: View) -> Part:
    """Set a humidifier's target `humidity` in percent."""
    percent = number(frame.slots.get("humidity"))
    low, high = limits(entity, "min_humidity", "max_humidity", (0, 100))
    if percent is None or not low <= percent <= high:
        return _out_of_range(entity, low, high, "%")
    data: dict[str, JsonValue] = {"humidity": round(percent)}
    return step(view, entity, "set_humidity", data, Effect(entity.id, attributes=data))


def set_number(entity: Entity, view: View, value: float) -> Part:
    """A step that sets a number entity within its range."""
    low, high = limits(entity, "min", "max", (0, 100))
    if not low <= value <= high:
        return _out_of_range(entity, low, high, str(entity.attributes.get("unit_of_measurement", "")))
    effect = Effect(entity.id, f"{value:g}")
    return step(view, entity, "set_value", {"value": value}, effect)


def limits(entity: Entity, low: str, high: str, default: tuple[float, float]) -> tuple[float, float]:
    """An entity's own range from two of its attributes, else the default."""
    least, most = number(entity.attributes.get(low)), number(entity.attributes.get(high))
    return (default[0] if least is None else least, default[1] if most is None else most)


def _default_range(entity: Entity, unit: str) -> tuple[float, float]:
    low, high = _DEFAULT_RANGE.get(entity.domain, (0, 100))
    return (low * 1.8 + 32, high * 1.8 + 32) if unit == "°F" else (low, high)


def _out_of_range(entity: Entity, low: float, high: float, unit: str) -> Problem:
    return Problem("out_of_range", entity.name, (entity.id,), {"min": _tidy(low), "max": _tidy(high), "unit": unit})


def _tidy(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 2)
