"""Lights of the template schema: one topic, and a template for each thing said on it."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.dialects.colours import colour_attributes, kelvin_of_mired, mired_of_kelvin, rgb_of_hs
from edge.home.dialects.ha.component import Command, Component, Reader
from edge.home.dialects.ha.config import Config, rendered
from edge.home.dialects.ha.lights import describe_light
from edge.home.dialects.orders import LightOrder, light_order
from edge.home.dialects.payload import Payload, number, text_of
from edge.home.dialects.reports import UNKNOWN, Report
from edge.home.dialects.topics import ConfigError
from edge.home.events import Message
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_STATES = {"on": "on", "off": "off", "None": UNKNOWN}
_COLOURS = ("red_template", "green_template", "blue_template")


def light_template(config: Config) -> Component:
    """A light that is all templates; raises `ConfigError` without its two commands."""
    component = Component(config)
    if "command_on_template" not in config or "command_off_template" not in config:
        raise ConfigError("command_on_template and command_off_template are needed")
    effects = "effect_list" in config
    describe_light(component, _modes(config), effects=effects, transitions=True)
    component.listen_raw("state_topic", _reader(config))
    topic = config.topic("command_topic")
    if topic:
        component.commands["turn_on"] = _turn_on(config, topic)
        component.commands["turn_off"] = _turn_off(config, topic)
    return component


def _modes(config: Config) -> tuple[str, ...]:
    modes = []
    if "color_temp_template" in config:
        modes.append("color_temp")
    if all(key in config for key in _COLOURS):
        modes.append("hs")
    if not modes:
        modes.append("brightness" if "brightness_template" in config else "onoff")
    return tuple(modes)


def _reader(config: Config) -> Reader:
    keys = ("state_template", "brightness_template", "color_temp_template", "effect_template", *_COLOURS)
    templates = {key: config.value(key) for key in keys if key in config}
    kelvin = config.flag("color_temp_kelvin")

    def read(payload: Payload, report: Report) -> None:
        said = {key: template.render(payload) or "" for key, template in templates.items()}
        report.state = _STATES.get(said.get("state_template", ""))
        brightness = number(said.get("brightness_template"))
        if brightness is not None:
            report.attributes["brightness"] = max(0, min(255, round(brightness)))
        warmth = number(said.get("color_temp_template"))
        if warmth is not None and warmth > 0:
            report.attributes["color_temp_kelvin"] = round(warmth) if kelvin else kelvin_of_mired(warmth)
            report.attributes["color_mode"] = "color_temp"
        if said.get("effect_template"):
            report.attributes["effect"] = text_of(said["effect_template"])
        rgb = [number(said.get(key)) for key in _COLOURS]
        known = tuple(max(0.0, min(255.0, float(part))) for part in rgb if part is not None)
        if len(known) == len(_COLOURS):
            report.attributes.update(colour_attributes("rgb", known), color_mode="hs")

    return read


def _turn_on(config: Config, topic: str) -> Command:
    on, off = config.command("command_on_template"), config.command("command_off_template")
    kelvin = config.flag("color_temp_kelvin")

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        order = light_order(call, entity)
        if order.brightness == 0:
            return [config.message(topic, rendered(off, None, {"state": "off", **_timing(order)}))]
        values: dict[str, JsonValue] = {"state": "on", **_timing(order)}
        if order.brightness is not None:
            values["brightness"] = order.brightness
        if order.kelvin is not None:
            values["color_temp"] = order.kelvin if kelvin else mired_of_kelvin(order.kelvin)
        if order.hs is not None:
            red, green, blue = rgb_of_hs(*order.hs)
            values |= {"red": red, "green": green, "blue": blue, "hue": order.hs[0], "sat": order.hs[1]}
        if order.effect is not None:
            values["effect"] = order.effect
        return [config.message(topic, rendered(on, None, values))]

    return command


def _turn_off(config: Config, topic: str) -> Command:
    off = config.command("command_off_template")

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        values = {"state": "off", **_timing(light_order(call, entity))}
        return [config.message(topic, rendered(off, None, values))]

    return command


def _timing(order: LightOrder) -> dict[str, JsonValue]:
    timing: dict[str, JsonValue] = {"transition": order.transition, "flash": order.flash}
    return {key: value for key, value in timing.items() if value is not None}
