"""Commands whose plain words say more than was read: a number that belongs to a name, "all lights off", "open"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from edge.home.model import Snapshot
from edge.turn import Frame, SlotValue
from edge.understand.fold import fold

_NUMBER = re.compile(r"[\d.,:]+")
_ALL_SO = re.compile(r"^(?:please |ok(?:ay)? )*(?:all|every)\b.*?\b(?P<end>on|off)\b(?!.*\?)", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:(?:please|can|could|would|will|you|just|now|then|and|also)[\s,]+)*(?:open|close|shut)\b", re.IGNORECASE
)
_ENDS = {"on": "HassTurnOn", "off": "HassTurnOff"}
_SWITCHING = frozenset({"HassTurnOn", "HassTurnOff"})


def numbered(frame: Frame, words: str, snapshot: Snapshot) -> Frame:
    """The frame with names whole: who says "room 305" means no room, and "door 999" none of the doors.

    A number straight after a name belongs to it, unless some slot holds that number.
    """
    slots = dict(frame.slots)
    for key in ("name", "area"):
        value = slots.get(key)
        longer = _with_number(value, words) if isinstance(value, str) else None
        if longer is None:
            continue
        known = _known(key, longer, snapshot)
        if known is not None:
            slots[key] = known
        elif key == "name" and not _held(longer, slots.values()):
            slots[key] = longer
    return frame if slots == frame.slots else replace(frame, slots=slots)


def as_told(frame: Frame, words: str) -> Frame | None:
    """The command that the words are; `None` where a value is none of its kind."""
    if _NUMBER.fullmatch(str(frame.slots.get("color", ""))):
        return None
    so = _ALL_SO.match(words)
    if so and frame.intent == "HassGetState" and frame.slots.get("state") == so["end"].lower():
        slots: dict[str, SlotValue] = {key: value for key, value in frame.slots.items() if key != "state"}
        return replace(frame, intent=_ENDS[so["end"].lower()], slots={"name": "all", **slots}, response="default")
    if frame.intent in _SWITCHING and frame.slots.get("domain") == "light" and "name" not in frame.slots:
        return _opened(frame) if _OPENS.match(words.strip()) else frame
    return frame


def _opened(frame: Frame) -> Frame:
    """No light is opened or closed: what is, in the room that was named, are its doors and coverings."""
    slots = {key: value for key, value in frame.slots.items() if key not in {"domain", "area"}}
    called = {"name": frame.slots["area"]} if "area" in frame.slots else {}
    return replace(frame, slots={**slots, **called}, domains=("cover", "valve"))


def _with_number(value: str, words: str) -> str | None:
    found = re.search(
        rf"\b{re.escape(fold(value))} (\d+)(?![\d.,:%])(?! ?(?:percent|degrees?|minutes?|hours?|%))", fold(words)
    )
    return f"{value} {found[1]}" if found else None


def _known(key: str, said: str, snapshot: Snapshot) -> str | None:
    things: Iterable[tuple[str, tuple[str, ...]]] = (
        ((area.name, area.aliases) for area in snapshot.areas.values())
        if key == "area"
        else ((entity.name, entity.aliases) for entity in snapshot.exposed)
    )
    wanted = fold(said)
    return next((name for name, aliases in things if wanted in {fold(called) for called in (name, *aliases)}), None)


def _held(longer: str, values: Iterable[SlotValue]) -> bool:
    number = float(longer.rpartition(" ")[2])
    return any(isinstance(value, int | float) and float(value) == number for value in values)
