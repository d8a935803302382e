"""Locks and alarm panels by their own verbs: who says "lock" wants nothing unlocked, "arm" sets no clock."""

from __future__ import annotations

import re
from dataclasses import replace

from edge.home.model import Snapshot
from edge.turn import Frame, SlotValue

_LEAD = (
    r"^(?:(?:please|can|could|would|will|you|we|just|now|then|and|also|ok(?:ay)?|yes|yeah|yep|no|hey|go ahead and"
    r"|i want you to|i(?:'d| would) like (?:you )?to|i need you to|let'?s|make sure to|don'?t forget to)[\s,]+)*"
)
_VERB = re.compile(_LEAD + r"(?P<verb>unlock|lock|arm|disarm)\b", re.IGNORECASE)
_ALARM_TO = re.compile(
    _LEAD + r"(?:set|switch|turn|put) (?:the |my |our )?(?:\w+ )?alarm(?: system| panel)? (?:to|in|into|on) "
    r"(?:armed )?(?P<mode>away|home|stay|night|vacation|holiday)\b(?: mode)?[\s.!]*$",
    re.IGNORECASE,
)
_MODE = re.compile(
    r"\b(?:for|in|to|at|while|when)\b.*?\b(?P<mode>away|out|home|stay|night|bed|vacation|holiday)\b", re.IGNORECASE
)
_MODES = {"stay": "home", "out": "away", "bed": "night", "holiday": "vacation"}
_SWITCHING = frozenset({"HassTurnOn", "HassTurnOff", "HassToggle"})
_ALARM_LIKE = frozenset({"HearthSetAlarm", "HearthCancelAlarm", "HearthSetMode", "HearthModifyAlarm"}) | _SWITCHING
_ALL = re.compile(r"\b(?:all|every|everything|both|each)\b", re.IGNORECASE)
_ENDS = {"lock": "HassTurnOn", "unlock": "HassTurnOff", "arm": "HassTurnOn", "disarm": "HassTurnOff"}
_PLACES = frozenset({"area", "floor"})
_NAMELESS = frozenset({"", "all"})
_A_DOOR = frozenset({"door", "the door", "doors", "the doors", "gate", "lock"})
"""Names of whatever is locked here: the lock of the room, the only one, or one that is asked about."""


def as_secured(frame: Frame, words: str, snapshot: Snapshot) -> Frame:
    """The frame as the clause's own verb has it, where that is one of locks or of alarm panels."""
    to = _ALARM_TO.search(words)
    found = to or _VERB.search(words)
    if found is None:
        return frame
    verb = "arm" if to else found["verb"].lower()
    if verb in {"arm", "disarm"}:
        return _armed(frame, verb, words, to[1] if to else "", snapshot) if frame.intent in _ALARM_LIKE else frame
    return _locked(frame, verb, words, snapshot) if frame.intent in _SWITCHING else frame


def _locked(frame: Frame, verb: str, words: str, snapshot: Snapshot) -> Frame:
    name = str(frame.slots.get("name", "")).lower()
    locks = frame.domains == ("lock",) or frame.slots.get("domain") == "lock"
    if name in _A_DOOR and "lock" in snapshot.by_domain and not _so_called(name, snapshot):
        places: dict[str, SlotValue] = {key: value for key, value in frame.slots.items() if key in _PLACES}
        return replace(frame, intent=_ENDS[verb], slots={**places, "domain": "lock"}, domains=(), device_classes=())
    if name not in _NAMELESS:
        return replace(frame, intent=_ENDS[verb]) if locks else frame
    if "lock" not in snapshot.by_domain or (not name and not _ALL.search(words) and not locks):
        return replace(frame, intent=_ENDS[verb]) if locks else frame
    slots: dict[str, SlotValue] = {key: value for key, value in frame.slots.items() if key in _PLACES}
    slots["domain"] = "lock"
    if name or _ALL.search(words):
        slots["name"] = "all"
    return replace(frame, intent=_ENDS[verb], slots=slots, domains=(), device_classes=())


def _so_called(name: str, snapshot: Snapshot) -> bool:
    return any(name == called.lower() for entity in snapshot.exposed for called in (entity.name, *entity.aliases))


def _armed(frame: Frame, verb: str, words: str, mode: str, snapshot: Snapshot) -> Frame:
    panels = [entity for entity in snapshot.by_domain.get("alarm_control_panel", ()) if entity.exposed]
    slots: dict[str, SlotValue] = {key: value for key, value in frame.slots.items() if key in _PLACES}
    named = next((e.name for e in panels if e.name.lower() in words.lower()), None)
    slots |= {"name": named} if named else {"domain": "alarm_control_panel"}
    said = _MODE.search(words)
    mode = (mode or (said["mode"] if said else "")).lower()
    plain = Frame(
        _ENDS[verb], slots, condition=frame.condition, delay=frame.delay, span=frame.span, trigger=frame.trigger
    )
    if verb == "disarm" or not mode:
        return plain
    return replace(plain, intent="HearthSetMode", slots={**slots, "mode": _MODES.get(mode, mode)})
