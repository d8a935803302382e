"""Media players: they play, pause, skip and remember how loud they were. Volume 0..1."""

# ruff: noqa: ARG002 - all behaviours have one signature, and few need every argument

from __future__ import annotations

from collections.abc import Mapping

from hub_sim.devices.behaviour import Behaviour, Data, Service, ServiceError, World, number_in, one_of
from hub_sim.features import feature_bits
from hub_sim.thing import Thing

VOLUME_STEP = 0.1
"""Home Assistant's step for players that do not say otherwise."""
_TRACK_SECONDS = 200.0
_PLAYING = frozenset({"playing", "paused", "buffering"})
_HIDDEN_WHEN_OFF = (
    "volume_level", "is_volume_muted", "media_track", "media_title", "media_artist", "media_content_id",
    "media_content_type", "media_position", "source", "sound_mode",
)  # fmt: skip


class MediaPlayer(Behaviour):
    """`media_player`: while it is off, volume and media are not shown, as in Home Assistant."""

    initial = "idle"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "turn_on": _turn_on,
            "turn_off": _turn_off,
            "toggle": lambda t, d, w: (_turn_on if t.state == "off" else _turn_off)(t, d, w),
            "media_play": _play,
            "media_pause": _pause,
            "media_play_pause": lambda t, d, w: (_pause if t.state == "playing" else _play)(t, d, w),
            "media_stop": _stop,
            "media_next_track": lambda t, _d, _w: _skip(t, 1),
            "media_previous_track": lambda t, _d, _w: _skip(t, -1),
            "volume_set": lambda t, d, _w: _loud(t, number_in(t, d, "volume_level", 0, 1)),
            "volume_up": lambda t, _d, _w: _loud(t, min(1.0, _volume(t) + VOLUME_STEP)),
            "volume_down": lambda t, _d, _w: _loud(t, max(0.0, _volume(t) - VOLUME_STEP)),
            "volume_mute": _mute,
            "select_source": lambda t, d, _w: _choose(t, d, "source", "source_list"),
            "select_sound_mode": lambda t, d, _w: _choose(t, d, "sound_mode", "sound_mode_list"),
            "play_media": _play_media,
            "shuffle_set": lambda t, d, _w: t.attributes.update(shuffle=bool(d.get("shuffle"))),
            "repeat_set": lambda t, d, _w: t.attributes.update(repeat=d.get("repeat")),
            "clear_playlist": _stop,
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        wanted = {
            "turn_on": ["TURN_ON"], "turn_off": ["TURN_OFF"], "media_play": ["PLAY"], "media_pause": ["PAUSE"],
            "media_play_pause": ["PLAY", "PAUSE"], "media_stop": ["STOP"], "media_next_track": ["NEXT_TRACK"],
            "media_previous_track": ["PREVIOUS_TRACK"], "volume_set": ["VOLUME_SET"],
            "volume_up": ["VOLUME_SET", "VOLUME_STEP"], "volume_down": ["VOLUME_SET", "VOLUME_STEP"],
            "volume_mute": ["VOLUME_MUTE"], "select_source": ["SELECT_SOURCE"],
            "select_sound_mode": ["SELECT_SOUND_MODE"], "play_media": ["PLAY_MEDIA"],
            "shuffle_set": ["SHUFFLE_SET"], "repeat_set": ["REPEAT_SET"], "clear_playlist": ["CLEAR_PLAYLIST"],
        }  # fmt: skip
        return {service: feature_bits("media_player", names) for service, names in wanted.items()}

    def assumed_features(self, thing: Thing) -> int:
        """Everything a player usually does; sources when it lists some."""
        return super().assumed_features(thing) | (2048 if thing.options("source_list") else 0)

    def complete(self, thing: Thing) -> None:
        """A player that can be set to a volume has one."""
        if thing.features & feature_bits("media_player", ["VOLUME_SET"]) or not thing.features:
            thing.fill({"volume_level": 0.5})
        super().complete(thing)

    def settle(self, thing: Thing, given: Data) -> None:
        """Hide while off; a player with something on shows which track it is at."""
        if thing.state in {"off", None}:
            _hide(thing)
            return
        thing.fill({key: value for key, value in thing.memory.items() if key in _HIDDEN_WHEN_OFF})
        if thing.state in _PLAYING:
            thing.fill({"media_track": 1})

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Music goes on to the next track."""
        if thing.state != "playing":
            return
        thing.memory["played"] = thing.memory.get("played", 0.0) + seconds
        tracks, rest = divmod(thing.memory["played"], _TRACK_SECONDS)
        if tracks:
            _skip(thing, int(tracks))
            thing.memory["played"] = rest


def _turn_on(thing: Thing, _data: Data, _world: World) -> None:
    if thing.state in {"off", "standby", None}:
        thing.state = "idle"
    MediaPlayer().settle(thing, {})


def _turn_off(thing: Thing, _data: Data, _world: World) -> None:
    thing.state = "off"
    _hide(thing)


def _play(thing: Thing, _data: Data, _world: World) -> None:
    thing.state = "playing"
    MediaPlayer().settle(thing, {})


def _pause(thing: Thing, _data: Data, _world: World) -> None:
    if thing.state in _PLAYING:
        thing.state = "paused"


def _stop(thing: Thing, _data: Data, _world: World) -> None:
    if thing.state != "off":
        thing.state = "idle"
        for key in ("media_track", "media_title", "media_artist", "media_content_id", "media_content_type"):
            if key in thing.attributes:
                thing.attributes[key] = None


def _skip(thing: Thing, step: int) -> None:
    if thing.state in {"off", None}:
        message = f"{thing.id}: is off; nothing to skip"
        raise ServiceError(message)
    thing.attributes["media_track"] = max(1, int(thing.number("media_track", 1)) + step)
    thing.memory["played"] = 0.0


def _volume(thing: Thing) -> float:
    return thing.number("volume_level", 0.5)


def _loud(thing: Thing, level: float) -> None:
    if thing.state == "off":
        message = f"{thing.id}: is off; it has no volume"
        raise ServiceError(message)
    thing.attributes["volume_level"] = round(level, 2)
    if thing.attributes.get("is_volume_muted"):
        thing.attributes["is_volume_muted"] = False


def _mute(thing: Thing, data: Data, _world: World) -> None:
    """Muted shows as volume 0; what it was comes back with the sound."""
    muted = data.get("is_volume_muted", True) in {True, "on", "true"}
    if muted:
        thing.memory["loudness"] = _volume(thing) or thing.memory.get("loudness", 0.5)
        thing.attributes["volume_level"] = 0.0
    elif thing.memory.get("loudness") is not None:
        thing.attributes["volume_level"] = thing.memory.pop("loudness")
    elif _volume(thing) == 0:
        thing.attributes["volume_level"] = 0.5
    thing.attributes["is_volume_muted"] = muted


def _choose(thing: Thing, data: Data, key: str, options: str) -> None:
    thing.attributes[key] = one_of(thing, data, key, thing.options(options))


def _play_media(thing: Thing, data: Data, _world: World) -> None:
    nested = data.get("media")
    media: Data = nested if isinstance(nested, Mapping) else data
    content = str(media.get("media_content_id") or "")
    if not content:
        message = f"media_player.play_media on {thing.id}: needs media_content_id"
        raise ServiceError(message)
    thing.state = "playing"
    MediaPlayer().settle(thing, {})
    kind = media.get("media_content_type")
    thing.attributes.update(media_content_id=content, media_content_type=kind, media_title=content, media_track=1)


def _hide(thing: Thing) -> None:
    for key in _HIDDEN_WHEN_OFF:
        if thing.attributes.get(key) is not None:
            if not key.startswith("media"):
                thing.memory[key] = thing.attributes[key]
            thing.attributes[key] = None
