"""On, off, toggle, open, close, stop and positions, for whatever kind of entity is meant."""

from __future__ import annotations

from edge.ground.abilities import ACTIVATABLE, SWITCHABLE, TURN_OFF, TURN_ON, UNDER_WAY, supports
from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import tokens
from edge.turn import Effect, Frame, Problem

_ON_STATES = frozenset({"on", "open", "opening", "unlocked", "playing", "cleaning", "mowing", "heat", "cool", "auto"})

_PAUSING = frozenset({"pause", "hold", "wait", "break", "moment"})

CAN_TURN_ON = SWITCHABLE | ACTIVATABLE | frozenset(TURN_ON)
CAN_TURN_OFF = SWITCHABLE | frozenset(TURN_OFF)
CAN_TOGGLE = SWITCHABLE | {"cover", "valve"}
CAN_MOVE = frozenset({"cover", "valve"})
CAN_STOP = CAN_MOVE | {"media_player", "vacuum", "lawn_mower"}


def turn_on(_frame: Frame, entity: Entity, view: View) -> Part:
    """Switch on, open, lock, start or run."""
    service = TURN_ON.get(entity.domain, "turn_on")
    return step(view, entity, service)


def turn_off(_frame: Frame, entity: Entity, view: View) -> Part:
    """Switch off, close, unlock, dock or disarm."""
    return step(view, entity, TURN_OFF.get(entity.domain, "turn_off"))


def toggle(frame: Frame, entity: Entity, view: View) -> Part:
    """The opposite of what it is now."""
    return (turn_off if entity.state in _ON_STATES else turn_on)(frame, entity, view)


def set_position(frame: Frame, entity: Entity, view: View) -> Part:
    """Move a cover or valve to `position` 0..100 (100 is open)."""
    position = number(frame.slots.get("position"))
    if position is None or not 0 <= position <= 100:
        return Problem("out_of_range", entity.name, (entity.id,), {"min": 0, "max": 100, "unit": "%"})
    return move_to(entity, view, round(position))


def move_to(entity: Entity, view: View, position: int) -> Part:
    """A step that brings a cover or valve to a position, by its end stops where it knows no others."""
    domain = entity.domain
    if not positionable(entity) and position in {0, 100}:
        return step(view, entity, f"{'open' if position else 'close'}_{domain}")
    state = "open" if position else "closed"
    effect = Effect(entity.id, state, {"current_position": position}, UNDER_WAY[state])
    return step(view, entity, f"set_{domain}_position", {"position": position}, effect)


def positionable(entity: Entity) -> bool:
    """Whether a cover or valve can stand anywhere between its ends."""
    return supports(entity, f"{entity.domain}.set_{entity.domain}_position")


def stop(_frame: Frame, entity: Entity, view: View) -> Part:
    """Stop what moves, plays or cleans; a vacuum pauses where that is the word and it can."""
    if entity.domain == "vacuum" and _PAUSING & set(tokens(view.request.text)) and supports(entity, "vacuum.pause"):
        return step(view, entity, "pause", repeatable=True)
    service = {"cover": "stop_cover", "valve": "stop_valve", "media_player": "media_stop", "lawn_mower": "pause"}
    return step(view, entity, service.get(entity.domain, "stop"), repeatable=True)
