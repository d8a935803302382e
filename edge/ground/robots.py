"""Vacuums and lawn mowers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edge.ground.antecedents import NO_NAMES
from edge.ground.media import PLAYING
from edge.ground.scope import Scope, resolve, was_said
from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold, tokens
from edge.turn import Effect, Frame, Problem

_VACUUMS = frozenset({"vacuum"})

_ROBOTS = ("vacuum", "lawn_mower")
_GOES_ON = {"vacuum": "HassVacuumStart", "lawn_mower": "HassLawnMowerStartMowing"}
_PAUSABLE = {"HassMediaPause": frozenset({"cleaning", "mowing", "on"}), "HassMediaUnpause": frozenset({"paused"})}
"""How a robot is that can be told so."""
_PLAYS = {"HassMediaPause": PLAYING, "HassMediaUnpause": PLAYING | {"paused"}}
"""How a player is that is meant before any robot."""
_MUSIC = frozenset({"music", "song", "video", "film", "movie", "playback", "podcast", "radio", "play", "playing"})
_SERVICES = {
    "HassVacuumStart": "start",
    "HassVacuumReturnToBase": "return_to_base",
    "HassLawnMowerStartMowing": "start_mowing",
    "HassLawnMowerDock": "dock",
}


def send(frame: Frame, entity: Entity, view: View) -> Part:
    """Start a robot, or send it home."""
    return step(view, entity, _SERVICES[frame.intent])


def instead_of_players(frame: Frame, view: View) -> Frame:
    """A word of pausing or going on as one of a robot's: where it is called so, or no player can be meant and one can.

    What a timer may be told too is left to it.
    """
    state = _PAUSABLE.get(frame.intent)
    if state is None or (set(frame.slots) - {"name", "area"}) or _MUSIC & set(tokens(view.request.text)):
        return frame
    name = fold(str(frame.slots.get("name", "")))
    robots = [entity for entity in view.snapshot.exposed if entity.domain in _ROBOTS]
    named = [e for e in robots if name in {fold(called) for called in (e.name, *e.aliases)}] if name else []
    if named:
        return _told(frame, named[0])
    said = "area" in frame.slots and was_said(str(frame.slots["area"]), view)
    if said or name not in NO_NAMES | {""} or any(job.kind == "timer" for job in view.knowledge.jobs):
        return frame
    meant = [entity for entity in robots if entity.state in state]
    players = view.snapshot.by_domain.get("media_player", ())
    goes_on = any(e.state in _PLAYS[frame.intent] or (e.state == "on" and e.area == view.area) for e in players)
    bare = {key: value for key, value in frame.slots.items() if key == "name"}
    return _told(replace(frame, slots=bare), meant[0]) if meant and not goes_on else frame


def _told(frame: Frame, robot: Entity) -> Frame:
    """The frame as one of robots."""
    if frame.intent == "HassMediaPause":
        return replace(frame, intent="HearthStop", domains=_ROBOTS, device_classes=())
    return replace(frame, intent=_GOES_ON[robot.domain], domains=(robot.domain,), device_classes=())


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
