"""What the clauses of one request leave to each other: places, values and things that are said once for several."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from edge.home.model import Entity
from edge.turn import Frame, SlotValue
from edge.understand.neural_decode import Clause, Span
from edge.understand.neural_targets import Place

SWITCHING = frozenset({"HassTurnOn", "HassTurnOff"})
SETTING = frozenset({"HassLightSet", "HassClimateSetTemperature", "HassSetVolume", "HassFanSetSpeed",
                     "HassSetPosition",
                     "HearthSetValue", "HearthSetMode"})  # fmt: skip
_PLACING = frozenset({"area", "floor", "here"})
_PLACES = frozenset({"area", "floor"})
_THINGS = frozenset({"name", "domain", "device_class"})
_BARE = frozenset({"in", "on", "at", "for", "the", "of", "and", "then", "also", "over", "my", "our"})
"""Words beside a place that ask for nothing."""
_GENERIC = frozenset({"value", "intensity", "level", "speed", "strength", "power", "interval"})
"""What of a thing says nothing of its kind."""
_FAN_SPEED = frozenset({("fan", "speed"), ("", "fan speed")})
"""Name and attribute as which the speed of a fan that was not named is read."""
_VALUES = frozenset({"value", "mode", "color"})
_AGAIN = re.compile(
    r"^[\s,;]*(?:and\s+|then\s+|followed\s+by\s+)*(?:to|at|by)\b|^[\s,;]*(?:then|followed\s+by)\b", re.IGNORECASE
)
"""How a clause begins that gives one more value to what the clause before set."""
_SAME_VERB = re.compile(r"^\s*(?:,|and\b|,\s*and\b)\s*(?:the\s+|my\s+|our\s+)?\w+\s*$", re.IGNORECASE)
"""How a clause looks that names just one more kind of thing."""
_TOO = re.compile(
    r"(?:,|,? and) (?:all |both )?(?:the |my |our )?\w+(?: \w+)?(?: on| off)? (?:too|also)[\s.!]*$", re.IGNORECASE
)
"""How a request ends whose last thing shares all that was said before."""
_TOGETHER = re.compile(r"^\s*and\b", re.IGNORECASE)
"""How a clause begins that goes with the one before, without a pause between them."""


def placed(clauses: Sequence[Clause], place: Place) -> list[Clause]:
    """The clauses without those that are a place and nothing else, which is then the place of the next one.

    "In the hall, set the light to 40" asks for one thing. At the end of a request it is that of the clause before.
    """
    kept: list[Clause] = []
    lead: tuple[Span, ...] = ()
    for clause in clauses:
        if _only_a_place(clause, place):
            lead = clause.spans
            continue
        kept.append(_at(clause, lead))
        lead = ()
    if lead and kept:
        kept[-1] = _at(kept[-1], lead)
    return kept or list(clauses)


def _only_a_place(clause: Clause, place: Place) -> bool:
    if clause.shares or not clause.spans or any(span.tag not in _PLACING for span in clause.spans):
        return False
    taken = {at for span in clause.spans for at in range(span.start, span.end)}
    rest = "".join(" " if at in taken else place.text[at] for at in range(clause.start, clause.end))
    return not set(re.findall(r"\w+", rest.lower())) - _BARE


def _at(clause: Clause, spans: tuple[Span, ...]) -> Clause:
    if not spans or any(span.tag in _PLACES for span in clause.spans):
        return clause
    return replace(clause, spans=(*spans, *clause.spans))


def paired(clause: Clause) -> list[Clause]:
    """A clause with a value for each of its places, or things, as one clause for each.

    "22 in the den and 18 in the hall", "the lamp red and the strip blue".
    """
    values = [span for span in clause.spans if span.tag in _VALUES]
    for tag in ("area", "name", "device"):
        owners = [span for span in clause.spans if span.tag == tag]
        if len(values) == len(owners) > 1 and len({span.tag for span in values}) == 1:
            rest = tuple(span for span in clause.spans if span not in values and span not in owners)
            pairs = zip(values, owners, strict=True)
            return [replace(clause, spans=tuple(sorted((*rest, *pair), key=lambda span: span.start))) for pair in pairs]
    return [clause]


def filled(frames: Sequence[Frame], place: Place) -> list[Frame]:
    """Frames with what they leave to their neighbours: the thing, the place, the setting."""
    return _one_place(_one_thing(_once_more(_too(_all_of_both(frames, place), place), place), place), place)


def _too(frames: Sequence[Frame], place: Place) -> list[Frame]:
    """As in "turn the heating off in the den and the lights too": the lights of that place."""
    if len(frames) < 2 or not _TOO.search(place.text):
        return list(frames)
    *before, first, last = frames
    where = {key: value for key, value in first.slots.items() if key in _PLACES}
    if not where or "name" in last.slots or _PLACES & last.slots.keys():
        return list(frames)
    return [*before, first, replace(last, slots={**last.slots, **where})]


def _all_of_both(frames: Sequence[Frame], place: Place) -> list[Frame]:
    """As in "shut all the curtains and blinds": all of what is named next, too."""
    made = list(frames)
    for at, (first, second) in enumerate(itertools.pairwise(frames)):
        alike = first.intent == second.intent and first.intent in SWITCHING and "domain" in second.slots
        beside = first.span == second.span or _SAME_VERB.match(_words(second, place))
        if alike and beside and first.slots.get("name") == "all" and "name" not in second.slots:
            made[at + 1] = replace(second, slots={"name": "all", **second.slots})
    return made


def _once_more(frames: Sequence[Frame], place: Place) -> list[Frame]:
    """As in "set the fan of the den to low and then to high": another value for what was just set."""
    made = list(frames)
    for at in range(1, len(made)):
        before, frame = made[at - 1], made[at]
        if frame.intent != before.intent or frame.intent not in SETTING or (_THINGS | _PLACES) & frame.slots.keys():
            continue
        if _AGAIN.match(_words(frame, place)):
            made[at] = replace(frame, slots={**before.slots, **frame.slots}, domains=before.domains)
    return made


def _is_of_the_same(first: Frame, second: Frame, place: Place) -> bool:
    """As in "turn on the humidifier and lower the intensity by 20": what any thing may have, of that thing."""
    said = (_THINGS | _PLACES) & second.slots.keys()
    generic = second.intent == "HearthAdjust" and str(second.slots.get("attribute", "value")) in _GENERIC
    follows = bool(_TOGETHER.match(_words(second, place)))
    return generic and follows and not said and first.intent in SWITCHING and "name" in first.slots


def _has_the_fan(first: Frame, second: Frame, place: Place) -> bool:
    """As in "set the air conditioner to 22 and the fan speed to low": its own fan, where no other one is there."""
    if (str(second.slots.get("name", "")).casefold(), second.slots.get("attribute")) not in _FAN_SPEED:
        return False
    where = {str(frame.slots[key]).casefold() for frame in (first, second) for key in _PLACES & frame.slots.keys()}
    called = str(first.slots.get("name", "")).casefold()
    if len(where) > 1 or not called or not _TOGETHER.match(_words(second, place)):
        return False
    there = [entity for entity in place.snapshot.exposed if not where or _area_of(entity, place) in where]
    blows = any("fan_modes" in e.attributes and called == e.name.casefold() for e in there)
    return blows and not any(entity.domain == "fan" and "fan" in entity.name.casefold() for entity in there)


def _area_of(entity: Entity, place: Place) -> str:
    area = place.snapshot.areas.get(entity.area or "")
    return area.name.casefold() if area is not None else ""


def _target(frame: Frame) -> dict[str, SlotValue]:
    return {key: value for key, value in frame.slots.items() if key in _THINGS | _PLACES}


def _one_thing(frames: Sequence[Frame], place: Place) -> list[Frame]:
    """As in "turn on the light and set the brightness to 40 in the hall": the light is what is set, and there."""
    joined = list(frames)
    for at, (first, second) in enumerate(itertools.pairwise(frames)):
        thing = {k: v for k, v in first.slots.items() if k in _THINGS and v != "all"}
        where = {k: v for k, v in second.slots.items() if k in _PLACES}
        if _is_of_the_same(first, second, place):
            joined[at + 1] = replace(second, slots={**second.slots, **_target(first)}, domains=())
            continue
        if _has_the_fan(first, second, place):
            own = {**second.slots, **_target(first), "attribute": "fan speed"}
            joined[at + 1] = replace(second, slots=own, domains=())
            continue
        bare = not {"name", "domain"} & second.slots.keys() and second.intent in SETTING
        if thing and bare and not _PLACES & first.slots.keys() and first.intent in SWITCHING:
            joined[at] = replace(joined[at], slots={**first.slots, **where})
            joined[at + 1] = replace(second, slots={**second.slots, **thing}, domains=())
    return joined


def _one_place(frames: Sequence[Frame], place: Place) -> list[Frame]:
    """As in "turn on the lamp and close the blind in the den": both there, where nothing tells where it was said."""
    if place.request.area is not None:
        return list(frames)
    made = list(frames)
    for at in range(len(made) - 2, -1, -1):
        first, second = made[at], made[at + 1]
        where = {key: value for key, value in second.slots.items() if key in _PLACES}
        if not where or not _TOGETHER.match(_words(second, place)) or _PLACES & first.slots.keys():
            continue
        if _THINGS & first.slots.keys() and first.slots.get("name") != "all" and not _is_one(first, place):
            made[at] = replace(first, slots={**first.slots, **where})
        elif not _THINGS & first.slots.keys() and first.intent == second.intent and first.intent in SETTING:
            made[at] = replace(first, slots={**second.slots, **first.slots}, domains=second.domains)
    return made


def _is_one(frame: Frame, place: Place) -> bool:
    """Whether the home has just one thing of the name that a clause says: it needs no place."""
    said = str(frame.slots.get("name", "")).casefold()
    called = [e for e in place.snapshot.exposed if said and said in {n.casefold() for n in (e.name, *e.aliases)}]
    return len(called) == 1


def _words(frame: Frame, place: Place) -> str:
    return place.text[slice(*frame.span)] if frame.span else ""
