"""From matched sentences to ranked readings: context checked, duplicates joined, scores given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from edge.turn import Frame, SlotValue
from edge.understand.fold import Folded
from edge.understand.matcher import Capture, Kind, Parse

_WILDCARD_PENALTY = 0.05
_OPEN_PENALTY = 0.25
_UNSAID_PENALTY = 0.2
_FUNCTION_WORD_PENALTY = 0.25
_JOINED_PENALTY = 0.15
_NO_AREA_PENALTY = 0.4
_SKIPPED_PENALTY = 0.01
_STEP = 0.02


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause as read; `order` sorts best first.

    `free`: it has an unknown name or lacks its area; `wild`: it has free words.
    """

    frame: Frame
    score: float
    order: tuple[Any, ...]
    free: bool = False
    wild: bool = False


def reading_of(
    parse: Parse,
    folded: Folded,
    area: str | None,
    rank: int = 0,
    words: frozenset[str] = frozenset(),
    joining: frozenset[str] = frozenset(),
) -> Reading | None:
    """The reading that a matched sentence gives, heard in the area named `area`; `None` where its context forbids it.

    A sentence that needs an area is kept without one, at a lower score. `rank` > 0: words were skipped.
    `words` are the templates' own words, with which an unknown name hardly begins; `joining` ones are
    hardly within it.
    """
    context = _context(parse.captures, area)
    opened = {capture.slot for capture in parse.captures if capture.kind is Kind.OPEN}
    if len(opened) > 1 or (opened and not parse.literal) or not _permitted(parse, context, opened):
        return None
    slots = _slots(parse, folded, context)
    lacks_area = _needs_area(parse.block.requires) and "area" not in context
    wild = sum(c.end - c.start for c in parse.captures if c.kind is Kind.WILDCARD)
    wildcards = sum(c.kind is Kind.WILDCARD for c in parse.captures)
    named = max((c.end - c.start for c in parse.captures if c.slot == "name" and c.kind is Kind.LISTED), default=0)
    score = 1 - _WILDCARD_PENALTY * wildcards - 0.2 * wild / max(1, len(folded.text))
    strange = _strangeness(parse, folded, words, joining) if opened else 0.0
    score -= strange + _NO_AREA_PENALTY * lacks_area + _SKIPPED_PENALTY * rank
    order = (strange, lacks_area, wildcards, -named, -parse.literal, wild, rank, parse.block.intent)
    return Reading(_frame(parse, slots), max(0.05, score), order, bool(opened) or lacks_area, bool(wildcards))


def best(readings: Iterable[Reading]) -> list[Reading]:
    """Readings best first, each meaning once, with scores that fall strictly."""
    kept: dict[object, Reading] = {}
    for reading in sorted(readings, key=lambda r: r.order):
        key = (reading.frame.intent, frozenset(reading.frame.slots.items()))
        known = kept.get(key)
        kept[key] = reading if known is None else _joined(known, reading)
    ranked: list[Reading] = []
    ceiling = 1.0
    for reading in kept.values():
        score = min(reading.score, ceiling)
        ceiling = max(0.01, score - _STEP)
        ranked.append(replace(reading, score=round(score, 4)))
    return ranked


def _joined(known: Reading, other: Reading) -> Reading:
    """The same meaning twice: what either allows is allowed, unless one of them allows everything."""
    mine, theirs = known.frame.domains, other.frame.domains
    domains = tuple(dict.fromkeys((*mine, *theirs))) if mine and theirs else ()
    return replace(known, frame=replace(known.frame, domains=domains))


def _strangeness(parse: Parse, folded: Folded, words: frozenset[str], joining: frozenset[str]) -> float:
    """How little speaks for a reading with an unknown name, 0.25..0.85."""
    name = next(c for c in parse.captures if c.kind is Kind.OPEN)
    said = folded.text[name.start : name.end].split(" ")
    unsaid = 1 - parse.literal / max(1, len(folded.text))
    strange = _FUNCTION_WORD_PENALTY * (said[0] in words) + _JOINED_PENALTY * bool(joining.intersection(said[1:]))
    return _OPEN_PENALTY + _UNSAID_PENALTY * unsaid + strange


def _context(captures: Iterable[Capture], area: str | None) -> dict[str, Any]:
    context: dict[str, Any] = {"area": area} if area else {}
    for capture in captures:
        context.update(capture.context)
    return context


def _permitted(parse: Parse, context: Mapping[str, Any], opened: Collection[str]) -> bool:
    for key, wanted in parse.block.requires.items():
        if key == "area" or (key not in context and "name" in opened):
            continue
        if not _fits(context.get(key), _value_of(wanted)):
            return False
    return not any(key in context and _fits(context[key], _value_of(v)) for key, v in parse.block.excludes.items())


def _value_of(wanted: object) -> object:
    return wanted.get("value") if isinstance(wanted, Mapping) else wanted


def _fits(actual: object, wanted: object) -> bool:
    if wanted is None:
        return actual is not None
    if isinstance(wanted, Collection) and not isinstance(wanted, str):
        return actual in wanted
    return bool(actual == wanted)


def _needs_area(requires: Mapping[str, Any]) -> bool:
    return "area" in requires


def _slots(parse: Parse, folded: Folded, context: Mapping[str, Any]) -> dict[str, SlotValue]:
    slots: dict[str, SlotValue] = {}
    for capture in parse.captures:
        value = capture.value if capture.value is not None else folded.spoken(capture.start, capture.end)
        slots[capture.slot] = value
    for name, value in parse.block.slots.items():
        slots.setdefault(name, value)
    for key, wanted in parse.block.requires.items():
        target = wanted.get("slot") if isinstance(wanted, Mapping) else None
        if target and key in context:
            slots.setdefault(key if target is True else target, context[key])
    return slots


def _frame(parse: Parse, slots: Mapping[str, SlotValue]) -> Frame:
    requires = parse.block.requires
    return Frame(
        parse.block.intent,
        slots,
        domains=_names(requires.get("domain")),
        device_classes=_names(requires.get("device_class")),
        response=parse.block.response,
    )


def _names(wanted: object) -> tuple[str, ...]:
    value = _value_of(wanted)
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)
