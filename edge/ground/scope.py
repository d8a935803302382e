"""From a clause's target slots to the entities that it is about: by name, here, area, floor, all, except."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from edge.ground.called import one_of, one_was_said, so_called
from edge.ground.everything import EVERYTHING
from edge.ground.kinds import COVERINGS, LAX_CLASSES, PlaceAndKind, place_and_kind
from edge.ground.names import QUALIFIED, ROOMLESS, Match
from edge.ground.natures import SPOKEN, may_be, nature_of, natures_in
from edge.ground.open_air import open_air
from edge.ground.view import View
from edge.home.model import Entity
from edge.intents import QUESTIONS
from edge.text import fold, singular, tokens
from edge.turn import Frame, Problem, SlotValue

_LIKE_LIGHTS = frozenset({"switch", "input_boolean"})
_NEVER_AMONG_ALL = frozenset({"lock", "alarm_control_panel"})
"""Nobody who says "everything off" means the door."""
_MISHEARD = frozenset({"fuzzy", "phonetic"})
_BY_NAME = frozenset({"exact", "alias"})
Slots = Mapping[str, SlotValue]


@dataclass(frozen=True, slots=True)
class Scope:
    """The entities that a clause is about; `confidence` in 0..1 is how surely the words name them."""

    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = ()
    confidence: float = 1.0
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for: by slots, among domains, classes and natures, within places (`None`: anywhere)."""

    slots: Slots
    frame: Frame
    domains: frozenset[str]
    classes: frozenset[str]
    natures: frozenset[str]
    places: frozenset[str] | None

    def fits(self, entity: Entity) -> bool:
        if entity.domain not in self.domains or (self.classes and entity.device_class not in self.classes):
            return False
        return not self.natures or any(may_be(entity, nature) for nature in self.natures)

    def inside(self, entity: Entity) -> bool:
        return self.places is None or entity.area in self.places

    def lax(self) -> _Search:
        """The same, with the device classes that people confuse or devices leave out."""
        classes = self.classes | COVERINGS if self.classes & COVERINGS else self.classes
        return replace(
            self, classes=frozenset() if self.classes and self.classes <= LAX_CLASSES - COVERINGS else classes
        )


def was_said(area: str, view: View) -> bool:
    """Whether the request names an area, by any of its names; else it was taken from where it was heard."""
    said = f" {fold(view.request.text)} "
    ids = {match.id for match in view.names.areas(area)}
    if not ids:
        return f" {fold(area)} " in said
    known = (a for a in view.snapshot.areas.values() if a.id in ids)
    return any(f" {fold(name)} " in said for a in known for name in (a.name, *a.aliases))


def resolve(frame: Frame, domains: frozenset[str], view: View) -> Scope:
    """The entities among `domains` that the frame's slots denote, without those it excepts.

    An empty scope always carries a `Problem` that says why. Where it is not known what is to be spared, nothing is
    meant for sure, and the scope is empty.
    """
    scope = _target(frame.slots, frame, domains, view)
    if not frame.excepted or not scope.entities:
        return scope
    spared, problems = _excepted(frame, domains, view)
    kept = tuple(entity for entity in scope.entities if entity.id not in spared)
    if problems:
        return Scope(problems=scope.problems + problems)
    if not kept:
        problems = (Problem("no_target", "device"),)
    return replace(scope, entities=kept, problems=scope.problems + problems)


def _target(slots: Slots, frame: Frame, domains: frozenset[str], view: View) -> Scope:
    places = places_said(slots, view)
    if isinstance(places, Problem):
        return Scope(problems=(places,))
    search = _search(slots, frame, domains, places, view)
    name = str(slots.get("name", ""))
    scope = _by_name(name, search, view) if name and fold(name) not in EVERYTHING else _by_kind(search, view)
    return _in_one_place(scope, slots, view)


def _in_one_place(scope: Scope, slots: Slots, view: View) -> Scope:
    """A room that was named only roughly is one room: what is in several such is asked about."""
    if len({entity.area for entity in scope.entities}) < 2 or "area" not in slots:
        return scope
    matches = view.names.areas(str(slots["area"]))
    if (matches and matches[0].score >= QUALIFIED) or open_air(str(slots["area"]), view.snapshot):
        return scope
    ids = tuple(entity.id for entity in scope.entities)
    return Scope(problems=(Problem("ambiguous", str(slots["area"]), ids),), confidence=scope.confidence)


def places_said(slots: Slots, view: View) -> frozenset[str] | Problem | None:
    """Ids of the areas that the slots allow, `None` for anywhere, or why there are none."""
    if "area" in slots:
        said = str(slots["area"])
        areas = view.names.areas(said)
        roughly = bool(areas) and areas[0].kind in _MISHEARD
        if not areas or (roughly and _is_a_things_name(said, view)):
            return open_air(said, view.snapshot) or Problem("no_area", said)
        return frozenset(match.id for match in areas)
    if "floor" in slots:
        floors = view.names.floors(str(slots["floor"]))
        areas_of = view.snapshot.areas_of_floor
        found = frozenset(area.id for match in floors for area in areas_of(match.id))
        return found if floors else Problem("no_floor", str(slots["floor"]))
    return None


def _is_a_things_name(said: str, view: View) -> bool:
    matches = view.names.entities(said, lambda _: True)
    return bool(matches) and matches[0].kind in _BY_NAME


def _search(slots: Slots, frame: Frame, domains: frozenset[str], places: frozenset[str] | None, view: View) -> _Search:
    wanted = frozenset({str(slots["domain"])}) if "domain" in slots else frozenset(frame.domains) or domains
    classes = frozenset({str(slots["device_class"])}) if "device_class" in slots else frozenset(frame.device_classes)
    return _Search(slots, frame, wanted, classes, _natures(slots, frame, wanted, view), places)


def _natures(slots: Slots, frame: Frame, domains: frozenset[str], view: View) -> frozenset[str]:
    """What the thing must be by the noun it was called; by the clause's words where it has no name."""
    if "name" in slots:
        name = str(slots["name"])
        nature = nature_of(name)
        return frozenset({nature}) if nature is not None else natures_in(name, domains)
    if frame.excepted:
        return frozenset()
    return natures_in(view.request.text[slice(*frame.span)] if frame.span else view.request.text, domains)


def _by_name(name: str, search: _Search, view: View) -> Scope:
    def allow(entity_id: str) -> bool:
        entity = view.entity(entity_id)
        return search.fits(entity) and search.inside(entity)

    matches = view.names.entities(name, allow)
    if not matches or matches[0].kind in _MISHEARD:
        said = place_and_kind(name, view.names)
        if said is not None:
            return _by_said_kind(said, search, view)
    if not matches:
        return Scope(problems=(_unknown(name, search, view),))
    if search.places is None and matches[0].score == ROOMLESS and not any(_is_here(match, view) for match in matches):
        known = {match.id for match in matches}
        matches = [*matches, *(match for match in view.names.bearing(name, allow) if match.id not in known)]
    return _scope_of(name, _narrow(matches, search, view), view)


def _is_here(match: Match, view: View) -> bool:
    return view.area is not None and view.entity(match.id).area == view.area


def _scope_of(name: str, matches: Sequence[Match], view: View) -> Scope:
    entities = tuple(view.entity(match.id) for match in matches)
    if len(entities) > 1 and not _means_several(name, entities):
        ids = tuple(entity.id for entity in entities)
        return Scope(problems=(Problem("ambiguous", name, ids),), confidence=matches[0].score, named=True)
    return Scope(entities, confidence=min(match.score for match in matches), named=True)


def _by_said_kind(said: PlaceAndKind, search: _Search, view: View) -> Scope:
    """The name was a kind of thing, as in "the vacuum" or "lights upstairs"."""
    slots = {key: value for key, value in search.slots.items() if key not in {"name", "domain", "device_class"}}
    slots |= {key: value for key in ("area", "floor") if (value := getattr(said, key)) is not None}
    if said.domain not in search.domains:
        return Scope(problems=(_unknown(str(search.slots["name"]), search, view),))
    slots["domain"] = said.domain
    if said.device_class is not None:
        slots["device_class"] = said.device_class
    plain = replace(search.frame, domains=(), device_classes=(), slots=slots)
    places = places_said(slots, view)
    if isinstance(places, Problem):
        return Scope(problems=(places,))
    kind = replace(_search(slots, plain, search.domains, places, view), natures=search.natures)
    return replace(_by_kind(kind, view), named=True)


def _narrow(matches: Sequence[Match], search: _Search, view: View) -> Sequence[Match]:
    """Of several things of one name: the exactly named, then those in the room of the speaker."""
    matches = [match for match in matches if match.kind == "exact"] or matches
    if search.places is None and len(matches) > 1 and view.area:
        return [match for match in matches if view.entity(match.id).area == view.area] or matches
    return matches


def _means_several(name: str, entities: Sequence[Entity]) -> bool:
    words = tokens(name)
    last = words[-1] if words else ""
    return singular(last) != last and not any(last in tokens(entity.name) for entity in entities)


def _unknown(name: str, search: _Search, view: View) -> Problem:
    elsewhere = (
        view.names.entities(name, lambda id_: search.fits(view.entity(id_))) if search.places is not None else []
    )
    other = next((match.id for match in view.names.entities(name, lambda _: True) if match.kind in _BY_NAME), None)
    if other is not None and not elsewhere and search.frame.intent not in QUESTIONS:
        return Problem("not_supported", view.entity(other).name, (other,))
    near = tuple(match.id for match in elsewhere) or view.names.nearest(name)
    detail = {key: search.slots[key] for key in ("area", "floor") if key in search.slots}
    return Problem("no_entity", name, near, detail)


def _by_kind(search: _Search, view: View) -> Scope:
    inside = _inside(search, view) or ([] if _is_so_called(search, view) else _inside(search.lax(), view))
    if not inside and "light" in search.domains:
        likely = view.names.structure.ids(_LIKE_LIGHTS, search.places)
        inside = [entity for entity in map(view.entity, likely) if _light_by_name(entity)]
    if not inside:
        return Scope(problems=(_none_of_kind(search),))
    everything = fold(str(search.slots.get("name", ""))) in EVERYTHING
    if everything and len(search.domains) > 1:
        inside = [entity for entity in inside if entity.domain not in _NEVER_AMONG_ALL] or inside
    everywhere = everything or search.frame.response.endswith("_all")
    if not everywhere:
        called = so_called(inside, search.domains, view.request.text, _words_of_places(search, view))
        if len(called) > 1 and one_was_said(view.request.text, search.domains):
            return _which(called, search, view)
        if not called and search.frame.intent not in QUESTIONS and one_of(inside, view.request.text, search.domains):
            return _which(inside, search, view)
        inside = called or inside
    return Scope(tuple(inside)) if search.places is not None or everywhere else _nearby(inside, search, view)


def _is_so_called(search: _Search, view: View) -> bool:
    """Whether something somewhere bears the kind for its name: "the curtains" are then not the blind of this room."""
    kind = str(search.slots.get("device_class", ""))
    if not kind or ("area" in search.slots and was_said(str(search.slots["area"]), view)):
        return False
    lax = search.lax()
    return any(match.score >= QUALIFIED for match in view.names.entities(kind, lambda id_: lax.fits(view.entity(id_))))


def _inside(search: _Search, view: View) -> list[Entity]:
    found = (view.entity(id_) for id_ in view.names.structure.ids(search.domains, search.places))
    return [entity for entity in found if search.fits(entity)]


def _words_of_places(search: _Search, view: View) -> frozenset[str]:
    """The words of the room or storey that was said, by any of its names."""
    said = [str(search.slots[key]) for key in ("area", "floor") if key in search.slots]
    for id_ in search.places or ():
        area = view.snapshot.areas.get(id_)
        said += [area.name, *area.aliases] if area is not None else []
    return frozenset(word for name in said for word in tokens(name))


def _which(called: Sequence[Entity], search: _Search, view: View) -> Scope:
    """One thing was said and several are called so: the one that is here, else a question."""
    here = [entity for entity in called if view.area and entity.area == view.area]
    if len(here) == 1 and search.places is None:
        return Scope(tuple(here), confidence=0.95)
    ids = tuple(entity.id for entity in here or called)
    return Scope(problems=(Problem("ambiguous", _subject(search), ids),), confidence=0.9)


def _nearby(candidates: Sequence[Entity], search: _Search, view: View) -> Scope:
    """No place was said: those in the room of the speaker, else the only one there is, else a question."""
    here = [entity for entity in candidates if view.area and entity.area == view.area]
    if here or len(candidates) == 1:
        return Scope(tuple(here or candidates), confidence=0.95)
    ids = tuple(entity.id for entity in candidates)
    return Scope(problems=(Problem("ambiguous", _subject(search), ids),), confidence=0.9)


def _none_of_kind(search: _Search) -> Problem:
    detail = {key: search.slots[key] for key in ("area", "floor", "domain", "device_class") if key in search.slots}
    detail |= {key: str(detail[key]).removeprefix("the ") for key in ("area", "floor") if key in detail}
    return Problem("no_target", _subject(search), detail=detail)


def _subject(search: _Search) -> str:
    if len(search.natures) == 1:
        return SPOKEN[next(iter(search.natures))]
    said = search.slots.get("device_class") or search.slots.get("domain")
    return str(said or (search.frame.domains or sorted(search.domains))[0])


def _light_by_name(entity: Entity) -> bool:
    """A plug or relay that somebody named a light is one to everybody who speaks of it."""
    words = {singular(word) for name in (entity.name, *entity.aliases) for word in tokens(name)}
    return entity.domain in _LIKE_LIGHTS and bool(words & {"light", "lamp", "lighting"})


def _spared(slots: Slots, view: View) -> Slots:
    """What is spared: "the hallway one" and "Ada's" are what is there, of the kind that was said."""
    name = str(slots.get("name", ""))
    bare = re.sub(r" ones?$", "", name, flags=re.IGNORECASE)
    if (bare != name or re.search(r"['’]s?$", name)) and view.names.areas(bare):
        return {**{key: value for key, value in slots.items() if key != "name"}, "area": bare}
    return {**slots, "name": bare} if bare != name else slots


def _excepted(frame: Frame, domains: frozenset[str], view: View) -> tuple[frozenset[str], tuple[Problem, ...]]:
    spared: set[str] = set()
    problems: list[Problem] = []
    for said in frame.excepted:
        slots = _spared(said, view)
        scope = _target(slots, Frame(frame.intent, slots), domains, view)
        unclear = {id_ for problem in scope.problems if problem.code == "ambiguous" for id_ in problem.candidates}
        if not scope.entities and not unclear:
            problems.extend(scope.problems)
        spared |= {entity.id for entity in scope.entities} | unclear
    return frozenset(spared), tuple(problems)
