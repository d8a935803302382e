"""The same question of another property: "and the temperature?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from edge.text import tokens
from edge.turn import Frame

_CLASSES: Mapping[str, str] = {
    "humidity": "humidity",
    "battery": "battery",
    "battery level": "battery",
    "power": "power",
    "power consumption": "power",
    "energy": "energy",
    "co2": "carbon_dioxide",
    "carbon dioxide": "carbon_dioxide",
    "pressure": "pressure",
    "brightness": "illuminance",
    "light level": "illuminance",
    "illuminance": "illuminance",
    "air quality": "aqi",
    "moisture": "moisture",
    "noise level": "sound_pressure",
}
_QUESTIONS = frozenset({"HassGetState", "HassClimateGetTemperature"})
_PLACES = ("area", "floor")


def another_property(frame: Frame, rest: str) -> Frame | None:
    """The question after the property that the words name, in the same place; `None` where they name none."""
    words = " ".join(tokens(rest))
    if frame.intent not in _QUESTIONS:
        return None
    places = {key: value for key, value in frame.slots.items() if key in _PLACES}
    if words in {"temperature", "temp"}:
        return replace(frame, intent="HassClimateGetTemperature", slots=places, domains=(), device_classes=())
    if words not in _CLASSES:
        return None
    slots = {**places, "attribute": words, "device_class": _CLASSES[words]}
    return replace(frame, intent="HassGetState", slots=slots, domains=(), device_classes=())
