"""Media players: what to do to which, and what to play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from edge.ground.abilities import supports
from edge.ground.steps import Part, step
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import tokens
from edge.turn import Clause, Effect, Frame, JsonValue, Problem, ServiceCall, SlotValue, Step, Tier

_SIMPLE = {
    "HassMediaPause": "media_pause",
    "HassMediaUnpause": "media_play",
    "HassMediaNext": "media_next_track",
    "HassMediaPrevious": "media_previous_track",
}
_NEEDED = {
    "HassMediaPause": ("media_pause", "media_play"),
    "HassMediaUnpause": ("media_play",),
    "HassMediaNext": ("media_next_track",),
    "HassMediaPrevious": ("media_previous_track",),
}
"""What a player must be able to do to be meant by a bare word of transport while others go on too."""
_STEP = 0.1
_ANYTHING = frozenset(
    [
        "some",
        "any",
        "something",
        "anything",
        "somewhat",
        "music",
        "song",
        "songs",
        "tune",
        "tunes",
        "track",
        "tracks",
        "stuff",
        "playlist",
        "sound",
        "sounds",
        "i",
        "we",
        "you",
        "me",
        "us",
        "my",
        "our",
        "the",
        "a",
        "an",
        "of",
        "for",
        "to",
        "like",
        "love",
        "enjoy",
        "listen",
        "hear",
        "want",
        "favourite",
        "favorite",
        "favourites",
        "favorites",
        "good",
        "nice",
        "usual",
        "please",
        "now",
        "here",
        "that",
        "is",
    ]
)
"""Words that leave open what to play, where nothing else was said."""
_WATCHED = frozenset({"movie", "film", "tvshow", "tv_show", "episode", "season", "series", "video", "channel", "image"})
_MUSIC = frozenset({"music", "song", "songs", "tune", "tunes", "track", "tracks", "album", "playlist"})
"""Words for what is listened to; a television plays that only where nothing else does."""
_WHATEVER_IS_ON = frozenset({"media", "playback", "the", "some", "my", "again", "it", "on"})
"""Words that name nothing to play, but that playing is to go on."""
_TARGETS = frozenset({"name", "area", "floor"})
PLAYING = frozenset({"playing", "buffering"})


def control(frame: Frame, entity: Entity, view: View) -> Part:
    """Pause, go on, next or previous; pausing what does not play changes nothing.

    Music that is stopped is paused; a player that is itself to stop does so, where it can.
    """
    service = _SIMPLE[frame.intent]
    if service == "media_pause" and _is_stopped(frame, view) and supports(entity, "media_player.media_stop"):
        return step(view, entity, "media_stop", effect=Effect(entity.id, "idle", transitional=("off", "paused", "on")))
    if service == "media_play" and not supports(entity, "media_player.media_play") and entity.state not in PLAYING:
        return step(view, entity, "media_play_pause", effect=Effect(entity.id, "playing", transitional=("buffering",)))
    return step(view, entity, service, repeatable=frame.intent in {"HassMediaNext", "HassMediaPrevious"})


def _is_stopped(frame: Frame, view: View) -> bool:
    said = tokens(view.request.text[slice(*frame.span)] if frame.span else view.request.text)
    return "name" in frame.slots and "stop" in said and not {"pause", *_MUSIC} & set(said)


def mute(frame: Frame, entity: Entity, view: View) -> Part:
    """Mute or unmute; a player that only knows volumes is silent at none."""
    muted = frame.intent == "HassMediaPlayerMute"
    if muted and entity.state in {"off", "standby"}:
        return Problem("already", entity.name, (entity.id,), {"state": "off"})
    mutes, sets = (supports(entity, f"media_player.volume_{what}") for what in ("mute", "set"))
    if muted and sets and not mutes:
        return loud_at(entity, view, 0.0)
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


def completed(frame: Frame, view: View) -> Frame:
    """A request to play, with what it left open: the kind of media by where it was heard, the taste of who spoke."""
    if frame.intent != "HassMediaSearchAndPlay":
        return frame
    slots = dict(frame.slots)
    asked = str(slots.get("search_query", "")).casefold()
    if asked and frozenset(tokens(asked)) <= _WHATEVER_IS_ON:
        return replace(frame, intent="HassMediaUnpause", slots={k: v for k, v in slots.items() if k in _TARGETS})
    if asked and frozenset(tokens(asked)) <= _ANYTHING:
        del slots["search_query"]
        asked = ""
    if not asked and not {"genre", "artist"} & set(slots):
        slots |= _by_taste(view)
    elif "media_class" not in slots:
        slots["media_class"] = _class_of(asked, slots, view)
    return replace(frame, slots=slots)


def _class_of(asked: str, slots: Mapping[str, SlotValue], view: View) -> str:
    """A title asked of a screen is a film; of a speaker, something to listen to."""
    if {"genre", "artist"} & set(slots) or asked in view.knowledge.tastes:
        return "music"
    device = view.snapshot.devices.get(view.request.device or "")
    return "movie" if device is not None and device.screen else "audiobook"


def _by_taste(view: View) -> dict[str, SlotValue]:
    """Music that the speaker likes at this hour, as far as that is known."""
    tastes = view.knowledge.tastes
    best = max(tastes, key=lambda taste: tastes[taste], default=None)
    taste: dict[str, SlotValue] = {"genre": best} if best else {}
    return {"media_class": "music", **taste}


def plays_here(frame: Frame, entities: tuple[Entity, ...], view: View) -> bool:
    """Whether to play on the device that heard the request: no player was named and none stands beside it."""
    if view.request.device is None or "name" in frame.slots or "floor" in frame.slots:
        return False
    area = frame.slots.get("area")
    there = area is None or view.area in {match.id for match in view.names.areas(str(area))}
    return there and not any(entity.area == view.area for entity in entities)


def play_here(frame: Frame, view: View) -> Clause:
    """Playing on the very device that heard the request, where no media player of the room is known."""
    query = frame.slots.get("search_query") or frame.slots.get("genre") or frame.slots.get("artist") or "music"
    data: dict[str, JsonValue] = {
        "device": view.request.device,
        "media_content_id": str(query),
        "media_content_type": str(frame.slots.get("media_class", "music")),
    }
    return Clause(frame, steps=(Step(ServiceCall("hearth", "play_media", data=data), Tier.COMFORT),))


def sounding(frame: Frame, entities: Sequence[Entity], view: View) -> tuple[Entity, ...]:
    """Of several players, where music is spoken of, those that it comes from: no screen, unless only that plays."""
    if "name" in frame.slots or not _MUSIC & set(tokens(view.request.text)):
        return tuple(entities)
    ears = tuple(entity for entity in entities if entity.device_class != "tv")
    playing = [entity for entity in entities if entity.state in PLAYING]
    return ears if ears and (not playing or any(entity in ears for entity in playing)) else tuple(entities)


def steerable(intent: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Of several players that go on alike, those on which a word of transport can be followed and taken back.

    What cannot be told to play is not paused while something else plays that can, nor told to go on where something
    else could; what has no next track is not meant while something else has one.
    """
    resumes = intent == "HassMediaUnpause"
    wanted = frozenset({"paused"}) if resumes else PLAYING
    going = [entity for entity in entities if entity.state in wanted] if intent in _NEEDED else []
    going = list(entities) if resumes and not going else going
    able = [entity for entity in going if all(supports(entity, f"media_player.{s}") for s in _NEEDED[intent])]
    return tuple(entity for entity in entities if entity in able or entity not in going) if able else tuple(entities)


def one_player(frame: Frame, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Of several players in one place those that a kind of media is for: nothing is begun on a speaker and a screen."""
    if frame.intent != "HassMediaSearchAndPlay" or "name" in frame.slots or len(entities) < 2:
        return entities
    watched = str(frame.slots.get("media_class", "")) in _WATCHED
    fitting = tuple(entity for entity in entities if (entity.device_class == "tv") is watched)
    return fitting or entities


def preferred(intent: str, entities: tuple[Entity, ...], view: View) -> tuple[Entity, ...]:
    """Of several players, the ones that the intent makes sense for: those that play, pause or are here."""
    wanted = frozenset({"paused"}) if intent == "HassMediaUnpause" else PLAYING
    if intent == "HassMediaSearchAndPlay":
        own = tuple(entity for entity in entities if entity.device and entity.device == view.request.device)
        return own or tuple(entity for entity in entities if entity.area == view.area and view.area) or entities
    return tuple(entity for entity in entities if entity.state in wanted) or entities
