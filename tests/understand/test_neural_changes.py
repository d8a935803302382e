"""Changes by an amount are told from values, whatever the model took them for."""

from __future__ import annotations

from typing import Any

import pytest
from neural_support import read


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "@HassLightSet increase the brightness of the (name:den lamp) by (value:7 percent)",
            ("HearthAdjust", {"attribute": "brightness", "direction": "up", "amount": 7, "name": "Den Lamp"}),
        ),
        (
            "@HassLightSet increase the brightness of the (name:den lamp) to (value:7 percent)",
            ("HassLightSet", {"brightness": 7, "name": "Den Lamp"}),
        ),
        (
            "@HearthSetValue reduce the (setting:intensity) of the (name:den lamp) by about (value:34 %)",
            ("HearthAdjust", {"attribute": "intensity", "direction": "down", "amount": 34, "name": "Den Lamp"}),
        ),
        (
            "@HassSetVolume turn up the (name:telly) by (value:5)",
            ("HassSetVolumeRelative", {"volume_step": 5, "name": "Telly"}),
        ),
        (
            "@HassLightSet reduce the brightness of the (name:den lamp) by (value:20 percent) to (value:60 percent)",
            ("HassLightSet", {"brightness": 60, "name": "Den Lamp"}),
        ),
        (
            "@HassLightSet set the (name:den lamp) by (value:7 percent)",
            ("HassLightSet", {"brightness": 7, "name": "Den Lamp"}),
        ),
    ],
)
def test_by_is_never_to(marked: str, expected: tuple[str, dict[str, Any]]) -> None:
    frame = read(marked).frames[0]
    assert (frame.intent, dict(frame.slots)) == expected


@pytest.mark.parametrize(
    ("said", "direction"),
    [
        ("adjust the (setting:brightness) of the (name:den lamp)", None),
        ("adjust the (name:den lamp) brighter", "up"),
        ("adjust the (name:den lamp) up", "up"),
        ("adjust the (name:den lamp) a bit", "up"),
        ("(name:den lamp) brighter", "up"),
        ("brighten the (name:den lamp)", "up"),
    ],
)
def test_to_adjust_is_no_direction(said: str, direction: str | None) -> None:
    assert read(f"@HearthAdjust:brightness_up {said}").frames[0].slots.get("direction") == direction


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("@HearthSetMode turn on the (name:loft fan)", ("HassTurnOn", {"name": "Loft Fan"})),
        ("@HassLightSet and switch off the (name:den lamp)", ("HassTurnOff", {"name": "Den Lamp"})),
        (
            "@HassLightSet turn on the (name:den lamp) in (color:blue)",
            ("HassLightSet", {"name": "Den Lamp", "color": "blue"}),
        ),
        ("@HearthSetMode change the (name:loft fan)", ("HearthSetMode", {"name": "Loft Fan"})),
    ],
)
def test_what_is_turned_on_and_set_to_nothing_is_turned_on(marked: str, expected: tuple[str, dict[str, Any]]) -> None:
    frame = read(marked).frames[0]
    assert (frame.intent, dict(frame.slots)) == expected


@pytest.mark.parametrize(
    ("said", "attribute"), [("decrease (ref:it) by (amount:2)", "temperature"), ("make (ref:it) slower", "speed")]
)
def test_a_further_change_of_it_is_of_what_was_changed(said: str, attribute: str) -> None:
    first = "@HearthAdjust:temperature_up increase the (setting:temperature) of the (name:den radiator) by (amount:8)"
    assert read(f"{first} @HearthAdjust:speed_down {said}").frames[1].slots["attribute"] == attribute


def test_a_name_and_nothing_else_is_turned_on() -> None:
    frame = read("@HearthAdjust:brightness_down (name:den lamp) .").frames[0]
    assert (frame.intent, dict(frame.slots)) == ("HassTurnOn", {"name": "Den Lamp"})
