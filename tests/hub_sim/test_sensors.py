from __future__ import annotations

from collections.abc import Callable

from edge.turn import ServiceCall
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]
REMAINING = (
    "{id: sensor.washer_remaining, name: R, state: '21', "
    "attributes: {device_class: duration, unit_of_measurement: min}}"
)


def test_a_battery_drains_unseen_then_seen(make_home: MakeHome) -> None:
    home = make_home("{id: sensor.a, name: A, state: '90', attributes: {device_class: battery}}")
    home.tick(3600)
    assert home.look("sensor.a")[0] == "90"
    for _ in range(24):
        home.tick(86400)
    assert home.look("sensor.a")[0] == "80"


def test_a_washer_counts_down_and_stops(make_home: MakeHome) -> None:
    home = make_home(
        "{id: switch.washer, name: W, state: 'on'}",
        REMAINING,
    )
    home.tick(600)
    assert home.look("sensor.washer_remaining")[0] == "11"
    home.tick(660)
    assert home.look("sensor.washer_remaining")[0] == "0"
    assert home.look("switch.washer")[0] == "off"


def test_remaining_time_stands_still_while_the_washer_is_off(make_home: MakeHome) -> None:
    home = make_home(
        "{id: switch.washer, name: W, state: 'off'}",
        REMAINING,
    )
    home.tick(600)
    assert home.look("sensor.washer_remaining")[0] == "21"


def test_a_rooms_thermometer_follows_the_room(make_home: MakeHome) -> None:
    home = make_home(
        "{id: climate.a, name: C, area: den, state: heat, attributes: {current_temperature: 21, temperature: 21}}",
        "{id: sensor.a, name: T, area: den, state: '17.5', attributes: {device_class: temperature}}",
        areas="[{id: den, name: Den}]",
    )
    home.tick(3600)
    assert home.look("sensor.a")[0] == "21.0"


def test_weather_is_the_same_for_the_same_seed_and_another_for_another(make_home: MakeHome) -> None:
    line = "{id: weather.a, name: A, state: cloudy, attributes: {temperature: 9}}"

    def skies(seed: int) -> list[str | None]:
        home = make_home(line, seed=seed)
        seen = []
        for _ in range(40):
            home.tick(1800)
            seen.append(home.look("weather.a")[0])
        return seen

    assert skies(1) == skies(1)
    assert len({tuple(skies(seed)) for seed in range(4)}) > 1


def test_nobody_commands_a_sensor(make_home: MakeHome) -> None:
    home = make_home("{id: sensor.a, name: A, state: '1'}")
    home.send(ServiceCall("sensor", "turn_on", "sensor.a"))
    assert "no such service" in home.errors[0].reason
