"""Lights: brightness 0..255 that outlives being off, colours, colour temperature in kelvin, effects."""

# ruff: noqa: ARG002 - all behaviours have one signature, and few need every argument

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

from hub_sim.devices.behaviour import Behaviour, Data, Service, ServiceError, World, number_in, one_of
from hub_sim.devices.colours import rgb_of_name
from hub_sim.thing import Thing

_COLOUR_KEYS = ("rgb_color", "rgbw_color", "rgbww_color", "hs_color", "xy_color", "color_name", "color_temp_kelvin")
_COLOUR_MODES = frozenset({"hs", "rgb", "rgbw", "rgbww", "xy"})
_DIMMABLE = _COLOUR_MODES | {"brightness", "color_temp", "white"}
_SHOWN = ("color_mode", "brightness", "color_temp_kelvin", "hs_color", "rgb_color", "rgbw_color", "xy_color", "effect")
_KELVIN = (2000, 6535)
_WARM = 2700
"""Kelvin of a white lamp that nobody has set yet."""
_FULL = 255


class Light(Behaviour):
    """`light`: as Home Assistant shows it, brightness and colour are null while it is off."""

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {"turn_on": _turn_on, "turn_off": _turn_off, "toggle": _toggle}

    def assumed_features(self, thing: Thing) -> int:
        """`EFFECT` when it lists effects."""
        return 4 if thing.options("effect_list") else 0

    def complete(self, thing: Thing) -> None:
        """A light that names no colour mode is on or off; one that has a brightness can be dimmed."""
        dims = thing.attributes.get("brightness") is not None
        mode = thing.attributes.get("color_mode") or ("brightness" if dims else "onoff")
        thing.fill({"supported_color_modes": [mode]})
        if "color_temp" in _modes(thing):
            thing.fill({"min_color_temp_kelvin": _KELVIN[0], "max_color_temp_kelvin": _KELVIN[1]})
        super().complete(thing)

    def settle(self, thing: Thing, given: Data) -> None:
        """Remember what is hidden while off; show what belongs to being on."""
        for key in _SHOWN:
            if thing.attributes.get(key) is not None:
                thing.memory[key] = thing.attributes[key]
        if thing.state == "on":
            _show(thing)
        elif thing.state == "off":
            _hide(thing)


def _turn_on(thing: Thing, data: Data, _world: World) -> None:
    wanted = dict(thing.memory)
    if thing.state == "on":
        wanted |= {key: thing.attributes[key] for key in _SHOWN if thing.attributes.get(key) is not None}
    _set_colour(thing, data, wanted)
    _set_brightness(thing, data, wanted)
    if data.get("effect") is not None:
        wanted["effect"] = one_of(thing, data, "effect", thing.options("effect_list"))
    if wanted.get("brightness") == 0 and ("brightness" in data or "brightness_pct" in data):
        _turn_off(thing, {}, _world)
        return
    thing.memory = wanted
    thing.state = "on"
    _show(thing)


def _turn_off(thing: Thing, _data: Data, _world: World) -> None:
    for key in _SHOWN:
        if thing.attributes.get(key) is not None:
            thing.memory[key] = thing.attributes[key]
    thing.state = "off"
    _hide(thing)


def _toggle(thing: Thing, data: Data, world: World) -> None:
    (_turn_off if thing.state == "on" else _turn_on)(thing, data, world)


def _set_brightness(thing: Thing, data: Data, wanted: dict[str, Any]) -> None:
    if not set(data) & {"brightness", "brightness_pct", "brightness_step", "brightness_step_pct"}:
        return
    if not _modes(thing) & _DIMMABLE:
        message = f"light.turn_on on {thing.id}: it cannot be dimmed"
        raise ServiceError(message)
    now = wanted.get("brightness") or 0 if thing.state == "on" else 0
    if "brightness" in data:
        value = number_in(thing, data, "brightness", 0, _FULL)
    elif "brightness_pct" in data:
        value = number_in(thing, data, "brightness_pct", 0, 100) * _FULL / 100
    elif "brightness_step" in data:
        value = now + number_in(thing, data, "brightness_step", -_FULL, _FULL)
    else:
        value = now + number_in(thing, data, "brightness_step_pct", -100, 100) * _FULL / 100
    wanted["brightness"] = max(0, min(_FULL, round(value)))


def _set_colour(thing: Thing, data: Data, wanted: dict[str, Any]) -> None:
    key = next((key for key in _COLOUR_KEYS if data.get(key) is not None), None)
    if key is None:
        return
    modes = _modes(thing)
    if key == "color_temp_kelvin":
        _set_temperature(thing, data, wanted)
        return
    if not modes & _COLOUR_MODES:
        message = f"light.turn_on on {thing.id}: it has no colours"
        raise ServiceError(message)
    for stale in ("color_temp_kelvin", "rgbw_color", "xy_color", "effect"):
        wanted.pop(stale, None)
    hue, saturation, red_green_blue = _colour(thing, key, data[key])
    wanted |= {"hs_color": [hue, saturation], "rgb_color": red_green_blue}
    wanted["color_mode"] = next(mode for mode in ("hs", "rgb", "rgbw", "rgbww", "xy") if mode in modes)
    if wanted["color_mode"] == "rgbw":
        wanted["rgbw_color"] = list(data[key]) if key == "rgbw_color" else [*red_green_blue, 0]


def _set_temperature(thing: Thing, data: Data, wanted: dict[str, Any]) -> None:
    if "color_temp" not in _modes(thing):
        message = f"light.turn_on on {thing.id}: it has no colour temperature"
        raise ServiceError(message)
    kelvin = number_in(thing, data, "color_temp_kelvin", 1000, 12000)
    low, high = thing.number("min_color_temp_kelvin", _KELVIN[0]), thing.number("max_color_temp_kelvin", _KELVIN[1])
    for stale in ("hs_color", "rgb_color", "rgbw_color", "xy_color", "effect"):
        wanted.pop(stale, None)
    wanted |= {"color_temp_kelvin": round(max(low, min(high, kelvin))), "color_mode": "color_temp"}


def _colour(thing: Thing, key: str, value: Any) -> tuple[float, float, list[int]]:  # noqa: ANN401
    """Hue 0..360, saturation 0..100 and the RGB triple of a colour given in any of Home Assistant's ways."""
    if key == "color_name":
        rgb = rgb_of_name(str(value))
        if rgb is None:
            message = f"light.turn_on on {thing.id}: {value!r} is no CSS colour name"
            raise ServiceError(message)
        value = list(rgb)
    if not isinstance(value, (list, tuple)) or not all(isinstance(part, (int, float)) for part in value):
        message = f"light.turn_on on {thing.id}: {key} must be a list of numbers"
        raise ServiceError(message)
    if key == "hs_color":
        hue, saturation = float(value[0]), float(value[1])
        triple = colorsys.hsv_to_rgb(hue / 360, saturation / 100, 1)
        return hue, saturation, [round(part * _FULL) for part in triple]
    if key == "xy_color":
        value = _rgb_of_xy(float(value[0]), float(value[1]))
    red, green, blue = (max(0, min(_FULL, round(part))) for part in value[:3])
    hue, saturation, _ = colorsys.rgb_to_hsv(red / _FULL, green / _FULL, blue / _FULL)
    return round(hue * 360, 3), round(saturation * 100, 3), [red, green, blue]


def _rgb_of_xy(x: float, y: float) -> list[float]:
    """CIE 1931 to RGB at full brightness (Philips Hue's wide-gamut matrix)."""
    y = max(y, 1e-6)
    big_x, big_z = x / y, (1 - x - y) / y
    linear = [
        big_x * 1.656492 - 0.354851 - big_z * 0.255038,
        -big_x * 0.707196 + 1.655397 + big_z * 0.036152,
        big_x * 0.051713 - 0.121364 + big_z * 1.011530,
    ]
    top = max(*linear, 1e-6)
    return [_FULL * max(0.0, part / top) for part in linear]


def _modes(thing: Thing) -> set[str]:
    return set(thing.options("supported_color_modes"))


def _show(thing: Thing) -> None:
    modes = _modes(thing)
    mode = thing.memory.get("color_mode")
    if mode not in modes:
        mode = next(iter(thing.options("supported_color_modes")), "onoff")
    values: dict[str, Any] = {key: thing.memory.get(key) for key in _SHOWN if key in thing.memory}
    values["color_mode"] = mode
    if modes & _DIMMABLE:
        values["brightness"] = thing.memory.get("brightness", _FULL)
    else:
        values.pop("brightness", None)
    if mode == "color_temp" and values.get("color_temp_kelvin") is None:
        low, high = thing.number("min_color_temp_kelvin", _KELVIN[0]), thing.number("max_color_temp_kelvin", _KELVIN[1])
        values["color_temp_kelvin"] = round(max(low, min(high, _WARM)))
    thing.attributes.update(values)
    for key in _SHOWN:
        if key not in values and key in thing.attributes:
            thing.attributes[key] = None


def _hide(thing: Thing) -> None:
    for key in _SHOWN:
        if key in thing.attributes or key == "color_mode" or (key == "brightness" and _modes(thing) & _DIMMABLE):
            thing.attributes[key] = None
