"""Questions whose adjective or pronoun names what is asked for: "how humid is it", "who is home"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from edge.turn import Frame, SlotValue
from edge.understand.fold import fold

_HOW = re.compile(r"^(?:\w+ )?how (?P<how>\w+)\b|\bhow (?P<then>\w+) (?:is|are|was)\b")
_MEASURED: Mapping[str, tuple[str, str]] = {
    "humid": ("humidity", "humidity"),
    "damp": ("humidity", "humidity"),
    "moist": ("humidity", "humidity"),
    "bright": ("brightness", "illuminance"),
    "charged": ("battery", "battery"),
}
"""What an adjective asks for: the property and the device class of a sensor for it."""
_SET_TO = re.compile(r"\bset (?:to|at|for)\b|\bset ?point\b|\btarget temperature\b")
_WHEREABOUTS = frozenset({"home", "away", "not home", "not_home", "in", "out", "at home"})
_ANY_ONE = re.compile(r"\b(?:any ?one|any ?body|some ?one|some ?body)\b")
_EVERY_ONE = re.compile(r"\b(?:every ?one|every ?body|all of us|we all)\b")
_PERSONS = re.compile(
    r"\b(?:who|who's|whos|people|persons|(?:any|some|every) ?(?:one|body)|nobody|all of us)\b"
    r".*\b(?:home|in|away|out|around|here|there)\b"
)
_LOW = re.compile(
    r"^(?:are|is|do|which|what|tell me which)\b.*\bbatter(?:y|ies)\b.*"
    r"\b(?:low|empty|flat|weak|dying|dead|chang\w+|replac\w+)\b"
    r"|^(?:which|what)\b.*\b(?:low on battery|low batter(?:y|ies)|new batter(?:y|ies))"
)
_PRESENCE = ("occupancy", "presence", "motion")
_NOBODY = frozenset(
    {
        "all",
        "who",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "nobody",
        "any one",
        "every one",
    }
)
_POINTS = frozenset(
    {
        "it",
        "its",
        "it's",
        "that",
        "that's",
        "this",
        "they",
        "them",
        "those",
        "these",
        "one",
        "here",
        "there",
        "everything",
    }
)
_TARGETS = frozenset({"name", "area", "floor", "domain", "device_class", "attribute", "state"})


def as_asked(frame: Frame, words: str) -> Frame | None:
    """A question with what its words ask for; `None` for one that asks for nothing at all."""
    said = fold(words)
    if frame.intent == "HassClimateGetTemperature" and _SET_TO.search(said):
        return replace(frame, intent="HassGetState", slots={**frame.slots, "attribute": "set point"}, domains=())
    if frame.intent != "HassGetState":
        return frame
    if _PERSONS.search(said) and fold(str(frame.slots.get("state", "home"))) in _WHEREABOUTS and not _thing(frame):
        return _whereabouts(frame, said)
    how = _HOW.search(said)
    measured = _MEASURED.get((how["how"] or how["then"]) if how else "")
    if measured and not {"attribute", "state"} & frame.slots.keys():
        return _of_property(frame, *measured)
    if _TARGETS & frame.slots.keys() or _POINTS & set(said.split()):
        return frame
    return None


def low_batteries(text: str) -> Frame | None:
    """The question which batteries are low; `None` for any other."""
    said = fold(text)
    if not _LOW.search(said):
        return None
    slots: dict[str, SlotValue] = {"name": "all", "domain": "sensor", "device_class": "battery", "state": "low"}
    return Frame("HassGetState", slots, response="any" if said.split()[0] in {"are", "is", "do"} else "which")


def _thing(frame: Frame) -> bool:
    """Whether a question is about something else than people."""
    if fold(str(frame.slots.get("name", "all"))) not in _NOBODY:
        return True
    return "device_class" in frame.slots or frame.slots.get("domain", "person") != "person"


def _whereabouts(frame: Frame, said: str) -> Frame:
    if "area" in frame.slots:
        there: dict[str, SlotValue] = {"area": frame.slots["area"], "domain": "binary_sensor", "state": "on"}
        return replace(frame, slots=there, domains=(), device_classes=_PRESENCE, response="any")
    state = (
        "not_home" if fold(str(frame.slots.get("state", "home"))) in {"away", "not home", "not_home", "out"} else "home"
    )
    response = (
        "how_many"
        if "how many" in said
        else "any"
        if _ANY_ONE.search(said)
        else "all"
        if _EVERY_ONE.search(said)
        else "which"
    )
    places = {key: value for key, value in frame.slots.items() if key in {"area", "floor"}}
    slots: dict[str, SlotValue] = {"name": "all", "domain": "person", "state": state, **places}
    return replace(frame, slots=slots, domains=(), response=response)


def _of_property(frame: Frame, attribute: str, device_class: str) -> Frame:
    slots: dict[str, SlotValue] = {**frame.slots, "attribute": attribute}
    if "name" not in slots:
        slots["device_class"] = device_class
    return replace(frame, slots=slots)
