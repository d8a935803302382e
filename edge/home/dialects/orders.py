"""What a `light.turn_on` asks for, with every way of saying it resolved for what the light can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from edge.home.dialects.colours import NAMED, Pair, Rgb, hs_of_rgb, rgb_of_hs, rgb_of_kelvin, rgb_of_xy, xy_of_rgb
from edge.home.dialects.payload import number, number_in
from edge.home.events import NotExpressibleError
from edge.home.model import Entity
from edge.turn import JsonValue, ServiceCall

COLOUR_MODES = frozenset({"hs", "xy", "rgb", "rgbw", "rgbww"})


@dataclass(frozen=True, slots=True)
class LightOrder:
    """Brightness 0..255, colour temperature in kelvin, colour in all three spaces, effect, seconds of transition.

    Whatever is `None` was not asked for; `kelvin` and the colour exclude each other.
    """

    brightness: int | None = None
    kelvin: int | None = None
    rgb: Rgb | None = None
    hs: Pair | None = None
    xy: Pair | None = None
    effect: str | None = None
    transition: float | None = None
    flash: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but "on" is asked for."""
        return self == LightOrder(transition=self.transition)


def light_order(call: ServiceCall, entity: Entity) -> LightOrder:
    """What a call asks of a light.

    Raises `NotExpressibleError` when the light has no brightness, colour or effect to be set so. A colour
    temperature for a light that has colours only becomes the colour that looks like it.
    """
    modes = _modes(entity)
    brightness = _brightness(call, entity)
    if brightness is not None and modes and modes <= {"onoff"}:
        raise NotExpressibleError(f"{entity.id} has no brightness")
    kelvin, rgb = _kelvin(call, entity), _rgb(call, entity)
    if kelvin is not None and modes and "color_temp" not in modes:
        rgb = rgb_of_kelvin(kelvin)
        kelvin = None
    if rgb is not None and modes and not modes & COLOUR_MODES:
        raise NotExpressibleError(f"{entity.id} has no colours")
    effect, transition, flash = call.data.get("effect"), number(call.data.get("transition")), call.data.get("flash")
    exact_hs, exact_xy = _pair(call.data.get("hs_color")), _pair(call.data.get("xy_color"))
    return LightOrder(
        brightness,
        kelvin,
        rgb,
        (exact_hs or hs_of_rgb(*rgb)) if rgb else None,
        (exact_xy or xy_of_rgb(*rgb)) if rgb else None,
        effect if isinstance(effect, str) else None,
        transition,
        flash if isinstance(flash, str) else None,
    )


def colour_space(entity: Entity, order: tuple[str, ...] = ("hs", "xy", "rgb", "rgbw", "rgbww")) -> str:
    """The first colour mode of `order` that a light supports; raises `NotExpressibleError` if none."""
    modes = _modes(entity)
    for mode in order:
        if mode in modes:
            return mode
    raise NotExpressibleError(f"{entity.id} has no colours")


def _modes(entity: Entity) -> frozenset[str]:
    modes = entity.attributes.get("supported_color_modes")
    return frozenset(str(mode) for mode in modes) if isinstance(modes, list | tuple) else frozenset()


def _brightness(call: ServiceCall, entity: Entity) -> int | None:
    data = call.data
    level = number_in(data.get("brightness"), 0, 255)
    percent = number_in(data.get("brightness_pct"), 0, 100)
    step = number_in(data.get("brightness_step"), -255, 255)
    step_percent = number_in(data.get("brightness_step_pct"), -100, 100)
    if level is None and percent is not None:
        level = percent * 255 / 100
    if level is None and step is None and step_percent is not None:
        step = step_percent * 255 / 100
    if level is None and step is not None:
        now = number(entity.attributes.get("brightness")) if entity.state == "on" else 0
        level = max(0, min(255, (now or 0) + step))
    return None if level is None else round(level)


def _kelvin(call: ServiceCall, entity: Entity) -> int | None:
    kelvin = number(call.data.get("color_temp_kelvin", call.data.get("kelvin")))
    mired = number(call.data.get("color_temp"))
    if kelvin is None and mired is not None and mired > 0:
        kelvin = 1_000_000 / mired
    if kelvin is None or kelvin <= 0:
        return None
    low = number(entity.attributes.get("min_color_temp_kelvin")) or 1_000
    high = number(entity.attributes.get("max_color_temp_kelvin")) or 40_000
    return round(max(low, min(high, kelvin)))


def _rgb(call: ServiceCall, entity: Entity) -> Rgb | None:
    name = call.data.get("color_name")
    if isinstance(name, str):
        known = NAMED.get(name.lower().replace(" ", ""))
        if known is None:
            raise NotExpressibleError(f"{entity.id}: no colour is called {name[:40]!a}")
        return known
    parts = call.data.get("rgb_color")
    if isinstance(parts, list | tuple) and len(parts) == 3:
        rgb = [number_in(cast("JsonValue", part), 0, 255) for part in parts]
        if None not in rgb:
            red, green, blue = (round(part or 0) for part in rgb)
            return red, green, blue
    hs = _pair(call.data.get("hs_color"))
    if hs:
        return rgb_of_hs(*hs)
    xy = _pair(call.data.get("xy_color"))
    return rgb_of_xy(*xy) if xy else None


def _pair(value: JsonValue) -> Pair | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    first, second = number(value[0]), number(value[1])
    return None if first is None or second is None else (float(first), float(second))
