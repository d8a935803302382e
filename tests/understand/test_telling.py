"""Commands whose plain words say more than was read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import home

from edge.home.model import Area, Entity, Snapshot
from edge.turn import Frame, SlotValue
from edge.understand.telling import as_told, numbered


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
    assert numbered(Frame("HassTurnOff", read), words, hotel()).slots == slots


def test_all_lights_off_is_a_command() -> None:
    asked = Frame("HassGetState", {"domain": "light", "state": "off"}, response="all")
    told = as_told(asked, "all lights off")
    assert told is not None
    assert (told.intent, told.slots) == ("HassTurnOff", {"name": "all", "domain": "light"})
    assert as_told(asked, "are all lights off") is asked
    assert as_told(asked, "all lights off?") is asked


def test_no_light_is_opened() -> None:
    lit = Frame("HassTurnOn", {"area": "Hall", "domain": "light"})
    told = as_told(lit, "open the hall")
    assert told is not None
    assert (told.slots, told.domains) == ({"name": "Hall"}, ("cover", "valve"))
    assert as_told(lit, "turn on the hall") is lit


def test_a_number_is_no_colour() -> None:
    assert as_told(Frame("HassLightSet", {"color": "404"}), "the light in room 404") is None
    red = Frame("HassLightSet", {"color": "red"})
    assert as_told(red, "red light") is red
