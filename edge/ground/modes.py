"""Modes, presets, sources and options: whatever is chosen from a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edge.ground.abilities import RESULT_OF_SERVICE
from edge.ground.attributes import companions, handle
from edge.ground.choices import choose
from edge.ground.climate import blow_at
from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import tokens
from edge.turn import Effect, Frame, Problem

_MODE_LISTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "climate": (
        ("hvac_modes", "set_hvac_mode", "hvac_mode"),
        ("preset_modes", "set_preset_mode", "preset_mode"),
        ("fan_modes", "set_fan_mode", "fan_mode"),
        ("swing_modes", "set_swing_mode", "swing_mode"),
    ),
    "fan": (("preset_modes", "set_preset_mode", "preset_mode"),),
    "humidifier": (("available_modes", "set_mode", "mode"),),
    "vacuum": (("fan_speed_list", "set_fan_speed", "fan_speed"),),
    "water_heater": (("operation_list", "set_operation_mode", "operation_mode"),),
    "select": (("options", "select_option", "option"),),
    "input_select": (("options", "select_option", "option"),),
    "light": (("effect_list", "turn_on", "effect"),),
    "media_player": (
        ("source_list", "select_source", "source"),
        ("sound_mode_list", "select_sound_mode", "sound_mode"),
    ),
}
"""For each domain: the attribute that lists modes, the service that sets one, and the name of its datum."""

_MODE = frozenset({"mode", "preset", "program", "programme"})
_NO_MODE = frozenset({"speed", "swing", "direction", "position", "angle", "oscillation"})
"""Words in the names of choices that are none of modes."""
_OF_OTHERS = frozenset({"fan_modes", "swing_modes", "fan_speed_list"})
"""Lists whose options are none of the device's own modes."""
_EVERYWHERE = frozenset({"auto", "automatic"})
"""Options that any list may have: an auto mode is none of the speeds, as a turbo mode may well be."""
_GENERAL = frozenset({"mode", "setting", "preset", "program", "programme", "option", "the", "its"})
"""Words that say no more than that something is chosen; a swing mode is no speed that has the same name."""
_STATE_IS_MODE = frozenset({"hvac_mode", "operation_mode", "option"})
LIST_OF: Mapping[str, str | None] = {
    "fan_mode": "fan_modes",
    "swing_mode": "swing_modes",
    "fan_speed": "fan_speed_list",
    "preset_mode": "preset_modes",
    "option": None,
}
"""For each attribute that is chosen from a list, the attribute that holds the list; `None`: the entity's only one."""
_SPEEDS = {"low": 33, "medium": 66, "mid": 66, "high": 100, "max": 100, "maximum": 100}
"""Speeds in words, as percentages of fans that have no such presets (thirds, as Home Assistant steps them)."""


def set_mode(frame: Frame, entity: Entity, view: View) -> Part:
    """Set whichever mode, preset, effect, source or option is called `mode`; of `attribute` where it is named."""
    spoken, attribute = str(frame.slots.get("mode", "")), str(frame.slots.get("attribute", ""))
    if entity.domain == "alarm_control_panel":
        return _arm(entity, spoken, view)
    found = handle(entity, attribute, view) if attribute else None
    if found is not None:
        return (
            pick(found.entity, spoken, view, _list_of(found.attribute))
            or _speed(entity, spoken, view)
            or _no_such(entity, spoken)
        )
    if not _GENERAL.issuperset(tokens(attribute.replace("_", " "))):
        return Problem("not_supported", entity.name, (entity.id,), {"attribute": attribute})
    of_mode = spoken.casefold() in _EVERYWHERE and _says_mode(frame, view)
    for candidate in (entity, *(other for other in companions(entity, view) if not of_mode or _is_of_mode(other))):
        part = _pick_mode(candidate, spoken, view) if of_mode else pick(candidate, spoken, view)
        if part is not None:
            return part
    return (None if of_mode else _speed(entity, spoken, view)) or _no_such(entity, spoken)


def _says_mode(frame: Frame, view: View) -> bool:
    said = tokens(view.request.text[slice(*frame.span)] if frame.span else view.request.text)
    return view.request.language == "en" and bool(_MODE & set(said))


def _is_of_mode(companion: Entity) -> bool:
    """Whether a choice beside a device is one of modes: a speed that is called auto is no auto mode."""
    return not _NO_MODE & set(tokens(companion.name))


def _pick_mode(entity: Entity, spoken: str, view: View) -> Part | None:
    lists = (listed for listed, _, _ in _MODE_LISTS.get(entity.domain, ()) if listed not in _OF_OTHERS)
    return next((part for only in lists if (part := pick(entity, spoken, view, only)) is not None), None)


def set_fan_mode(frame: Frame, entity: Entity, view: View) -> Part:
    """Set a climate device's `fan_mode`."""
    spoken = str(frame.slots.get("fan_mode", ""))
    return pick(entity, spoken, view, "fan_modes") or _no_such(entity, spoken)


def options_of(entity: Entity, attribute: str) -> tuple[Sequence[object], object]:
    """The options of an attribute in `LIST_OF` and the one chosen now; no options where the entity has none."""
    listed = entity.attributes.get(LIST_OF[attribute] or "options")
    now = entity.state if attribute == "option" else entity.attributes.get(attribute)
    return (tuple(listed), now) if isinstance(listed, list | tuple) else ((), now)


def pick(entity: Entity, spoken: str, view: View, only: str | None = None) -> Part | None:
    """A step that sets the entity's mode of that name, of the list called `only` if given; `None` when it has none."""
    for listed, service, datum in _MODE_LISTS.get(entity.domain, ()):
        mode = choose(spoken, entity.attributes.get(listed)) if only in {None, listed} else None
        if mode is not None:
            effect = Effect(entity.id, mode) if datum in _STATE_IS_MODE else Effect(entity.id, None, {datum: mode})
            return step(view, entity, service, {datum: mode}, effect)
    return None


def _list_of(attribute: str) -> str | None:
    """The list for an attribute; a fan's speeds by name are its presets. No list at all for a number."""
    return "preset_modes" if attribute == "speed" else LIST_OF.get(attribute, attribute)


def _speed(entity: Entity, spoken: str, view: View) -> Part | None:
    if entity.domain != "fan" or spoken.casefold() not in _SPEEDS:
        return None
    return blow_at(entity, view, _SPEEDS[spoken.casefold()])


def _arm(entity: Entity, spoken: str, view: View) -> Part:
    service = f"alarm_arm_{spoken.casefold()}"
    return step(view, entity, service) if service in RESULT_OF_SERVICE else _no_such(entity, spoken)


def _no_such(entity: Entity, spoken: str) -> Problem:
    return Problem("not_supported", entity.name, (entity.id,), {"value": spoken})
