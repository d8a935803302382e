"""Words of pausing and going on that only a robot can be meant by."""

from __future__ import annotations

import pytest
from homes import frame, home, view

from edge.ground.resuming import at_once
from edge.ground.robots import instead_of_players
from edge.turn import Frame, Job, Knowledge

QUIET = {"media_player_radio": {"state": "idle"}, "vacuum_rover": {"state": "cleaning"}}


def meant(made: Frame, text: str, knowledge: Knowledge | None = None, **changes: object) -> str:
    return instead_of_players(made, view(home(**changes), text, "lounge_puck", knowledge)).intent  # type: ignore[arg-type]


@pytest.mark.parametrize("slots", [{}, {"name": "it"}, {"area": "Lounge"}])
def test_a_bare_pause_is_the_robots_while_nothing_plays(slots: dict[str, str]) -> None:
    assert meant(frame("HassMediaPause", **slots), "pause for a second", **QUIET) == "HearthStop"


def test_a_player_that_plays_is_meant_first() -> None:
    playing = {**QUIET, "media_player_radio": {"state": "playing"}}
    assert meant(frame("HassMediaPause"), "pause", **playing) == "HassMediaPause"
    assert meant(frame("HassMediaPause"), "pause", **{**QUIET, "media_player_tv": {"state": "on"}}) == "HassMediaPause"


def test_so_are_music_and_timers() -> None:
    timer = Knowledge(jobs=(Job("t", "timer", remaining=60.0),))
    assert meant(frame("HassMediaPause"), "pause", timer, **QUIET) == "HassMediaPause"
    assert meant(frame("HassMediaPause"), "pause the music", **QUIET) == "HassMediaPause"
    assert meant(frame("HassMediaPause"), "pause", media_player_radio={"state": "idle"}) == "HassMediaPause"


def test_one_that_is_called_by_its_name_is_meant() -> None:
    assert meant(frame("HassMediaPause", name="Rover"), "pause rover") == "HearthStop"


def test_what_was_paused_goes_on() -> None:
    paused = {**QUIET, "vacuum_rover": {"state": "paused"}}
    assert meant(frame("HassMediaUnpause"), "carry on", **paused) == "HassVacuumStart"
    both = {**paused, "media_player_radio": {"state": "paused"}}
    assert meant(frame("HassMediaUnpause"), "carry on", **both) == "HassMediaUnpause"


@pytest.mark.parametrize(("text", "delay"), [("pause for ten minutes", None), ("pause in ten minutes", 600.0)])
def test_a_pause_for_a_while_is_at_once(text: str, delay: float | None) -> None:
    assert at_once(Frame("HassMediaPause", delay=600.0), view(text=text)).delay == delay
