"""Whether the home shows what was expected of it."""

from __future__ import annotations

from edge.home.model import Entity
from edge.turn import Effect, JsonValue


def reached(effect: Effect, entity: Entity) -> bool:
    """Whether an entity shows what an effect expects, or is visibly on its way there."""
    if effect.state is not None and entity.state != effect.state and entity.state not in effect.transitional:
        return False
    moving = entity.state in effect.transitional
    return moving or all(same(entity.attributes.get(key), value) for key, value in effect.attributes.items())


def same(seen: JsonValue, wanted: JsonValue) -> bool:
    """Equality as devices report it: numbers within 1 % or 1, texts without regard to case."""
    if isinstance(seen, bool) or isinstance(wanted, bool):
        return seen is wanted
    if isinstance(seen, int | float) and isinstance(wanted, int | float):
        slack = 1.0 if abs(wanted) > 10 else 0.05
        return abs(seen - wanted) <= max(slack, 0.01 * abs(wanted))
    if isinstance(seen, list | tuple) and isinstance(wanted, list | tuple):
        return len(seen) == len(wanted) and all(same(a, b) for a, b in zip(seen, wanted, strict=True))
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
