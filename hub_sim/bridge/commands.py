"""What comes on the command topics of the discovery components, as service calls of Home Assistant."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from edge.home.model import Entity
from edge.turn import ServiceCall

Command = Callable[[str, Entity], ServiceCall | None]
"""A payload on an entity's command topic; `None` when it asks for nothing that there is."""


def _service(domain: str, service: str, key: str | None = None, kind: Callable[[str], Any] = str) -> Command:
    def command(payload: str, entity: Entity) -> ServiceCall | None:
        try:
            data = {} if key is None else {key: kind(payload)}
        except ValueError:
            return None
        return ServiceCall(domain, service, entity.id, data)

    return command


def _words(domain: str, table: Mapping[str, str]) -> Command:
    def command(payload: str, entity: Entity) -> ServiceCall | None:
        service = table.get(payload)
        return ServiceCall(domain, service, entity.id) if service else None

    return command


def _light_command(payload: str, entity: Entity) -> ServiceCall | None:
    try:
        asked = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(asked, dict):
        return None
    if asked.get("state") == "OFF":
        return ServiceCall("light", "turn_off", entity.id)
    data = {key: asked[key] for key in ("brightness", "effect", "transition", "flash") if asked.get(key) is not None}
    if asked.get("color_temp") is not None:
        data["color_temp_kelvin"] = asked["color_temp"]
    return ServiceCall("light", "turn_on", entity.id, data | _colour(asked.get("color")))


def _colour(given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON from outside
    if not isinstance(given, dict):
        return {}
    for channels, key in (("rgbw", "rgbw_color"), ("rgb", "rgb_color"), ("hs", "hs_color"), ("xy", "xy_color")):
        if all(channel in given for channel in channels):
            return {key: [given[channel] for channel in channels]}
    return {}


def _siren_command(payload: str, entity: Entity) -> ServiceCall | None:
    try:
        asked = json.loads(payload)
    except ValueError:
        asked = {"state": payload}
    if not isinstance(asked, dict):
        return None
    state = str(asked.pop("state", "on")).lower()
    return ServiceCall("siren", "turn_off" if state == "off" else "turn_on", entity.id, asked if state != "off" else {})


def _alarm_command(payload: str, entity: Entity) -> ServiceCall | None:
    try:
        asked = json.loads(payload)
        service = f"alarm_{str(asked['action']).lower()}"
    except (ValueError, KeyError, TypeError):
        return None
    code = asked.get("code")
    return ServiceCall("alarm_control_panel", service, entity.id, {"code": code} if code not in {None, "None"} else {})


def _tilt_command(payload: str, entity: Entity) -> ServiceCall | None:
    return _service("cover", "set_cover_tilt_position", "tilt_position", _number_of)(payload, entity)


def _valve_command(payload: str, entity: Entity) -> ServiceCall | None:
    words = {"OPEN": "open_valve", "CLOSE": "close_valve", "STOP": "stop_valve"}
    if payload in words:
        return ServiceCall("valve", words[payload], entity.id)
    return _service("valve", "set_valve_position", "position", _number_of)(payload, entity)


def _number_of(payload: str) -> int | float:
    value = float(payload)
    return int(value) if value.is_integer() else value


def _truth(payload: str) -> bool:
    return payload.lower() in {"true", "on", "oscillate_on"}


def _power(domain: str) -> Command:
    return _words(domain, {"on": "turn_on", "off": "turn_off"})


COMMANDS: Mapping[str, Mapping[str, Command]] = {
    "alarm_control_panel": {"order": _alarm_command},
    "button": {"press": _service("button", "press")},
    "climate": {
        "mode": _service("climate", "set_hvac_mode", "hvac_mode"),
        "power": _power("climate"),
        "temperature": _service("climate", "set_temperature", "temperature", _number_of),
        "target_temp_high": _service("climate", "set_temperature", "target_temp_high", _number_of),
        "target_temp_low": _service("climate", "set_temperature", "target_temp_low", _number_of),
        "fan_mode": _service("climate", "set_fan_mode", "fan_mode"),
        "swing_mode": _service("climate", "set_swing_mode", "swing_mode"),
        "preset_mode": _service("climate", "set_preset_mode", "preset_mode"),
    },
    "cover": {
        "move": _words("cover", {"OPEN": "open_cover", "CLOSE": "close_cover", "STOP": "stop_cover"}),
        "position": _service("cover", "set_cover_position", "position", _number_of),
        "tilt": _tilt_command,
    },
    "fan": {
        "power": _power("fan"),
        "percentage": _service("fan", "set_percentage", "percentage", _number_of),
        "preset_mode": _service("fan", "set_preset_mode", "preset_mode"),
        "oscillating": _service("fan", "oscillate", "oscillating", _truth),
        "direction": _service("fan", "set_direction", "direction"),
    },
    "humidifier": {
        "power": _power("humidifier"),
        "humidity": _service("humidifier", "set_humidity", "humidity", _number_of),
        "mode": _service("humidifier", "set_mode", "mode"),
    },
    "lawn_mower": {
        "order": _words("lawn_mower", {name: name for name in ("start_mowing", "pause", "dock")}),
    },
    "light": {"light": _light_command},
    "lock": {"bolt": _words("lock", {"LOCK": "lock", "UNLOCK": "unlock", "OPEN": "open"})},
    "number": {"value": _service("number", "set_value", "value", _number_of)},
    "scene": {"press": _service("scene", "turn_on")},
    "select": {"option": _service("select", "select_option", "option")},
    "siren": {"power": _siren_command},
    "switch": {"power": _power("switch")},
    "text": {"value": _service("text", "set_value", "value")},
    "vacuum": {
        "order": _words("vacuum", {n: n for n in ("start", "stop", "pause", "return_to_base", "locate", "clean_spot")}),
        "fan_speed": _service("vacuum", "set_fan_speed", "fan_speed"),
    },
    "valve": {"move": _valve_command, "position": _valve_command},
    "water_heater": {
        "mode": _service("water_heater", "set_operation_mode", "operation_mode"),
        "power": _power("water_heater"),
        "temperature": _service("water_heater", "set_temperature", "temperature", _number_of),
    },
}
"""What a payload on `<topic>/set/<what>` asks for, by domain and what."""
