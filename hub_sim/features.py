"""Home Assistant's `supported_features` bits by name, and those a plain entity of a domain has.

Source: the `*EntityFeature` flags of Home Assistant's components; their values are a public contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FEATURES: Mapping[str, Mapping[str, int]] = {
    "alarm_control_panel": {
        "ARM_HOME": 1, "ARM_AWAY": 2, "ARM_NIGHT": 4, "TRIGGER": 8, "ARM_CUSTOM_BYPASS": 16, "ARM_VACATION": 32,
    },
    "climate": {
        "TARGET_TEMPERATURE": 1, "TARGET_TEMPERATURE_RANGE": 2, "TARGET_HUMIDITY": 4, "FAN_MODE": 8,
        "PRESET_MODE": 16, "SWING_MODE": 32, "AUX_HEAT": 64, "TURN_OFF": 128, "TURN_ON": 256,
        "SWING_HORIZONTAL_MODE": 512,
    },
    "cover": {
        "OPEN": 1, "CLOSE": 2, "SET_POSITION": 4, "STOP": 8, "OPEN_TILT": 16, "CLOSE_TILT": 32,
        "STOP_TILT": 64, "SET_TILT_POSITION": 128,
    },
    "fan": {"SET_SPEED": 1, "OSCILLATE": 2, "DIRECTION": 4, "PRESET_MODE": 8, "TURN_OFF": 16, "TURN_ON": 32},
    "humidifier": {"MODES": 1},
    "lawn_mower": {"START_MOWING": 1, "PAUSE": 2, "DOCK": 4},
    "light": {"EFFECT": 4, "FLASH": 8, "TRANSITION": 32},
    "lock": {"OPEN": 1},
    "media_player": {
        "PAUSE": 1, "SEEK": 2, "VOLUME_SET": 4, "VOLUME_MUTE": 8, "PREVIOUS_TRACK": 16, "NEXT_TRACK": 32,
        "TURN_ON": 128, "TURN_OFF": 256, "PLAY_MEDIA": 512, "VOLUME_STEP": 1024, "SELECT_SOURCE": 2048,
        "STOP": 4096, "CLEAR_PLAYLIST": 8192, "PLAY": 16384, "SHUFFLE_SET": 32768,
        "SELECT_SOUND_MODE": 65536, "BROWSE_MEDIA": 131072, "REPEAT_SET": 262144, "GROUPING": 524288,
        "MEDIA_ANNOUNCE": 1048576, "MEDIA_ENQUEUE": 2097152, "SEARCH_MEDIA": 4194304,
    },
    "siren": {"TURN_ON": 1, "TURN_OFF": 2, "TONES": 4, "VOLUME_SET": 8, "DURATION": 16},
    "todo": {
        "CREATE_TODO_ITEM": 1, "DELETE_TODO_ITEM": 2, "UPDATE_TODO_ITEM": 4, "MOVE_TODO_ITEM": 8,
        "SET_DUE_DATE_ON_ITEM": 16, "SET_DUE_DATETIME_ON_ITEM": 32, "SET_DESCRIPTION_ON_ITEM": 64,
    },
    "vacuum": {
        "TURN_ON": 1, "TURN_OFF": 2, "PAUSE": 4, "STOP": 8, "RETURN_HOME": 16, "FAN_SPEED": 32, "BATTERY": 64,
        "STATUS": 128, "SEND_COMMAND": 256, "LOCATE": 512, "CLEAN_SPOT": 1024, "MAP": 2048, "STATE": 4096,
        "START": 8192, "CLEAN_AREA": 16384,
    },
    "valve": {"OPEN": 1, "CLOSE": 2, "SET_POSITION": 4, "STOP": 8},
    "water_heater": {"TARGET_TEMPERATURE": 1, "OPERATION_MODE": 2, "AWAY_MODE": 4, "ON_OFF": 8},
    "weather": {"FORECAST_DAILY": 1, "FORECAST_HOURLY": 2, "FORECAST_TWICE_DAILY": 4},
}  # fmt: skip
"""Bit of each feature, by domain."""

USUAL: Mapping[str, tuple[str, ...]] = {
    "alarm_control_panel": ("ARM_HOME", "ARM_AWAY", "ARM_NIGHT", "TRIGGER"),
    "climate": ("TARGET_TEMPERATURE", "TURN_OFF", "TURN_ON"),
    "cover": ("OPEN", "CLOSE", "STOP"),
    "fan": ("SET_SPEED", "TURN_OFF", "TURN_ON"),
    "lawn_mower": ("START_MOWING", "PAUSE", "DOCK"),
    "media_player": (
        "PAUSE", "VOLUME_SET", "VOLUME_MUTE", "PREVIOUS_TRACK", "NEXT_TRACK", "TURN_ON", "TURN_OFF", "PLAY_MEDIA",
        "VOLUME_STEP", "STOP", "PLAY", "BROWSE_MEDIA", "SEARCH_MEDIA",
    ),
    "siren": ("TURN_ON", "TURN_OFF"),
    "todo": ("CREATE_TODO_ITEM", "DELETE_TODO_ITEM", "UPDATE_TODO_ITEM"),
    "vacuum": ("PAUSE", "STOP", "RETURN_HOME", "LOCATE", "STATE", "START"),
    "valve": ("OPEN", "CLOSE"),
    "water_heater": ("TARGET_TEMPERATURE", "ON_OFF"),
}  # fmt: skip
"""What an entity can do whose fixture says nothing about it."""


def feature_bits(domain: str, names: Iterable[str]) -> int:
    """Bitmask of features by name; raises `KeyError` with the name that the domain does not have."""
    table = FEATURES.get(domain, {})
    mask = 0
    for name in names:
        mask |= table[name]
    return mask


def usual_features(domain: str) -> int:
    """Bitmask that stands in where a fixture names none; 0 for a domain without features."""
    return feature_bits(domain, USUAL.get(domain, ()))
