"""The discovery components: what each domain announces; `commands` tells what comes back.

Every domain has one state topic with one JSON object (`state_object`), which templates take apart, and command
topics `<topic>/set/<what>`. Source of keys and payloads: Home Assistant's MQTT integrations, 2025.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edge.home.model import Entity
from hub_sim.features import FEATURES

Config = dict[str, Any]
Builder = Callable[[Entity, str], Config]

_VACUUM_NAMES = {
    "START": "start", "STOP": "stop", "PAUSE": "pause", "RETURN_HOME": "return_home", "LOCATE": "locate",
    "CLEAN_SPOT": "clean_spot", "FAN_SPEED": "fan_speed",
}  # fmt: skip
_ALARM_NAMES = {
    "ARM_HOME": "arm_home", "ARM_AWAY": "arm_away", "ARM_NIGHT": "arm_night", "TRIGGER": "trigger",
    "ARM_VACATION": "arm_vacation", "ARM_CUSTOM_BYPASS": "arm_custom_bypass",
}  # fmt: skip


def known(entity: Entity) -> Mapping[str, Any]:
    """The attributes, for reading."""
    return entity.attributes


def state_object(entity: Entity) -> dict[str, Any]:
    """State and attributes as the state topic shows them."""
    shown: dict[str, Any] = {**entity.attributes, "state": entity.state}
    if entity.domain == "light":
        return _light_state(entity)
    if entity.domain == "vacuum":
        keys = ("battery_level", "fan_speed")
        return {"state": entity.state, **{key: entity.attributes[key] for key in keys if key in entity.attributes}}
    return shown


def _basic(entity: Entity, topic: str) -> Config:
    config: Config = {"state_topic": f"{topic}/state", "value_template": "{{ value_json.state }}"}
    if entity.device_class:
        config["device_class"] = entity.device_class
    return config


def _on_off(entity: Entity, topic: str) -> Config:
    return {
        **_basic(entity, topic),
        "command_topic": f"{topic}/set/power",
        "payload_on": "on",
        "payload_off": "off",
    }


def _sensor(entity: Entity, topic: str) -> Config:
    copied = ("unit_of_measurement", "state_class", "options")
    return {**_basic(entity, topic), **_given(entity, copied)}


def _binary_sensor(entity: Entity, topic: str) -> Config:
    return {**_basic(entity, topic), "payload_on": "on", "payload_off": "off"}


def _light(entity: Entity, topic: str) -> Config:
    modes = known(entity).get("supported_color_modes") or ["onoff"]
    config: Config = {
        "schema": "json",
        "state_topic": f"{topic}/state",
        "command_topic": f"{topic}/set/light",
        "supported_color_modes": modes,
        "color_temp_kelvin": True,
    }
    if "onoff" not in modes:
        config["brightness"] = True
    effects = entity.attributes.get("effect_list")
    if effects:
        config |= {"effect": True, "effect_list": effects}
    bounds = {"min_kelvin": "min_color_temp_kelvin", "max_kelvin": "max_color_temp_kelvin"}
    return config | {key: entity.attributes[name] for key, name in bounds.items() if entity.attributes.get(name)}


def _cover(entity: Entity, topic: str) -> Config:
    features = _features(entity)
    config = {**_basic(entity, topic), "command_topic": f"{topic}/set/move"}
    for name in ("OPEN", "CLOSE", "STOP"):
        if name not in features:
            config[f"payload_{name.lower()}"] = None
    if "SET_POSITION" in features:
        config |= {
            "position_topic": f"{topic}/state",
            "position_template": "{{ value_json.current_position }}",
            "set_position_topic": f"{topic}/set/position",
        }
    if "SET_TILT_POSITION" in features:
        config |= {
            "tilt_status_topic": f"{topic}/state",
            "tilt_status_template": "{{ value_json.current_tilt_position }}",
            "tilt_command_topic": f"{topic}/set/tilt",
        }
    return config


def _valve(entity: Entity, topic: str) -> Config:
    features = _features(entity)
    if "SET_POSITION" in features:
        state = "{{ {'state': value_json.state, 'position': value_json.current_position} | tojson }}"
        config = {
            **_basic(entity, topic),
            "value_template": state,
            "reports_position": True,
            "command_topic": f"{topic}/set/position",
        }
        return config | ({"payload_stop": "STOP"} if "STOP" in features else {})
    return {**_basic(entity, topic), "command_topic": f"{topic}/set/move"}


def _climate(entity: Entity, topic: str) -> Config:
    attributes, features = known(entity), _features(entity)
    config: Config = {
        "modes": attributes.get("hvac_modes"),
        "mode_state_topic": f"{topic}/state",
        "mode_state_template": "{{ value_json.state }}",
        "mode_command_topic": f"{topic}/set/mode",
        "power_command_topic": f"{topic}/set/power",
        "payload_on": "on",
        "payload_off": "off",
        **_temperatures(entity, topic),
    }
    if "TARGET_TEMPERATURE" in features:
        config |= _pair(topic, "temperature", "temperature")
    if "TARGET_TEMPERATURE_RANGE" in features:
        config |= _pair(topic, "temperature_high", "target_temp_high")
        config |= _pair(topic, "temperature_low", "target_temp_low")
    for name, feature in (("fan_mode", "FAN_MODE"), ("swing_mode", "SWING_MODE"), ("preset_mode", "PRESET_MODE")):
        if feature in features and attributes.get(f"{name}s"):
            config |= _pair(topic, name, name)
            config[f"{name}s"] = [mode for mode in attributes[f"{name}s"] if (name, mode) != ("preset_mode", "none")]
    if "preset_mode_state_template" in config:
        config["preset_mode_value_template"] = config.pop("preset_mode_state_template")
    if "hvac_action" in attributes:
        config |= {"action_topic": f"{topic}/state", "action_template": "{{ value_json.hvac_action }}"}
    return config


def _water_heater(entity: Entity, topic: str) -> Config:
    return {
        "modes": entity.attributes.get("operation_list"),
        "mode_state_topic": f"{topic}/state",
        "mode_state_template": "{{ value_json.state }}",
        "mode_command_topic": f"{topic}/set/mode",
        "power_command_topic": f"{topic}/set/power",
        "payload_on": "on",
        "payload_off": "off",
        **_temperatures(entity, topic),
        **_pair(topic, "temperature", "temperature"),
    }


def _fan(entity: Entity, topic: str) -> Config:
    features = _features(entity)
    config = _on_off(entity, topic)
    config["state_value_template"] = config.pop("value_template")
    pairs = {
        "SET_SPEED": ("percentage", "percentage"),
        "PRESET_MODE": ("preset_mode", "preset_mode"),
        "OSCILLATE": ("oscillation", "oscillating"),
        "DIRECTION": ("direction", "direction"),
    }
    for feature, (key, attribute) in pairs.items():
        if feature in features:
            template = f"{{{{ value_json.{attribute} }}}}"
            config |= {
                f"{key}_state_topic": f"{topic}/state",
                f"{key}_value_template": template,
                f"{key}_command_topic": f"{topic}/set/{attribute}",
            }
    if "OSCILLATE" in features:
        config |= {"payload_oscillation_on": "True", "payload_oscillation_off": "False"}
    return config | _given(entity, ("preset_modes",))


def _humidifier(entity: Entity, topic: str) -> Config:
    config = {
        **_on_off(entity, topic),
        **_given(entity, ("min_humidity", "max_humidity")),
        "target_humidity_state_topic": f"{topic}/state",
        "target_humidity_state_template": "{{ value_json.humidity }}",
        "target_humidity_command_topic": f"{topic}/set/humidity",
        "current_humidity_topic": f"{topic}/state",
        "current_humidity_template": "{{ value_json.current_humidity }}",
    }
    config["state_value_template"] = config.pop("value_template")
    modes = entity.attributes.get("available_modes")
    return config | ({"modes": modes, **_pair(topic, "mode", "mode")} if modes else {})


def _lock(entity: Entity, topic: str) -> Config:
    states = ("locked", "locking", "unlocked", "unlocking", "jammed", "open", "opening")
    config = {**_basic(entity, topic), "command_topic": f"{topic}/set/bolt"}
    config |= {f"state_{state}": state for state in states}
    return config | ({"payload_open": "OPEN"} if "OPEN" in _features(entity) else {})


def _vacuum(entity: Entity, topic: str) -> Config:
    features = _features(entity)
    return {
        "state_topic": f"{topic}/state",
        "command_topic": f"{topic}/set/order",
        "supported_features": [name for feature, name in _VACUUM_NAMES.items() if feature in features],
        "set_fan_speed_topic": f"{topic}/set/fan_speed",
        **_given(entity, ("fan_speed_list",)),
    }


def _lawn_mower(entity: Entity, topic: str) -> Config:
    config: Config = {"activity_state_topic": f"{topic}/state", "activity_value_template": "{{ value_json.state }}"}
    for feature, service in (("START_MOWING", "start_mowing"), ("PAUSE", "pause"), ("DOCK", "dock")):
        if feature in _features(entity):
            config[f"{service}_command_topic"] = f"{topic}/set/order"
    return config


def _siren(entity: Entity, topic: str) -> Config:
    config = _on_off(entity, topic)
    config["state_value_template"] = config.pop("value_template")
    tones = entity.attributes.get("available_tones")
    return config | ({"available_tones": tones} if tones else {})


def _alarm(entity: Entity, topic: str) -> Config:
    features = _features(entity)
    return {
        **_basic(entity, topic),
        "command_topic": f"{topic}/set/order",
        "command_template": '{"action": "{{ action }}", "code": "{{ code }}"}',
        "supported_features": [name for feature, name in _ALARM_NAMES.items() if feature in features],
    }


def _number(entity: Entity, topic: str) -> Config:
    copied = ("min", "max", "step", "unit_of_measurement")
    return {**_basic(entity, topic), **_given(entity, copied), "command_topic": f"{topic}/set/value"}


def _select(entity: Entity, topic: str) -> Config:
    return {**_basic(entity, topic), **_given(entity, ("options",)), "command_topic": f"{topic}/set/option"}


def _pressed(entity: Entity, topic: str) -> Config:
    word = {"button": "payload_press", "scene": "payload_on"}[entity.domain]
    return {"command_topic": f"{topic}/set/press", word: "PRESS"}


def _text(entity: Entity, topic: str) -> Config:
    return {**_basic(entity, topic), "command_topic": f"{topic}/set/value"}


def _tracker(entity: Entity, topic: str) -> Config:
    return {**_basic(entity, topic), "payload_home": "home", "payload_not_home": "not_home"}


BUILDERS: Mapping[str, Builder] = {
    "alarm_control_panel": _alarm,
    "binary_sensor": _binary_sensor,
    "button": _pressed,
    "climate": _climate,
    "cover": _cover,
    "device_tracker": _tracker,
    "fan": _fan,
    "humidifier": _humidifier,
    "lawn_mower": _lawn_mower,
    "light": _light,
    "lock": _lock,
    "number": _number,
    "scene": _pressed,
    "select": _select,
    "sensor": _sensor,
    "siren": _siren,
    "switch": _on_off,
    "text": _text,
    "vacuum": _vacuum,
    "valve": _valve,
    "water_heater": _water_heater,
}


def _features(entity: Entity) -> frozenset[str]:
    mask = entity.attributes.get("supported_features")
    bits = mask if isinstance(mask, int) else 0
    return frozenset(name for name, bit in FEATURES.get(entity.domain, {}).items() if bits & bit)


def _given(entity: Entity, keys: tuple[str, ...]) -> Config:
    return {key: entity.attributes[key] for key in keys if entity.attributes.get(key) is not None}


def _pair(topic: str, key: str, attribute: str) -> Config:
    return {
        f"{key}_state_topic": f"{topic}/state",
        f"{key}_state_template": f"{{{{ value_json.{attribute} }}}}",
        f"{key}_command_topic": f"{topic}/set/{attribute}",
    }


def _temperatures(entity: Entity, topic: str) -> Config:
    attributes = entity.attributes
    unit = attributes.get("unit_of_measurement")
    config = _given(entity, ("min_temp", "max_temp"))
    config["temperature_unit"] = "F" if isinstance(unit, str) and "F" in unit else "C"
    if attributes.get("target_temp_step"):
        config["temp_step"] = attributes["target_temp_step"]
    if attributes.get("current_temperature") is not None:
        config |= {
            "current_temperature_topic": f"{topic}/state",
            "current_temperature_template": "{{ value_json.current_temperature }}",
        }
    return config


def _light_state(entity: Entity) -> dict[str, Any]:
    attributes = known(entity)
    if entity.state != "on":
        return {"state": {"off": "OFF"}.get(entity.state or "")}
    shown: dict[str, Any] = {"state": "ON"}
    for key in ("brightness", "color_mode", "effect"):
        if attributes.get(key) is not None:
            shown[key] = attributes[key]
    mode = attributes.get("color_mode")
    if mode == "color_temp":
        shown["color_temp"] = attributes.get("color_temp_kelvin")
    elif mode == "hs" and attributes.get("hs_color"):
        shown["color"] = dict(zip("hs", attributes["hs_color"], strict=True))
    elif attributes.get("rgb_color"):
        shown["color"] = dict(zip("rgb", attributes["rgb_color"], strict=True))
    return shown
