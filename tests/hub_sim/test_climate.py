from __future__ import annotations

from collections.abc import Callable

import pytest

from edge.turn import ServiceCall
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]

ROOM = (
    "{id: climate.a, name: A, state: heat, attributes: {hvac_modes: [off, heat, cool], current_temperature: 18, "
    "temperature: 21, min_temp: 7, max_temp: 28, unit_of_measurement: °C, hvac_action: heating}}"
)
OVEN = (
    "{id: climate.a, name: A, state: off, attributes: {hvac_modes: [off, heat], current_temperature: 20, "
    "temperature: 200, min_temp: 50, max_temp: 250, unit_of_measurement: °C}}"
)


def send(home: SimHome, service: str, **data: object) -> dict[str, object]:
    home.send(ServiceCall("climate", service, "climate.a", data))
    state, attributes = home.look("climate.a")
    return {"state": state, **attributes}


def test_set_temperature(make_home: MakeHome) -> None:
    assert send(make_home(ROOM), "set_temperature", temperature=23.5)["temperature"] == 23.5


def test_set_temperature_may_name_the_mode(make_home: MakeHome) -> None:
    shown = send(make_home(ROOM), "set_temperature", temperature=20, hvac_mode="cool")
    assert (shown["state"], shown["temperature"]) == ("cool", 20)


@pytest.mark.parametrize("temperature", [6, 29, "warm", None])
def test_what_is_out_of_range_or_no_number_is_refused(make_home: MakeHome, temperature: object) -> None:
    home = make_home(ROOM)
    assert send(home, "set_temperature", temperature=temperature)["temperature"] == 21
    assert len(home.errors) == 1


def test_off_and_back_to_the_mode_it_had(make_home: MakeHome) -> None:
    home = make_home(ROOM)
    send(home, "set_hvac_mode", hvac_mode="cool")
    shown = send(home, "turn_off")
    assert (shown["state"], shown["hvac_action"]) == ("off", "off")
    assert send(home, "turn_on")["state"] == "cool"


def test_a_mode_that_it_does_not_have(make_home: MakeHome) -> None:
    home = make_home(ROOM)
    assert send(home, "set_hvac_mode", hvac_mode="dry")["state"] == "heat"
    assert "dry" in home.errors[0].reason


def test_presets_need_the_feature(make_home: MakeHome) -> None:
    home = make_home(ROOM)
    send(home, "set_preset_mode", preset_mode="eco")
    assert "not supported" in home.errors[0].reason


def test_a_listed_preset_is_supported(make_home: MakeHome) -> None:
    home = make_home("{id: climate.a, name: A, state: heat, attributes: {preset_modes: [eco, boost]}}")
    assert send(home, "set_preset_mode", preset_mode="Eco")["preset_mode"] == "eco"


def temperature(home: SimHome) -> float:
    return float(home.look("climate.a")[1]["current_temperature"])


def test_a_room_warms_within_hours_and_cools_when_off(make_home: MakeHome) -> None:
    home = make_home(ROOM)
    home.tick(1800)
    assert 18 < temperature(home) < 21
    home.tick(4 * 3600)
    assert temperature(home) == pytest.approx(21, abs=0.3)
    send(home, "turn_off")
    home.tick(3600)
    assert temperature(home) < 20


def test_an_oven_is_hot_within_the_hour(make_home: MakeHome) -> None:
    home = make_home(OVEN)
    send(home, "turn_on")
    home.tick(300)
    assert 60 < temperature(home) < 120
    home.tick(3000)
    assert temperature(home) > 195


def test_small_steps_add_up_as_one_large_one(make_home: MakeHome) -> None:
    coarse, fine = make_home(ROOM), make_home(ROOM)
    coarse.tick(3600)
    for _ in range(3600):
        fine.tick(1)
    assert temperature(fine) == pytest.approx(temperature(coarse), abs=0.11)


def test_a_humidifier(make_home: MakeHome) -> None:
    home = make_home("{id: humidifier.a, name: A, state: 'on', attributes: {humidity: 50, current_humidity: 30}}")
    home.send(ServiceCall("humidifier", "set_humidity", "humidifier.a", {"humidity": 60}))
    home.tick(7200)
    shown = home.look("humidifier.a")[1]
    assert shown["humidity"] == 60
    assert 45 < shown["current_humidity"] < 60


def test_a_boiler(make_home: MakeHome) -> None:
    home = make_home("{id: water_heater.a, name: A, state: eco, attributes: {operation_list: [off, eco, performance]}}")
    for service, data in (("turn_off", {}), ("turn_on", {}), ("set_temperature", {"temperature": 55})):
        home.send(ServiceCall("water_heater", service, "water_heater.a", data))
    assert home.look("water_heater.a")[0] == "eco"
    assert home.look("water_heater.a")[1]["temperature"] == 55
    assert not home.errors
