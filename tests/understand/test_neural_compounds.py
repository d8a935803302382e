"""What the clauses of one request leave to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from neural_support import read, small_home

from edge.home.model import Entity
from edge.turn import SlotValue


def said(marked: str, **request: object) -> list[tuple[str, Mapping[str, SlotValue]]]:
    return [(frame.intent, dict(frame.slots)) for frame in read(marked, **request).frames]


def test_a_place_that_was_said_first_is_the_place_of_what_follows() -> None:
    found = said(
        "@HassLightSet in the (area:hall) , @HassLightSet set the (name:light) to (value:40) "
        "@HassLightSet . in the (area:den) , @HassTurnOff turn off the (device:fan)"
    )
    assert [slots.get("area") for _, slots in found] == ["Hall", "Den"]


def test_a_place_at_the_end_belongs_to_what_was_said_before() -> None:
    found = said("@HassTurnOff turn off the (device:fan) @HassTurnOff , in the (area:den) .")
    assert [slots.get("area") for _, slots in found] == ["Den"]


def test_a_place_with_a_verb_is_a_request_of_its_own() -> None:
    found = said("@HassTurnOff turn off the (area:hall) @HassTurnOn and turn on the (name:kettle)")
    assert found == [
        ("HassTurnOff", {"area": "Hall", "domain": "light"}),
        ("HassTurnOn", {"name": "Kettle"}),
    ]


def test_every_place_keeps_the_value_that_was_said_with_it() -> None:
    found = said(
        "@HassClimateSetTemperature set it to (value:22 degrees) in the (area:den) and (value:18 degrees) in the (area:hall)"
    )
    assert [(slots["temperature"], slots["area"]) for _, slots in found] == [(22, "Den"), (18, "Hall")]


def test_one_value_is_for_all_places() -> None:
    found = said("@HassClimateSetTemperature set it to (value:22 degrees) in the (area:den) and the (area:hall)")
    assert [(slots["temperature"], slots["area"]) for _, slots in found] == [(22, "Den"), (22, "Hall")]


def test_one_more_value_is_for_what_was_just_set() -> None:
    found = said(
        "@HearthSetMode set the (setting:speed) of the (name:loft fan) to (mode:low) @HearthSetMode and then to (mode:high)"
    )
    assert found[1] == ("HearthSetMode", {"attribute": "speed", "name": "Loft Fan", "mode": "high"})


def test_a_request_of_its_own_takes_nothing_from_the_one_before() -> None:
    found = said(
        "@HearthSetMode set the (setting:speed) of the (name:loft fan) to (mode:low) @HearthSetMode and set (mode:eco) mode"
    )
    assert "name" not in found[1][1]


def test_things_that_are_joined_stand_in_one_place() -> None:
    both = "@HassTurnOn turn on the (name:lamp) @HassTurnOff and turn off the (name:heater) in the (area:den)"
    assert [slots.get("area") for _, slots in said(both)] == ["Den", "Den"]
    assert [slots.get("area") for _, slots in said(both, area="hall")] == [None, "Den"]
    apart = both.replace("@HassTurnOff and", "@HassTurnOff , and")
    assert [slots.get("area") for _, slots in said(apart)] == [None, "Den"]


def test_the_only_thing_of_its_name_stands_where_it_stands() -> None:
    found = said("@HassTurnOn turn on the (name:kettle) @HassTurnOff and turn off the (name:heater) in the (area:den)")
    assert [slots.get("area") for _, slots in found] == [None, "Den"]


def test_what_is_set_twice_may_be_named_the_second_time() -> None:
    found = said(
        "@HassLightSet set the brightness to (value:90) "
        "@HassLightSet and then to (value:30) for the (device:lights) in the (area:den)"
    )
    assert found[0] == ("HassLightSet", {"domain": "light", "area": "Den", "brightness": 90})


def test_what_any_thing_may_have_is_of_the_thing_that_was_just_switched() -> None:
    first = "@HassTurnOn turn on the (name:humidifier) in the (area:hall) "
    asked = "@HearthAdjust:value_down and lower the (setting:intensity) by (amount:20 percent)"
    made = said(first + asked)
    assert (made[1][1].get("name"), made[1][1].get("area")) == ("Humidifier", "Hall")
    light = "@HearthAdjust:brightness_down and lower the brightness by (amount:20 percent)"
    assert "name" not in said(first + light)[1][1]


def test_the_fan_of_what_was_just_set_is_meant_where_no_other_one_is() -> None:
    base = small_home()
    cooler = Entity("climate.c", "Cooler", "hall", attributes={"fan_modes": ["low", "high"]})
    asked = (
        "@HassClimateSetTemperature set the (name:cooler) in the (area:{0}) to (value:22 degrees) "
        "@HearthSetMode and set the (setting:fan speed) to (mode:low) in the (area:{0})"
    )
    for room, name in (("hall", "Cooler"), ("den", "")):
        there = replace(base, entities={**base.entities, "climate.c": replace(cooler, area=room)})
        frames = read(asked.format(room), there).frames
        assert str(frames[1].slots.get("name", "")).casefold() == name.casefold(), room
