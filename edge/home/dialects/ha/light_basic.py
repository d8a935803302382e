"""Lights of the default schema: a topic each for state, brightness, temperature, colours and effect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from edge.home.dialects.colours import colour_attributes, kelvin_of_mired, mired_of_kelvin
from edge.home.dialects.ha.component import Command, Component, Taker, state_taker, text_taker
from edge.home.dialects.ha.config import Config, rendered
from edge.home.dialects.ha.lights import describe_light, device_brightness, standard_brightness
from edge.home.dialects.orders import LightOrder, colour_space, light_order
from edge.home.dialects.payload import number
from edge.home.dialects.reports import Report
from edge.home.events import Message
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_SPACES = {"rgb": 3, "rgbw": 4, "rgbww": 5, "hs": 2, "xy": 2}
_Part = Callable[[LightOrder, Entity], Sequence[Message]]


def light_basic(config: Config) -> Component:
    """A light with topics of their own for all that it can do."""
    component = Component(config)
    effects = "effect_command_topic" in config
    describe_light(component, _modes(config), effects=effects, transitions=False)
    on, off = config.text("payload_on", "ON"), config.text("payload_off", "OFF")
    template = "state_value_template" if "state_value_template" in config else "value_template"
    component.listen("state_topic", template, state_taker({on: "on", off: "off"}), fallback="")
    _listen_to_values(component)
    topic = config.topic("command_topic")
    if topic:
        component.commands["turn_on"] = _turn_on(config, topic, on, off)
        component.commands["turn_off"] = lambda _call, _entity: [config.message(topic, off)]
    return component


def _modes(config: Config) -> tuple[str, ...]:
    """The colour modes that the topics come to."""
    modes = [space for space in ("hs", "rgb", "rgbw", "rgbww", "xy") if f"{space}_command_topic" in config]
    if "color_temp_command_topic" in config:
        modes.append("color_temp")
    if not modes:
        return ("brightness",) if "brightness_command_topic" in config else ("onoff",)
    return tuple(modes)


def _listen_to_values(component: Component) -> None:
    config = component.config
    scale = config.number("brightness_scale", 255)
    kelvin = config.flag("color_temp_kelvin")

    def brightness(text: str, report: Report) -> None:
        value = number(text)
        if value is not None and value > 0:
            report.attributes["brightness"] = standard_brightness(value, scale)

    def temperature(text: str, report: Report) -> None:
        value = number(text)
        if value is not None and value > 0:
            report.attributes["color_mode"] = "color_temp"
            report.attributes["color_temp_kelvin"] = round(value) if kelvin else kelvin_of_mired(value)

    component.listen("brightness_state_topic", "brightness_value_template", brightness, fallback="")
    component.listen("color_temp_state_topic", "color_temp_value_template", temperature, fallback="")
    component.listen("effect_state_topic", "effect_value_template", text_taker("effect"), fallback="")
    for space, count in _SPACES.items():
        taker = _colour_taker(space, count, brightens="brightness_state_topic" not in config)
        component.listen(f"{space}_state_topic", f"{space}_value_template", taker, fallback="")
    component.listen("color_mode_state_topic", "color_mode_value_template", text_taker("color_mode"), fallback="")


def _colour_taker(space: str, count: int, *, brightens: bool) -> Taker:
    limit = {"hs": 360.0, "xy": 1.0}.get(space, 255.0)

    def take(text: str, report: Report) -> None:
        parts = [number(part.strip()) for part in text.split(",", count)]
        known = tuple(max(0.0, min(limit, float(part))) for part in parts if part is not None)
        if len(known) != count or len(parts) != count:
            return
        report.attributes.update(colour_attributes(space, known))
        if brightens and space.startswith("rgb") and max(known) > 0:
            report.attributes["brightness"] = round(max(known))

    return take


def _turn_on(config: Config, topic: str, on: str, off: str) -> Command:
    parts: tuple[_Part, ...] = (
        _colour_part(config),
        _temperature_part(config),
        _effect_part(config),
        _brightness_part(config),
    )
    kind = config.text("on_command_type", "last")

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        order = light_order(call, entity)
        if order.brightness == 0:
            return [config.message(topic, off)]
        if kind == "brightness" and order.brightness is None:
            order = replace(order, brightness=round(number(entity.attributes.get("brightness")) or 255))
        values = [message for part in parts for message in part(order, entity)]
        if kind == "brightness" and values:
            return values
        plain = config.message(topic, on)
        return [plain, *values] if kind == "first" else [*values, plain]

    return command


def _part(config: Config, name: str, value: Callable[[LightOrder], JsonValue]) -> _Part:
    topic, template = config.topic(f"{name}_command_topic"), config.command(f"{name}_command_template")

    def part(order: LightOrder, _entity: Entity) -> Sequence[Message]:
        wanted = value(order)
        return [config.message(topic, rendered(template, wanted))] if topic and wanted is not None else []

    return part


def _brightness_part(config: Config) -> _Part:
    scale = config.number("brightness_scale", 255)
    return _part(
        config,
        "brightness",
        lambda order: None if order.brightness is None else device_brightness(order.brightness, scale),
    )


def _temperature_part(config: Config) -> _Part:
    kelvin = config.flag("color_temp_kelvin")
    return _part(
        config,
        "color_temp",
        lambda order: None if order.kelvin is None else order.kelvin if kelvin else mired_of_kelvin(order.kelvin),
    )


def _effect_part(config: Config) -> _Part:
    return _part(config, "effect", lambda order: order.effect)


def _colour_part(config: Config) -> _Part:
    topics = {space: config.topic(f"{space}_command_topic") for space in _SPACES}
    templates = {space: config.command(f"{space}_command_template") for space in _SPACES}
    scales = "brightness_command_topic" not in config

    def part(order: LightOrder, entity: Entity) -> Sequence[Message]:
        if order.rgb is None:
            return []
        space = colour_space(entity, ("hs", "xy", "rgb", "rgbw", "rgbww"))
        topic = topics[space]
        if topic is None:
            return []
        names, values = _values(space, order, scales=scales)
        if f"{space}_command_template" not in config:
            return [config.message(topic, ",".join(map(str, values)))]
        return [config.message(topic, rendered(templates[space], None, dict(zip(names, values, strict=True))))]

    return part


def _values(space: str, order: LightOrder, *, scales: bool) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Names and values of a colour; RGB is dimmed where the light has no other way."""
    if space == "hs" and order.hs:
        return ("hue", "sat"), order.hs
    if space == "xy" and order.xy:
        return ("x", "y"), order.xy
    factor = (order.brightness if order.brightness is not None and scales else 255) / 255
    rgb = tuple(round(part * factor) for part in order.rgb or (255, 255, 255))
    names = (
        ("red", "green", "blue", "white") if space == "rgbw" else ("red", "green", "blue", "cold_white", "warm_white")
    )
    return names[: _SPACES[space]], (*rgb, 0, 0)[: _SPACES[space]]
