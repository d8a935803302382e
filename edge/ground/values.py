"""Another value for the last thing done: "no, forty percent", "and blue", "make that 22", "a bit more"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from edge.ground.planner import ground, ground_on
from edge.ground.retiming import SaidValue, retimed_frame
from edge.ground.view import View
from edge.home.effects import number
from edge.turn import Clause, Frame, SlotValue, Step

_NUMERIC: Mapping[str, tuple[str, frozenset[str]]] = {
    "HassLightSet": ("brightness", frozenset({"", "%"})),
    "HassSetPosition": ("position", frozenset({"", "%"})),
    "HassClimateSetTemperature": ("temperature", frozenset({"", "°C", "°F"})),
    "HassFanSetSpeed": ("percentage", frozenset({"", "%"})),
    "HassHumidifierSetpoint": ("humidity", frozenset({"", "%"})),
    "HassSetVolume": ("volume_level", frozenset({"", "%"})),
    "HearthSetValue": ("value", frozenset({"", "%", "°C", "°F"})),
}
"""The slot that takes a bare number, and the units in which it is said."""
_BECOMES: Mapping[str, str] = {
    "light": "HassLightSet",
    "climate": "HassClimateSetTemperature",
    "fan": "HassFanSetSpeed",
    "cover": "HassSetPosition",
    "media_player": "HassSetVolume",
}
"""What setting a value is called where the last thing done was switching."""
_ADJUSTED: Mapping[str, str] = {
    "HassLightSet": "brightness",
    "HassClimateSetTemperature": "temperature",
    "HassFanSetSpeed": "speed",
    "HassSetVolume": "volume",
    "HassSetPosition": "position",
    "HassHumidifierSetpoint": "humidity",
}
_OF_DOMAIN: Mapping[str, str] = {
    "light": "brightness",
    "climate": "temperature",
    "water_heater": "temperature",
    "fan": "speed",
    "media_player": "volume",
    "cover": "position",
    "valve": "position",
    "humidifier": "humidity",
}
_SHOWN_AS: Mapping[str, tuple[str, ...]] = {
    "brightness": ("brightness",),
    "speed": ("percentage",),
    "volume": ("volume_level",),
    "position": ("current_position", "position"),
    "temperature": ("temperature",),
    "humidity": ("humidity",),
}


def revalued(clause: Clause, said: SaidValue | None, view: View) -> list[Clause]:
    """The last clause on the same targets with the value in place of its own; empty where it takes no such value."""
    retimed = retimed_frame(clause.frame, said, view.request.at) if said is not None else None
    if retimed is not None:
        made = ground(retimed, view) if not clause.targets else ground_on(retimed, clause.targets, view)
        return [made] if made.steps else []
    frame = _with_value(clause, said, view) if said is not None else None
    if frame is None or not clause.targets or not all(id_ in view.snapshot.entities for id_ in clause.targets):
        return []
    made = ground_on(frame, clause.targets, view)
    return [_undoing_both(made, clause)] if made.steps else []


def further(clause: Clause, sign: int, view: View) -> list[Clause]:
    """The last change once more, in its own direction (`sign` 1) or back (-1); empty where there is no more of it."""
    frame = _further_frame(clause, sign, view)
    if frame is None or not all(id_ in view.snapshot.entities for id_ in clause.targets):
        return []
    return [ground_on(frame, clause.targets, view)]


def _with_value(clause: Clause, said: SaidValue, view: View) -> Frame | None:
    frame, domain = clause.frame, _domain(clause, view)
    if said.colour is not None:
        return Frame("HassLightSet", {"color": said.colour}, delay=frame.delay) if domain == "light" else None
    intent = frame.intent if frame.intent in _NUMERIC else _BECOMES.get(domain, "")
    slot, units = _NUMERIC.get(intent, ("", frozenset[str]()))
    if said.number is None or said.unit not in units or (intent != frame.intent and not said.unit):
        return None
    values: dict[str, SlotValue] = {slot: int(said.number) if said.number == int(said.number) else said.number}
    if said.unit.startswith("°"):
        values["temperature_unit"] = said.unit
    kept = {key: value for key, value in frame.slots.items() if key == "attribute"} if intent == frame.intent else {}
    return Frame(intent, {**kept, **values}, delay=frame.delay)


def _undoing_both(made: Clause, before: Clause) -> Clause:
    """Undoing the second value restores what was there before the first."""
    first = {step.call.entity_id: step.inverse for step in reversed(before.steps)}
    steps = tuple(replace(step, inverse=first.get(step.call.entity_id, step.inverse)) for step in made.steps)
    return replace(made, steps=steps)


def _further_frame(clause: Clause, sign: int, view: View) -> Frame | None:
    frame = clause.frame
    if frame.intent == "HearthAdjust":
        up = (frame.slots.get("direction") != "down") == (sign > 0)
        return replace(frame, slots={**frame.slots, "direction": "up" if up else "down"})
    if frame.intent == "HassSetVolumeRelative":
        return replace(frame, slots={**frame.slots, "volume_step": _stepped(frame.slots.get("volume_step"), sign)})
    attribute = _ADJUSTED.get(frame.intent) or _OF_DOMAIN.get(_domain(clause, view), "")
    if not attribute or not clause.steps or ("color" in frame.slots and frame.intent == "HassLightSet"):
        return None
    direction = "up" if _rose(clause.steps[0], attribute) == (sign > 0) else "down"
    return Frame("HearthAdjust", {"attribute": attribute, "direction": direction})


def _stepped(said: SlotValue | None, sign: int) -> SlotValue:
    value = number(said)
    if value is not None:
        return round(value * sign)
    return said if sign > 0 and said is not None else {"up": "down", "down": "up"}.get(str(said), "up")


def _rose(step: Step, attribute: str) -> bool:
    """Whether a step raised the attribute, as far as its inverse tells; switching off lowers it."""
    if step.call.service in {"turn_off", "close_cover", "close_valve"}:
        return False
    names = _SHOWN_AS.get(attribute, ())
    after = next((number(step.effect.attributes.get(n)) for n in names if step.effect), None)
    before = next((number(c.data.get(n)) for c in step.inverse for n in names if n in c.data), None)
    return after is None or before is None or after >= before


def _domain(clause: Clause, view: View) -> str:
    domains = {view.entity(id_).domain for id_ in clause.targets if id_ in view.snapshot.entities}
    return domains.pop() if len(domains) == 1 else ""
