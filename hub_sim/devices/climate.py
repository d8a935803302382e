"""Things that heat, cool and wet: thermostats and ovens, humidifiers, boilers. Temperatures in the entity's unit."""

# ruff: noqa: ARG002 - all behaviours have one signature, and few need every argument

from __future__ import annotations

import math
from collections.abc import Mapping

from hub_sim.devices.behaviour import Behaviour, Data, Service, ServiceError, World, number_in, one_of, whole
from hub_sim.features import feature_bits
from hub_sim.thing import Thing

OVEN_ABOVE = 60.0
"""A thing whose range goes beyond this many °C is an oven, not a room."""
_ROOM_SECONDS = 5400.0
_OVEN_SECONDS = 600.0
_FAHRENHEIT_FROM = 45.0


class Climate(Behaviour):
    """`climate`: rooms follow their thermostat within hours, ovens within minutes."""

    initial = "off"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "set_temperature": _set_temperature,
            "set_hvac_mode": _set_mode,
            "set_preset_mode": lambda t, d, _w: _choose(t, d, "preset_mode", "preset_modes"),
            "set_fan_mode": lambda t, d, _w: _choose(t, d, "fan_mode", "fan_modes"),
            "set_swing_mode": lambda t, d, _w: _choose(t, d, "swing_mode", "swing_modes"),
            "set_humidity": lambda t, d, _w: _set_humidity(t, d),
            "turn_on": _turn_on,
            "turn_off": _turn_off,
            "toggle": lambda t, d, w: (_turn_on if t.state == "off" else _turn_off)(t, d, w),
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        wanted = {
            "set_temperature": ("TARGET_TEMPERATURE", "TARGET_TEMPERATURE_RANGE"),
            "set_preset_mode": ("PRESET_MODE",),
            "set_fan_mode": ("FAN_MODE",),
            "set_swing_mode": ("SWING_MODE",),
            "set_humidity": ("TARGET_HUMIDITY",),
        }
        return {service: feature_bits("climate", names) for service, names in wanted.items()}

    def assumed_features(self, thing: Thing) -> int:
        """A target, and the modes that it lists."""
        listed = {"fan_modes": "FAN_MODE", "preset_modes": "PRESET_MODE", "swing_modes": "SWING_MODE"}
        extra = [feature for key, feature in listed.items() if thing.options(key)]
        return super().assumed_features(thing) | feature_bits("climate", extra)

    def complete(self, thing: Thing) -> None:
        """Modes hold the present one and off; the range is Home Assistant's 7..35 °C or 45..95 °F."""
        modes = list(thing.options("hvac_modes")) or ["off", "heat"]
        if thing.state and thing.state not in modes:
            modes.append(thing.state)
        thing.attributes["hvac_modes"] = modes
        low, high = (45, 95) if _fahrenheit(thing) else (7, 35)
        unit = "°F" if _fahrenheit(thing) else "°C"
        thing.fill({"min_temp": low, "max_temp": high, "unit_of_measurement": unit})
        super().complete(thing)
        if thing.features & feature_bits("climate", ["FAN_MODE"]):
            thing.fill({"fan_modes": ["auto", "low", "medium", "high"]})
        always = feature_bits("climate", ["TARGET_TEMPERATURE", "TURN_ON", "TURN_OFF"])
        thing.attributes["supported_features"] = thing.features | always

    def settle(self, thing: Thing, given: Data) -> None:
        """What it is doing follows from mode and temperatures, where it says so at all."""
        if thing.state and thing.state != "off":
            thing.memory["mode"] = thing.state
        if "hvac_action" in thing.attributes and "hvac_action" not in given:
            thing.attributes["hvac_action"] = _action(thing)

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Drift towards the target while on, towards the surroundings while off."""
        if thing.attributes.get("current_temperature") is None:
            return
        now = thing.memory.get("exact", thing.number("current_temperature"))
        if abs(now - thing.number("current_temperature")) > 1:
            now = thing.number("current_temperature")
        around = _surroundings(thing, world)
        goal = thing.number("temperature", around) if _active(thing) else around
        pace = _OVEN_SECONDS if _is_oven(thing) else _ROOM_SECONDS
        now += (goal - now) * (1 - math.exp(-seconds / pace))
        thing.memory["exact"] = now
        thing.attributes["current_temperature"] = whole(round(now, 1))
        self.settle(thing, {})


class Humidifier(Behaviour):
    """`humidifier`: target humidity in percent."""

    initial = "off"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "turn_on": lambda t, _d, _w: setattr(t, "state", "on"),
            "turn_off": lambda t, _d, _w: setattr(t, "state", "off"),
            "toggle": lambda t, _d, _w: setattr(t, "state", "off" if t.state == "on" else "on"),
            "set_humidity": lambda t, d, _w: _set_humidity(t, d),
            "set_mode": lambda t, d, _w: _choose(t, d, "mode", "available_modes"),
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        return {"set_mode": 1}

    def assumed_features(self, thing: Thing) -> int:
        """Modes when it lists some."""
        return 1 if thing.options("available_modes") else 0

    def complete(self, thing: Thing) -> None:
        """The range is Home Assistant's 0..100 %."""
        super().complete(thing)
        thing.fill({"min_humidity": 0, "max_humidity": 100})

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """The room's humidity follows while it runs."""
        if thing.state == "on" and thing.attributes.get("current_humidity") is not None:
            gap = thing.number("humidity", 50) - thing.number("current_humidity")
            now = thing.number("current_humidity") + gap * (1 - math.exp(-seconds / _ROOM_SECONDS))
            thing.attributes["current_humidity"] = round(now, 1)


class WaterHeater(Behaviour):
    """`water_heater`: the state is the operation mode."""

    initial = "off"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "turn_on": lambda t, _d, _w: setattr(t, "state", t.memory.get("mode") or _first_mode(t)),
            "turn_off": lambda t, _d, _w: setattr(t, "state", "off"),
            "set_operation_mode": _operate,
            "set_temperature": _set_water,
            "set_away_mode": lambda t, d, _w: t.attributes.update(away_mode="on" if d.get("away_mode") else "off"),
        }

    def assumed_features(self, thing: Thing) -> int:
        """One that lists modes can be put into them."""
        modes = feature_bits("water_heater", ["OPERATION_MODE"]) if thing.options("operation_list") else 0
        return super().assumed_features(thing) | modes

    def complete(self, thing: Thing) -> None:
        """The range is Home Assistant's 43..60 °C or 110..140 °F."""
        super().complete(thing)
        unit = "°F" if _fahrenheit(thing, above=90) else "°C"
        low, high = (110, 140) if unit == "°F" else (43, 60)
        thing.fill({"unit_of_measurement": unit})
        thing.fill({"min_temp": low, "max_temp": high, "operation_list": ["off", thing.state or "eco", "eco"]})

    def settle(self, thing: Thing, given: Data) -> None:
        """Remember the mode it comes back to."""
        if thing.state and thing.state != "off":
            thing.memory["mode"] = thing.state


def _set_temperature(thing: Thing, data: Data, world: World) -> None:
    low, high = thing.number("min_temp", -1e9), thing.number("max_temp", 1e9)
    keys = [key for key in ("temperature", "target_temp_low", "target_temp_high") if data.get(key) is not None]
    if not keys:
        message = f"climate.set_temperature on {thing.id}: needs temperature"
        raise ServiceError(message)
    values = {key: whole(number_in(thing, data, key, low, high)) for key in keys}
    if data.get("hvac_mode") is not None:
        _set_mode(thing, data, world)
    thing.attributes.update(values)
    _behave(thing)


def _set_mode(thing: Thing, data: Data, _world: World) -> None:
    thing.state = one_of(thing, data, "hvac_mode", thing.options("hvac_modes"))
    _behave(thing)


def _turn_on(thing: Thing, _data: Data, _world: World) -> None:
    """As Home Assistant: back to the mode it had, else the first of heat_cool, heat, cool, then any other."""
    modes = [mode for mode in thing.options("hvac_modes") if mode != "off"]
    usual = [mode for mode in (thing.memory.get("mode"), "heat_cool", "heat", "cool") if mode in modes]
    if thing.state == "off" or thing.state is None:
        thing.state = next(iter([*usual, *modes]), "heat")
    _behave(thing)


def _turn_off(thing: Thing, _data: Data, _world: World) -> None:
    thing.state = "off"
    _behave(thing)


def _behave(thing: Thing) -> None:
    Climate().settle(thing, {})


def _choose(thing: Thing, data: Data, key: str, options: str) -> None:
    thing.attributes[key] = one_of(thing, data, key, thing.options(options))


def _set_humidity(thing: Thing, data: Data) -> None:
    low, high = thing.number("min_humidity", 0), thing.number("max_humidity", 100)
    thing.attributes["humidity"] = whole(number_in(thing, data, "humidity", low, high))


def _operate(thing: Thing, data: Data, _world: World) -> None:
    thing.state = one_of(thing, data, "operation_mode", thing.options("operation_list"))
    WaterHeater().settle(thing, {})


def _set_water(thing: Thing, data: Data, _world: World) -> None:
    low, high = thing.number("min_temp", 0), thing.number("max_temp", 100)
    thing.attributes["temperature"] = whole(number_in(thing, data, "temperature", low, high))


def _first_mode(thing: Thing) -> str:
    return next((mode for mode in thing.options("operation_list") if mode != "off"), "eco")


def _fahrenheit(thing: Thing, above: float = _FAHRENHEIT_FROM) -> bool:
    """By its unit; without one, a present temperature that no room has in °C."""
    unit = thing.attributes.get("unit_of_measurement")
    if isinstance(unit, str):
        return "F" in unit
    return thing.number("current_temperature") > above or thing.number("temperature") > above


def _is_oven(thing: Thing) -> bool:
    return thing.number("max_temp") > (OVEN_ABOVE * 9 / 5 + 32 if _fahrenheit(thing) else OVEN_ABOVE)


def _active(thing: Thing) -> bool:
    return thing.state not in {None, "off", "fan_only", "unavailable"}


def _surroundings(thing: Thing, world: World) -> float:
    """What an unheated thing cools to: a room halfway to the weather, an oven to its room."""
    celsius = 20.0 if _is_oven(thing) else (world.outside + 18.0) / 2
    return celsius * 9 / 5 + 32 if _fahrenheit(thing) else celsius


def _action(thing: Thing) -> str:
    if not _active(thing):
        return "fan" if thing.state == "fan_only" else "off"
    gap = thing.number("temperature") - thing.number("current_temperature")
    if gap > 0 and thing.state in {"heat", "heat_cool", "auto"}:
        return "heating"
    if gap < 0 and thing.state in {"cool", "heat_cool", "auto"}:
        return "cooling"
    return "idle"
