"""A number set in a place and of nothing named: "make it 70 upstairs" (degrees where a thermostat has them)."""

from __future__ import annotations

from dataclasses import replace

from edge.ground.scope import places_said
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Frame, Problem

_OF_A_THING = frozenset({"name", "domain", "device_class", "attribute", "temperature_unit"})


def of_one_kind(frame: Frame, view: View) -> Frame:
    """The frame of a number for everything in a place as one for its heating, or else for its lights.

    Nobody sets all that takes a number to it: curtains, fans, lamps and loudspeakers alike.
    """
    value = number(frame.slots.get("value"))
    if frame.intent != "HearthSetValue" or value is None or _OF_A_THING & frame.slots.keys() or frame.domains:
        return frame
    places = places_said(frame.slots, view)
    if isinstance(places, Problem):
        return frame
    rest = {key: said for key, said in frame.slots.items() if key != "value"}
    thermostats = [e for e in view.snapshot.by_domain.get("climate", ()) if places is None or e.area in places]
    if any(_in_range(entity, value) for entity in thermostats):
        return replace(frame, intent="HassClimateSetTemperature", slots={**rest, "temperature": frame.slots["value"]})
    return replace(frame, intent="HassLightSet", slots={**rest, "brightness": frame.slots["value"]})


def _in_range(entity: Entity, value: float) -> bool:
    low, high = number(entity.attributes.get("min_temp")), number(entity.attributes.get("max_temp"))
    return low is not None and high is not None and low <= value <= high
