"""From the spellings that fixtures use to the states and attributes that Home Assistant shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hub_sim.features import FEATURES, feature_bits

_RENAMED: Mapping[str, Mapping[str, str]] = {
    "sensor": {"native_unit_of_measurement": "unit_of_measurement"},
    "number": {
        "native_unit_of_measurement": "unit_of_measurement",
        "native_min_value": "min",
        "native_max_value": "max",
        "native_step": "step",
    },
    "climate": {
        "target_temperature": "temperature",
        "target_temperature_high": "target_temp_high",
        "target_temperature_low": "target_temp_low",
        "target_humidity": "humidity",
        "temperature_unit": "unit_of_measurement",
    },
    "water_heater": {
        "target_temperature": "temperature",
        "current_operation": "operation_mode",
        "temperature_unit": "unit_of_measurement",
    },
    "humidifier": {"target_humidity": "humidity"},
    "cover": {"current_cover_position": "current_position", "current_cover_tilt_position": "current_tilt_position"},
    "valve": {"current_valve_position": "current_position"},
    "fan": {"current_direction": "direction"},
    "select": {"current_option": "option"},
}
_STATE_FROM: Mapping[str, tuple[str, ...]] = {
    "sensor": ("native_value",),
    "number": ("native_value", "value"),
    "climate": ("hvac_mode",),
    "weather": ("condition",),
    "select": ("option", "current_option"),
    "vacuum": ("activity",),
    "lawn_mower": ("activity",),
    "water_heater": ("current_operation",),
}
_TRUE_FALSE: Mapping[str, tuple[str, str]] = {
    "cover": ("open", "closed"),
    "valve": ("open", "closed"),
    "lock": ("locked", "unlocked"),
    "person": ("home", "not_home"),
    "device_tracker": ("home", "not_home"),
}
_NUMERIC = frozenset(
    {
        "brightness", "color_temp_kelvin", "current_position", "current_tilt_position", "volume_level", "percentage",
        "temperature", "current_temperature", "target_temp_high", "target_temp_low", "min_temp", "max_temp", "humidity",
        "current_humidity", "min", "max", "step", "media_track", "battery_level", "wind_speed", "pressure",
        "media_duration", "media_position",
    }
)  # fmt: skip

_ENUM = re.compile(r"^(?:[a-z_]+\.)?[A-Z][A-Za-z0-9]*\.([A-Z0-9_]+)$")
_ENUM_VALUES = {"CO": "carbon_monoxide", "CO2": "carbon_dioxide"}


def shown(domain: str, given: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """The state that attributes imply, if any, and the attributes as shown.

    Raises `ValueError` naming a feature that the domain does not have.
    """
    attributes: dict[str, Any] = {}
    state = next((given[key] for key in _STATE_FROM.get(domain, ()) if given.get(key) is not None), None)
    hidden = set(_STATE_FROM.get(domain, ()))
    for key, value in given.items():
        if key not in hidden:
            attributes[shown_name(domain, key)] = shown_value(domain, key, value)
    return (None if state is None else shown_state(domain, state)), attributes


def shown_name(domain: str, key: str) -> str:
    """The name under which Home Assistant shows an attribute."""
    renamed = _RENAMED.get(domain, {}).get(key)
    if renamed is None and domain == "weather":
        renamed = key.removeprefix("native_")
    return renamed or key


def shown_state(domain: str, value: object) -> str | None:
    """A state as Home Assistant writes it: booleans in the domain's words, mappings by their `out`."""
    if isinstance(value, Mapping):
        value = value.get("out")
    if isinstance(value, bool):
        return _TRUE_FALSE.get(domain, ("on", "off"))[0 if value else 1]
    if value is None or value in {"unknown", ""}:
        return None
    return _member(str(value))


def shown_value(domain: str, key: str, value: Any) -> Any:  # noqa: ANN401 - attributes hold any JSON
    """An attribute's value in Home Assistant's spelling and unit."""
    name = shown_name(domain, key)
    if name == "supported_features":
        return _features(domain, value)
    if name == "color_mode" and isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if name in _NUMERIC:
        return _in_range(name, _number(value))
    return _plain(value)


def _features(domain: str, value: Any) -> int:  # noqa: ANN401
    if isinstance(value, int):
        return int(value)
    names = [value] if isinstance(value, str) else list(value or ())
    short = [str(name).rpartition(".")[2].upper() for name in names]
    try:
        return feature_bits(domain, short)
    except KeyError as error:
        known = ", ".join(FEATURES.get(domain, {})) or "none"
        message = f"supported_features {error.args[0]} is no feature of {domain}; it has {known}"
        raise ValueError(message) from error


def _plain(value: Any) -> Any:  # noqa: ANN401
    return _member(value) if isinstance(value, str) else value


def _member(text: str) -> str:
    """`light.ColorMode.BRIGHTNESS` is `brightness`."""
    found = _ENUM.match(text)
    return _ENUM_VALUES.get(found[1], found[1].casefold()) if found else text


def _number(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() and "." not in value else number


def _in_range(name: str, value: Any) -> Any:  # noqa: ANN401
    """Volume is 0..1; some fixtures write percent."""
    if name == "volume_level" and isinstance(value, (int, float)) and value > 1:
        return value / 100
    return value
