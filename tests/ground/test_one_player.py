"""Nothing is begun on a speaker and a screen at once."""

from __future__ import annotations

import pytest
from homes import frame, view

from edge.ground.media import mute, one_player
from edge.home.model import Entity
from edge.turn import Frame, Problem

TV = Entity("media_player.tv", "TV", attributes={"device_class": "tv"})
SPEAKER = Entity("media_player.s", "Speaker", attributes={"device_class": "speaker"})


@pytest.mark.parametrize(
    ("made", "played"),
    [
        (frame("HassMediaSearchAndPlay", media_class="music"), (SPEAKER,)),
        (frame("HassMediaSearchAndPlay"), (SPEAKER,)),
        (frame("HassMediaSearchAndPlay", media_class="movie"), (TV,)),
        (frame("HassMediaSearchAndPlay", media_class="music", name="all"), (TV, SPEAKER)),
        (frame("HassMediaPause"), (TV, SPEAKER)),
    ],
)
def test_one_player(made: Frame, played: tuple[Entity, ...]) -> None:
    assert one_player(made, (TV, SPEAKER)) == played


def test_what_there_is_will_do() -> None:
    assert one_player(frame("HassMediaSearchAndPlay", media_class="music"), (TV, TV)) == (TV, TV)


def test_a_player_that_is_off_is_not_muted() -> None:
    made = mute(frame("HassMediaPlayerMute"), Entity("media_player.tv", "TV", state="off"), view())
    assert isinstance(made, Problem)
    assert made.code == "already"
