"""What reaches further than was said, and is no choice for that: what is beside the thing or the room that was named.

Everything here takes plans away from the ranking; nothing adds to what a request may reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edge.ground.kinds import place_and_kind
from edge.ground.scope import was_said
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold, singular, tokens
from edge.turn import Clause, Frame, Plan

_AS_LIKELY = 0.5
"""Share of a reading's score from which another one that keeps the room that was said speaks against it."""


def names_exactly(plan: Plan) -> bool:
    """Whether a plan is about one thing that was called by its very name."""
    if len(plan.clauses) != 1 or len(plan.targets) != 1:
        return False
    clause = plan.clauses[0]
    return "name" in clause.frame.slots and not clause.inferred and clause.confidence >= 1.0


def is_beside(plan: Plan, features: Mapping[str, float], named: Plan) -> bool:
    """Whether a plan does to others what a likelier reading of the words does to the one thing that they name.

    Among three lights of a lounge may be one that is called the lounge light; "the lounge light" is that one. Where
    something is called just Light, "the light" is that or one that is here, but none of another room; "my light" is
    the speaker's, wherever it is. "The den curtains" are not the den and some curtains.
    """
    if plan.hypothesis.score > named.hypothesis.score:
        return False
    if not features.get("mine") and _is_offered_for_part(plan, named):
        return True
    if any(clause.frame.intent != named.clauses[0].frame.intent for clause in plan.clauses):
        return False
    if len(plan.clauses) != 1:
        return _takes_apart(plan, named.clauses[0].frame)
    targets, meant = set(plan.targets) or _asked_about(plan), set(named.targets)
    said = features.get("here") or features.get("mine") or names_exactly(plan)
    away = bool(targets) and not targets & meant and not said
    return targets > meant or away


def _asked_about(plan: Plan) -> set[str]:
    """What would be asked about where a kind was said, and nothing of it is here."""
    unclear = [problem for problem in plan.problems if problem.code == "ambiguous"]
    of_kind = all("name" not in clause.frame.slots for clause in plan.clauses)
    return {id_ for problem in unclear for id_ in problem.candidates} if of_kind else set()


def _takes_apart(plan: Plan, named: Frame) -> bool:
    """Whether the names of a plan's clauses are all made of the words of one name."""
    whole = _words(named)
    parts = [_words(clause.frame) for clause in plan.clauses]
    return bool(parts) and all(part and part < whole for part in parts)


def _is_offered_for_part(plan: Plan, named: Plan) -> bool:
    """Whether something else was offered for part of a name: "the den sweeper" is no other vacuum of the den."""
    if len(plan.clauses) != 1 or not plan.clauses[0].inferred or set(named.targets) <= set(plan.targets):
        return False
    frame = plan.clauses[0].frame
    part = _words(frame)
    return bool(part) and part | _words(frame, "area") <= _words(named.clauses[0].frame)


def _words(frame: Frame, slot: str = "name") -> frozenset[str]:
    return frozenset(singular(word) for word in tokens(str(frame.slots.get(slot, ""))))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that one reading found in the words: its names, folded, and the ids of its areas."""

    intent: str
    score: float
    names: frozenset[str]
    areas: frozenset[str]


def within_places(plans: Sequence[Plan], view: View) -> list[Plan]:
    """The plans without those that pass over a room or floor which another reading of the same deed found in the words.

    "Lock the doors in the den" is not for the doors of the house, whichever channel lost the den.
    """
    places = {place for plan in plans for frame in plan.hypothesis.frames for place in _said(frame, plan, view)}
    within = _rooms_said(view)
    kept = [plan for plan in plans if not any(_passes_over(plan, place, view) for place in places)]
    return [plan for plan in kept if not (within and _guesses_outside(plan, within, view))]


def _rooms_said(view: View) -> frozenset[str]:
    """Ids of the areas that the words say something is in: "… in the dining nook"."""
    said = f" {fold(view.request.text)} "
    return frozenset(
        area.id
        for area in view.snapshot.areas.values()
        if any(f" in {the}{fold(name)} " in said for name in (area.name, *area.aliases) for the in ("", "the "))
    )


def _guesses_outside(plan: Plan, rooms: frozenset[str], view: View) -> bool:
    """Whether all that a plan guesses at stands in other rooms than those that were said, which its reading lost."""
    guessed = [clause for clause in plan.clauses if clause.inferred and "area" not in clause.frame.slots]
    areas = {view.entity(id_).area for clause in guessed for id_ in clause.targets}
    return len(guessed) == len(plan.clauses) and bool(areas) and None not in areas and not areas & rooms


def _said(frame: Frame, plan: Plan, view: View) -> Iterable[_Place]:
    if "area" in frame.slots and was_said(str(frame.slots["area"]), view):
        ids = frozenset(match.id for match in view.names.areas(str(frame.slots["area"])))
        rooms = [view.snapshot.areas[id_] for id_ in ids]
        names = frozenset(fold(name) for room in rooms for name in (room.name, *room.aliases))
        if ids:
            yield _Place(frame.intent, plan.hypothesis.score, names, ids)


def _passes_over(plan: Plan, place: _Place, view: View) -> bool:
    if plan.hypothesis.score * _AS_LIKELY > place.score:
        return False
    if all(frame.intent != place.intent for frame in plan.hypothesis.frames):
        return False
    reached = plan.targets or _asked_about(plan)
    named = any("name" in frame.slots for frame in plan.hypothesis.frames)
    outside = any(_is_elsewhere(view.entity(id_), place, named=named) for id_ in reached)
    return outside and not _mentions(plan, place.names)


def _is_elsewhere(entity: Entity, place: _Place, *, named: bool) -> bool:
    """Whether a thing is in another room. What stands nowhere may be there where it, or its name the room, was said."""
    if entity.area is None:
        return not named and not _holds(entity.name, place.names)
    return entity.area not in place.areas


def within_names(plans: Sequence[Plan], view: View) -> list[Plan]:
    """The plans without those that guess a target where the words hold the very name of another one of its kind.

    Whichever channel lost the uplighter of the library, "turn uplighter up" is not for the light that is here.
    """
    if not any(_guessed(plan) for plan in plans):
        return list(plans)
    known = view.names.named_in(view.request.text)
    named = {said: ids for said, ids in known.items() if place_and_kind(said, view.names) is None}
    return [plan for plan in plans if not any(_guesses_beside(plan, said, ids) for said, ids in named.items())]


def _guessed(plan: Plan) -> list[Clause]:
    return [clause for clause in plan.clauses if clause.inferred and clause.targets]


def _guesses_beside(plan: Plan, said: str, ids: frozenset[str]) -> bool:
    for clause in _guessed(plan):
        domains = {_domain(id_) for id_ in clause.targets}
        meant = {id_ for id_ in ids if _domain(id_) in domains}
        if meant and meant.isdisjoint(clause.targets) and not _mentions(plan, {said}):
            return True
    return False


def _domain(entity_id: str) -> str:
    return entity_id.partition(".")[0]


def _mentions(plan: Plan, names: Iterable[str]) -> bool:
    """Whether any slot of a plan's frames holds one of the names, folded."""
    rows = [
        slots
        for frame in plan.hypothesis.frames
        for slots in (frame.slots, *frame.excepted, *([frame.condition.slots] if frame.condition else []))
    ]
    return any(_holds(value, names) for row in rows for value in row.values() if isinstance(value, str))


def _holds(text: str, names: Iterable[str]) -> bool:
    words = f" {fold(text)} "
    return any(f" {name} " in words for name in names)
