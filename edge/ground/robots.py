"""Vacuums and lawn mowers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edge.ground.scope import Scope, resolve
from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Effect, Frame, Problem

_VACUUMS = frozenset({"vacuum"})

_SERVICES = {
    "HassVacuumStart": "start",
    "HassVacuumReturnToBase": "return_to_base",
    "HassLawnMowerStartMowing": "start_mowing",
    "HassLawnMowerDock": "dock",
}


def send(frame: Frame, entity: Entity, view: View) -> Part:
    """Start a robot, or send it home."""
    return step(view, entity, _SERVICES[frame.intent])


def cleaners(frame: Frame, view: View) -> Scope:
    """The vacuums that a request to clean an area is about: the area is what is cleaned, not where they stand.

    Of several the one is meant that stands in the area or on its floor.
    """
    places = view.names.areas(str(frame.slots["area"])) if "area" in frame.slots else []
    if "area" in frame.slots and not places:
        return Scope(problems=(Problem("no_area", str(frame.slots["area"])),))
    anywhere = replace(frame, slots={key: value for key, value in frame.slots.items() if key != "area"})
    scope = resolve(anywhere, _VACUUMS, view)
    unclear = [id_ for problem in scope.problems if problem.code == "ambiguous" for id_ in problem.candidates]
    near = _nearest([view.entity(id_) for id_ in unclear], frozenset(match.id for match in places), view)
    return Scope((near,), confidence=scope.confidence) if near is not None else scope


def _nearest(robots: Sequence[Entity], places: frozenset[str], view: View) -> Entity | None:
    """The only robot in one of the places, else the only one on their floor."""
    floors = {view.snapshot.areas[place].floor for place in places} - {None}
    own = {area.id for area in view.snapshot.areas.values() if area.floor in floors}
    for allowed in (places, own):
        found = [robot for robot in robots if robot.area in allowed]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def clean_area(frame: Frame, entity: Entity, view: View) -> Part:
    """Let a vacuum clean one area, given by the `area` slot or by where the speaker is."""
    areas = view.names.areas(str(frame.slots["area"])) if "area" in frame.slots else []
    area = areas[0].id if areas else view.area
    data = {"cleaning_area_id": [area]} if area else {}
    effect = Effect(entity.id, "cleaning", transitional=("on",))
    return step(view, entity, "clean_area" if area else "start", data, effect)
