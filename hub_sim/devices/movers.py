"""Things that take their time: covers and valves travel, locks turn, robots go out and come home."""

# ruff: noqa: ARG002 - all behaviours have one signature, and few need every argument

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from hub_sim.devices.behaviour import Behaviour, Data, Service, ServiceError, World, number_in, one_of
from hub_sim.features import feature_bits
from hub_sim.thing import Thing

TRAVEL_SECONDS = 15.0
"""From fully closed to fully open: an ordinary roller shutter or garage door."""
LOCK_SECONDS = 1.5
CLEANING_SECONDS = 2400.0
RETURN_SECONDS = 60.0


class Opening(Behaviour):
    """What can be opened to a position 0 (closed) .. 100 (open)."""

    suffix: ClassVar[str] = ""
    initial = "closed"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        end = self.suffix
        return {
            f"open_{end}": lambda t, _d, w: _travel(t, 100, w),
            f"close_{end}": lambda t, _d, w: _travel(t, 0, w),
            f"stop_{end}": _stop,
            f"set_{end}_position": lambda t, d, w: _travel(t, number_in(t, d, "position", 0, 100), w),
            "toggle": lambda t, _d, w: _travel(t, 0 if t.state in {"open", "opening"} else 100, w),
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        end = self.suffix
        return {f"open_{end}": 1, f"close_{end}": 2, f"set_{end}_position": 4, f"stop_{end}": 8}

    def complete(self, thing: Thing) -> None:
        """Without a state it stands where its position says."""
        if thing.state is None and thing.attributes.get("current_position") is not None:
            thing.state = "open" if thing.number("current_position") > 0 else "closed"
        super().complete(thing)

    def assumed_features(self, thing: Thing) -> int:
        """Open and close; a position when it shows one."""
        positional = thing.attributes.get("current_position") is not None or thing.attributes.get("reports_position")
        return super().assumed_features(thing) | (4 if positional else 0)

    def settle(self, thing: Thing, given: Data) -> None:
        """State and position agree; where both were named and contradict, the state is right."""
        thing.memory.pop("target", None)
        if not _positional(thing):
            return
        position = thing.attributes.get("current_position")
        if "current_position" in given and "state" not in given:
            thing.state = "open" if thing.number("current_position") > 0 else "closed"
        elif thing.state == "closed":
            thing.attributes["current_position"] = 0
        elif thing.state == "open" and (position is None or thing.number("current_position") <= 0):
            thing.attributes["current_position"] = 100

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Travel towards the target."""
        target = thing.memory.get("target")
        if target is None:
            return
        now = thing.memory.get("at", thing.number("current_position"))
        step = 100 * seconds / TRAVEL_SECONDS
        now = min(target, now + step) if target > now else max(target, now - step)
        thing.memory["at"] = now
        if _positional(thing):
            thing.attributes["current_position"] = round(now)
        if now == target:
            _arrive(thing, target)


class Cover(Opening):
    """`cover`, with tilt where it has one."""

    suffix = "cover"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            **super().services(),
            "open_cover_tilt": lambda t, _d, _w: t.attributes.update(current_tilt_position=100),
            "close_cover_tilt": lambda t, _d, _w: t.attributes.update(current_tilt_position=0),
            "set_cover_tilt_position": _tilt,
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        return {**super().needs(), "open_cover_tilt": 16, "close_cover_tilt": 32, "set_cover_tilt_position": 128}


class Valve(Opening):
    """`valve`."""

    suffix = "valve"


class Lock(Behaviour):
    """`lock`: a bolt that takes a second and a half."""

    initial = "locked"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "lock": lambda t, _d, w: _become(t, "locked", "locking", LOCK_SECONDS, w),
            "unlock": lambda t, _d, w: _become(t, "unlocked", "unlocking", LOCK_SECONDS, w),
            "open": lambda t, _d, w: _become(t, "open", "opening", LOCK_SECONDS, w),
        }

    def needs(self) -> Mapping[str, int]:
        """Only a latch can be opened."""
        return {"open": feature_bits("lock", ["OPEN"])}

    def settle(self, thing: Thing, given: Data) -> None:
        """A hand on the bolt ends whatever was under way."""
        thing.memory.pop("next", None)

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Finish what is under way."""
        _progress(thing, seconds)


class Vacuum(Behaviour):
    """`vacuum`: cleans for forty minutes, then drives home and charges."""

    initial = "docked"
    home_service: ClassVar[str] = "return_to_base"
    work_state: ClassVar[str] = "cleaning"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "start": lambda t, _d, _w: _work(t, "cleaning"),
            "turn_on": lambda t, _d, _w: _work(t, "cleaning"),
            "pause": lambda t, _d, _w: _idle(t, "paused"),
            "stop": lambda t, _d, _w: _idle(t, "idle"),
            "turn_off": _go_home,
            "return_to_base": _go_home,
            "locate": lambda _t, _d, _w: None,
            "clean_spot": lambda t, _d, _w: _work(t, "cleaning"),
            "clean_area": lambda t, _d, _w: _work(t, "cleaning"),
            "set_fan_speed": _fan_speed,
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        wanted = {
            "start": "START",
            "turn_on": "TURN_ON",
            "turn_off": "TURN_OFF",
            "pause": "PAUSE",
            "stop": "STOP",
            "return_to_base": "RETURN_HOME",
            "locate": "LOCATE",
            "clean_spot": "CLEAN_SPOT",
            "clean_area": "CLEAN_AREA",
            "set_fan_speed": "FAN_SPEED",
        }
        return {service: feature_bits("vacuum", [feature]) for service, feature in wanted.items()}

    def settle(self, thing: Thing, given: Data) -> None:
        """A new journey starts with the state."""
        thing.memory.pop("left", None)

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Work until done, drive home, charge."""
        _robot(thing, seconds, self.work_state)


class LawnMower(Vacuum):
    """`lawn_mower`."""

    work_state = "mowing"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "start_mowing": lambda t, _d, _w: _work(t, "mowing"),
            "pause": lambda t, _d, _w: _idle(t, "paused"),
            "dock": _go_home,
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        return {"start_mowing": 1, "pause": 2, "dock": 4}


def _positional(thing: Thing) -> bool:
    return bool(thing.features & 4) or thing.attributes.get("current_position") is not None


def _travel(thing: Thing, target: float, world: World) -> None:
    now = thing.number("current_position", 100.0 if thing.state == "open" else 0.0)
    if world.instant or now == target:
        _arrive(thing, target)
        return
    thing.memory.update(target=target, at=thing.memory.get("at", now))
    thing.state = "opening" if target > now else "closing"


def _arrive(thing: Thing, target: float) -> None:
    thing.memory.pop("target", None)
    thing.memory.pop("at", None)
    thing.state = "open" if target > 0 else "closed"
    if _positional(thing):
        thing.attributes["current_position"] = round(target)


def _stop(thing: Thing, _data: Data, _world: World) -> None:
    if "target" in thing.memory or thing.state in {"opening", "closing"}:
        _arrive(thing, thing.memory.get("at", thing.number("current_position")))


def _tilt(thing: Thing, data: Data, _world: World) -> None:
    thing.attributes["current_tilt_position"] = round(number_in(thing, data, "tilt_position", 0, 100))


def _become(thing: Thing, state: str, underway: str, seconds: float, world: World) -> None:
    if world.instant or thing.state == state:
        thing.state = state
        return
    thing.state = underway
    thing.memory["next"] = (state, seconds)


def _progress(thing: Thing, seconds: float) -> None:
    pending: Any = thing.memory.get("next")
    if pending is None:
        return
    state, left = pending
    if left > seconds:
        thing.memory["next"] = (state, left - seconds)
        return
    del thing.memory["next"]
    thing.state = state


def _work(thing: Thing, state: str) -> None:
    if thing.state == "error":
        message = f"{thing.id}: is stuck; free it first"
        raise ServiceError(message)
    thing.state = state
    thing.memory.setdefault("left", CLEANING_SECONDS)


def _idle(thing: Thing, state: str) -> None:
    if thing.state != "docked":
        thing.state = state


def _go_home(thing: Thing, _data: Data, _world: World) -> None:
    if thing.state != "docked":
        thing.state = "returning"
        thing.memory["left"] = RETURN_SECONDS


def _fan_speed(thing: Thing, data: Data, _world: World) -> None:
    thing.attributes["fan_speed"] = one_of(thing, data, "fan_speed", thing.options("fan_speed_list"))


def _robot(thing: Thing, seconds: float, working: str) -> None:
    after: dict[str, Callable[[], None]] = {
        working: lambda: _go_home(thing, {}, World()),
        "returning": lambda: setattr(thing, "state", "docked"),
    }
    if thing.state not in after:
        return
    left = thing.memory.get("left", CLEANING_SECONDS if thing.state == working else RETURN_SECONDS) - seconds
    thing.memory["left"] = left
    if left <= 0:
        thing.memory.pop("left")
        after[str(thing.state)]()
