"""What is said when one clause did things of several kinds."""

from __future__ import annotations

import pytest
from homes import frame, home, view

from edge.act.respond import Responder
from edge.act.speech import Speech
from edge.decide.choose import Choice
from edge.ground.planner import plan
from edge.turn import DecisionKind, Hypothesis

LIT = home(light_table={"state": "on"}, media_player_tv={"state": "on"})


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"name": "all", "area": "Lounge"}, "Turned off Table Lamp and TV"),
        ({"area": "Lounge", "domain": "light"}, "Turned off the lights"),
    ],
)
def test_things_of_several_kinds_are_named(slots: dict[str, str], expected: str) -> None:
    there = view(LIT, "off")
    made = plan(Hypothesis((frame("HassTurnOff", **slots),), 1.0, "grammar"), there)
    assert Responder(Speech).say(Choice(DecisionKind.ACT, made), there) == expected


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
def test_every_language_has_words_for_it(language: str) -> None:
    assert "Lampe" in Speech(language).say("several_on", names=["Lampe", "TV"])
