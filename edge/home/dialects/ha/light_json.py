"""Lights of the JSON schema: one object in, one object out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edge.home.dialects.colours import colour_attributes, kelvin_of_mired, mired_of_kelvin
from edge.home.dialects.ha.component import Command, Component, Reader
from edge.home.dialects.ha.config import Config
from edge.home.dialects.ha.lights import describe_light, device_brightness, standard_brightness
from edge.home.dialects.orders import LightOrder, colour_space, light_order
from edge.home.dialects.payload import Payload, PayloadError, mapping_of, number, text_of
from edge.home.dialects.reports import UNKNOWN, Report
from edge.home.events import Message
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_STATES = {"ON": "on", "OFF": "off"}
_CHANNELS = {"hs": "hs", "xy": "xy", "rgb": "rgb", "rgbw": "rgbw", "rgbww": "rgbcw"}


def light_json(config: Config) -> Component:
    """A light that speaks JSON, as Zigbee2MQTT and many others publish it."""
    component = Component(config)
    modes = config.texts("supported_color_modes")
    if not modes:
        modes = ("brightness",) if config.flag("brightness") else ("onoff",)
    describe_light(component, modes, effects=config.flag("effect"), transitions=True)
    component.listen_raw("state_topic", _reader(config, modes))
    topic = config.topic("command_topic")
    if topic:
        component.commands["turn_on"] = _turn_on(config, topic)
        component.commands["turn_off"] = _turn_off(config, topic)
    return component


def _reader(config: Config, modes: Sequence[str]) -> Reader:
    scale = config.number("brightness_scale", 255)
    kelvin = config.flag("color_temp_kelvin")

    def read(payload: Payload, report: Report) -> None:
        values = payload.json
        if not isinstance(values, dict):
            raise PayloadError("a JSON light's state is a JSON object")
        if "state" in values:
            said = values["state"]
            report.state = UNKNOWN if said is None else _STATES.get(str(said), report.state)
        brightness = number(values.get("brightness"))
        if brightness and "onoff" not in modes:
            report.attributes["brightness"] = standard_brightness(brightness, scale)
        if "effect" in values:
            report.attributes["effect"] = text_of(values["effect"])
        report.attributes.update(_colour(values, modes, kelvin=kelvin))

    return read


def _colour(values: Mapping[str, JsonValue], modes: Sequence[str], *, kelvin: bool) -> Mapping[str, JsonValue]:
    """The colour of the mode that the light says it is in; nothing where it is incomplete."""
    mode = values.get("color_mode", modes[0] if len(modes) == 1 else None)
    if not isinstance(mode, str) or mode not in modes:
        return {}
    if mode == "color_temp":
        given = number(values.get("color_temp"))
        if not given or given <= 0:
            return {}
        return {"color_mode": mode, "color_temp_kelvin": round(given) if kelvin else kelvin_of_mired(given)}
    if mode not in _CHANNELS:
        return {"color_mode": mode}
    colour = mapping_of(values.get("color"))
    parts = [number(colour.get(channel)) for channel in _CHANNELS[mode]]
    known = tuple(float(part) for part in parts if part is not None)
    if len(known) != len(parts):
        return {}
    limit = {"hs": 360.0, "xy": 1.0}.get(mode, 255.0)
    return colour_attributes(mode, tuple(max(0.0, min(limit, part)) for part in known))


def _turn_on(config: Config, topic: str) -> Command:
    scale, kelvin = config.number("brightness_scale", 255), config.flag("color_temp_kelvin")

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        order = light_order(call, entity)
        if order.brightness == 0:
            return [config.message(topic, {"state": "OFF", **_timing(config, order)})]
        values: dict[str, JsonValue] = {"state": "ON", **_timing(config, order)}
        if order.brightness is not None:
            values["brightness"] = device_brightness(order.brightness, scale)
        if order.kelvin is not None:
            values["color_temp"] = order.kelvin if kelvin else mired_of_kelvin(order.kelvin)
        if order.rgb is not None:
            values["color"] = _channels(order, colour_space(entity))
        if order.effect is not None:
            values["effect"] = order.effect
        return [config.message(topic, values)]

    return command


def _turn_off(config: Config, topic: str) -> Command:
    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        return [config.message(topic, {"state": "OFF", **_timing(config, light_order(call, entity))})]

    return command


def _timing(config: Config, order: LightOrder) -> Mapping[str, JsonValue]:
    values: dict[str, JsonValue] = {}
    if order.transition is not None:
        values["transition"] = order.transition
    if order.flash in {"short", "long"}:
        values["flash"] = config.number(f"flash_time_{order.flash}", 2 if order.flash == "short" else 10)
    return values


def _channels(order: LightOrder, mode: str) -> Mapping[str, JsonValue]:
    rgb = order.rgb or (255, 255, 255)
    if mode == "hs" and order.hs:
        return {"h": order.hs[0], "s": order.hs[1]}
    if mode == "xy" and order.xy:
        return {"x": order.xy[0], "y": order.xy[1]}
    white = {"rgbw": {"w": 0}, "rgbww": {"c": 0, "w": 0}}.get(mode, {})
    return {**dict(zip("rgb", rgb, strict=True)), **white}
