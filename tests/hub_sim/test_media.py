from __future__ import annotations

from collections.abc import Callable

import pytest

from edge.turn import ServiceCall
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]

PLAYING = "{id: media_player.a, name: A, state: playing, attributes: {volume_level: 0.6}}"


def send(home: SimHome, service: str, **data: object) -> dict[str, object]:
    home.send(ServiceCall("media_player", service, "media_player.a", data))
    state, attributes = home.look("media_player.a")
    return {"state": state, **attributes}


def test_pause_and_play(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    assert send(home, "media_pause")["state"] == "paused"
    assert send(home, "media_play")["state"] == "playing"
    assert send(home, "media_stop")["state"] == "idle"


def test_skipping_counts_tracks(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    assert send(home, "media_next_track")["media_track"] == 2
    assert send(home, "media_previous_track")["media_track"] == 1
    assert send(home, "media_previous_track")["media_track"] == 1


@pytest.mark.parametrize(
    ("service", "data", "level"),
    [
        ("volume_set", {"volume_level": 0.25}, 0.25),
        ("volume_up", {}, 0.7),
        ("volume_down", {}, 0.5),
    ],
)
def test_volume(make_home: MakeHome, service: str, data: dict[str, object], level: float) -> None:
    assert send(make_home(PLAYING), service, **data)["volume_level"] == level


def test_muted_is_silent_and_comes_back_as_loud_as_it_was(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    muted = send(home, "volume_mute", is_volume_muted=True)
    assert (muted["volume_level"], muted["is_volume_muted"]) == (0.0, True)
    assert send(home, "volume_mute", is_volume_muted=False)["volume_level"] == 0.6


def test_off_hides_volume_until_it_is_on_again(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    assert "volume_level" not in send(home, "turn_off")
    assert send(home, "turn_on") == {"state": "idle", "volume_level": 0.6, "supported_features": 4347837}


def test_what_is_off_has_nothing_to_skip(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    send(home, "turn_off")
    send(home, "media_next_track")
    assert "nothing to skip" in home.errors[0].reason


def test_play_media(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    shown = send(home, "play_media", media_content_id="jazz", media_content_type="music")
    assert (shown["media_title"], shown["media_track"], shown["state"]) == ("jazz", 1, "playing")


def test_sources_are_those_of_the_list(make_home: MakeHome) -> None:
    home = make_home("{id: media_player.a, name: A, state: idle, attributes: {source_list: [Radio, Line In]}}")
    assert send(home, "select_source", source="radio")["source"] == "Radio"
    send(home, "select_source", source="Tape")
    assert len(home.errors) == 1


def test_features_are_heeded(make_home: MakeHome) -> None:
    home = make_home("{id: media_player.a, name: A, state: playing, attributes: {supported_features: [PAUSE]}}")
    assert "volume_level" not in home.look("media_player.a")[1]
    send(home, "volume_set", volume_level=0.5)
    assert "not supported" in home.errors[0].reason


def test_music_goes_on(make_home: MakeHome) -> None:
    home = make_home(PLAYING)
    home.tick(450)
    assert home.look("media_player.a")[1]["media_track"] == 3
