"""What a clause changes by, told from what it sets to: "by" never sets, and a mere "adjust" says no direction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from edge.turn import Frame
from edge.understand.neural_decode import Clause
from edge.understand.neural_targets import Place, Slots

_SETS: Mapping[str, tuple[str, str]] = {
    "HassLightSet": ("brightness", "brightness"),
    "HassClimateSetTemperature": ("temperature", "temperature"),
    "HassSetVolume": ("volume_level", "volume"),
    "HassFanSetSpeed": ("percentage", "speed"),
    "HassSetPosition": ("position", "position"),
    "HassHumidifierSetpoint": ("humidity", "humidity"),
    "HearthSetValue": ("value", ""),
}
"""Intents that set a value: its slot, and the attribute that is set where none was named."""
_TARGETS = frozenset({"name", "area", "floor", "domain", "device_class"})
_MORE = frozenset({
    "increase", "increased", "raise", "raised", "up", "higher", "more", "boost", "add", "warmer", "brighter", "louder",
    "brighten",
})  # fmt: skip
_LESS = frozenset({
    "decrease", "decreased", "reduce", "reduced", "lower", "lowered", "down", "less", "dim", "drop", "cut", "cooler",
    "colder", "darker", "dimmer", "quieter",
})  # fmt: skip
_QUALITIES = frozenset({
    "warmer", "brighter", "louder", "cooler", "colder", "darker", "dimmer", "quieter", "faster", "slower", "dim",
    "brighten",
})  # fmt: skip
"""Words that say by themselves what of a thing changes."""
_NO_WAY = frozenset({"adjust", "change", "set", "modify", "alter"})
"""Verbs that say neither more nor less."""
_COMPARED = re.compile(r"\b(?:a (?:bit|little|touch|notch)|some|much|way|max\w*|min\w*|full\w*|most|\w{3,}er)\b")
_SWITCH = re.compile(r"\W*(?:and |then |also |please )*(?:turn|switch|put) (?P<way>on|off)\b", re.IGNORECASE)
_BY = re.compile(r"\bby(?: about| around| roughly| another| some)?\s*$")


def as_change(intent: str, slots: Slots, clause: Clause, place: Place) -> tuple[str, Slots]:
    """Intent and slots with a change by some amount as one ("increase it by 7 percent"), whatever it was read as."""
    said = place.text[clause.start : clause.end].lower()
    words = set(re.findall(r"[a-z]+", said))
    if intent == "HearthAdjust" and "amount" not in slots and words & _NO_WAY:
        tells = words & (_MORE | _LESS) or _COMPARED.search(said)
        return intent, slots if tells else {key: value for key, value in slots.items() if key != "direction"}
    value, attribute = _SETS.get(intent, ("", ""))
    way = "up" if words & _MORE and not words & _LESS else "down" if words & _LESS and not words & _MORE else ""
    if value not in slots or not way or not _said_by(clause, place):
        return intent, slots
    changed: Slots = {key: slots[key] for key in slots if key in _TARGETS}
    changed |= {"amount": slots[value], "direction": way}
    of = slots.get("attribute", attribute)
    return "HearthAdjust", changed | ({"attribute": of} if of else {})


def _is_just_named(clause: Clause, place: Place) -> bool:
    """Whether a clause is a name and nothing else, which asks for no change."""
    named = {at for span in clause.spans if span.tag == "name" for at in range(span.start, span.end)}
    rest = (place.text[at] for at in range(clause.start, clause.end) if at not in named)
    return bool(named) and not any(map(str.isalnum, rest))


def as_switched(intent: str, slots: Slots, clause: Clause, place: Place) -> tuple[str, Slots]:
    """Intent and slots with what is turned on or off and set to nothing as just that.

    A name and nothing else turns on what is called so, as in Home Assistant.
    """
    if intent == "HearthAdjust" and _is_just_named(clause, place):
        return "HassTurnOn", {key: value for key, value in slots.items() if key in _TARGETS}
    found = _SWITCH.match(place.text[clause.start : clause.end])
    bare = bool(_TARGETS & slots.keys()) and slots.keys() <= _TARGETS | {"attribute"}
    if found is None or not bare or intent not in {*_SETS, "HearthSetMode"}:
        return intent, slots
    kept: Slots = {key: slots[key] for key in slots if key in _TARGETS}
    return ("HassTurnOn" if found["way"].lower() == "on" else "HassTurnOff"), kept


def same_setting(slots: Slots, before: Sequence[Frame], clause: Clause, place: Place) -> Slots:
    """The slots of a further change of "it", which is of what was changed before where nothing else was said."""
    if clause.label.intent != "HearthAdjust" or not before or before[-1].intent != "HearthAdjust":
        return slots
    words = set(re.findall(r"[a-z]+", place.text[clause.start : clause.end].lower()))
    said = {span.tag for span in clause.spans}
    if "attribute" not in before[-1].slots or "ref" not in said or "setting" in said or words & _QUALITIES:
        return slots
    return slots | {"attribute": before[-1].slots["attribute"]}


def _said_by(clause: Clause, place: Place) -> bool:
    """Whether the only value of a clause is one to change by; "by 20 to 60" sets it to 60."""
    spans = [span for span in clause.spans if span.tag in {"value", "amount"}]
    return len(spans) == 1 and bool(_BY.search(place.text[clause.start : spans[0].start].lower()))
