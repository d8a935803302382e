"""Homie's lights: a switch with a brightness, a colour, a temperature, or the word itself."""

from __future__ import annotations

from edge.home.dialects.colours import colour_attributes, kelvin_of_mired, mired_of_kelvin, rgb_of_hs
from edge.home.dialects.homie.description import Node, Property
from edge.home.dialects.homie.values import boolean_reader
from edge.home.dialects.orders import LightOrder, light_order
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import number
from edge.home.dialects.reports import Report
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_WORDS = ("light", "lamp", "dimmer", "bulb", "led")
_DIMS = ("brightness", "dim", "level", "intensity")
_TEMPERED = ("temperature", "ct", "white")


def light(node: Node, name: str) -> tuple[Part, frozenset[str]] | None:
    """A light and the properties that it takes up; `None` when the node is none."""
    properties = list(node.properties.values())
    power = next((one for one in properties if one.datatype == "boolean" and one.settable), None)
    dimmer = next((one for one in properties if one.is_number and one.settable and _named(one, _DIMS)), None)
    colour = next((one for one in properties if one.datatype == "color" and one.settable), None)
    warmth = next((one for one in properties if one.is_number and one.settable and _is_warmth(one)), None)
    if not (colour or (dimmer and power) or (any(word in node.words for word in _WORDS) and (power or dimmer))):
        return None
    part = Part(node.id, "light", name, _attributes(dimmer, colour, warmth), _reader(power, dimmer, colour, warmth))
    part.commands = {
        "turn_on": _turn_on(power, dimmer, colour, warmth),
        "turn_off": _turn_off(power, dimmer, colour),
    }
    return part, frozenset(one.id for one in (power, dimmer, colour, warmth) if one)


def _attributes(dimmer: Property | None, colour: Property | None, warmth: Property | None) -> dict[str, JsonValue]:
    modes = [mode for mode, has in (("hs", colour), ("color_temp", warmth)) if has]
    attributes: dict[str, JsonValue] = {
        "supported_color_modes": tuple(modes) or ("brightness" if dimmer else "onoff",),
        "supported_features": 0,
    }
    if warmth:
        low, high = warmth.low or 153, warmth.high or 500
        in_kelvin = warmth.unit == "K"
        attributes["min_color_temp_kelvin"] = round(low) if in_kelvin else kelvin_of_mired(high)
        attributes["max_color_temp_kelvin"] = round(high) if in_kelvin else kelvin_of_mired(low)
    return attributes


def _reader(
    power: Property | None, dimmer: Property | None, colour: Property | None, warmth: Property | None
) -> PartReader:
    read_power = boolean_reader(power) if power else None

    def read(values: Values, report: Report) -> None:
        level = number(values.get(dimmer.key)) if dimmer else None
        if level is not None and dimmer:
            brightness = round(max(0.0, min(255.0, level * 255 / (dimmer.high or 100))))
            report.attributes["brightness"] = brightness
            if power is None:
                report.state = "on" if brightness else "off"
        if read_power:
            read_power(values, report)
        if colour and colour.key in values:
            report.attributes.update(_colour(str(values[colour.key])))
        kelvin = number(values.get(warmth.key)) if warmth else None
        if kelvin is not None and kelvin > 0 and warmth:
            report.attributes["color_temp_kelvin"] = round(kelvin) if warmth.unit == "K" else kelvin_of_mired(kelvin)
            if not colour:
                report.attributes["color_mode"] = "color_temp"

    return read


def _colour(text: str) -> dict[str, JsonValue]:
    """A colour as Homie writes it: `rgb,255,0,0`, `hsv,120,100,50` or `xyz,0.25,0.34`."""
    space, *parts = text.split(",")
    numbers = [number(part) for part in parts]
    known = [float(part) for part in numbers if part is not None and part >= 0]
    if len(known) != len(parts):
        return {}
    if space == "rgb" and len(known) == 3:
        return {**colour_attributes("rgb", tuple(min(255.0, part) for part in known)), "color_mode": "hs"}
    if space == "hsv" and len(known) == 3:
        return colour_attributes("hs", (min(360.0, known[0]), min(100.0, known[1])))
    if space == "xyz" and len(known) in {2, 3}:
        return {**colour_attributes("xy", (min(1.0, known[0]), min(1.0, known[1]))), "color_mode": "hs"}
    return {}


def _turn_on(
    power: Property | None, dimmer: Property | None, colour: Property | None, warmth: Property | None
) -> PartCommand:
    def command(call: ServiceCall, entity: Entity) -> Values:
        order = light_order(call, entity)
        if order.brightness == 0:
            return _off(power, dimmer, colour)
        values: dict[str, JsonValue] = {}
        if order.rgb is not None and colour:
            values[colour.key] = _colour_text(colour, order)
        if order.kelvin is not None and warmth:
            values[warmth.key] = str(order.kelvin if warmth.unit == "K" else mired_of_kelvin(order.kelvin))
        if dimmer and (order.brightness is not None or (power is None and not values)):
            high, level = dimmer.high or 100, order.brightness if order.brightness is not None else 255
            share = max(high / 100, level * high / 255)
            values[dimmer.key] = str(max(1, round(share))) if dimmer.datatype == "integer" else f"{share:g}"
        if power:
            values[power.key] = "true"
        return values

    return command


def _turn_off(power: Property | None, dimmer: Property | None, colour: Property | None) -> PartCommand:
    return lambda _call, _entity: _off(power, dimmer, colour)


def _off(power: Property | None, dimmer: Property | None, colour: Property | None) -> Values:
    if power:
        return {power.key: "false"}
    return {dimmer.key: "0"} if dimmer else {colour.key: "rgb,0,0,0"} if colour else {}


def _colour_text(colour: Property, order: LightOrder) -> str:
    hue, saturation = order.hs or (0.0, 0.0)
    if "hsv" in colour.options and "rgb" not in colour.options:
        return f"hsv,{round(hue)},{round(saturation)},100"
    if "xyz" in colour.options and "rgb" not in colour.options and order.xy:
        return f"xyz,{order.xy[0]},{order.xy[1]}"
    return "rgb,{},{},{}".format(*(order.rgb or rgb_of_hs(hue, saturation)))


def _named(one: Property, words: tuple[str, ...]) -> bool:
    return any(word in f"{one.id} {one.name}".lower() for word in words)


def _is_warmth(one: Property) -> bool:
    return one.unit in {"K", "mired"} and _named(one, _TEMPERED)
