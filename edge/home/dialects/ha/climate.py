"""Thermostats, air conditioners and water heaters."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.dialects.features import Climate, WaterHeater
from edge.home.dialects.ha.component import (
    NONE,
    Command,
    Component,
    Taker,
    Valuer,
    const,
    numeric_taker,
    state_taker,
    text_taker,
)
from edge.home.dialects.ha.config import Config
from edge.home.dialects.reports import Report, number_datum, option_datum
from edge.home.events import Message, NotExpressibleError
from edge.home.model import Entity
from edge.turn import ServiceCall

HVAC_MODES = ("auto", "off", "cool", "heat", "dry", "fan_only")
_HVAC_ACTIONS = ("cooling", "drying", "fan", "heating", "idle", "off", "preheating", "defrosting")
_OPERATIONS = ("off", "eco", "electric", "gas", "heat_pump", "high_demand", "performance")
_TARGETS = (
    ("temperature", "temperature", Climate.TARGET_TEMPERATURE),
    ("temperature_low", "target_temp_low", Climate.TARGET_TEMPERATURE_RANGE),
    ("temperature_high", "target_temp_high", Climate.TARGET_TEMPERATURE_RANGE),
)


def climate(config: Config) -> Component:
    """Heating and cooling of a room."""
    component = Component(config)
    modes = config.texts("modes") or HVAC_MODES
    _describe_temperatures(component, 7.0, 35.0)
    component.describe(hvac_modes=modes)
    features = _targets(component)
    component.listen("mode_state_topic", "mode_state_template", state_taker({mode: mode for mode in modes}))
    component.listen("action_topic", "action_template", text_taker("hvac_action", _HVAC_ACTIONS))
    component.listen("current_humidity_topic", "current_humidity_template", numeric_taker("current_humidity"))
    component.listen("target_humidity_state_topic", "target_humidity_state_template", numeric_taker("humidity"))
    component.send("set_hvac_mode", "mode_command_topic", "mode_command_template", _option("hvac_mode", modes))
    if component.send(
        "set_humidity",
        "target_humidity_command_topic",
        "target_humidity_command_template",
        lambda call, _: number_datum(call, "humidity"),
    ):
        features |= Climate.TARGET_HUMIDITY
        component.describe_from("min_humidity", "max_humidity")
    features |= _choices(component)
    _with_mode(component)
    features |= _power(component, modes)
    component.describe(supported_features=int(features))
    return component


def water_heater(config: Config) -> Component:
    """A boiler with operation modes."""
    component = Component(config)
    modes = config.texts("modes") or _OPERATIONS
    _describe_temperatures(component, 43.3, 60.0)
    component.describe(operation_list=modes)
    features = WaterHeater(0)
    component.listen("mode_state_topic", "mode_state_template", state_taker({mode: mode for mode in modes}))
    if _target(component, "temperature", "temperature"):
        features |= WaterHeater.TARGET_TEMPERATURE
    option = _option("operation_mode", modes)
    if component.send("set_operation_mode", "mode_command_topic", "mode_command_template", option):
        features |= WaterHeater.OPERATION_MODE
    features |= WaterHeater.ON_OFF if _power(component, modes) else WaterHeater(0)
    component.describe(supported_features=int(features))
    return component


def _describe_temperatures(component: Component, low: float, high: float) -> None:
    config = component.config
    fahrenheit = config.text("temperature_unit").upper() == "F"
    if fahrenheit:
        low, high = low * 1.8 + 32, high * 1.8 + 32
    component.describe(
        min_temp=config.number("min_temp", low),
        max_temp=config.number("max_temp", high),
        target_temp_step=config.number("temp_step", 1.0),
        unit_of_measurement="°F" if fahrenheit else "°C",
    )
    component.listen("current_temperature_topic", "current_temperature_template", numeric_taker("current_temperature"))


def _targets(component: Component) -> Climate:
    features = Climate(0)
    for prefix, attribute, feature in _TARGETS:
        if _target(component, prefix, attribute):
            features |= feature
    setters = {attribute: component.commands.pop(f"set {attribute}", None) for _, attribute, _ in _TARGETS}
    known = {attribute: setter for attribute, setter in setters.items() if setter}
    if known:
        component.commands["set_temperature"] = _all_of(known)
    return features


def _target(component: Component, prefix: str, attribute: str) -> bool:
    listens = component.listen(f"{prefix}_state_topic", f"{prefix}_state_template", numeric_taker(attribute))
    service = "set_temperature" if "operation_list" in component.attributes else f"set {attribute}"
    sends = component.send(
        service,
        f"{prefix}_command_topic",
        f"{prefix}_command_template",
        lambda call, _: number_datum(call, attribute),
    )
    return listens or sends


def _all_of(setters: dict[str, Command]) -> Command:
    """One call may set a target, or both ends of a range."""

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        asked = [setter(call, entity) for attribute, setter in setters.items() if call.data.get(attribute) is not None]
        if not asked:
            raise NotExpressibleError(f"{entity.id} takes {', '.join(setters)}, and was given none of them")
        return [message for messages in asked for message in messages]

    return command


def _choices(component: Component) -> Climate:
    """Fan, swing and preset modes."""
    config, features = component.config, Climate(0)
    for name, feature, key in (
        ("fan_mode", Climate.FAN_MODE, "fan_modes"),
        ("swing_mode", Climate.SWING_MODE, "swing_modes"),
        ("preset_mode", Climate.PRESET_MODE, "preset_modes"),
    ):
        options = config.texts(key)
        if name == "fan_mode" and not options:
            options = ("auto", "low", "medium", "high")
        if name == "swing_mode" and not options:
            options = ("on", "off")
        if name == "preset_mode" and options:
            options = ("none", *options)
        template = f"{name}_value_template" if name == "preset_mode" else f"{name}_state_template"
        listens = component.listen(f"{name}_state_topic", template, _choice_taker(name, options))
        option = _option(name, options)
        sends = component.send(f"set_{name}", f"{name}_command_topic", f"{name}_command_template", option)
        if listens or sends:
            features |= feature
            component.describe(**{key: options})
    return features


def _choice_taker(name: str, options: Sequence[str]) -> Taker:
    plain = text_taker(name, options)

    def take(text: str, report: Report) -> None:
        if name == "preset_mode" and text == NONE:
            report.attributes[name] = "none"
        else:
            plain(text, report)

    return take


def _option(key: str, options: Sequence[str]) -> Valuer:
    return lambda call, _entity: option_datum(call, key, options)


def _with_mode(component: Component) -> None:
    """`set_temperature` may name the mode as well."""
    set_mode, set_temperature = component.commands.get("set_hvac_mode"), component.commands.get("set_temperature")
    if set_mode is None or set_temperature is None:
        return

    def command(call: ServiceCall, entity: Entity) -> Sequence[Message]:
        first = set_mode(call, entity) if call.data.get("hvac_mode") is not None else ()
        return [*first, *set_temperature(call, entity)]

    component.commands["set_temperature"] = command


def _power(component: Component, modes: Sequence[str]) -> Climate:
    """On and off by their own topic, else by mode: off, and the first of heat, auto and what there is."""
    config = component.config
    on, off = const(config.text("payload_on", "ON")), const(config.text("payload_off", "OFF"))
    if component.send("turn_on", "power_command_topic", "power_command_template", on):
        component.send("turn_off", "power_command_topic", "power_command_template", off)
        return Climate.TURN_ON | Climate.TURN_OFF
    features = Climate(0)
    running = [mode for mode in ("heat_cool", "heat", "cool", "auto", *modes) if mode in modes and mode != "off"]
    if running and component.send("turn_on", "mode_command_topic", "mode_command_template", const(running[0])):
        features |= Climate.TURN_ON
    if "off" in modes and component.send("turn_off", "mode_command_topic", "mode_command_template", const("off")):
        features |= Climate.TURN_OFF
    return features
