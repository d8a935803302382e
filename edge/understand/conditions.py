"""Conditions as people say them in English: "the den is below 19 degrees", "nobody is home", "the door is locked"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edge.turn import Condition, Frame, SlotValue
from edge.understand.contracted import written_out
from edge.understand.numbers import readings
from edge.understand.times import clean_words

Ask = Callable[[str], Frame | None]
"""Reads a question with the grammar: the frame of its best certain reading."""
Place = Callable[[str], Mapping[str, SlotValue] | None]
"""Slots of a name, area or floor that the home has."""

_COPULAS = frozenset(
    {"is", "are", "gets", "get", "goes", "drops", "falls", "rises", "climbs", "it's", "isn't", "aren't"}
)
_ABOVE = ("above", "over", "more than", "greater than", "higher than", "warmer than", "hotter than", "brighter than",
          "louder than", "at least", "exceeding", "up to")  # fmt: skip
_BELOW = ("below", "under", "less than", "lower than", "colder than", "cooler than", "darker than", "quieter than",
          "at most", "down to", "beneath")  # fmt: skip
_MEASURES = {
    "temperature": "temperature", "humidity": "humidity", "brightness": "illuminance", "light level": "illuminance",
    "illuminance": "illuminance", "co2": "carbon_dioxide", "carbon dioxide": "carbon_dioxide", "power": "power",
    "power consumption": "power", "battery": "battery", "battery level": "battery", "pressure": "pressure",
    "air quality": "aqi", "noise": "sound_pressure", "wind speed": "wind_speed",
}  # fmt: skip
_OPPOSITE = {"on": "off", "off": "on", "open": "closed", "closed": "open", "locked": "unlocked", "unlocked": "locked",
             "home": "not_home", "not_home": "home", "playing": "paused"}  # fmt: skip
_UNITS = frozenset(
    ["degrees", "degree", "celsius", "fahrenheit", "percent", "per", "cent", "watts", "lux", "ppm", "%", "°c", "°f"]
)
_ARTICLES = frozenset({"the", "my", "our", "any", "all"})


def read_condition(text: str, ask: Ask, place: Place, *, negated: bool = False) -> Condition | None:
    """The condition that the words say, or `None`; `negated` turns it round."""
    ways = dict.fromkeys((written_out(text), text))
    return next((found for way in ways if (found := _read(way, ask, place, negated=negated)) is not None), None)


def _read(text: str, ask: Ask, place: Place, *, negated: bool) -> Condition | None:
    words = clean_words(text.replace("it's", "it is").replace("isn't", "is not").replace("aren't", "are not"))
    for at, word in enumerate(words):
        if word not in _COPULAS or not words[at + 1 :]:
            continue
        subject, rest = words[:at], words[at + 1 :]
        if rest[0] == "not":
            rest, negated = rest[1:], not negated
        found = _measured(subject, rest, place, negated) or _state(subject, word, rest, ask, place, negated)
        if found:
            return found
    return None


def _measured(subject: Sequence[str], rest: Sequence[str], place: Place, negated: bool) -> Condition | None:  # noqa: FBT001
    comparison, number_words = _comparison(rest)
    if not comparison:
        return None
    used, value = next(iter(readings(number_words)), (0, 0))
    if not used:
        return None
    if negated:
        comparison = "below" if comparison == "above" else "above"
    where = _after_unit(number_words[used:])
    slots = measured_slots([*subject, *where], place)
    return Condition(slots, comparison, value) if slots is not None else None


def _comparison(rest: Sequence[str]) -> tuple[str, Sequence[str]]:
    for name, phrases in (("above", _ABOVE), ("below", _BELOW)):
        for phrase in phrases:
            size = len(phrase.split())
            if " ".join(rest[:size]) == phrase:
                return name, rest[size:]
    return "", rest


def _after_unit(words: Sequence[str]) -> Sequence[str]:
    units = {
        "degrees",
        "degree",
        "celsius",
        "fahrenheit",
        "percent",
        "per",
        "cent",
        "watts",
        "lux",
        "ppm",
        "%",
        "°c",
        "°f",
    }
    return [word for word in words if word not in units]


def measured_slots(words: Sequence[str], place: Place) -> Mapping[str, SlotValue] | None:
    """What is measured where: "the humidity in the bathroom" is a device class and an area.

    "it" and nothing at all are the temperature here.
    """
    left = [word for word in words if word not in _ARTICLES and word != "it"]
    known = place(" ".join(left)) if left else None
    if known:
        return known
    slots: dict[str, SlotValue] = {}
    for phrase in sorted(_MEASURES, key=len, reverse=True):
        size = len(phrase.split())
        for at in range(len(left) - size + 1):
            if " ".join(left[at : at + size]) == phrase:
                slots["device_class"] = _MEASURES[phrase]
                left = left[:at] + left[at + size :]
                break
        if slots:
            break
    left = [word for word in left if word not in {"in", "of", "at", "on", "level"}]
    found = place(" ".join(left)) if left else {}
    if found is None:
        return None if slots else {"name": " ".join(left)}
    return {**slots, **found} if slots or found else {"device_class": "temperature"}


def _state(
    subject: Sequence[str],
    copula: str,
    rest: Sequence[str],
    ask: Ask,
    place: Place,
    negated: bool,  # noqa: FBT001
) -> Condition | None:
    """A state, read as the question whether it is so."""
    if list(subject) in (["nobody"], ["no", "one"], ["everyone"], ["everybody"]):
        negated = negated ^ (subject[0] in {"nobody", "no"})
        subject = ["anyone"] if subject[0] in {"nobody", "no"} else subject
    verb = copula if copula in {"is", "are"} else "is"
    questions = (f"{verb} {' '.join(subject)} {' '.join(rest)}", f"{verb} all {' '.join(subject)} {' '.join(rest)}")
    for question in questions:
        frame = ask(question)
        if frame and frame.intent == "HassGetState" and "state" in frame.slots:
            slots = {name: value for name, value in frame.slots.items() if name != "state"}
            return _turned(Condition(slots, "is", frame.slots["state"]), negated)
    known = place(" ".join(word for word in subject if word not in _ARTICLES))
    return _turned(Condition(known, "is", " ".join(rest)), negated) if known and len(rest) <= 3 else None


def _turned(condition: Condition, negated: bool) -> Condition | None:  # noqa: FBT001
    if not negated:
        return condition
    opposite = _OPPOSITE.get(str(condition.value))
    return replace(condition, value=opposite) if opposite else None
