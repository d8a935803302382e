"""The calls that bring an entity back to what it is now: the inverse of anything done to it next."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping

from edge.ground.abilities import RESULT_OF_SERVICE
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

_COLOR_ATTRIBUTE: Mapping[str, str] = {
    "hs": "hs_color",
    "rgb": "rgb_color",
    "rgbw": "rgbw_color",
    "rgbww": "rgbww_color",
    "xy": "xy_color",
    "color_temp": "color_temp_kelvin",
}

_NO_MODE = frozenset({None, "none"})


def restoring_calls(entity: Entity) -> tuple[ServiceCall, ...]:
    """Service calls that restore the entity's present state; empty where nothing can or need be restored."""
    restore = _RESTORERS.get(entity.domain)
    if restore is None or entity.state in {None, "unknown", "unavailable"}:
        return ()
    return restore(entity)


def _call(entity: Entity, service: str, **data: JsonValue) -> ServiceCall:
    return ServiceCall(entity.domain, service, entity.id, data)


def _given(entity: Entity, *names: str) -> dict[str, JsonValue]:
    return {name: entity.attributes[name] for name in names if entity.attributes.get(name) is not None}


def _switch(entity: Entity) -> tuple[ServiceCall, ...]:
    return (_call(entity, "turn_on" if entity.state == "on" else "turn_off"),)


def _light(entity: Entity) -> tuple[ServiceCall, ...]:
    if entity.state != "on":
        return (_call(entity, "turn_off"),)
    color = _colour_attribute(entity)
    data = _given(entity, "brightness", *([color] if color else []))
    if entity.attributes.get("effect") not in {None, "none", "None"}:
        data |= _given(entity, "effect")
    return (_call(entity, "turn_on", **data),)


def _colour_attribute(entity: Entity) -> str | None:
    """The attribute that tells a colour exactly: hue and saturation, unless it was given in red, green and blue."""
    name = _COLOR_ATTRIBUTE.get(str(entity.attributes.get("color_mode")))
    hue, rgb = entity.attributes.get("hs_color"), entity.attributes.get("rgb_color")
    if name != "hs_color" or not isinstance(hue, list | tuple) or not isinstance(rgb, list | tuple):
        return name
    full = colorsys.hsv_to_rgb(float(hue[0]) / 360, float(hue[1]) / 100, 1)
    same = all(abs(255 * of_hue - float(given)) <= 1 for of_hue, given in zip(full, rgb, strict=False))
    return name if same else "rgb_color"


def _cover(entity: Entity) -> tuple[ServiceCall, ...]:
    domain, position = entity.domain, entity.attributes.get("current_position")
    if isinstance(position, int | float) and 0 < position < 100:
        return (_call(entity, f"set_{domain}_position", position=position),)
    return (_call(entity, f"close_{domain}" if entity.state in {"closed", "closing"} else f"open_{domain}"),)


def _climate(entity: Entity) -> tuple[ServiceCall, ...]:
    target = _given(entity, "temperature") or _given(entity, "target_temp_low", "target_temp_high")
    calls = [_call(entity, "set_temperature", **target)] if target else []
    modes = [name for name in ("preset_mode", "fan_mode", "swing_mode") if entity.attributes.get(name) not in _NO_MODE]
    calls += [_call(entity, f"set_{name}", **_given(entity, name)) for name in modes]
    return (*calls, _call(entity, "set_hvac_mode", hvac_mode=entity.state))


def _fan(entity: Entity) -> tuple[ServiceCall, ...]:
    if entity.state != "on":
        return (_call(entity, "turn_off"),)
    preset = _given(entity, "preset_mode") if entity.attributes.get("preset_mode") not in _NO_MODE else {}
    return (_call(entity, "turn_on", **(preset or _given(entity, "percentage"))),)


def _lock(entity: Entity) -> tuple[ServiceCall, ...]:
    return (_call(entity, "lock" if entity.state in {"locked", "locking"} else "unlock"),)


def _media_player(entity: Entity) -> tuple[ServiceCall, ...]:
    if entity.state in {"off", "standby"}:
        return (_call(entity, "turn_off"),)
    calls: list[ServiceCall] = []
    for name, service in (
        ("volume_level", "volume_set"),
        ("is_volume_muted", "volume_mute"),
        ("source", "select_source"),
        ("sound_mode", "select_sound_mode"),
    ):
        calls += [_call(entity, service, **value)] if (value := _given(entity, name)) else []
    media = _given(entity, "media_content_id", "media_content_type")
    if entity.state in {"playing", "buffering", "paused"} and "media_content_id" in media:
        calls.append(_call(entity, "play_media", **media))
    state_call = {"playing": "media_play", "buffering": "media_play", "paused": "media_pause"}.get(str(entity.state))
    return (
        *calls,
        *((_call(entity, state_call),) if state_call else (_call(entity, "turn_on"), _call(entity, "media_stop"))),
    )


def _vacuum(entity: Entity) -> tuple[ServiceCall, ...]:
    speed = [_call(entity, "set_fan_speed", **value)] if (value := _given(entity, "fan_speed")) else []
    service = {"cleaning": "start", "paused": "pause"}.get(str(entity.state), "return_to_base")
    return (*speed, _call(entity, service))


def _lawn_mower(entity: Entity) -> tuple[ServiceCall, ...]:
    return (_call(entity, "start_mowing" if entity.state == "mowing" else "dock"),)


def _humidifier(entity: Entity) -> tuple[ServiceCall, ...]:
    calls = [_call(entity, "set_humidity", **value)] if (value := _given(entity, "humidity")) else []
    if entity.attributes.get("mode"):
        calls.append(_call(entity, "set_mode", **_given(entity, "mode")))
    return (*calls, *_switch(entity))


def _water_heater(entity: Entity) -> tuple[ServiceCall, ...]:
    calls = [_call(entity, "set_temperature", **value)] if (value := _given(entity, "temperature")) else []
    return (*calls, _call(entity, "set_operation_mode", operation_mode=entity.state))


def _number(entity: Entity) -> tuple[ServiceCall, ...]:
    return (_call(entity, "set_value", value=float(str(entity.state))),)


def _select(entity: Entity) -> tuple[ServiceCall, ...]:
    return (_call(entity, "select_option", option=entity.state),)


def _alarm(entity: Entity) -> tuple[ServiceCall, ...]:
    services = {state: service for service, state in RESULT_OF_SERVICE.items() if service.startswith("alarm_")}
    service = services.get(str(entity.state))
    return (_call(entity, service),) if service else ()


_RESTORERS: Mapping[str, Callable[[Entity], tuple[ServiceCall, ...]]] = {
    "light": _light,
    "switch": _switch,
    "input_boolean": _switch,
    "siren": _switch,
    "remote": _switch,
    "automation": _switch,
    "group": _switch,
    "fan": _fan,
    "cover": _cover,
    "valve": _cover,
    "climate": _climate,
    "lock": _lock,
    "media_player": _media_player,
    "vacuum": _vacuum,
    "lawn_mower": _lawn_mower,
    "humidifier": _humidifier,
    "water_heater": _water_heater,
    "number": _number,
    "input_number": _number,
    "select": _select,
    "input_select": _select,
    "alarm_control_panel": _alarm,
}
