"""Switches, covers, locks, and values that stand by themselves, of Zigbee2MQTT."""

from __future__ import annotations

from edge.home.dialects.features import Cover
from edge.home.dialects.parts import Part, PartCommand, PartReader, Values
from edge.home.dialects.payload import number, text_of
from edge.home.dialects.reports import UNKNOWN, Report, number_datum, option_datum
from edge.home.dialects.zigbee2mqtt.features import Feature
from edge.turn import JsonValue

SENSOR_CLASSES = {
    "battery": "battery", "co": "carbon_monoxide", "co2": "carbon_dioxide", "current": "current",
    "device_temperature": "temperature", "energy": "energy", "formaldehyd": "volatile_organic_compounds",
    "humidity": "humidity", "illuminance": "illuminance", "illuminance_lux": "illuminance",
    "local_temperature": "temperature", "pm10": "pm10", "pm25": "pm25", "power": "power",
    "power_factor": "power_factor", "pressure": "atmospheric_pressure", "soil_moisture": "moisture",
    "temperature": "temperature", "voc": "volatile_organic_compounds", "voltage": "voltage", "wind_speed": "wind_speed",
}  # fmt: skip
BINARY_CLASSES = {
    "battery_low": "battery", "carbon_monoxide": "carbon_monoxide", "contact": "door", "gas": "gas",
    "moving": "moving", "occupancy": "occupancy", "opening": "opening", "presence": "occupancy", "running": "moving",
    "smoke": "smoke", "tamper": "tamper", "vibration": "vibration", "water_leak": "moisture", "window": "window",
    "window_open": "window",
}  # fmt: skip
_DIAGNOSTIC = frozenset(
    {"battery_low", "device_temperature", "tamper", "power_outage_count", "trigger_count", "motor_state", "running"}
)


def switch(feature: Feature) -> Part | None:
    """A switch; one whose property is no `state` is a setting of its device."""
    state = feature.feature("state")
    if state is None:
        return None
    is_state = state.prop.startswith("state")
    key = feature.key if is_state else state.prop
    name = feature.spoken if is_state else state.prop.replace("_", " ")
    part = Part(key, "switch", name, read=_two_states(state), category=None if is_state else "config")
    if state.settable:
        part.commands = {"turn_on": _const(state, state.on), "turn_off": _const(state, state.off)}
    return part


def lock(feature: Feature) -> Part | None:
    """A lock, whose `lock_state` tells more than its `state` where it has one."""
    state, fine = feature.feature("state"), feature.feature("lock_state")
    if state is None:
        return None
    words = {"locked": "locked", "unlocked": "unlocked", "not_fully_locked": "jammed"}

    def read(values: Values, report: Report) -> None:
        if state.prop in values:
            said = values[state.prop]
            report.state = "locked" if said == state.on else "unlocked" if said == state.off else UNKNOWN
        if fine and isinstance(values.get(fine.prop), str):
            report.state = words.get(str(values[fine.prop]), report.state)

    part = Part(feature.key, "lock", feature.spoken, read=read)
    if state.settable:
        part.commands = {"lock": _const(state, state.on), "unlock": _const(state, state.off)}
    return part


def cover(feature: Feature) -> Part | None:
    """A blind, curtain or shutter; position 100 is open. Its motor's own word says when it moves."""
    state, position, tilt = feature.feature("state"), feature.feature("position"), feature.feature("tilt")
    if state is None and position is None:
        return None
    part = Part(feature.key, "cover", feature.spoken, read=_cover_reader(feature, state, position, tilt))
    features = Cover(0)
    for verb, flag in (("open", Cover.OPEN), ("close", Cover.CLOSE), ("stop", Cover.STOP)):
        if state and (verb.upper() in state.values or not state.values):
            part.commands[f"{verb}_cover"] = _const(state, verb.upper())
            features |= flag
    if position and position.settable:
        part.commands["set_cover_position"] = _number_command(position, "position")
        features |= Cover.SET_POSITION
    if tilt and tilt.settable:
        part.commands["set_cover_tilt_position"] = _number_command(tilt, "tilt_position")
        part.commands["open_cover_tilt"], part.commands["close_cover_tilt"] = _const(tilt, 100), _const(tilt, 0)
        features |= Cover.SET_TILT_POSITION | Cover.OPEN_TILT | Cover.CLOSE_TILT
    part.attributes["supported_features"] = int(features)
    return part


def _cover_reader(
    feature: Feature, state: Feature | None, position: Feature | None, tilt: Feature | None
) -> PartReader:
    suffix = f"_{feature.endpoint}" if feature.endpoint else ""
    motor, moving = f"motor_state{suffix}", f"moving{suffix}"
    directions = {"opening": "opening", "closing": "closing", "UP": "opening", "DOWN": "closing"}

    def read(values: Values, report: Report) -> None:
        if state and state.prop in values:
            report.state = {"OPEN": "open", "CLOSE": "closed"}.get(str(values[state.prop]), UNKNOWN)
        if position and (place := number(values.get(position.prop))) is not None:
            percent = round(max(0.0, min(100.0, place)))
            report.attributes["current_position"] = percent
            report.state = "open" if percent else "closed"
        said = values.get(motor, values.get(moving))
        if isinstance(said, str) and said in directions:
            report.state = directions[said]
        if tilt and (angle := number(values.get(tilt.prop))) is not None:
            report.attributes["current_tilt_position"] = round(max(0.0, min(100.0, angle)))

    return read


def numeric(feature: Feature, *, own_name: bool = False) -> Part | None:
    """A measured value, or a setting where it can be set."""
    if not feature.published:
        return None
    domain = "number" if feature.settable else "sensor"
    part = _value_part(feature, domain, SENSOR_CLASSES.get(feature.name), own_name=own_name)
    part.attributes["unit_of_measurement"] = feature.unit
    if domain == "sensor":
        part.attributes["state_class"] = "total_increasing" if feature.name == "energy" else "measurement"
    else:
        part.attributes |= {"min": feature.low, "max": feature.high, "step": feature.step}
        part.commands["set_value"] = _number_command(feature, "value")

    def read(values: Values, report: Report) -> None:
        if feature.prop in values:
            report.state = text_of(number(values[feature.prop])) or UNKNOWN

    part.read = read
    return part


def binary(feature: Feature, *, own_name: bool = False) -> Part | None:
    """A yes or no, or a setting where it can be set. `on` follows the description: an open contact is on."""
    if not feature.published:
        return None
    domain = "switch" if feature.settable else "binary_sensor"
    part = _value_part(feature, domain, BINARY_CLASSES.get(feature.name), own_name=own_name)
    part.read = _two_states(feature)
    if feature.settable:
        part.attributes.pop("device_class", None)
        part.commands = {"turn_on": _const(feature, feature.on), "turn_off": _const(feature, feature.off)}
    return part


def enumeration(feature: Feature) -> Part | None:
    """One of several words, or a setting where it can be set."""
    if not feature.published:
        return None
    part = _value_part(feature, "select" if feature.settable else "sensor", None)
    by_text = {text: value for value in feature.values if (text := text_of(value)) is not None}
    part.attributes["options"] = tuple(by_text)
    if feature.settable:
        part.commands["select_option"] = lambda call, _: {
            feature.prop: by_text.get(option_datum(call, "option", tuple(by_text)))
        }

    def read(values: Values, report: Report) -> None:
        if feature.prop in values:
            report.state = text_of(values[feature.prop]) or UNKNOWN

    part.read = read
    return part


def _value_part(feature: Feature, domain: str, device_class: str | None, *, own_name: bool = False) -> Part:
    category = feature.category or ("config" if feature.settable else None)
    if feature.name in _DIAGNOSTIC:
        category = "diagnostic"
    name = "" if own_name or feature.nameless else feature.label
    return Part(feature.prop, domain, name, {"device_class": device_class}, category=category)


def _two_states(feature: Feature) -> PartReader:
    def read(values: Values, report: Report) -> None:
        if feature.prop in values:
            said = values[feature.prop]
            report.state = "on" if said == feature.on else "off" if said == feature.off else UNKNOWN

    return read


def _const(feature: Feature, value: JsonValue) -> PartCommand:
    return lambda _call, _entity: {feature.prop: value}


def _number_command(feature: Feature, key: str) -> PartCommand:
    return lambda call, _entity: {feature.prop: number_datum(call, key)}
