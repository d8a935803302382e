"""Helpers and small domains: lists, numbers, choices, buttons, scenes, scripts, timers, alarm panels."""

# ruff: noqa: ARG002 - all behaviours have one signature, and few need every argument

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hub_sim.devices.behaviour import Behaviour, Data, Service, ServiceError, World, number_in, one_of, whole
from hub_sim.thing import Thing


class Todo(Behaviour):
    """`todo`: the state is the number of items that are still to be done."""

    initial = "0"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "add_item": _add_item,
            "remove_item": _remove_item,
            "update_item": _update_item,
            "remove_completed_items": _remove_completed,
        }

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        return {"add_item": 1, "remove_item": 2, "update_item": 4, "remove_completed_items": 2}

    def complete(self, thing: Thing) -> None:
        """A fixture's `todo_items` become the list's memory; Home Assistant shows only their number."""
        items = thing.attributes.pop("todo_items", None) or thing.attributes.pop("items", None)
        super().complete(thing)
        if items:
            thing.memory["items"] = [_as_item(item) for item in items]
            _count(thing)

    def settle(self, thing: Thing, given: Data) -> None:
        """A number set from outside is that many items."""
        wanted = int(float(thing.state)) if thing.state and thing.state.replace(".", "", 1).isdigit() else 0
        items = [item for item in thing.memory.get("items", []) if item["status"] == "needs_action"][:wanted]
        while len(items) < wanted:
            items.append({"summary": f"Item {len(items) + 1}", "status": "needs_action"})
        thing.memory["items"] = items


class Number(Behaviour):
    """`number` and `input_number`, in their own unit."""

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {"set_value": _set_number}

    def complete(self, thing: Thing) -> None:
        """The range is Home Assistant's 0..100 in steps of 1."""
        super().complete(thing)
        thing.fill({"min": 0, "max": 100, "step": 1})


class Select(Behaviour):
    """`select` and `input_select`."""

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "select_option": lambda t, d, _w: setattr(t, "state", one_of(t, d, "option", t.options("options"))),
            "select_next": lambda t, _d, _w: _cycle(t, 1),
            "select_previous": lambda t, _d, _w: _cycle(t, -1),
        }


class Helper(Behaviour):
    """`text` and `input_text`."""

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {"set_value": lambda t, d, _w: setattr(t, "state", str(d.get("value", "")))}


class Pressed(Behaviour):
    """`button`, `input_button` and `scene`: the state is the moment of the last press."""

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {"press": _press, "turn_on": _press}


class Script(Behaviour):
    """`script`: it has run by the time the call returns; `last_triggered` tells."""

    initial = "off"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {"turn_on": _run, "toggle": _run, "turn_off": lambda t, _d, _w: setattr(t, "state", "off")}


class Timer(Behaviour):
    """`timer`: duration in seconds or `h:mm:ss`."""

    initial = "idle"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        return {
            "start": _start,
            "pause": lambda t, _d, _w: setattr(t, "state", "paused" if t.state == "active" else t.state),
            "cancel": lambda t, _d, _w: _end(t),
            "finish": lambda t, _d, _w: _end(t),
        }

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """Count down."""
        if thing.state == "active":
            thing.memory["left"] = thing.memory.get("left", 0.0) - seconds
            thing.attributes["remaining"] = _clock_text(max(0.0, thing.memory["left"]))
            if thing.memory["left"] <= 0:
                _end(thing)


class Alarm(Behaviour):
    """`alarm_control_panel`: a fixture's `code` must be given to disarm."""

    initial = "disarmed"

    def services(self) -> Mapping[str, Service]:
        """Services by name."""
        arms = ("home", "away", "night", "vacation", "custom_bypass")
        table: dict[str, Service] = {f"alarm_arm_{mode}": _arming(f"armed_{mode}") for mode in arms}
        return {**table, "alarm_disarm": _disarm, "alarm_trigger": lambda t, _d, _w: setattr(t, "state", "triggered")}

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants."""
        return {
            "alarm_arm_home": 1, "alarm_arm_away": 2, "alarm_arm_night": 4, "alarm_trigger": 8,
            "alarm_arm_custom_bypass": 16, "alarm_arm_vacation": 32,
        }  # fmt: skip

    def settle(self, thing: Thing, given: Data) -> None:
        """A code is the panel's secret, never shown."""
        code = thing.attributes.pop("code", None)
        if code is not None:
            thing.memory["code"] = str(code)


def _as_item(item: Any) -> dict[str, str]:  # noqa: ANN401
    if isinstance(item, Mapping):
        done = item.get("status", "needs_action")
        return {"summary": str(item.get("summary") or item.get("item") or ""), "status": str(done)}
    return {"summary": str(item), "status": "needs_action"}


def _count(thing: Thing) -> None:
    thing.state = str(sum(item["status"] == "needs_action" for item in thing.memory["items"]))


def _found(thing: Thing, data: Data) -> dict[str, str]:
    wanted = str(data.get("item", "")).strip().casefold()
    items: list[dict[str, str]] = thing.memory.get("items", [])
    for item in items:
        if item["summary"].casefold() == wanted:
            return item
    message = f"{thing.id}: has no item {data.get('item')!r}"
    raise ServiceError(message)


def _add_item(thing: Thing, data: Data, _world: World) -> None:
    summary = str(data.get("item", "")).strip()
    if not summary:
        message = f"todo.add_item on {thing.id}: needs item"
        raise ServiceError(message)
    thing.memory["items"] = [*thing.memory.get("items", []), {"summary": summary, "status": "needs_action"}]
    _count(thing)


def _remove_item(thing: Thing, data: Data, _world: World) -> None:
    wanted = data.get("item")
    for summary in wanted if isinstance(wanted, (list, tuple)) else [wanted]:
        thing.memory["items"].remove(_found(thing, {"item": summary}))
    _count(thing)


def _update_item(thing: Thing, data: Data, _world: World) -> None:
    item = _found(thing, data)
    item["status"] = str(data.get("status", item["status"]))
    item["summary"] = str(data.get("rename", item["summary"]))
    _count(thing)


def _remove_completed(thing: Thing, _data: Data, _world: World) -> None:
    thing.memory["items"] = [item for item in thing.memory.get("items", []) if item["status"] != "completed"]
    _count(thing)


def _set_number(thing: Thing, data: Data, _world: World) -> None:
    value = number_in(thing, data, "value", thing.number("min", 0), thing.number("max", 100))
    thing.state = str(whole(value))


def _cycle(thing: Thing, step: int) -> None:
    options = thing.options("options")
    if not options:
        message = f"{thing.id}: has no options"
        raise ServiceError(message)
    at = options.index(thing.state) if thing.state in options else -1
    thing.state = options[(at + step) % len(options)]


def _press(thing: Thing, _data: Data, world: World) -> None:
    thing.memory["presses"] = thing.memory.get("presses", 0) + 1
    thing.state = datetime.fromtimestamp(world.now, UTC).isoformat(timespec="milliseconds")


def _run(thing: Thing, _data: Data, world: World) -> None:
    thing.attributes["last_triggered"] = datetime.fromtimestamp(world.now, UTC).isoformat(timespec="milliseconds")
    thing.memory["runs"] = thing.memory.get("runs", 0) + 1
    thing.state = "off" if world.instant else "on"


def _start(thing: Thing, data: Data, _world: World) -> None:
    given = data.get("duration", thing.attributes.get("duration"))
    if thing.state != "paused" or data.get("duration") is not None:
        thing.memory["left"] = _seconds(thing, given)
    thing.state = "active"
    thing.attributes["remaining"] = _clock_text(thing.memory["left"])


def _end(thing: Thing) -> None:
    thing.state = "idle"
    thing.attributes["remaining"] = None


def _seconds(thing: Thing, given: Any) -> float:  # noqa: ANN401
    try:
        parts = [float(part) for part in str(given).split(":")]
    except ValueError as error:
        message = f"timer.start on {thing.id}: duration {given!r} is not seconds or h:mm:ss"
        raise ServiceError(message) from error
    return math.fsum(part * 60.0**power for power, part in enumerate(reversed(parts)))


def _clock_text(seconds: float) -> str:
    whole_seconds = round(seconds)
    return f"{whole_seconds // 3600}:{whole_seconds // 60 % 60:02}:{whole_seconds % 60:02}"


def _arming(state: str) -> Service:
    def arm(thing: Thing, _data: Data, _world: World) -> None:
        thing.state = state

    return arm


def _disarm(thing: Thing, data: Data, _world: World) -> None:
    code = thing.memory.get("code")
    if code is not None and str(data.get("code")) != code:
        message = f"alarm_control_panel.alarm_disarm on {thing.id}: wrong code"
        raise ServiceError(message)
    thing.state = "disarmed"
