"""Whether the home shows what was expected of it."""

from __future__ import annotations

from edge.home.model import Entity
from edge.turn import Effect, JsonValue

_ROUNDED_BY = {
    "brightness": 1.5,
    "rgb_color": 3.0,
    "hs_color": 2.0,
    "color_temp_kelvin": 60.0,
    "current_position": 2.0,
    "percentage": 2.0,
    "volume_level": 0.015,
}
"""What devices lose by their own scales: 254 steps, mireds, thirds, hundredths."""


def reached(effect: Effect, entity: Entity) -> bool:
    """Whether an entity shows what an effect expects, or is visibly on its way there."""
    if effect.state is not None and entity.state != effect.state and entity.state not in effect.transitional:
        return False
    moving = entity.state in effect.transitional
    return moving or all(same(entity.attributes.get(key), value, key) for key, value in effect.attributes.items())


def same(seen: JsonValue, wanted: JsonValue, attribute: str = "") -> bool:
    """Equality as devices report it: numbers within 1 % or what the attribute is rounded by, texts by case."""
    if isinstance(seen, bool) or isinstance(wanted, bool):
        return seen is wanted
    if isinstance(seen, int | float) and isinstance(wanted, int | float):
        return abs(seen - wanted) <= max(_ROUNDED_BY.get(attribute, 1e-6), 0.01 * abs(wanted))
    if isinstance(seen, list | tuple) and isinstance(wanted, list | tuple):
        return len(seen) == len(wanted) and all(same(a, b, attribute) for a, b in zip(seen, wanted, strict=True))
    return str(seen).casefold() == str(wanted).casefold()


def number(value: JsonValue) -> float | None:
    """A number from a state, an attribute or a slot; `None` when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(str(value))
    except ValueError:
        return None
