"""Things that are on or off: switches, fans with a speed in percent, sirens."""

from __future__ import annotations

from collections.abc import Mapping

from hub_sim.devices.behaviour import Behaviour, Data, Service, World, number_in, one_of
from hub_sim.features import feature_bits
from hub_sim.thing import Thing

_SET_SPEED = feature_bits("fan", ["SET_SPEED"])


class Switch(Behaviour):
    """`switch` and every helper that is merely on or off."""

    initial = "off"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {"turn_on": _on, "turn_off": _off, "toggle": _toggle}


class Siren(Switch):
    """`siren`: a switch that tires; it goes off by itself after `duration` seconds when told so."""

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {**super().services(), "turn_on": _sound}

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Count the duration down."""
        left = thing.memory.get("left")
        if thing.state == "on" and left is not None:
            thing.memory["left"] = left - seconds
            if thing.memory["left"] <= 0:
                _off(thing, {}, world)


class Fan(Behaviour):
    """`fan`: percentage 0..100; a fan without a speed given starts at full, or at the speed it had."""

    initial = "off"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "turn_on": _fan_on,
            "turn_off": _fan_off,
            "toggle": lambda t, d, w: (_fan_off if t.state == "on" else _fan_on)(t, d, w),
            "set_percentage": _set_percentage,
            "increase_speed": lambda t, d, w: _step(t, d, w, 1),
            "decrease_speed": lambda t, d, w: _step(t, d, w, -1),
            "set_preset_mode": _fan_preset,
            "oscillate": _oscillate,
            "set_direction": _direction,
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        return {
            "set_percentage": _SET_SPEED,
            "increase_speed": _SET_SPEED,
            "decrease_speed": _SET_SPEED,
            "set_preset_mode": feature_bits("fan", ["PRESET_MODE"]),
            "oscillate": feature_bits("fan", ["OSCILLATE"]),
            "set_direction": feature_bits("fan", ["DIRECTION"]),
        }

    def assumed_features(self, thing: Thing) -> int:
        """Speed, and what its attributes speak of."""
        spoken = {"oscillating": "OSCILLATE", "direction": "DIRECTION", "preset_modes": "PRESET_MODE"}
        extra = [feature for key, feature in spoken.items() if thing.attributes.get(key) is not None]
        return super().assumed_features(thing) | feature_bits("fan", extra)

    def complete(self, thing: Thing) -> None:
        """Every fan can be turned on and off, whatever the fixture lists."""
        super().complete(thing)
        thing.attributes["supported_features"] = thing.features | feature_bits("fan", ["TURN_ON", "TURN_OFF"])
        if thing.features & _SET_SPEED:
            thing.fill({"percentage_step": 1})

    def settle(self, thing: Thing, given: Data) -> None:
        """Off is 0 %; a percentage that was named decides over the state when the state was not."""
        if not thing.features & _SET_SPEED:
            return
        if "percentage" in given and "state" not in given:
            thing.state = "on" if thing.number("percentage") > 0 else "off"
        if thing.state == "on" and thing.number("percentage") <= 0:
            thing.attributes["percentage"] = 100
        elif thing.state == "off":
            thing.attributes["percentage"] = 0


def _on(thing: Thing, _data: Data, _world: World) -> None:
    thing.state = "on"


def _off(thing: Thing, _data: Data, _world: World) -> None:
    thing.state = "off"


def _toggle(thing: Thing, _data: Data, _world: World) -> None:
    thing.state = "off" if thing.state == "on" else "on"


def _sound(thing: Thing, data: Data, _world: World) -> None:
    thing.state = "on"
    thing.memory["left"] = data.get("duration")


def _fan_on(thing: Thing, data: Data, world: World) -> None:
    if data.get("preset_mode") is not None:
        _fan_preset(thing, data, world)
        return
    if thing.features & _SET_SPEED:
        now = thing.number("percentage") or thing.memory.get("percentage") or 100
        _spin(thing, number_in(thing, data, "percentage", 0, 100) if data.get("percentage") is not None else now)
        return
    thing.state = "on"


def _fan_off(thing: Thing, _data: Data, _world: World) -> None:
    if thing.number("percentage") > 0:
        thing.memory["percentage"] = thing.number("percentage")
    thing.state = "off"
    if thing.features & _SET_SPEED:
        thing.attributes["percentage"] = 0


def _set_percentage(thing: Thing, data: Data, _world: World) -> None:
    _spin(thing, number_in(thing, data, "percentage", 0, 100))


def _step(thing: Thing, data: Data, _world: World, direction: int) -> None:
    step = number_in(thing, {"percentage_step": data.get("percentage_step", 25)}, "percentage_step", 0, 100)
    _spin(thing, max(0, min(100, thing.number("percentage") + direction * step)))


def _spin(thing: Thing, percentage: float) -> None:
    thing.state = "on" if percentage > 0 else "off"
    thing.attributes["percentage"] = round(percentage)
    if "preset_modes" in thing.attributes:
        thing.attributes["preset_mode"] = None


def _fan_preset(thing: Thing, data: Data, _world: World) -> None:
    thing.attributes["preset_mode"] = one_of(thing, data, "preset_mode", thing.options("preset_modes"))
    thing.state = "on"


def _oscillate(thing: Thing, data: Data, _world: World) -> None:
    thing.attributes["oscillating"] = data.get("oscillating") in {True, "on", "true"}


def _direction(thing: Thing, data: Data, _world: World) -> None:
    thing.attributes["direction"] = one_of(thing, data, "direction", ("forward", "reverse"))
