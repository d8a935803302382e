"""Rooms that are said without their names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, frame, home, view

from edge.ground.planner import plan
from edge.ground.pointing import wordings
from edge.ground.view import View
from edge.home.model import Area, Person, Snapshot
from edge.turn import DecisionKind, Exchange, Hypothesis, Knowledge


def asked_of(area: str, ago: float = 20.0) -> Knowledge:
    made = plan(Hypothesis((frame("HassClimateGetTemperature", area=area),), 1.0, "grammar"), view())
    return Knowledge((Exchange(NOON - ago, "…", DecisionKind.ANSWER, plan=made),))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("put the light on there", "put the light on in the Bedroom"),
        ("turn the lights off in there please", "turn the lights off in the Bedroom please"),
        ("how warm is it up there", "how warm is it in the Bedroom"),
        ("what is the temperature in that room", "what is the temperature in the Bedroom"),
    ],
)
def test_there_is_the_place_of_the_turn_before(said: str, meant: str) -> None:
    assert wordings(view(text=said, knowledge=asked_of("Bedroom"))) == (meant,)


@pytest.mark.parametrize(
    "said",
    ["is there a light on", "there is too much light", "are there any lights on", "hi there, lamp on", "are you there"],
)
def test_there_is_no_place(said: str) -> None:
    assert wordings(view(text=said, knowledge=asked_of("Bedroom"))) == ()


def test_no_place_was_spoken_of_lately() -> None:
    assert wordings(view(text="put the light on there")) == ()
    assert wordings(view(text="put the light on there", knowledge=asked_of("Bedroom", ago=500.0))) == ()


def grown() -> Snapshot:
    """The home with rooms of its people: Bo has one, Anna's things stand in the bedroom, Cy has nothing."""
    lamp = next(entity for entity in home().exposed if entity.id == "light.bed")
    old = home(light_bed={"name": "Anna's Light"})
    areas = {**old.areas, "bo": Area("bo", "Bo's Room"), "guest": Area("guest", "Guest Bedroom")}
    people = {name.lower(): Person(name.lower(), name) for name in ("Anna", "Bo", "Cy")}
    assert lamp.area == "bedroom"
    return Snapshot(old.entities, old.devices, areas, old.floors, people, at=NOON)


def said_by(text: str, speaker: str | None, device: str | None = "kitchen_screen") -> View:
    seen = view(grown(), text, device)
    return replace(seen, request=replace(seen.request, speaker=speaker))


@pytest.mark.parametrize(
    ("speaker", "device", "rooms"),
    [
        ("bo", "kitchen_screen", ["Bo's Room"]),
        ("bo", "bedroom_puck", ["Bo's Room"]),
        ("anna", "kitchen_screen", ["the Bedroom"]),
        ("cy", "kitchen_screen", ["the Bedroom", "the Guest Bedroom"]),
        ("cy", "bedroom_puck", ["the Bedroom"]),
        (None, "kitchen_screen", ["the Bedroom", "Bo's Room", "the Guest Bedroom"]),
    ],
)
def test_my_room_is_that_of_who_speaks(speaker: str | None, device: str, rooms: list[str]) -> None:
    found = wordings(said_by("put the light on in my room", speaker, device))
    assert list(found) == [f"put the light on in {room}" for room in rooms]


def test_my_kitchen_is_the_kitchen() -> None:
    assert wordings(said_by("turn on the light in my office", "bo")) == ()


def test_in_a_home_with_one_bedroom_it_is_that() -> None:
    assert wordings(view(text="light on in my room", device="kitchen_screen")) == ("light on in the Bedroom",)
