"""Percentages and temperatures with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edge.understand.fold import fold
from edge.understand.numbers import Number, parse_number

LEVELS = {
    "max": 100, "maximum": 100, "full": 100, "highest": 100, "half": 50, "halfway": 50, "half way": 50,
    "min": 1, "minimum": 1, "lowest": 1, "a quarter": 25, "three quarters": 75,
}  # fmt: skip
"""Percent of levels said in words; the lowest level still is on."""

_PERCENT = re.compile(r"(.+?)\s*(?:%|per cent|percent|pct)")
_TEMPERATURE = re.compile(r"(.+?)\s*(?:°\s*|degrees?\s*|deg\s*)?(c|celsius|centigrade|f|fahrenheit|°|degrees?)?")


@dataclass(frozen=True, slots=True)
class Temperature:
    """`unit` is `°C`, `°F` or, where none was said, `None`."""

    value: Number
    unit: str | None = None

    def to(self, unit: str) -> Number:
        """The value in `°C` or `°F`, to a tenth; one without unit is taken as it is."""
        if self.unit in {None, unit}:
            return self.value
        converted = (self.value - 32) / 1.8 if unit == "°C" else self.value * 1.8 + 32
        return round(converted, 1)


def parse_percentage(text: str) -> Number | None:
    """Percent (0..100 or beyond, as said) of "fifty percent", "50%", "half", "max"; `None` for anything else."""
    words = text.strip().casefold()
    level = LEVELS.get(fold(words))
    if level is not None:
        return level
    match = _PERCENT.fullmatch(words)
    return parse_number(match[1]) if match else None


def parse_temperature(text: str) -> Temperature | None:
    """The temperature of "21.5 °C", "seventy degrees fahrenheit", "twenty one"; `None` for anything else."""
    match = _TEMPERATURE.fullmatch(text.strip().casefold())
    value = parse_number(match[1].strip()) if match else None
    if match is None or value is None:
        return None
    unit = (match[2] or "")[:1]
    return Temperature(value, {"c": "°C", "f": "°F"}.get(unit))
