"""What the three schemas of lights have in common."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.dialects.colours import kelvin_of_mired
from edge.home.dialects.features import Light
from edge.home.dialects.ha.component import Component

COLOUR_MODES = frozenset({"onoff", "brightness", "color_temp", "hs", "xy", "rgb", "rgbw", "rgbww", "white"})
MIN_KELVIN = 2000
MAX_KELVIN = 6535
"""Home Assistant's own limits where a light gives none."""


def describe_light(component: Component, modes: Sequence[str], *, effects: bool, transitions: bool) -> None:
    """Add colour modes, limits of colour temperature, effects and features."""
    config = component.config
    known = tuple(mode for mode in modes if mode in COLOUR_MODES) or ("onoff",)
    features = Light.EFFECT if effects else Light(0)
    features |= Light.TRANSITION | Light.FLASH if transitions else Light(0)
    component.describe(supported_color_modes=known, supported_features=int(features))
    if effects:
        component.describe(effect_list=config.texts("effect_list"))
    if "color_temp" in known:
        warm, cold = config.number("max_mireds", 0), config.number("min_mireds", 0)
        component.describe(
            min_color_temp_kelvin=kelvin_of_mired(warm) if warm > 0 else round(config.number("min_kelvin", MIN_KELVIN)),
            max_color_temp_kelvin=kelvin_of_mired(cold) if cold > 0 else round(config.number("max_kelvin", MAX_KELVIN)),
        )


def standard_brightness(value: float, scale: float) -> int:
    """Brightness 0..255 of a device's, which runs to `scale`; never 0 for a light that shines."""
    return round(max(1.0, min(255.0, value * 255 / scale))) if scale > 0 else 255


def device_brightness(value: float, scale: float) -> int:
    """A device's brightness, which runs to `scale`, of one in 0..255; never rounded down to 0."""
    return max(1, round(value * scale / 255))
