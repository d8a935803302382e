"""What about an entity can be set: its own attributes, and the numbers and choices that stand beside it.

Many devices come as several entities: a diffuser's switch, a number for its intensity and a select for
its mode. People name the device and the attribute; this finds the entity that carries it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edge.ground.structure import COMPANIONS
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import singular, tokens

_OWN: Mapping[str, Mapping[str, frozenset[str]]] = {
    "light": {
        "brightness": frozenset({"brightness", "level", "intensity"}),
        "color_temperature": frozenset({"temperature", "warmth", "white"}),
    },
    "climate": {
        "temperature": frozenset({"temperature", "heat", "setpoint", "target"}),
        "fan_mode": frozenset({"fan", "speed", "wind", "air", "flow"}),
        "swing_mode": frozenset({"swing", "direction", "oscillation"}),
    },
    "water_heater": {"temperature": frozenset({"temperature", "heat", "setpoint", "target"})},
    "fan": {"speed": frozenset({"speed", "fan", "intensity", "level", "strength"})},
    "cover": {"position": frozenset({"position", "degree", "opening", "level", "height"})},
    "valve": {"position": frozenset({"position", "degree", "opening", "level", "flow"})},
    "media_player": {"volume": frozenset({"volume", "sound", "loudness", "level"})},
    "humidifier": {"humidity": frozenset({"humidity", "moisture", "target"})},
    "vacuum": {"fan_speed": frozenset({"speed", "suction", "fan", "power", "intensity"})},
    "number": {"value": frozenset()},
    "input_number": {"value": frozenset()},
    "select": {"option": frozenset()},
    "input_select": {"option": frozenset()},
}
"""A domain's own attributes, each with the words that people have for it."""

DEFAULT: Mapping[str, str] = {
    "light": "brightness",
    "climate": "temperature",
    "water_heater": "temperature",
    "media_player": "volume",
    "fan": "speed",
    "cover": "position",
    "valve": "position",
    "humidifier": "humidity",
    "number": "value",
    "input_number": "value",
}
"""What is set when no attribute is named."""

_SHOWS = frozenset({"humidifier"})
"""Domains that always show the value of their default attribute, where they have it."""
_FILLER = frozenset({"mode", "setting", "level", "of", "time", "value", "rate", "amount", "function", "position"})
"""Words beside an attribute's name that say nothing more."""


@dataclass(frozen=True, slots=True)
class Handle:
    """An attribute of an entity by which something can be set."""

    entity: Entity
    attribute: str


def handle(entity: Entity, spoken: str, view: View) -> Handle | None:
    """The attribute that `spoken` means on this entity or on one beside it; `None` when there is none.

    With `spoken` empty it is the domain's own default; the only number beside a device that has none of its own.
    """
    if entity.domain in COMPANIONS:
        return Handle(entity, "option" if entity.domain.endswith("select") else "value")
    if not spoken:
        return _only_number(entity, view) or (
            Handle(entity, DEFAULT[entity.domain]) if entity.domain in DEFAULT else None
        )
    words = frozenset(singular(word) for word in tokens(spoken.replace("_", " ")))
    return _beside(entity, words, view) or _own(entity, spoken, words)


def carriers(spoken: str, view: View) -> frozenset[str]:
    """Ids of the main entities on which an attribute called `spoken` can be set."""

    def able() -> frozenset[str]:
        mains = (entity for entity in view.snapshot.exposed if entity.domain not in COMPANIONS)
        return frozenset(entity.id for entity in mains if handle(entity, spoken, view) is not None)

    return view.names.structure.derived("carriers", spoken, able)


def companions(entity: Entity, view: View) -> list[Entity]:
    """The numbers and choices of the same device, or those named after the entity in its room."""
    return [view.entity(id_) for id_ in view.names.structure.settings_of(entity)]


def _only_number(entity: Entity, view: View) -> Handle | None:
    """The one number of a device that shows no value of its own: 60 % is the intensity of a diffuser."""
    own = DEFAULT.get(entity.domain)
    if own is not None and (entity.domain not in _SHOWS or own in entity.attributes):
        return None
    numbers = [other for other in companions(entity, view) if other.domain in {"number", "input_number"}]
    return Handle(numbers[0], "value") if len(numbers) == 1 else None


def _beside(entity: Entity, words: frozenset[str], view: View) -> Handle | None:
    for other in companions(entity, view):
        own_words = frozenset(singular(word) for word in tokens(other.name)) - frozenset(
            singular(word) for word in tokens(entity.name)
        )
        if words == own_words or (own_words and words - _FILLER and words - _FILLER <= own_words):
            return Handle(other, "option" if other.domain.endswith("select") else "value")
    return None


def _own(entity: Entity, spoken: str, words: frozenset[str]) -> Handle | None:
    attributes = _OWN.get(entity.domain, {})
    if spoken in attributes:
        return Handle(entity, spoken)
    for attribute, names in attributes.items():
        if words & names and words - _FILLER <= names | {"color", entity.domain}:
            return Handle(entity, attribute)
    return None
