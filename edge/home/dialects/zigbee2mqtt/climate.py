"""Thermostats and fans of Zigbee2MQTT."""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.dialects.features import Climate, Fan
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, number_datum, option_datum
from edge.home.dialects.zigbee2mqtt.features import Feature
from edge.home.events import NotExpressibleError
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_ACTIONS = {"idle": "idle", "heat": "heating", "cool": "cooling", "fan_only": "fan", "off": "off"}
_MEASURED = {"local_temperature": "current_temperature", "local_humidity": "current_humidity"}
_CHOSEN = {"preset": "preset_mode", "fan_mode": "fan_mode", "swing_mode": "swing_mode"}
_SPEEDS = ("silent", "low", "medium", "high", "turbo")


def climate(feature: Feature) -> Part | None:
    """A thermostat; one that has no mode heats."""
    target = feature.feature("occupied_heating_setpoint", "current_heating_setpoint", "occupied_cooling_setpoint")
    if target is None:
        return None
    mode = feature.feature("system_mode")
    modes = _texts(mode) or ("heat",)
    part = Part(feature.key, "climate", feature.spoken, _attributes(target, modes), _climate_reader(feature, target))
    features = Climate.TARGET_TEMPERATURE
    part.commands["set_temperature"] = _set_temperature(target, mode, modes)
    if mode and mode.settable:
        features |= _mode_commands(part, mode, modes)
    for name, flag, key in (
        ("preset", Climate.PRESET_MODE, "preset_mode"),
        ("fan_mode", Climate.FAN_MODE, "fan_mode"),
        ("swing_mode", Climate.SWING_MODE, "swing_mode"),
    ):
        choice = feature.feature(name)
        if choice and choice.settable:
            part.attributes[f"{key}s"] = _texts(choice)
            part.commands[f"set_{key}"] = _option(choice, key)
            features |= flag
    part.attributes["supported_features"] = int(features)
    return part


def fan(feature: Feature) -> Part | None:
    """A fan, by its state, its mode, or its speed."""
    state, mode, speed = feature.feature("state"), feature.feature("mode"), feature.feature("speed")
    if state is None and mode is None:
        return None
    words = _texts(mode)
    speeds = tuple(word for word in _SPEEDS if word in words) or tuple(word for word in words if word.isdigit())
    presets = tuple(word for word in words if word not in {"off", "on", *speeds})
    part = Part(feature.key, "fan", feature.spoken, read=_fan_reader(state, mode, speed, speeds, presets))
    features = Fan.TURN_ON | Fan.TURN_OFF
    on: Values = {state.prop: state.on} if state else {mode.prop: _first(words)} if mode else {}
    off: Values = {state.prop: state.off} if state else {mode.prop: "off"} if mode else {}
    part.commands = {"turn_on": lambda _c, _e: on, "turn_off": lambda _c, _e: off}
    if (speeds and mode) or speed:
        features |= Fan.SET_SPEED
        part.commands["set_percentage"] = _set_percentage(mode, speed, speeds, off)
        part.attributes["percentage_step"] = 100 / (len(speeds) or (speed.high if speed and speed.high else 100))
    if presets and mode:
        features |= Fan.PRESET_MODE
        part.attributes["preset_modes"] = presets
        part.commands["set_preset_mode"] = _option(mode, "preset_mode")
    part.attributes["supported_features"] = int(features)
    return part


def _attributes(target: Feature, modes: tuple[str, ...]) -> dict[str, JsonValue]:
    fahrenheit = target.unit == "°F"
    return {
        "hvac_modes": modes,
        "min_temp": target.low,
        "max_temp": target.high,
        "target_temp_step": target.step,
        "unit_of_measurement": "°F" if fahrenheit else "°C",
    }


def _climate_reader(feature: Feature, target: Feature) -> PartReader:
    mode, action = feature.feature("system_mode"), feature.feature("running_state")
    numbers = {target.prop: "temperature", **_props(feature, _MEASURED)}
    texts = _props(feature, _CHOSEN)

    def read(values: Values, report: Report) -> None:
        report.attributes.update({numbers[name]: number(values[name]) for name in numbers if name in values})
        report.attributes.update({texts[name]: text_of(values[name]) for name in texts if name in values})
        if action and action.prop in values:
            report.attributes["hvac_action"] = _ACTIONS.get(str(values[action.prop]))
        if mode and mode.prop in values:
            report.state = text_of(values[mode.prop]) or UNKNOWN
        elif mode is None and report.attributes and report.last("state") is None:
            report.state = "heat"

    return read


def _props(feature: Feature, names: Mapping[str, str]) -> dict[str, str]:
    """The attributes that a thermostat's features come to, by where their values stand."""
    return {one.prop: attribute for name, attribute in names.items() if (one := feature.feature(name))}


def _set_temperature(target: Feature, mode: Feature | None, modes: tuple[str, ...]) -> PartCommand:
    def command(call: ServiceCall, _entity: Entity) -> Values:
        values: dict[str, JsonValue] = {target.prop: number_datum(call, "temperature")}
        if call.data.get("hvac_mode") is not None:
            if mode is None:
                raise NotExpressibleError(f"{call.entity_id} has no modes")
            values[mode.prop] = option_datum(call, "hvac_mode", modes)
        return values

    return command


def _mode_commands(part: Part, mode: Feature, modes: tuple[str, ...]) -> Climate:
    part.commands["set_hvac_mode"] = _option(mode, "hvac_mode")
    features = Climate(0)
    running = [one for one in ("heat", "auto", "cool", *modes) if one in modes and one != "off"]
    if "off" in modes:
        part.commands["turn_off"] = lambda _c, _e: {mode.prop: "off"}
        features |= Climate.TURN_OFF
    if "off" in modes and running:
        part.commands["turn_on"] = lambda _c, _e: {mode.prop: running[0]}
        features |= Climate.TURN_ON
    return features


def _fan_reader(
    state: Feature | None,
    mode: Feature | None,
    speed: Feature | None,
    speeds: tuple[str, ...],
    presets: tuple[str, ...],
) -> PartReader:
    def read(values: Values, report: Report) -> None:
        if mode and mode.prop in values:
            said = text_of(values[mode.prop])
            report.state = UNKNOWN if said is None else "off" if said == "off" else "on"
            if said in speeds:
                report.attributes["percentage"] = round((speeds.index(said) + 1) * 100 / len(speeds))
            if presets:
                report.attributes["preset_mode"] = said if said in presets else None
        if state and state.prop in values:
            said_state = values[state.prop]
            report.state = "on" if said_state == state.on else "off" if said_state == state.off else UNKNOWN
        if speed and (turns := number(values.get(speed.prop))) is not None:
            report.attributes["percentage"] = round(max(0.0, min(100.0, turns * 100 / (speed.high or 100))))

    return read


def _set_percentage(mode: Feature | None, speed: Feature | None, speeds: tuple[str, ...], off: Values) -> PartCommand:
    def command(call: ServiceCall, _entity: Entity) -> Values:
        percent = max(0.0, min(100.0, number_datum(call, "percentage")))
        if percent == 0:
            return off
        if speed:
            return {speed.prop: max(1, round(percent * (speed.high or 100) / 100))}
        step = -int(-(percent * len(speeds) / 100) // 1)
        return {mode.prop: speeds[step - 1]} if mode else {}

    return command


def _option(feature: Feature, key: str) -> PartCommand:
    options = _texts(feature)
    return lambda call, _entity: {feature.prop: option_datum(call, key, options)}


def _texts(feature: Feature | None) -> tuple[str, ...]:
    return tuple(text for value in feature.values if (text := text_of(value)) is not None) if feature else ()


def _first(words: tuple[str, ...]) -> str:
    return next((word for word in ("on", "auto", "medium", *words) if word in words and word != "off"), "on")
