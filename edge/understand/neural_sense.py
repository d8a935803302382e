"""Which of the frames that were read say something: without empty ones, reasons, and kinds of unknown names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edge.turn import Frame, SlotValue
from edge.understand.neural_targets import Place

_NEEDED: Mapping[str, frozenset[str]] = {
    "HassLightSet": frozenset({"brightness", "color", "temperature", "effect"}),
    "HassClimateSetTemperature": frozenset({"temperature"}),
    "HassSetPosition": frozenset({"position"}),
    "HassFanSetSpeed": frozenset({"percentage"}),
    "HassSetVolume": frozenset({"volume_level"}),
    "HearthSetValue": frozenset({"value"}),
    "HearthSetMode": frozenset({"mode"}),
    "HearthAdjust": frozenset({"direction", "amount"}),
    "HassListAddItem": frozenset({"item", "name"}),
    "HassListCompleteItem": frozenset({"item"}),
    "HassListRemoveItem": frozenset({"item", "name"}),
    "HassStartTimer": frozenset({"hours", "minutes", "seconds"}),
    "HassBroadcast": frozenset({"message"}),
    "HearthTeach": frozenset({"phrase"}),
}
"""Of which slots an intent needs at least one."""
SWITCHED = frozenset({"HassTurnOn", "HassTurnOff", "HassToggle"})
COMMANDS = frozenset(
    {*SWITCHED, "HassLightSet", "HassClimateSetTemperature", "HassSetPosition", "HassFanSetSpeed", "HassVacuumStart",
     "HassVacuumReturnToBase", "HassVacuumCleanArea", "HassLawnMowerStartMowing", "HassLawnMowerDock",
     "HearthSetValue", "HearthSetMode", "HearthAdjust"}
)  # fmt: skip
"""What is not done now when it was said for another time."""
_ALSO = re.compile(r"[\s,.;]*\b(?:and|then|also|plus)\b")
_PRONOUNS = frozenset({"it", "them", "that", "this", "those", "these", "its", "their"})


def telling(made: Sequence[Frame], place: Place) -> list[Frame]:
    """The frames that ask for something, in order."""
    return _without_reasons(_without_kinds(_said(made), place), place)


def complete(frame: Frame) -> bool:
    """Whether a frame says everything without which it means nothing."""
    needed = _NEEDED.get(frame.intent)
    return needed is None or bool(needed & frame.slots.keys())


def _said(made: Sequence[Frame]) -> list[Frame]:
    """Without frames that say nothing, where others do: words between clauses are no request of their own."""
    empty = [not frame.slots and _says_nothing(frame) for frame in made]
    return [frame for frame, nothing in zip(made, empty, strict=True) if not nothing] or list(made)


def _without_kinds(made: Sequence[Frame], place: Place) -> list[Frame]:
    """Without the bare kind that a clause says beside names that nothing has: "the disco light for Bob"."""
    kinds = {frame.span for frame in made if frame.span is not None and "name" not in frame.slots}
    named = [frame for frame in made if "name" in frame.slots and frame.span in kinds]
    known = {frame.span for frame in named if _is_known(str(frame.slots["name"]), place)}
    unknown = {frame.span for frame in named} - known
    return [frame for frame in made if "name" in frame.slots or frame.span not in unknown]


def _is_known(name: str, place: Place) -> bool:
    said = name.casefold()
    if said == "all" or said in _PRONOUNS:
        return True
    return any(said in {called.casefold() for called in (e.name, *e.aliases)} for e in place.snapshot.exposed)


def _says_nothing(frame: Frame) -> bool:
    """Whether a frame without slots asks for nothing: none of its things, nor of its values, nor its time."""
    untimed = frame.at is None and frame.delay is None
    return frame.intent in SWITCHED or frame.intent in _NEEDED or (frame.intent == "HearthSetAlarm" and untimed)


def _without_reasons(made: Sequence[Frame], place: Place) -> list[Frame]:
    """Without needs that only say why: "it's dark in here, put the lamp on" wants the lamp and nothing more."""
    if any(_is_reason(first, second, place) for first, second in itertools.pairwise(made)):
        where = {key: value for frame in made if frame.intent == "HearthNeed" for key, value in _place_of(frame)}
        return [_there(frame, where) for frame in made if frame.intent != "HearthNeed"]
    return list(made)


def _place_of(frame: Frame) -> list[tuple[str, SlotValue]]:
    return [(key, value) for key, value in frame.slots.items() if key in {"area", "floor"}]


def _there(frame: Frame, where: Mapping[str, SlotValue]) -> Frame:
    """A command for a kind of thing, where the need is felt that it answers."""
    said = frame.slots.keys() & {"name", "area", "floor"}
    return frame if said or frame.intent not in COMMANDS else replace(frame, slots={**frame.slots, **where})


def _is_reason(first: Frame, second: Frame, place: Place) -> bool:
    """Whether one of two neighbours is a need and the other what is to be done about it, not done besides."""
    if "HearthNeed" not in {first.intent, second.intent} or not COMMANDS & {first.intent, second.intent}:
        return False
    if first.span is None or second.span is None:
        return False
    return not _ALSO.match(place.text[first.span[1] : second.span[1]].lower())
