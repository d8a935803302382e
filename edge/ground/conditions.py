"""Conditions of the form "if the den is colder than 19", evaluated on the snapshot."""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.becoming import companions, special_state
from edge.ground.contacts import shows
from edge.ground.questions import in_state
from edge.ground.scope import resolve
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Condition, Frame, Problem

_NUMERIC = frozenset({"sensor", "climate", "number", "weather", "light", "cover", "humidifier", "media_player", "fan"})
_ATTRIBUTE_OF_DOMAIN = {
    "climate": "current_temperature",
    "weather": "temperature",
    "light": "brightness",
    "cover": "current_position",
    "humidifier": "current_humidity",
    "media_player": "volume_level",
    "fan": "percentage",
}
_STATEFUL = frozenset(
    {
        "light",
        "switch",
        "cover",
        "lock",
        "fan",
        "media_player",
        "binary_sensor",
        "person",
        "climate",
        "vacuum",
        "weather",
        "sensor",
        "valve",
        "alarm_control_panel",
        "humidifier",
        "input_boolean",
    }
)

_ALSO_MEASURING: Mapping[str, frozenset[str]] = {
    "temperature": frozenset({"climate"}),
    "humidity": frozenset({"humidifier"}),
}
"""What else measures a class where there is no sensor of it."""


def holds(condition: Condition, view: View) -> bool | Problem:
    """Whether a condition is true now, or why that cannot be told."""
    if condition.comparison == "is":
        return _is(condition, view)
    value, limit = reading(condition, view), number(condition.value)
    if value is None or limit is None:
        return Problem("unknown_value", str(condition.slots.get("name") or condition.slots.get("area") or ""))
    return value > limit if condition.comparison == "above" else value < limit


def watched(condition: Condition, view: View) -> tuple[str, ...]:
    """Ids of the entities whose changes may make a condition true."""
    if condition.comparison != "is":
        entities = _measuring(condition, view)
    else:
        found = _concerned(condition, view)
        entities = () if isinstance(found, Problem) else found
    told = [other for entity in entities for other in (entity, *_tellers(entity, condition, view))]
    return tuple(dict.fromkeys(entity.id for entity in told))


def _tellers(entity: Entity, condition: Condition, view: View) -> list[Entity]:
    special = condition.comparison == "is" and special_state(entity, str(condition.value), view) is not None
    return companions(entity, view) if special and entity.domain not in {"weather", "sun"} else []


def reading(condition: Condition, view: View) -> float | None:
    """The number that a condition is about, in the unit of its entity; `None` when there is none."""
    values = [value for entity in _measuring(condition, view) if (value := _value(entity)) is not None]
    return sum(values) / len(values) if values else None


def _measuring(condition: Condition, view: View) -> tuple[Entity, ...]:
    """The entities that measure what is compared: the named, else sensors of its class, else what else does."""
    classes = _classes(condition)
    others = _ALSO_MEASURING.get(classes[0], frozenset()) if classes else _NUMERIC
    plain = {key: value for key, value in condition.slots.items() if key != "device_class" or not classes}
    for domains, wanted in ((frozenset({"sensor"}), classes), (others, ())):
        frame = Frame("HassGetState", plain, device_classes=wanted)
        found = resolve(frame, domains, view).entities if domains and (wanted or domains is others) else ()
        measured = tuple(entity for entity in found if _value(entity) is not None)
        if measured:
            return measured
    return ()


def _classes(condition: Condition) -> tuple[str, ...]:
    return (str(condition.slots.get("device_class", "temperature")),) if "name" not in condition.slots else ()


def _is(condition: Condition, view: View) -> bool | Problem:
    found = _concerned(condition, view)
    if isinstance(found, Problem):
        return found
    verdicts = [_so(entity, str(condition.value), view) for entity in found]
    # motion in a room is motion anywhere in it; lights that are off are all of them off
    of_class = "device_class" in condition.slots and "name" not in condition.slots
    some = condition.slots.get("quantity") == "any" or (of_class and "quantity" not in condition.slots)
    return any(verdicts) if some else all(verdicts)


def _so(entity: Entity, value: str, view: View) -> bool:
    told = shows(entity, value)
    told = special_state(entity, value, view) if told is None else told
    return in_state(entity, value) if told is None else told


def _concerned(condition: Condition, view: View) -> tuple[Entity, ...] | Problem:
    """What a condition on a state is about; the sun need not be exposed, for nothing is told of it."""
    if condition.slots.get("domain") == "sun":
        suns = tuple(entity for entity in view.snapshot.entities.values() if entity.domain == "sun")
        return suns or Problem("no_target", "sun")
    scope = resolve(Frame("HassGetState", condition.slots), _STATEFUL, view)
    return scope.entities or scope.problems[0]


def _value(entity: Entity) -> float | None:
    attribute = _ATTRIBUTE_OF_DOMAIN.get(entity.domain)
    return number(entity.attributes.get(attribute)) if attribute else number(entity.state)
