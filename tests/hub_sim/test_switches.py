from __future__ import annotations

from collections.abc import Callable

from edge.turn import ServiceCall
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]

FAN = "{id: fan.a, name: A, state: 'off', attributes: {supported_features: [OSCILLATE, SET_SPEED], oscillating: false}}"


def send(home: SimHome, domain: str, service: str, **data: object) -> dict[str, object]:
    home.send(ServiceCall(domain, service, f"{domain}.a", data))
    state, attributes = home.look(f"{domain}.a")
    return {"state": state, **attributes}


def test_a_switch(make_home: MakeHome) -> None:
    home = make_home("{id: switch.a, name: A, state: 'off'}")
    assert send(home, "switch", "turn_on")["state"] == "on"
    assert send(home, "switch", "toggle")["state"] == "off"


def test_a_fan_starts_at_full_and_is_off_at_nought(make_home: MakeHome) -> None:
    home = make_home(FAN)
    assert send(home, "fan", "turn_on")["percentage"] == 100
    shown = send(home, "fan", "set_percentage", percentage=0)
    assert (shown["state"], shown["percentage"]) == ("off", 0)


def test_a_fan_remembers_its_speed(make_home: MakeHome) -> None:
    home = make_home(FAN)
    send(home, "fan", "set_percentage", percentage=40)
    assert send(home, "fan", "turn_off")["percentage"] == 0
    assert send(home, "fan", "turn_on")["percentage"] == 40


def test_a_fan_set_on_runs_at_full(make_home: MakeHome) -> None:
    home = make_home(FAN)
    home.set("fan.a", "on")
    assert home.look("fan.a")[1]["percentage"] == 100


def test_a_fans_other_talents(make_home: MakeHome) -> None:
    home = make_home(FAN)
    assert send(home, "fan", "oscillate", oscillating=True)["oscillating"] is True
    assert send(home, "fan", "increase_speed", percentage_step=30)["percentage"] == 30
    send(home, "fan", "set_direction", direction="reverse")
    assert "not supported" in home.errors[0].reason


def test_a_siren_tires(make_home: MakeHome) -> None:
    home = make_home("{id: siren.a, name: A, state: 'off'}")
    assert send(home, "siren", "turn_on", duration=30)["state"] == "on"
    home.tick(29)
    assert home.look("siren.a")[0] == "on"
    home.tick(1)
    assert home.look("siren.a")[0] == "off"
