"""Devices that behave: one behaviour a Home Assistant domain."""

from __future__ import annotations

from functools import cache

from hub_sim.devices.behaviour import Behaviour, ServiceError, World
from hub_sim.devices.climate import Climate, Humidifier, WaterHeater
from hub_sim.devices.helpers import Alarm, Helper, Number, Pressed, Script, Select, Timer, Todo
from hub_sim.devices.light import Light
from hub_sim.devices.media import MediaPlayer
from hub_sim.devices.movers import Cover, LawnMower, Lock, Vacuum, Valve
from hub_sim.devices.sensors import Binary, Person, Sensor, Weather
from hub_sim.devices.switches import Fan, Siren, Switch

__all__ = ["Behaviour", "ServiceError", "World", "behaviour_of"]

_DOMAINS: dict[str, type[Behaviour]] = {
    "alarm_control_panel": Alarm,
    "automation": Switch,
    "binary_sensor": Binary,
    "button": Pressed,
    "climate": Climate,
    "cover": Cover,
    "device_tracker": Person,
    "fan": Fan,
    "humidifier": Humidifier,
    "input_boolean": Switch,
    "input_button": Pressed,
    "input_number": Number,
    "input_select": Select,
    "input_text": Helper,
    "lawn_mower": LawnMower,
    "light": Light,
    "lock": Lock,
    "media_player": MediaPlayer,
    "number": Number,
    "person": Person,
    "scene": Pressed,
    "script": Script,
    "select": Select,
    "sensor": Sensor,
    "siren": Siren,
    "switch": Switch,
    "text": Helper,
    "timer": Timer,
    "todo": Todo,
    "vacuum": Vacuum,
    "valve": Valve,
    "water_heater": WaterHeater,
    "weather": Weather,
}


@cache
def behaviour_of(domain: str) -> Behaviour:
    """The behaviour of a domain; one that is not simulated merely holds its state."""
    return _DOMAINS.get(domain, Sensor)()
