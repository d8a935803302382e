"""Values that a thing shows beside its state: how bright a lamp is, what a thermostat is set to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from edge.ground.scope import resolve
from edge.ground.tiers import temperature_unit
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Clause, Frame, Problem

Read = Callable[[Entity], str | None]
_OFF = frozenset({"off", "standby", "unavailable", "unknown", None})


def read_value(frame: Frame, askable: frozenset[str], view: View) -> Clause | None:
    """The answer to a question after an attribute of one thing that is named; `None` where it is no such question."""
    read = _READ.get(str(frame.slots.get("attribute", "")))
    if read is None or "state" in frame.slots:
        return None
    slots = {key: value for key, value in frame.slots.items() if key not in {"attribute", "device_class"}}
    if not {"name", "domain"} & slots.keys() and frame.slots["attribute"] != "set point":
        return None
    scope = resolve(replace(frame, slots=slots, device_classes=()), askable & _DOMAINS, view)
    values = [(entity, read(entity)) for entity in scope.entities]
    told = [(entity, value) for entity, value in values if value is not None]
    if len(told) != 1:
        return _which_of(frame, scope.entities, len(told))
    entity, value = told[0]
    return Clause(frame, (entity.id,), facts={"reading": value}, confidence=scope.confidence)


def _which_of(frame: Frame, entities: tuple[Entity, ...], told: int) -> Clause | None:
    if told < 2:
        return None
    return Clause(frame, problems=(Problem("ambiguous", "", tuple(entity.id for entity in entities)),))


def _share(key: str, whole: float) -> Read:
    def read(entity: Entity) -> str | None:
        value = number(entity.attributes.get(key))
        return None if value is None or entity.state in _OFF else f"{round(100 * value / whole)}%"

    return read


def _set_point(entity: Entity) -> str | None:
    if entity.domain == "humidifier":
        wanted = number(entity.attributes.get("humidity"))
        return None if wanted is None else f"{wanted:g}%"
    wanted = number(entity.attributes.get("temperature"))
    if wanted is not None:
        return f"{wanted:g} {temperature_unit(entity)}"
    low, high = (number(entity.attributes.get(f"target_temp_{end}")) for end in ("low", "high"))
    return None if low is None or high is None else f"{low:g} to {high:g} {temperature_unit(entity)}"


def _of(reads: Mapping[str, Read]) -> Read:
    """A way to read that depends on the domain."""
    return lambda entity: reads[entity.domain](entity) if entity.domain in reads else None


_BRIGHTNESS = _of({"light": _share("brightness", 255)})
_VOLUME = _of({"media_player": _share("volume_level", 1)})
_SPEED = _of({"fan": _share("percentage", 100)})
_POSITION = _of({"cover": _share("current_position", 100), "valve": _share("current_position", 100)})
_SET_POINT = _of(dict.fromkeys(("climate", "water_heater", "humidifier"), _set_point))
_READ: Mapping[str, Read] = {
    "brightness": _BRIGHTNESS,
    "brightness level": _BRIGHTNESS,
    "volume": _VOLUME,
    "volume level": _VOLUME,
    "speed": _SPEED,
    "position": _POSITION,
    "set point": _SET_POINT,
    "setpoint": _SET_POINT,
    "target temperature": _SET_POINT,
}
_DOMAINS = frozenset({"light", "media_player", "fan", "cover", "valve", "climate", "water_heater", "humidifier"})
