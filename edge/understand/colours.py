"""Colours and colour temperatures as they are said: CSS names with any spacing, named whites in kelvin."""

from __future__ import annotations

from edge.colour import COLOR_NAMES, WHITES, Rgb, rgb_of
from edge.understand.fold import fold

_MORE_WHITES = {"candle": 1900, "warm": 2700, "incandescent": 2700, "neutral": 4000, "natural white": 4000}
KELVIN = {fold(name).replace(" ", ""): kelvin for name, kelvin in {**_MORE_WHITES, **WHITES}.items()}
"""Kelvin of named whites, keyed without spaces."""


def colour_name(text: str) -> str | None:
    """The CSS name that the words say ("light sea green", "dark grey"), or `None`.

    >>> colour_name("Dark Grey")
    'darkgray'
    """
    name = fold(text).replace(" ", "").replace("grey", "gray")
    return name if name in COLOR_NAMES else None


def colour_rgb(text: str) -> Rgb | None:
    """Red, green and blue (0..255) of a named colour, or `None`."""
    name = colour_name(text)
    return rgb_of(name) if name else None


def colour_kelvin(text: str) -> int | None:
    """Kelvin of a named white ("warm white", "daylight"), or `None`."""
    return KELVIN.get(fold(text).replace(" ", ""))
