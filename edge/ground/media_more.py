"""More of media players: shuffle and repeat, seeking, sources, and what plays."""

from __future__ import annotations

from dataclasses import replace

from edge.ground.later_matching import seconds
from edge.ground.modes import set_mode
from edge.ground.scope import resolve
from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Clause, Effect, Frame, JsonValue, Problem

_SEEK_SECONDS = 30.0
"""How far players skip when nobody says."""
_PLAYING = frozenset({"playing", "paused", "buffering"})


def play_mode(frame: Frame, entity: Entity, view: View) -> Part:
    """Shuffle or repeat (`mode`), `on` or `off` (`state`)."""
    wanted = frame.slots.get("state") != "off"
    if frame.slots.get("mode") == "repeat":
        data: dict[str, JsonValue] = {"repeat": "all" if wanted else "off"}
        return step(view, entity, "repeat_set", data, Effect(entity.id, attributes=data))
    data = {"shuffle": wanted}
    return step(view, entity, "shuffle_set", data, Effect(entity.id, attributes=data))


def seek(frame: Frame, entity: Entity, view: View) -> Part:
    """Go `forward` or `back` by a duration, or to the `start`."""
    position = number(entity.attributes.get("media_position"))
    far = seconds(frame.slots) or _SEEK_SECONDS
    direction = frame.slots.get("direction", "forward")
    if direction == "start":
        return step(view, entity, "media_seek", {"seek_position": 0}, repeatable=True)
    if position is None:
        return Problem("unknown_value", entity.name, (entity.id,))
    target = max(0.0, position + (far if direction == "forward" else -far))
    return step(view, entity, "media_seek", {"seek_position": target}, repeatable=True)


def select_source(frame: Frame, entity: Entity, view: View) -> Part:
    """Switch to the `source` of that name."""
    slots = {"mode": str(frame.slots.get("source", "")), "attribute": "source"}
    made = set_mode(replace(frame, slots=slots), entity, view)
    return (
        made if not isinstance(made, Problem) else set_mode(replace(frame, slots={"mode": slots["mode"]}), entity, view)
    )


def media_status(frame: Frame, view: View) -> Clause:
    """What plays: of the players meant those that play, else those meant."""
    scope = resolve(frame, frozenset({"media_player"}), view)
    entities = scope.entities or (() if "name" in frame.slots else view.snapshot.by_domain.get("media_player", ()))
    if not entities:
        return Clause(frame, problems=scope.problems or (Problem("no_target", "media_player"),))
    playing = tuple(e for e in entities if e.state in _PLAYING)
    everywhere = view.snapshot.by_domain.get("media_player", ())
    if not playing and not {"name", "area", "floor"} & frame.slots.keys():
        playing = tuple(e for e in everywhere if e.state in _PLAYING)
    told = (playing or entities)[:1]
    return Clause(frame, tuple(entity.id for entity in told), confidence=scope.confidence)
