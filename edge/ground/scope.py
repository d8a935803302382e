"""From a clause's target slots to the entities that it is about: by name, here, area, floor, all, except."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from edge.ground.names import Match
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold, singular, tokens
from edge.turn import Frame, Problem, SlotValue

EVERYTHING = frozenset({"all", "everything", "both", "every"})
_LIKE_LIGHTS = frozenset({"switch", "input_boolean"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The entities that a clause is about; `confidence` in 0..1 is how surely the words name them."""

    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = ()
    confidence: float = 1.0
    named: bool = False


def resolve(frame: Frame, domains: frozenset[str], view: View) -> Scope:
    """The entities among `domains` that the frame's slots denote, without those it excepts.

    An empty scope always carries a `Problem` that says why.
    """
    scope = _target(frame.slots, frame, domains, view)
    if not frame.excepted or not scope.entities:
        return scope
    spared, problems = _excepted(frame, domains, view)
    kept = tuple(entity for entity in scope.entities if entity.id not in spared)
    return Scope(kept, scope.problems + problems, scope.confidence, scope.named)


def _target(slots: Mapping[str, SlotValue], frame: Frame, domains: frozenset[str], view: View) -> Scope:
    places = _places(slots, view)
    if isinstance(places, Problem):
        return Scope(problems=(places,))
    fits = _filter(slots, frame, domains, view)
    name = str(slots.get("name", ""))
    if name and fold(name) not in EVERYTHING:
        return _by_name(name, fits, places, slots, view)
    return _by_kind(fits, places, slots, frame, view)


def _places(slots: Mapping[str, SlotValue], view: View) -> frozenset[str] | None | Problem:
    """Ids of the areas that the slots allow, `None` for anywhere, or why there are none."""
    if "area" in slots:
        areas = view.names.areas(str(slots["area"]))
        if not areas:
            return Problem("no_area", str(slots["area"]))
        return frozenset(match.id for match in areas)
    if "floor" in slots:
        floors = view.names.floors(str(slots["floor"]))
        if not floors:
            return Problem("no_floor", str(slots["floor"]))
        return frozenset(area.id for match in floors for area in view.snapshot.areas_of_floor(match.id))
    return None


def _filter(
    slots: Mapping[str, SlotValue], frame: Frame, domains: frozenset[str], view: View
) -> Callable[[str], bool]:
    wanted = frozenset({str(slots["domain"])}) if "domain" in slots else frozenset(frame.domains) or domains
    classes = {str(slots["device_class"])} if "device_class" in slots else set(frame.device_classes)

    def fits(entity_id: str) -> bool:
        entity = view.entity(entity_id)
        return entity.domain in wanted and (not classes or entity.device_class in classes)

    return fits


def _by_name(
    name: str, fits: Callable[[str], bool], places: frozenset[str] | None, slots: Mapping[str, SlotValue], view: View
) -> Scope:
    matches = view.names.entities(name, lambda id_: fits(id_) and _inside(view.entity(id_), places))
    if not matches:
        return Scope(problems=(_unknown(name, slots, fits, view),))
    chosen = _narrow(name, matches, places, view)
    entities = tuple(view.entity(match.id) for match in chosen)
    if len(entities) > 1 and not _means_several(name, entities):
        ids = tuple(entity.id for entity in entities)
        return Scope(problems=(Problem("ambiguous", name, ids),), confidence=chosen[0].score, named=True)
    return Scope(entities, confidence=min(match.score for match in chosen), named=True)


def _narrow(name: str, matches: Sequence[Match], places: frozenset[str] | None, view: View) -> Sequence[Match]:
    """Of several things of one name: the exactly named, then those in the room of the speaker."""
    exact = [match for match in matches if match.kind == "exact"]
    matches = exact or matches
    if places is None and len(matches) > 1 and view.area:
        here = [match for match in matches if view.entity(match.id).area == view.area]
        return here or matches
    return matches


def _means_several(name: str, entities: Sequence[Entity]) -> bool:
    words = tokens(name)
    last = words[-1] if words else ""
    return singular(last) != last and not any(last in tokens(entity.name) for entity in entities)


def _unknown(name: str, slots: Mapping[str, SlotValue], fits: Callable[[str], bool], view: View) -> Problem:
    elsewhere = view.names.entities(name, fits) if "area" in slots or "floor" in slots else []
    near = tuple(match.id for match in elsewhere) or view.names.nearest(name)
    detail = {key: slots[key] for key in ("area", "floor") if key in slots}
    return Problem("no_entity", name, near, detail)


def _by_kind(
    fits: Callable[[str], bool],
    places: frozenset[str] | None,
    slots: Mapping[str, SlotValue],
    frame: Frame,
    view: View,
) -> Scope:
    candidates = [entity for entity in view.snapshot.exposed if fits(entity.id)]
    inside = [entity for entity in candidates if _inside(entity, places)]
    if not inside and slots.get("domain") == "light":
        inside = [e for e in view.snapshot.exposed if _inside(e, places) and _light_by_name(e)]
    if not inside:
        return Scope(problems=(_none_of_kind(slots, frame),))
    if places is not None or fold(str(slots.get("name", ""))) in EVERYTHING or frame.response.endswith("_all"):
        return Scope(tuple(inside))
    return _nearby(inside, slots, view)


def _nearby(candidates: Sequence[Entity], slots: Mapping[str, SlotValue], view: View) -> Scope:
    """No place was said: those in the room of the speaker, else the only one there is, else a question."""
    here = [entity for entity in candidates if view.area and entity.area == view.area]
    if here or len(candidates) == 1:
        return Scope(tuple(here or candidates), confidence=0.95)
    subject = str(slots.get("device_class") or slots.get("domain") or candidates[0].domain)
    return Scope(problems=(Problem("ambiguous", subject, tuple(entity.id for entity in candidates)),), confidence=0.9)


def _none_of_kind(slots: Mapping[str, SlotValue], frame: Frame) -> Problem:
    subject = str(slots.get("device_class") or slots.get("domain") or (frame.domains or ("device",))[0])
    detail = {key: slots[key] for key in ("area", "floor", "domain", "device_class") if key in slots}
    return Problem("no_target", subject, detail=detail)


def _inside(entity: Entity, places: frozenset[str] | None) -> bool:
    return places is None or entity.area in places


def _light_by_name(entity: Entity) -> bool:
    """A plug or relay that somebody named a light is one to everybody who speaks of it."""
    words = {singular(word) for name in (entity.name, *entity.aliases) for word in tokens(name)}
    return entity.domain in _LIKE_LIGHTS and bool(words & {"light", "lamp", "lighting"})


def _excepted(frame: Frame, domains: frozenset[str], view: View) -> tuple[frozenset[str], tuple[Problem, ...]]:
    spared: set[str] = set()
    problems: list[Problem] = []
    for slots in frame.excepted:
        plain = Frame(frame.intent, slots)
        scope = _target(slots, plain, domains, view)
        ids = {entity.id for entity in scope.entities} | {c for p in scope.problems if p.code == "ambiguous" for c in p.candidates}
        if not ids:
            problems.extend(scope.problems)
        spared |= ids
    return frozenset(spared), tuple(problems)
