"""Vacuums and lawn mowers."""

from __future__ import annotations

from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Effect, Frame

_SERVICES = {
    "HassVacuumStart": "start",
    "HassVacuumReturnToBase": "return_to_base",
    "HassLawnMowerStartMowing": "start_mowing",
    "HassLawnMowerDock": "dock",
}


def send(frame: Frame, entity: Entity, view: View) -> Part:
    """Start a robot, or send it home."""
    return step(view, entity, _SERVICES[frame.intent])


def clean_area(frame: Frame, entity: Entity, view: View) -> Part:
    """Let a vacuum clean one area, given by the `area` slot or by where the speaker is."""
    areas = view.names.areas(str(frame.slots["area"])) if "area" in frame.slots else []
    area = areas[0].id if areas else view.area
    data = {"cleaning_area_id": [area]} if area else {}
    effect = Effect(entity.id, "cleaning", transitional=("on",))
    return step(view, entity, "clean_area" if area else "start", data, effect)
