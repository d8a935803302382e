"""Doors that are something else to the home: a lock to unlock, a garage door, a gate."""

from __future__ import annotations

from dataclasses import replace

from edge.turn import Frame

_DOORS = frozenset({"door", "gate", "garage"})


def as_lock(frame: Frame) -> Frame | None:
    """The clause as one about a lock, for "open the front door"; `None` when it is no such clause.

    Home Assistant's `HassTurnOn` locks a lock and `HassTurnOff` unlocks it, so opening turns around.
    """
    if frame.intent != "HassTurnOn" or not _opens(frame):
        return None
    slots = {key: value for key, value in frame.slots.items() if key not in {"domain", "device_class"}}
    if "name" not in slots:
        slots["name"] = str(frame.slots.get("device_class", "door"))
    return replace(frame, intent="HassTurnOff", slots=slots, domains=("lock",), device_classes=(), response="lock")


def as_gate(frame: Frame) -> Frame | None:
    """The clause as one about a garage door or gate, which are called "the door" too; `None` when it names no door."""
    if frame.slots.get("device_class") != "door":
        return None
    slots = {key: value for key, value in frame.slots.items() if key != "device_class"}
    return replace(frame, slots=slots, device_classes=("garage", "gate"))


def _opens(frame: Frame) -> bool:
    kind = frame.slots.get("device_class")
    return (frame.slots.get("domain") == "cover" and kind in _DOORS) or (
        bool(frame.domains) and set(frame.domains) <= {"cover", "valve"}
    )
