"""What goes on again is what was paused."""

from __future__ import annotations

from edge.ground.resuming import paused_first
from edge.home.model import Entity

PLAYERS = [Entity("media_player.a", "A", state="idle"), Entity("media_player.b", "B", state="paused")]


def test_the_paused_one_goes_on() -> None:
    assert paused_first("HassMediaUnpause", PLAYERS) == PLAYERS[1:]
    assert paused_first("HassMediaUnpause", PLAYERS[:1]) == PLAYERS[:1]
    assert paused_first("HassMediaPause", PLAYERS) == PLAYERS
