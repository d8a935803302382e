"""What each kind of entity can do: Home Assistant's services, feature bits and words for states.

Feature bits are those of Home Assistant's `*EntityFeature` enums. An entity that names no supported
features is taken at its domain's word: MQTT devices often do not say.
"""

from __future__ import annotations

from collections.abc import Mapping

from edge.home.model import Entity

FEATURE_OF_SERVICE: Mapping[str, int] = {
    "cover.open_cover": 1,
    "cover.close_cover": 2,
    "cover.set_cover_position": 4,
    "cover.stop_cover": 8,
    "valve.open_valve": 1,
    "valve.close_valve": 2,
    "valve.set_valve_position": 4,
    "valve.stop_valve": 8,
    "fan.set_percentage": 1,
    "fan.oscillate": 2,
    "fan.set_direction": 4,
    "fan.set_preset_mode": 8,
    "climate.set_temperature": 1 | 2,
    "climate.set_fan_mode": 8,
    "climate.set_preset_mode": 16,
    "media_player.media_pause": 1,
    "media_player.volume_set": 4,
    "media_player.volume_mute": 8,
    "media_player.media_previous_track": 16,
    "media_player.media_next_track": 32,
    "media_player.turn_on": 128,
    "media_player.turn_off": 256,
    "media_player.play_media": 512,
    "media_player.select_source": 2048,
    "media_player.media_stop": 4096,
    "media_player.media_play": 16384,
    "media_player.media_play_pause": 1 | 16384,
    "vacuum.pause": 4,
    "vacuum.stop": 8,
    "vacuum.return_to_base": 16,
    "vacuum.set_fan_speed": 32,
    "vacuum.start": 8192,
    "lawn_mower.start_mowing": 1,
    "lawn_mower.pause": 2,
    "lawn_mower.dock": 4,
    "humidifier.set_mode": 1,
    "water_heater.set_temperature": 1,
    "water_heater.set_operation_mode": 2,
    "lock.open": 1,
    "alarm_control_panel.alarm_arm_home": 1,
    "alarm_control_panel.alarm_arm_away": 2,
    "alarm_control_panel.alarm_arm_night": 4,
}

TURN_ON: Mapping[str, str] = {
    "cover": "open_cover",
    "valve": "open_valve",
    "lock": "lock",
    "vacuum": "start",
    "lawn_mower": "start_mowing",
    "button": "press",
    "input_button": "press",
    "alarm_control_panel": "alarm_arm_away",
}
"""What `HassTurnOn` does where it is not `turn_on`, as in Home Assistant's own handler."""

TURN_OFF: Mapping[str, str] = {
    "cover": "close_cover",
    "valve": "close_valve",
    "lock": "unlock",
    "vacuum": "return_to_base",
    "lawn_mower": "dock",
    "alarm_control_panel": "alarm_disarm",
}

SWITCHABLE = frozenset(
    {
        "light", "switch", "fan", "media_player", "input_boolean", "climate", "humidifier", "siren",
        "water_heater", "remote", "group", "automation", "camera",
    }
)  # fmt: skip
"""Domains with `turn_on` and `turn_off`."""

ACTIVATABLE = frozenset({"scene", "script"})
"""Domains with `turn_on` alone."""

COMMANDABLE = (
    SWITCHABLE | ACTIVATABLE | frozenset(TURN_ON) | {"number", "input_number", "select", "input_select", "todo"}
)
"""Domains that can be told something; all others can only be asked."""

RESULT_OF_SERVICE: Mapping[str, str] = {
    "turn_on": "on",
    "turn_off": "off",
    "open_cover": "open",
    "close_cover": "closed",
    "open_valve": "open",
    "close_valve": "closed",
    "lock": "locked",
    "unlock": "unlocked",
    "start": "cleaning",
    "return_to_base": "returning",
    "start_mowing": "mowing",
    "dock": "docked",
    "alarm_disarm": "disarmed",
    "alarm_arm_away": "armed_away",
    "alarm_arm_home": "armed_home",
    "alarm_arm_night": "armed_night",
    "media_pause": "paused",
    "media_play": "playing",
}
"""The state that a service leads to, where there is one."""

UNDER_WAY: Mapping[str, tuple[str, ...]] = {
    "open": ("opening",),
    "closed": ("closing",),
    "locked": ("locking",),
    "unlocked": ("unlocking", "open"),
    "returning": ("docked", "idle"),
    "docked": ("returning",),
    "armed_away": ("arming",),
    "armed_home": ("arming",),
    "armed_night": ("arming",),
    "cleaning": ("on",),
    "playing": ("buffering", "on"),
}
"""States that count as the way to a state, or as as good as it."""

COLOR_MODES = frozenset({"hs", "rgb", "rgbw", "rgbww", "xy"})


def supports(entity: Entity, service: str) -> bool:
    """Whether the entity's domain and feature bits allow a service such as `cover.open_cover`."""
    if service.partition(".")[0] != entity.domain:
        return False
    bit = FEATURE_OF_SERVICE.get(service)
    features = entity.attributes.get("supported_features")
    if bit is None or not isinstance(features, int):
        return True
    return bool(features & bit)


def color_modes(entity: Entity) -> frozenset[str] | None:
    """A light's supported colour modes; `None` when it does not say."""
    modes = entity.attributes.get("supported_color_modes")
    return frozenset(str(mode) for mode in modes) if isinstance(modes, list | tuple) and modes else None


def dimmable(entity: Entity) -> bool:
    """Whether a light can be dimmed."""
    modes = color_modes(entity)
    return modes is None or bool(modes - {"onoff", "unknown"})


def colourable(entity: Entity) -> bool:
    """Whether a light can show colours."""
    modes = color_modes(entity)
    return modes is None or bool(modes & COLOR_MODES)


def whitable(entity: Entity) -> bool:
    """Whether a light's colour temperature can be set, or at least imitated by colour."""
    modes = color_modes(entity)
    return modes is None or "color_temp" in modes or bool(modes & COLOR_MODES)
