"""Values of named attributes, and relative changes from what is now ("a bit warmer", "20 % darker")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from edge.ground.attributes import Handle, handle
from edge.ground.climate import blow_at, converted, heat_to, limits, set_humidity, set_number
from edge.ground.levels import further, moved
from edge.ground.lights import light_set
from edge.ground.media import loud_at
from edge.ground.modes import LIST_OF, options_of, pick
from edge.ground.steps import Part
from edge.ground.switching import move_to, positionable
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import tokens
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
_COUNTED = frozenset({"increase", "decrease", "increment", "decrement", "next", "previous"})
_DIMMEST = 5.0
"""Dimming stops here: who wants the light off says so."""


def adjust(frame: Frame, entity: Entity, view: View) -> Part:
    """Move `attribute` in `direction` (`up`, `down`) by `amount` from the entity's present value.

    Without an amount it is by a default step, which stops at the ends of the range; an amount that was said is
    kept to, and one that leads beyond what the device can do is a problem. Percentages end at 0 and 100.
    """
    if not {"direction", "amount"} & frame.slots.keys():
        return Problem("out_of_range", entity.name, (entity.id,))
    spoken = str(frame.slots.get("attribute", ""))
    found = _by_presets(handle(entity, spoken, view))
    amount = number(frame.slots.get("amount"))
    sign = -1 if frame.slots.get("direction") == "down" else 1
    if found is not None and amount is None and sign < 0 and _lies_dark(found):
        return Problem("already", entity.name, (entity.id,), {"state": "off"})
    if found is not None and found.attribute in LIST_OF:
        steps = sign * (1 if amount is None else round(amount))
        along = further if amount is not None and _is_counted(frame, found, view) else moved
        return _step_along(found, steps, along, view) or _unsupported(entity, spoken)
    now = present(found) if found else None
    if found is not None and found.attribute == "position" and amount is None and not positionable(found.entity):
        return move_to(found.entity, view, 100 if sign > 0 else 0)
    if found is None or now is None or found.attribute not in _SETTERS:
        return _unsupported(entity, spoken)
    wanted = _clamped(now + sign * _default_step(found), found) if amount is None else now + sign * amount
    if found.attribute in _PERCENTS:
        wanted = min(100.0, max(0.0, wanted))
    return _SETTERS[found.attribute](found.entity, view, wanted)


def set_value(frame: Frame, entity: Entity, view: View) -> Part:
    """Set `attribute` to `value`, in the attribute's unit (percent, degrees, kelvin) or as one of its options."""
    spoken, value = str(frame.slots.get("attribute", "")), number(frame.slots.get("value"))
    found = handle(entity, spoken, view)
    if found is not None and value is not None and found.attribute in LIST_OF:
        return pick(found.entity, f"{value:g}", view, LIST_OF[found.attribute]) or _unsupported(entity, spoken)
    if found is None or value is None or found.attribute not in _SETTERS:
        return _unsupported(entity, spoken)
    if found.attribute == "temperature":
        value = converted(value, str(frame.slots.get("temperature_unit", "")), found.entity)
    return _SETTERS[found.attribute](found.entity, view, value)


def present(found: Handle) -> float | None:
    """The attribute now, in the unit that people speak in.

    A light that is off still has the brightness that it keeps for when it is on, where it says so; lights that
    keep none, and fans, are then at 0 %.
    """
    entity, seen = found.entity, found.entity.attributes.get
    if found.attribute == "brightness":
        return (number(seen("brightness")) or 0.0) / 2.55
    if found.attribute == "speed" and entity.state == "off":
        return 0.0
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


def _lies_dark(found: Handle) -> bool:
    """Whether it is off, so that less of it needs nothing done: who dims a room lights no lamp."""
    return found.entity.state == "off" and found.attribute in {"brightness", "speed"}


def _by_presets(found: Handle | None) -> Handle | None:
    """A fan that has no percentage, but speeds by name, is set by those."""
    if found is None or found.attribute != "speed" or "percentage" in found.entity.attributes:
        return found
    return Handle(found.entity, "preset_mode") if options_of(found.entity, "preset_mode")[0] else found


def _is_counted(frame: Frame, found: Handle, view: View) -> bool:
    """Whether steps are counted along the list: of directions none is more than another, though one is higher.

    "Increase the swing by one level" is the next one in the list, "raise the swing" the one further up.
    """
    text = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    swings = found.attribute == "swing_mode" or "swing" in tokens(found.entity.name)
    return swings and bool(_COUNTED & set(tokens(text)))


def _step_along(
    found: Handle, change: int, along: Callable[[Sequence[object], object, int], str | None], view: View
) -> Part | None:
    """The option some steps further `along` its list; `None` where there is none."""
    options, now = options_of(found.entity, found.attribute)
    option = along(options, now, change)
    return pick(found.entity, option, view, LIST_OF[found.attribute]) if option is not None else None


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
    """A value that a default step led to, within what the device can do."""
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
