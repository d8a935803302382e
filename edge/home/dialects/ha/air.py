"""Fans and humidifiers."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.dialects.features import Fan, Humidifier
from edge.home.dialects.ha.component import Component, Taker, const, numeric_taker, state_taker, text_taker
from edge.home.dialects.ha.config import Config
from edge.home.dialects.payload import number
from edge.home.dialects.reports import Report, datum, number_datum, option_datum
from edge.home.events import Message
from edge.home.model import Entity
from edge.turn import ServiceCall


def fan(config: Config) -> Component:
    """A fan with speeds, presets, oscillation and direction, as its topics allow."""
    component = Component(config)
    features = Fan.TURN_ON | Fan.TURN_OFF
    _on_off(component, "state_value_template")
    if _speeds(component):
        features |= Fan.SET_SPEED
    if _presets(component):
        features |= Fan.PRESET_MODE
    if _oscillates(component):
        features |= Fan.OSCILLATE
    component.listen("direction_state_topic", "direction_value_template", text_taker("direction"), fallback="")
    if component.send(
        "set_direction",
        "direction_command_topic",
        "direction_command_template",
        lambda call, _: option_datum(call, "direction", ("forward", "reverse")),
    ):
        features |= Fan.DIRECTION
    _turn_on_with(component, {"percentage": "set_percentage", "preset_mode": "set_preset_mode"})
    component.describe(supported_features=int(features))
    return component


def humidifier(config: Config) -> Component:
    """A humidifier or dehumidifier with a target and modes."""
    component = Component(config)
    component.describe(device_class=config.text("device_class", "humidifier"))
    _on_off(component, "state_value_template")
    low, high = config.number("min_humidity", 0), config.number("max_humidity", 100)
    component.describe(min_humidity=low, max_humidity=high)
    component.listen("current_humidity_topic", "current_humidity_template", numeric_taker("current_humidity"))
    component.listen("target_humidity_state_topic", "target_humidity_state_template", numeric_taker("humidity"))
    component.send(
        "set_humidity",
        "target_humidity_command_topic",
        "target_humidity_command_template",
        lambda call, _: round(number_datum(call, "humidity")),
    )
    modes = config.texts("modes")
    component.listen("mode_state_topic", "mode_state_template", text_taker("mode", modes), fallback="")
    component.listen("action_topic", "action_template", text_taker("action"), fallback="")
    features = Humidifier(0)
    if component.send(
        "set_mode",
        "mode_command_topic",
        "mode_command_template",
        lambda call, _: option_datum(call, "mode", modes),
    ):
        features |= Humidifier.MODES
        component.describe(available_modes=modes)
    component.describe(supported_features=int(features))
    return component


def _on_off(component: Component, template_key: str) -> None:
    config = component.config
    on, off = config.text("payload_on", "ON"), config.text("payload_off", "OFF")
    component.listen("state_topic", template_key, state_taker({on: "on", off: "off"}), fallback="")
    component.send("turn_on", "command_topic", "command_template", const(on))
    component.send("turn_off", "command_topic", "command_template", const(off))


def _speeds(component: Component) -> bool:
    config = component.config
    low, high = config.number("speed_range_min", 1), config.number("speed_range_max", 100)
    states = high - low + 1
    if states < 1:
        return False
    reset = config.text("payload_reset_percentage", "None")

    def take(text: str, report: Report) -> None:
        speed = number(text)
        if text == reset:
            report.attributes["percentage"] = None
        elif speed is not None:
            report.attributes["percentage"] = max(0, min(100, int((speed - low + 1) * 100 / states)))

    component.listen("percentage_state_topic", "percentage_value_template", take, fallback="")
    component.describe(percentage_step=100 / states)
    return component.send(
        "set_percentage",
        "percentage_command_topic",
        "percentage_command_template",
        lambda call, _: _speed(number_datum(call, "percentage"), low, states),
    )


def _speed(percent: float, low: float, states: float) -> int:
    """The speed of a percentage, rounded up, so that one percent still turns."""
    return -int(-(states * max(0.0, min(100.0, percent)) / 100) // 1) + int(low) - 1


def _presets(component: Component) -> bool:
    modes = component.config.texts("preset_modes")
    taker: Taker = text_taker("preset_mode", modes)
    component.listen("preset_mode_state_topic", "preset_mode_value_template", taker, fallback="")
    component.describe(preset_modes=modes)
    return component.send(
        "set_preset_mode",
        "preset_mode_command_topic",
        "preset_mode_command_template",
        lambda call, _: option_datum(call, "preset_mode", modes),
    )


def _oscillates(component: Component) -> bool:
    config = component.config
    on = config.text("payload_oscillation_on", "oscillate_on")
    off = config.text("payload_oscillation_off", "oscillate_off")

    def take(text: str, report: Report) -> None:
        if text in {on, off}:
            report.attributes["oscillating"] = text == on

    component.listen("oscillation_state_topic", "oscillation_value_template", take, fallback="")
    return component.send(
        "oscillate",
        "oscillation_command_topic",
        "oscillation_command_template",
        lambda call, _: on if datum(call, "oscillating") is True else off,
    )


def _turn_on_with(component: Component, services: dict[str, str]) -> None:
    """Turning on may name a speed or a preset, which go out after the switch itself."""
    plain = component.commands.get("turn_on")
    if plain is None:
        return

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        messages = list(plain(call, entity))
        for key, service in services.items():
            if call.data.get(key) is not None and service in component.commands:
                messages.extend(component.commands[service](call, entity))
        return messages

    component.commands["turn_on"] = command
