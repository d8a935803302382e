"""Homie's properties that stand by themselves: sensors, switches, numbers, selections."""

from __future__ import annotations

from edge.home.dialects.homie.description import Node, Property
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, number_datum, option_datum
from edge.home.events import NotExpressibleError
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_UNIT_CLASSES = {
    "°C": "temperature", "°F": "temperature", "A": "current", "Hz": "frequency", "V": "voltage", "W": "power",
    "dB": "sound_pressure", "hPa": "pressure", "kPa": "pressure", "kW": "power", "kWh": "energy", "lx": "illuminance",
    "m/s": "speed", "ppm": "carbon_dioxide", "psi": "pressure", "Pa": "pressure", "Wh": "energy",
}  # fmt: skip
_PERCENT_CLASSES = {"humidity": "humidity", "battery": "battery", "moisture": "moisture"}
_BINARY_CLASSES = {
    "contact": "opening", "door": "door", "gas": "gas", "leak": "moisture", "motion": "motion",
    "occupancy": "occupancy", "presence": "occupancy", "rain": "moisture", "smoke": "smoke", "tamper": "tamper",
    "vibration": "vibration", "water": "moisture", "window": "window",
}  # fmt: skip


def value_part(node: Node, one: Property, name: str) -> Part | None:
    """A property as an entity of its own; `None` for what a home cannot speak about."""
    if one.datatype == "boolean":
        return _boolean(node, one, name)
    if one.is_number:
        return _number(one, name)
    if one.datatype == "enum":
        return _enumeration(one, name)
    if one.datatype == "string" and not one.settable:
        return Part(one.key, "sensor", name, read=text_reader(one))
    return None


def boolean_reader(one: Property, on: str = "on", off: str = "off") -> PartReader:
    """Read `true` and `false` as two states."""

    def read(values: Values, report: Report) -> None:
        if one.key in values:
            report.state = {"true": on, "false": off}.get(str(values[one.key]), UNKNOWN)

    return read


def text_reader(one: Property) -> PartReader:
    """Read a text as the state; of an enumeration only its own words."""

    def read(values: Values, report: Report) -> None:
        if one.key in values:
            said = text_of(values[one.key])
            known = said is not None and (one.datatype != "enum" or said in one.options)
            report.state = said if known else UNKNOWN

    return read


def const(one: Property, value: str) -> PartCommand:
    """Set a property to a value."""
    return lambda _call, _entity: {one.key: value}


def number_command(one: Property, key: str, scale: float = 1.0) -> PartCommand:
    """Set a property to a number of the call times `scale`, within its range."""

    def command(call: ServiceCall, _entity: Entity) -> Values:
        return {one.key: number_text(one, number_datum(call, key) * scale)}

    return command


def number_text(one: Property, value: float) -> str:
    """A number as a property takes it; raises `NotExpressibleError` when it is out of range."""
    if (one.low is not None and value < one.low) or (one.high is not None and value > one.high):
        raise NotExpressibleError(f"{one.name} takes {one.low}..{one.high}, not {value}")
    return str(round(value)) if one.datatype == "integer" else str(value)


def _boolean(node: Node, one: Property, name: str) -> Part:
    if one.settable:
        commands = {"turn_on": const(one, "true"), "turn_off": const(one, "false")}
        return Part(one.key, "switch", name, read=boolean_reader(one), commands=commands)
    words = f"{one.id} {one.name} {node.words}".lower()
    device_class = next((found for word, found in _BINARY_CLASSES.items() if word in words), None)
    return Part(one.key, "binary_sensor", name, {"device_class": device_class}, boolean_reader(one))


def _number(one: Property, name: str) -> Part:
    attributes: dict[str, JsonValue] = {"device_class": _class(one), "unit_of_measurement": one.unit}

    def read(values: Values, report: Report) -> None:
        if one.key in values:
            report.state = text_of(number(values[one.key])) or UNKNOWN

    if not one.settable:
        state_class = "total_increasing" if _class(one) == "energy" else "measurement"
        return Part(one.key, "sensor", name, {**attributes, "state_class": state_class}, read)
    attributes |= {"min": one.low, "max": one.high, "step": one.step}
    return Part(one.key, "number", name, attributes, read, {"set_value": number_command(one, "value")})


def _class(one: Property) -> str | None:
    if one.unit == "%":
        words = f"{one.id} {one.name}".lower()
        return next((found for word, found in _PERCENT_CLASSES.items() if word in words), None)
    return _UNIT_CLASSES.get(one.unit or "")


def _enumeration(one: Property, name: str) -> Part:
    attributes: dict[str, JsonValue] = {"options": one.options}
    if not one.settable:
        return Part(one.key, "sensor", name, {**attributes, "device_class": "enum"}, text_reader(one))
    part = Part(one.key, "select", name, attributes, text_reader(one))
    part.commands["select_option"] = lambda call, _entity: {one.key: option_datum(call, "option", one.options)}
    return part
