"""Brightness, colour, colour temperature and effects of lights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.colour import WHITES, rgb_of
from edge.ground.abilities import colourable, dimmable, whitable
from edge.ground.choices import choose
from edge.ground.steps import ImpossibleError, Part, step
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import fold
from edge.turn import Effect, Frame, JsonValue, Problem, SlotValue

_FULL = 255
_SETTABLE = frozenset({"brightness", "color", "temperature", "effect"})


@dataclass(slots=True)
class _Setting:
    """Service data, and the attributes that will show it."""

    data: dict[str, JsonValue] = field(default_factory=dict)
    shown: dict[str, JsonValue] = field(default_factory=dict)


def light_set(frame: Frame, entity: Entity, view: View) -> Part:
    """Set what the slots name: `brightness` (percent), `color`, `temperature` (kelvin), `effect`."""
    if entity.domain != "light":
        return _unsupported(entity, "light").problem
    if not _SETTABLE & frame.slots.keys():
        return Problem("out_of_range", entity.name, (entity.id,), {"min": 0, "max": 100, "unit": "%"})
    setting = _Setting()
    try:
        _brightness(frame.slots, entity, setting)
        _color(frame.slots, entity, setting)
        _temperature(frame.slots, entity, setting)
        _effect(frame.slots, entity, setting)
    except ImpossibleError as impossible:
        return impossible.problem
    if setting.data.get("brightness_pct") == 0:
        return step(view, entity, "turn_off")
    return step(view, entity, "turn_on", setting.data, Effect(entity.id, "on", setting.shown))


def _brightness(slots: Mapping[str, SlotValue], entity: Entity, setting: _Setting) -> None:
    if "brightness" not in slots:
        return
    if not dimmable(entity):
        raise _unsupported(entity, "brightness")
    percent = number(slots["brightness"])
    if percent is None or not 0 <= percent <= 100:
        raise ImpossibleError(Problem("out_of_range", entity.name, (entity.id,), {"min": 0, "max": 100, "unit": "%"}))
    setting.data["brightness_pct"] = int(percent) if percent == int(percent) else percent
    setting.shown["brightness"] = round(percent * _FULL / 100)


def _color(slots: Mapping[str, SlotValue], entity: Entity, setting: _Setting) -> None:
    if "color" not in slots:
        return
    name = str(slots["color"])
    if fold(name) in WHITES:
        _kelvin(WHITES[fold(name)], entity, setting)
        return
    rgb = rgb_of(name)
    if rgb is None and choose(name, entity.attributes.get("effect_list")) is not None:
        _effect({"effect": name}, entity, setting)
        return
    if rgb is None:
        raise ImpossibleError(Problem("not_supported", entity.name, (entity.id,), {"value": name}))
    if not colourable(entity):
        raise _unsupported(entity, "color")
    setting.data["rgb_color"] = rgb
    setting.shown["rgb_color"] = rgb


def _temperature(slots: Mapping[str, SlotValue], entity: Entity, setting: _Setting) -> None:
    kelvin = number(slots.get("temperature"))
    if kelvin is not None:
        _kelvin(round(kelvin), entity, setting)


def _kelvin(kelvin: int, entity: Entity, setting: _Setting) -> None:
    if not whitable(entity):
        raise _unsupported(entity, "color_temperature")
    low = number(entity.attributes.get("min_color_temp_kelvin")) or 1000
    high = number(entity.attributes.get("max_color_temp_kelvin")) or 10000
    within = round(min(max(kelvin, low), high))
    setting.data["color_temp_kelvin"] = within
    setting.shown["color_temp_kelvin"] = within


def _effect(slots: Mapping[str, SlotValue], entity: Entity, setting: _Setting) -> None:
    if "effect" not in slots:
        return
    effect = choose(str(slots["effect"]), entity.attributes.get("effect_list"))
    if effect is None:
        raise _unsupported(entity, str(slots["effect"]))
    setting.data["effect"] = effect
    setting.shown["effect"] = effect


def _unsupported(entity: Entity, what: str) -> ImpossibleError:
    return ImpossibleError(Problem("not_supported", entity.name, (entity.id,), {"attribute": what}))
