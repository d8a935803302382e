"""What a clause changes by, told from what it sets to: "by" never sets, and a mere "adjust" says no direction."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
_MORE = frozenset(
    [
        "increase",
        "increased",
        "raise",
        "raised",
        "up",
        "higher",
        "more",
        "boost",
        "add",
        "warmer",
        "brighter",
        "louder",
        "brighten",
    ]
)
_LESS = frozenset(
    [
        "decrease",
        "decreased",
        "reduce",
        "reduced",
        "lower",
        "lowered",
        "down",
        "less",
        "dim",
        "drop",
        "cut",
        "cooler",
        "colder",
        "darker",
        "dimmer",
        "quieter",
    ]
)
_NO_WAY = frozenset({"adjust", "change", "set", "modify", "alter"})
"""Verbs that say neither more nor less."""
_COMPARED = re.compile(r"\b(?:a (?:bit|little|touch|notch)|some|much|way|max\w*|min\w*|full\w*|most|\w{3,}er)\b")
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


def _said_by(clause: Clause, place: Place) -> bool:
    spans = [span for span in clause.spans if span.tag in {"value", "amount"}]
    return any(_BY.search(place.text[clause.start : span.start].lower()) for span in spans)
