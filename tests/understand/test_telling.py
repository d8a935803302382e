"""Commands whose plain words say more than was read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import home

from edge.home.model import Area, Entity, Snapshot
from edge.turn import Frame, SlotValue
from edge.understand.spoken_names import spoken_names
from edge.understand.telling import as_told, each_numbered, just_named, numbered, worded_whole


def hotel() -> Snapshot:
    plain = home()
    doors = {f"lock.d{n}": Entity(f"lock.d{n}", f"Door {n}", f"r{n}") for n in (101, 102)}
    rooms = {f"r{n}": Area(f"r{n}", f"Room {n}") for n in (101, 102)}
    return replace(plain, entities={**plain.entities, **doors}, areas={**plain.areas, **rooms})


@pytest.mark.parametrize(
    ("words", "read", "slots"),
    [
        ("is the window in room 101 open", {"area": "room"}, {"area": "Room 101"}),
        ("unlock door 102", {"name": "door"}, {"name": "Door 102"}),
        ("unlock door 999", {"name": "door"}, {"name": "door 999"}),
        ("dim the lamp 40 percent", {"name": "lamp"}, {"name": "lamp"}),
        ("dim the lamp 40", {"name": "lamp", "brightness": 40}, {"name": "lamp", "brightness": 40}),
        ("set a pasta timer 10 minutes", {"name": "pasta"}, {"name": "pasta"}),
        ("heat the kitchen 22", {"area": "kitchen", "temperature": 22}, {"area": "kitchen", "temperature": 22}),
        ("unlock the door", {"name": "door"}, {"name": "door"}),
    ],
)
def test_a_number_after_a_name_belongs_to_it(
    words: str, read: dict[str, SlotValue], slots: dict[str, SlotValue]
) -> None:
    assert numbered(Frame("HassTurnOff", read), words, spoken_names(hotel())).slots == slots


@pytest.mark.parametrize(
    ("words", "read", "slots"),
    [
        ("turn on both bed lamps", {"name": "both"}, {"name": "bed lamps"}),
        ("turn on both lamps", {"name": "all", "domain": "light"}, {"name": "lamps"}),
        ("turn on all lamps", {"name": "all", "domain": "light"}, {"name": "all", "domain": "light"}),
        ("turn on the bedside lamps", {"name": "bedside"}, {"name": "bedside lamps"}),
        ("turn on the front door 101", {"name": "door 101"}, {"name": "door 101"}),
        ("turn on the kitchen spots", {"name": "spots"}, {"name": "kitchen spots"}),
        ("turn on the Kettle", {"name": "Kettle"}, {"name": "Kettle"}),
    ],
)
def test_names_are_whole(words: str, read: dict[str, SlotValue], slots: dict[str, SlotValue]) -> None:
    plain = home()
    lights = {f"light.{n}": Entity(f"light.{n}", f"{n} Spots", state="off") for n in ("Hall", "Attic")}
    there = replace(plain, entities={**plain.entities, **lights})
    assert worded_whole(Frame("HassTurnOn", read), words, spoken_names(there)).slots == slots


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("lights off in rooms 101 and 102", "lights off in room 101 and room 102"),
        ("set the lights 20 and 30", "set the lights 20 and 30"),
        ("rooms 7 and 8", "rooms 7 and 8"),
    ],
)
def test_every_number_has_its_noun(text: str, plain: str) -> None:
    assert each_numbered(text, spoken_names(hotel())) == plain


@pytest.mark.parametrize(
    ("text", "value"), [("set it to -18", -18), ("set it to minus 18 degrees", -18), ("set it to 18", 18)]
)
def test_a_number_keeps_its_sign(text: str, value: int) -> None:
    told = as_told(Frame("HassClimateSetTemperature", {"temperature": 18}), text, home())
    assert told is not None
    assert told.slots == {"temperature": value}


def test_what_is_played_is_not_what_it_is_played_on() -> None:
    heard = Frame("HassMediaSearchAndPlay", {"search_query": "the news on the radio", "area": "Lounge"})
    told = as_told(heard, "play the news on the radio", home())
    assert told is not None
    assert told.slots == {"search_query": "the news", "name": "Radio"}
    song = Frame("HassMediaSearchAndPlay", {"search_query": "dancing on the ceiling"})
    assert as_told(song, "play dancing on the ceiling", home()) == song


@pytest.mark.parametrize("text", ["Kettle", "the kettle", "kettle's"])
def test_a_name_alone_tells_nothing(text: str) -> None:
    assert just_named(Frame("HassTurnOn", {"name": "Kettle"}), text, spoken_names(home()))


@pytest.mark.parametrize(
    ("text", "name"), [("kettle on", "Kettle"), ("cosy", "Cosy"), ("lock the smart lock", "Smart Lock")]
)
def test_a_verb_or_a_scene_does(text: str, name: str) -> None:
    assert not just_named(Frame("HassTurnOn", {"name": name}), text, spoken_names(home()))


def test_all_lights_off_is_a_command() -> None:
    asked = Frame("HassGetState", {"domain": "light", "state": "off"}, response="all")
    told = as_told(asked, "all lights off", home())
    assert told is not None
    assert (told.intent, told.slots) == ("HassTurnOff", {"name": "all", "domain": "light"})
    assert as_told(asked, "are all lights off", home()) is asked
    assert as_told(asked, "all lights off?", home()) is asked


def test_no_light_is_opened() -> None:
    lit = Frame("HassTurnOn", {"area": "Hall", "domain": "light"})
    told = as_told(lit, "open the hall", home())
    assert told is not None
    assert (told.slots, told.domains) == ({"name": "Hall"}, ("cover", "valve"))
    assert as_told(lit, "turn on the hall", home()) is lit


def test_a_number_is_no_colour() -> None:
    assert as_told(Frame("HassLightSet", {"color": "404"}), "the light in room 404", home()) is None
    red = Frame("HassLightSet", {"color": "red"})
    assert as_told(red, "red light", home()) is red
