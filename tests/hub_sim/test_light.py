from __future__ import annotations

from collections.abc import Callable

import pytest

from edge.turn import ServiceCall
from hub_sim.devices.colours import rgb_of_name
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]

DIMMABLE = "{id: light.a, name: A, state: 'on', attributes: {supported_color_modes: [brightness], brightness: 102}}"
COLOURED = "{id: light.a, name: A, state: 'off', attributes: {supported_color_modes: [hs, color_temp]}}"
PLAIN = "{id: light.a, name: A, state: 'off'}"


def send(home: SimHome, service: str, **data: object) -> dict[str, object]:
    home.send(ServiceCall("light", service, "light.a", data))
    state, attributes = home.look("light.a")
    return {"state": state, **attributes}


def test_what_is_off_shows_neither_brightness_nor_mode(make_home: MakeHome) -> None:
    assert send(make_home(DIMMABLE), "turn_off") == {"state": "off", "supported_color_modes": ["brightness"]}


def test_brightness_outlives_being_off(make_home: MakeHome) -> None:
    home = make_home(DIMMABLE)
    send(home, "turn_off")
    assert send(home, "turn_on")["brightness"] == 102


def test_a_brightness_of_zero_is_remembered_as_such(make_home: MakeHome) -> None:
    home = make_home(DIMMABLE)
    home.set("light.a", "off", {"brightness": 0})
    assert home.look("light.a")[1].get("brightness") is None
    assert send(home, "turn_on")["brightness"] == 0


def test_a_light_that_was_never_on_comes_on_at_full(make_home: MakeHome) -> None:
    home = make_home("{id: light.a, name: A, state: 'off', attributes: {supported_color_modes: [brightness]}}")
    assert send(home, "turn_on")["brightness"] == 255


@pytest.mark.parametrize(
    ("data", "brightness"),
    [
        ({"brightness": 77}, 77),
        ({"brightness_pct": 50}, 128),
        ({"brightness_pct": 1}, 3),
        ({"brightness_step": 20}, 122),
        ({"brightness_step_pct": -10}, 76),
        ({"brightness_step_pct": 100}, 255),
    ],
)
def test_brightness_in_every_way(make_home: MakeHome, data: dict[str, object], brightness: int) -> None:
    assert send(make_home(DIMMABLE), "turn_on", **data)["brightness"] == brightness


def test_brightness_nought_turns_off(make_home: MakeHome) -> None:
    assert send(make_home(DIMMABLE), "turn_on", brightness_pct=0)["state"] == "off"


@pytest.mark.parametrize(
    ("data", "rgb"),
    [
        ({"color_name": "red"}, [255, 0, 0]),
        ({"color_name": "Deep Sky Blue"}, [0, 191, 255]),
        ({"rgb_color": [0, 0, 255]}, [0, 0, 255]),
        ({"hs_color": [120, 100]}, [0, 255, 0]),
    ],
)
def test_colours_in_every_way(make_home: MakeHome, data: dict[str, object], rgb: list[int]) -> None:
    shown = send(make_home(COLOURED), "turn_on", **data)
    assert (shown["rgb_color"], shown["color_mode"]) == (rgb, "hs")


def test_xy_is_near(make_home: MakeHome) -> None:
    red, green, blue = send(make_home(COLOURED), "turn_on", xy_color=[0.7, 0.3])["rgb_color"]  # type: ignore[misc]
    assert red == 255
    assert max(green, blue) < 60


def test_temperature_replaces_colour_and_stays_in_range(make_home: MakeHome) -> None:
    home = make_home(COLOURED)
    send(home, "turn_on", color_name="red")
    shown = send(home, "turn_on", color_temp_kelvin=9000)
    assert (shown["color_mode"], shown["color_temp_kelvin"]) == ("color_temp", 6535)
    assert "rgb_color" not in shown


def test_an_effect_must_be_one_of_the_list(make_home: MakeHome) -> None:
    home = make_home("{id: light.a, name: A, state: 'on', attributes: {effect_list: [Candle]}}")
    assert send(home, "turn_on", effect="candle")["effect"] == "Candle"
    send(home, "turn_on", effect="disco")
    assert "disco" in home.errors[0].reason


@pytest.mark.parametrize("data", [{"brightness_pct": 30}, {"color_name": "red"}, {"color_temp_kelvin": 3000}])
def test_what_it_cannot_do_is_an_error_and_changes_nothing(make_home: MakeHome, data: dict[str, object]) -> None:
    home = make_home(PLAIN)
    assert send(home, "turn_on", **data)["state"] == "off"
    assert len(home.errors) == 1


def test_toggle(make_home: MakeHome) -> None:
    home = make_home(PLAIN)
    assert send(home, "toggle")["state"] == "on"
    assert send(home, "toggle")["state"] == "off"


def test_setup_may_change_what_a_light_can_do(make_home: MakeHome) -> None:
    home = make_home(DIMMABLE)
    home.set("light.a", "on", {"supported_color_modes": ["rgb"], "color_mode": "rgb", "rgb_color": [0, 0, 255]})
    assert send(home, "turn_on", color_name="red")["rgb_color"] == [255, 0, 0]


def test_an_unknown_colour_name() -> None:
    assert rgb_of_name("mauvish") is None
