"""Which players are meant, and what is to go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from homes import frame, home, view

from edge.ground.alternatives import alternatives
from edge.ground.media import completed
from edge.ground.planner import ground
from edge.ground.view import View
from edge.home.model import Entity, Snapshot
from edge.turn import Frame, Hypothesis


def lounge(tv: str, stereo: str) -> Snapshot:
    base = home(media_player_tv={"state": tv}, media_player_radio={"state": "off"})
    player = Entity("media_player.stereo", "Stereo", "lounge", state=stereo, attributes={"device_class": "speaker"})
    return replace(base, entities={**base.entities, player.id: player})


def saying(text: str, snapshot: Snapshot) -> View:
    seen = view(snapshot)
    return replace(seen, request=replace(seen.request, text=text))


@pytest.mark.parametrize(
    ("text", "tv", "stereo", "expected"),
    [
        ("pause the music in the lounge", "playing", "playing", {"media_player.stereo"}),
        ("pause in the lounge", "playing", "playing", {"media_player.stereo", "media_player.tv"}),
        ("pause the music in the lounge", "playing", "idle", {"media_player.tv"}),
    ],
)
def test_music_comes_from_what_is_no_screen(text: str, tv: str, stereo: str, expected: set[str]) -> None:
    clause = ground(frame("HassMediaPause", area="Lounge"), saying(text, lounge(tv, stereo)))
    assert {step.call.entity_id for step in clause.steps} == expected


@pytest.mark.parametrize(("text", "both"), [("pause the music", False), ("pause", True)])
def test_music_without_a_place_too(text: str, both: bool) -> None:
    made = alternatives(
        Hypothesis((Frame("HassMediaPause"),), 1.0, "neural"), saying(text, lounge("playing", "playing"))
    )
    assert ("media_player.stereo",) in {plan.targets for plan in made}
    assert (("media_player.tv",) in {plan.targets for plan in made}) is both


@pytest.mark.parametrize(
    ("text", "slots", "service"),
    [
        ("stop the stereo", {"name": "Stereo"}, "media_stop"),
        ("stop the music on the stereo", {"name": "Stereo"}, "media_pause"),
        ("stop in the lounge", {"area": "Lounge"}, "media_pause"),
        ("pause the stereo", {"name": "Stereo"}, "media_pause"),
    ],
)
def test_a_player_stops_and_music_pauses(text: str, slots: dict[str, Any], service: str) -> None:
    clause = ground(Frame("HassMediaPause", slots), saying(text, lounge("off", "playing")))
    assert [(step.call.service, step.call.entity_id) for step in clause.steps] == [(service, "media_player.stereo")]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"search_query": "the media", "area": "Lounge"}, ("HassMediaUnpause", {"area": "Lounge"})),
        (
            {"search_query": "the news"},
            ("HassMediaSearchAndPlay", {"search_query": "the news", "media_class": "audiobook"}),
        ),
    ],
)
def test_to_play_the_media_is_to_go_on(slots: dict[str, Any], expected: tuple[str, dict[str, Any]]) -> None:
    made = completed(Frame("HassMediaSearchAndPlay", slots), view())
    assert (made.intent, dict(made.slots)) == expected


def test_a_player_that_cannot_mute_is_turned_down_to_nothing() -> None:
    volumes = home(
        media_player_tv={"state": "playing", "attributes": {"supported_features": 1 | 4, "volume_level": 0.3}}
    )
    [step] = ground(frame("HassMediaPlayerMute", name="TV"), view(volumes)).steps
    assert (step.call.service, step.call.data) == ("volume_set", {"volume_level": 0.0})
    mutes = home(media_player_tv={"state": "playing", "attributes": {"supported_features": 1 | 4 | 8}})
    [step] = ground(frame("HassMediaPlayerMute", name="TV"), view(mutes)).steps
    assert step.call.service == "volume_mute"


PAUSES, SETS, GOES_ON = 1, 4, 16384


@pytest.mark.parametrize(
    ("text", "intent", "tv", "stereo", "expected"),
    [
        ("pause", "HassMediaPause", ("playing", PAUSES | SETS), ("playing", PAUSES | SETS | GOES_ON), {"media_player.stereo"}),
        ("pause", "HassMediaPause", ("playing", PAUSES | GOES_ON), ("playing", PAUSES), {"media_player.tv"}),
        ("pause", "HassMediaPause", ("playing", PAUSES | SETS), ("idle", PAUSES | GOES_ON), {"media_player.tv"}),
        ("pause", "HassMediaPause", ("playing", PAUSES | GOES_ON), ("playing", PAUSES | GOES_ON), {"media_player.tv", "media_player.stereo"}),
        ("skip this", "HassMediaNext", ("playing", 32), ("playing", PAUSES), {"media_player.tv"}),
        ("go on", "HassMediaUnpause", ("paused", PAUSES), ("paused", GOES_ON), {"media_player.stereo"}),
        ("play", "HassMediaUnpause", ("playing", PAUSES), ("playing", GOES_ON), set()),
    ],
)  # fmt: skip
def test_transport_is_of_the_player_that_can_be_steered(
    text: str, intent: str, tv: tuple[str, int], stereo: tuple[str, int], expected: set[str]
) -> None:
    base = lounge(tv[0], stereo[0])
    skills = {"media_player.tv": tv[1], "media_player.stereo": stereo[1]}
    entities = {
        id_: replace(e, attributes={**e.attributes, "supported_features": skills[id_]}) if id_ in skills else e
        for id_, e in base.entities.items()
    }
    made = alternatives(Hypothesis((Frame(intent),), 1.0, "neural"), saying(text, replace(base, entities=entities)))
    at_work = {plan.targets for plan in made if plan.steps and plan.targets[0] in skills}
    assert {id_ for ids in at_work for id_ in ids if entities[id_].state in {"playing", "paused"}} == expected
