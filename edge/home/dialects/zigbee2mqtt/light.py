"""Lights of Zigbee2MQTT."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.dialects.colours import colour_attributes, kelvin_of_mired, mired_of_kelvin
from edge.home.dialects.features import Light
from edge.home.dialects.orders import LightOrder, light_order
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import mapping_of, number, text_of
from edge.home.dialects.reports import UNKNOWN, Report
from edge.home.dialects.zigbee2mqtt.features import Feature
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_FULL = 254
"""A Zigbee light's brightest, where its description says nothing else."""


def light(feature: Feature, effects: Sequence[str] = ()) -> Part | None:
    """A light, from its features; `None` when it has no state."""
    state = feature.feature("state")
    if state is None:
        return None
    part = Part(feature.key, "light", feature.spoken)
    part.attributes = _attributes(feature, effects)
    part.read = _reader(feature, state)
    if state.settable:
        part.commands = {"turn_on": _turn_on(feature, state), "turn_off": _turn_off(state)}
    return part


def _attributes(feature: Feature, effects: Sequence[str]) -> dict[str, JsonValue]:
    modes = []
    if feature.feature("color_xy"):
        modes.append("xy")
    elif feature.feature("color_hs"):
        modes.append("hs")
    warmth = feature.feature("color_temp")
    if warmth:
        modes.append("color_temp")
    if not modes:
        modes.append("brightness" if feature.feature("brightness") else "onoff")
    features = Light.TRANSITION | Light.FLASH | (Light.EFFECT if effects else Light(0))
    attributes: dict[str, JsonValue] = {
        "supported_color_modes": tuple(modes),
        "supported_features": int(features),
        "effect_list": tuple(effects),
    }
    if warmth:
        attributes["min_color_temp_kelvin"] = kelvin_of_mired(warmth.high or 500)
        attributes["max_color_temp_kelvin"] = kelvin_of_mired(warmth.low or 153)
    return attributes


def _reader(feature: Feature, state: Feature) -> PartReader:
    brightness, warmth = feature.feature("brightness"), feature.feature("color_temp")
    colour = feature.feature("color_xy", "color_hs")
    mode_property = f"color_mode_{feature.endpoint}" if feature.endpoint else "color_mode"

    def read(values: Values, report: Report) -> None:
        if state.prop in values:
            said = values[state.prop]
            report.state = "on" if said == state.on else "off" if said == state.off else UNKNOWN
        if brightness and (level := number(values.get(brightness.prop))) is not None:
            report.attributes["brightness"] = round(max(0.0, min(255.0, level * 255 / (brightness.high or _FULL))))
        mode = text_of(values.get(mode_property))
        if warmth and mode in {None, "color_temp"}:
            mired = number(values.get(warmth.prop))
            if mired is not None and mired > 0:
                report.attributes.update(color_mode="color_temp", color_temp_kelvin=kelvin_of_mired(mired))
        if colour and mode in {"xy", "hs"}:
            report.attributes.update(_colour(values.get(colour.prop), str(mode)))
        if not feature.endpoint and "effect" in values:
            report.attributes["effect"] = text_of(values["effect"])

    return read


def _colour(value: JsonValue, mode: str) -> dict[str, object]:
    colour = mapping_of(value)
    first, second = ("x", "y") if mode == "xy" else ("hue", "saturation")
    one, two = number(colour.get(first)), number(colour.get(second))
    if one is None or two is None:
        return {}
    tops = (1.0, 1.0) if mode == "xy" else (360.0, 100.0)
    return colour_attributes(mode, (max(0.0, min(tops[0], float(one))), max(0.0, min(tops[1], float(two)))))


def _turn_on(feature: Feature, state: Feature) -> PartCommand:
    brightness, warmth = feature.feature("brightness"), feature.feature("color_temp")

    def command(call: ServiceCall, entity: Entity) -> Values:
        order = light_order(call, entity)
        if order.brightness == 0:
            return {state.prop: state.off, **_timing(order)}
        values: dict[str, JsonValue] = {state.prop: state.on, **_timing(order)}
        if order.brightness is not None and brightness:
            values[brightness.prop] = max(1, round(order.brightness * (brightness.high or _FULL) / 255))
        if order.kelvin is not None and warmth:
            mired = mired_of_kelvin(order.kelvin)
            values[warmth.prop] = round(max(warmth.low or mired, min(warmth.high or mired, mired)))
        if order.rgb is not None:
            values |= _colour_values(feature, order)
        if order.effect is not None:
            values["effect"] = order.effect
        elif order.flash in {"short", "long"}:
            values["effect"] = "blink" if order.flash == "short" else "breathe"
        return values

    return command


def _colour_values(feature: Feature, order: LightOrder) -> dict[str, JsonValue]:
    by_xy, by_hs = feature.feature("color_xy"), feature.feature("color_hs")
    if by_hs and order.hs:
        return {by_hs.prop: {"hue": order.hs[0], "saturation": order.hs[1]}}
    if by_xy and order.xy:
        return {by_xy.prop: {"x": order.xy[0], "y": order.xy[1]}}
    return {}


def _turn_off(state: Feature) -> PartCommand:
    def command(call: ServiceCall, entity: Entity) -> Values:
        return {state.prop: state.off, **_timing(light_order(call, entity))}

    return command


def _timing(order: LightOrder) -> dict[str, JsonValue]:
    return {} if order.transition is None else {"transition": order.transition}
