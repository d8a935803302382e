"""What can only be asked: sensors, weather, people. Time moves some of them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from hub_sim.devices.behaviour import Behaviour, World, whole
from hub_sim.devices.climate import OVEN_ABOVE
from hub_sim.thing import Thing

DAY_SECONDS = 86400.0
BATTERY_DAYS = 240.0
"""A door sensor's coin cell from full to empty."""
_HELD = ("sunny", "partlycloudy", "cloudy", "rainy", "cloudy", "partlycloudy")
_WEATHER_SECONDS = 5400.0


class Sensor(Behaviour):
    """`sensor`, and every domain that is not simulated: it holds what it shows."""

    commandable = False

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Batteries drain, remaining times count down, room thermometers follow the room."""
        move = _BY_CLASS.get(str(thing.attributes.get("device_class")))
        value = _value(thing)
        if move is not None and value is not None:
            _move(thing, move(thing, value, seconds, world))


class Binary(Behaviour):
    """`binary_sensor`: only a hand changes it."""

    commandable = False


class Person(Behaviour):
    """`person` and `device_tracker`."""

    commandable = False
    initial = "home"


class Weather(Behaviour):
    """`weather`: the day's swing of temperature and a slow change of skies."""

    commandable = False
    initial = "cloudy"

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Move on to the next sky every hour and a half, and with the sun."""
        passed = thing.memory.get("passed", world.rng.random() * _WEATHER_SECONDS) + seconds
        while passed >= _WEATHER_SECONDS:
            passed -= _WEATHER_SECONDS
            at = _HELD.index(thing.state) if thing.state in _HELD else 0
            thing.state = _HELD[(at + world.rng.choice((-1, 1, 1))) % len(_HELD)]
        thing.memory["passed"] = passed
        if thing.attributes.get("temperature") is not None:
            base = thing.memory.setdefault("base", thing.number("temperature") - _swing(world.now - seconds))
            thing.attributes["temperature"] = whole(round(base + _swing(world.now), 1))
            world.outside = _celsius(thing.number("temperature"), thing.attributes.get("temperature_unit"))


def _swing(now: float) -> float:
    """Degrees above the day's mean: warmest at 15:00 UTC."""
    return 3.0 * math.cos(2 * math.pi * (now / DAY_SECONDS - 15 / 24))


def _celsius(value: float, unit: object) -> float:
    return (value - 32) * 5 / 9 if unit == "°F" else value


def _value(thing: Thing) -> float | None:
    try:
        return float(str(thing.memory.get("exact", thing.state)))
    except ValueError:
        return None


def _move(thing: Thing, value: float) -> None:
    shown = _value_shown(thing)
    decimals = len(shown.partition(".")[2])
    thing.memory["exact"] = value
    thing.state = f"{value:.{decimals}f}"


def _value_shown(thing: Thing) -> str:
    return thing.memory.setdefault("pattern", str(thing.state))  # type: ignore[no-any-return]


def _battery(_thing: Thing, value: float, seconds: float, _world: World) -> float:
    return max(0.0, value - 100 * seconds / (BATTERY_DAYS * DAY_SECONDS))


_UNIT_SECONDS: Mapping[str, float] = {"s": 1, "min": 60, "h": 3600, "d": DAY_SECONDS}


def _duration(thing: Thing, value: float, seconds: float, world: World) -> float:
    """Remaining time of an appliance counts down while its switch is on; at zero the appliance stops."""
    appliance = _appliance(thing, world)
    if appliance is None or appliance.state != "on":
        return value
    unit = _UNIT_SECONDS.get(str(thing.attributes.get("unit_of_measurement")), 60)
    left = max(0.0, value - seconds / unit)
    if left == 0.0 < value:
        appliance.state = "off"
    return left


def _appliance(thing: Thing, world: World) -> Thing | None:
    """The switch that runs it: on the same device, else one whose name this sensor's name begins with."""
    same = world.of_device(thing, "switch")
    if same:
        return same[0]
    own = thing.id.partition(".")[2]
    named = [t for t in world.things.values() if t.domain == "switch" and own.startswith(t.id.partition(".")[2] + "_")]
    return named[0] if named else None


def _temperature(thing: Thing, value: float, seconds: float, world: World) -> float:
    """A room thermometer follows the room's thermostat."""
    rooms = [t for t in world.in_area(thing.area, "climate") if t.number("max_temp") <= OVEN_ABOVE]
    if not rooms or thing.attributes.get("unit_of_measurement") == "°F":
        return value
    goal = rooms[0].number("current_temperature", value)
    return value + (goal - value) * (1 - math.exp(-seconds / 600.0))


_BY_CLASS = {"battery": _battery, "duration": _duration, "temperature": _temperature}
