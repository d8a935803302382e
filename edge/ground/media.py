"""Media players: what to do to which, and what to play."""

from __future__ import annotations

from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Effect, Frame, JsonValue, Problem

_SIMPLE = {
    "HassMediaPause": "media_pause",
    "HassMediaUnpause": "media_play",
    "HassMediaNext": "media_next_track",
    "HassMediaPrevious": "media_previous_track",
}
_STEP = 0.1
PLAYING = frozenset({"playing", "buffering"})


def control(frame: Frame, entity: Entity, view: View) -> Part:
    """Pause, go on, next or previous; pausing what does not play changes nothing."""
    return step(view, entity, _SIMPLE[frame.intent], repeatable=frame.intent in {"HassMediaNext", "HassMediaPrevious"})


def mute(frame: Frame, entity: Entity, view: View) -> Part:
    """Mute or unmute."""
    muted = frame.intent == "HassMediaPlayerMute"
    effect = Effect(entity.id, attributes={"is_volume_muted": muted})
    return step(view, entity, "volume_mute", {"is_volume_muted": muted}, effect)


def set_volume(frame: Frame, entity: Entity, view: View) -> Part:
    """Set the volume to `volume_level` in percent 0..100."""
    percent = number(frame.slots.get("volume_level"))
    if percent is None or not 0 <= percent <= 100:
        return Problem("out_of_range", entity.name, (entity.id,), {"min": 0, "max": 100, "unit": "%"})
    return loud_at(entity, view, percent / 100)


def change_volume(frame: Frame, entity: Entity, view: View) -> Part:
    """Change the volume by `volume_step`: `up`, `down`, or percent with a sign."""
    said = frame.slots.get("volume_step")
    change = {"up": _STEP, "down": -_STEP}.get(str(said)) if number(said) is None else (number(said) or 0) / 100
    if change is None:
        return Problem("out_of_range", entity.name, (entity.id,))
    level = number(entity.attributes.get("volume_level"))
    if level is None:
        return step(view, entity, "volume_up" if change > 0 else "volume_down", repeatable=True)
    return loud_at(entity, view, min(1.0, max(0.0, level + change)))


def loud_at(entity: Entity, view: View, level: float) -> Part:
    """A step that sets the volume to a level 0..1."""
    data: dict[str, JsonValue] = {"volume_level": round(level, 2)}
    return step(view, entity, "volume_set", data, Effect(entity.id, attributes=data))


def play(frame: Frame, entity: Entity, view: View) -> Part:
    """Play what was asked for: `search_query`, else `genre` or `artist`, of a `media_class`."""
    query = frame.slots.get("search_query") or frame.slots.get("genre") or frame.slots.get("artist") or "music"
    data: dict[str, JsonValue] = {
        "media_content_id": str(query),
        "media_content_type": str(frame.slots.get("media_class", "music")),
    }
    effect = Effect(entity.id, "playing", transitional=("buffering", "on", "idle"))
    return step(view, entity, "play_media", data, effect, repeatable=True)


def preferred(intent: str, entities: tuple[Entity, ...], view: View) -> tuple[Entity, ...]:
    """Of several players, the ones that the intent makes sense for: those that play, pause or are here."""
    wanted = frozenset({"paused"}) if intent == "HassMediaUnpause" else PLAYING
    if intent in {"HassMediaSearchAndPlay"}:
        here = tuple(entity for entity in entities if entity.area == view.area and view.area)
        return here or entities
    return tuple(entity for entity in entities if entity.state in wanted) or entities
