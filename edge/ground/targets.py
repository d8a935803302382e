"""Words that are nothing but a target: a thing, a kind of thing, a room, a storey, here, everywhere."""

from __future__ import annotations

import re

from edge.ground.kinds import place_and_kind
from edge.ground.view import View
from edge.text import fold
from edge.turn import SlotValue

Target = dict[str, SlotValue]
"""Target slots of a frame: a `name`, an `area` or a `floor`."""

SURE, NEAR = 0.82, 0.6
"""Least score of a name that counts as said, and of one that was perhaps misheard."""

_LEADING = re.compile(
    r"^(?:(?:in|on|at|for|to|with|of|from|just|only|the ones? (?:in|on|at)) +)+|^(?:the|my|our|that|this) +",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?: +(?:ones?|instead|too|as well|also|please|then|again|only))+$", re.IGNORECASE)
_HERE = frozenset({"here", "in here", "this room", "in this room"})
_EVERYWHERE = frozenset(
    {"everywhere", "all rooms", "every room", "the whole house", "whole house", "the rest", "everything", "all of them"}
)
_COMMAND = re.compile(r"^(?:switch (?:(?:on|off)\b|.+ (?:on|off)$)|lock (?!in\b|on\b|at\b|of\b|one\b))", re.IGNORECASE)
"""What is bidden with words that are things too: switches and locks."""
_AND = re.compile(r",? +and(?: +also)? +|, +", re.IGNORECASE)


def named_targets(said: str, view: View, *, least: float = SURE) -> list[Target]:
    """The targets that the words name, one for each that is joined by "and"; empty when any word is something else."""
    whole = _target(said, view, least)
    if whole is not None:
        return [whole]
    parts = [part for part in _AND.split(said) if part.strip()]
    found = [_target(part, view, least) for part in parts] if len(parts) > 1 else []
    return [target for target in found if target is not None] if all(found) else []


def _target(said: str, view: View, least: float) -> Target | None:
    words = said.strip(" ,.!?")
    if _COMMAND.match(words):
        return None
    if fold(words) in _HERE:
        area = view.snapshot.areas.get(view.area or "")
        return {"area": area.name} if area else None
    if fold(words) in _EVERYWHERE:
        return {"name": "all"}
    for form in dict.fromkeys((_bare(words), words)):
        found = _known(form, view, least) if form else None
        if found is not None:
            return found
    return None


def _known(words: str, view: View, least: float) -> Target | None:
    """An exact name first, then a place, then what resembles a name."""
    things = view.names.entities(words, lambda _: True)
    if things and things[0].kind in {"exact", "alias"}:
        return {"name": words}
    for slot, places in (("area", view.names.areas(words)), ("floor", view.names.floors(words))):
        if places and places[0].score >= max(least, SURE):
            known = view.snapshot.areas if slot == "area" else view.snapshot.floors
            return {slot: known[places[0].id].name}
    kind = place_and_kind(words, view.names)
    if kind is not None or (things and things[0].score >= least):
        return {"name": words}
    return None


def _bare(words: str) -> str:
    """Without prepositions, articles and "one" around."""
    while (shorter := _TRAILING.sub("", _LEADING.sub("", words))) != words:
        words = shorter
    return words
