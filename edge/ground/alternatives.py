"""Everything that a hypothesis may come to here and now, for the ranking to choose from.

A clause that names its target has one plan, or one for each thing of that name. A clause that does not
("turn it off", "stop", "how long is left", "I'm cold") has one for each thing that the moment offers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from edge.ground.antecedents import PLURAL, antecedent
from edge.ground.bare_values import of_one_kind
from edge.ground.going_back import as_switched, just_changed
from edge.ground.kin import kin
from edge.ground.media import completed, sounding, steerable
from edge.ground.moment_jobs import of_jobs
from edge.ground.needs import REMEDIES, VOLUMES, helps, is_of_a_fan
from edge.ground.offers import offers
from edge.ground.options import options_of
from edge.ground.planner import MEDIA, domains_of, ground, ground_on
from edge.ground.questions import answers
from edge.ground.resuming import at_once, paused_first
from edge.ground.robots import instead_of_players
from edge.ground.salience import most_salient
from edge.ground.scope import was_said
from edge.ground.shares import at_work_here, of_what_is_meant
from edge.ground.view import View
from edge.ground.waking import awake
from edge.home.model import Entity
from edge.text import fold, tokens
from edge.turn import Clause, Frame, Hypothesis, Plan, Problem, SlotValue

REFERENCES = frozenset(
    {"it", "that", "this", "them", "those", "these", "they", "one", "that one", "this one", "him", "her", "the same"}
)
"""Names that are none: they refer to what the moment or the conversation offers."""

MOST = 16
"""More candidates than this are not weighed for one clause; the most salient are."""

_POINTERS = frozenset({"it", "its", "them", "their"})
_TARGETS = frozenset({"name", "area", "floor", "domain", "device_class"})
_SERVES_ALL = frozenset({"climate", "humidifier"})
"""Domains of which one thing may serve a whole home."""
_SWITCHING = frozenset({"HassTurnOn", "HassTurnOff", "HassToggle"})
_SAYS_NO_THING = REFERENCES | {
    "thats", "enough", "stopped", "it's", "that's",
    "turn", "switch", "on", "off", "shut", "toggle", "flip", "put", "power", "kill", "make", "please", "can",
    "could", "would", "will", "you", "we", "i", "me", "now", "again", "just", "do", "go", "ahead", "up",
    "down", "with", "thing", "back", "to", "have", "want", "like", "id", "lets", "let", "get", "right", "here",
    "there", "and", "then", "okay", "ok", "hey", "so", "well", "open", "close", "stop", "start", "run",
    "activate", "deactivate", "enable", "disable", "for", "no", "yes", "oh", "too",
}  # fmt: skip
"""Words that name nothing, beside a verb of switching."""
_NEVER_GUESSED = frozenset({"alarm_control_panel", "lock"})
"""What secures the house is switched when it is said or was just spoken of."""
_NEVER_BARE = frozenset({"HassMediaSearchAndPlay", "HassVacuumCleanArea", "HassSetPosition"})

_HERE = re.compile(r"\b(?:in|around) here\b|\bin (?:this|the) room\b", re.IGNORECASE)


def alternatives(hypothesis: Hypothesis, view: View) -> list[Plan]:
    """The plans of a hypothesis; at least one, which may say why nothing can be done."""
    plans = [Plan(hypothesis)]
    for frame in _each_once(hypothesis.frames):
        choices = list(_clauses(_as_meant(frame, view), plans[0], view)) or [_nothing_helps(frame)]
        plans = [_with(p, clause) for p in plans for clause in choices][: 2 * MOST]
    return [option for made in plans for option in (made, *options_of(made, view, kept=False))]


def _as_meant(frame: Frame, view: View) -> Frame:
    """The frame with what it left open, as one of what can be meant by it at this moment."""
    full = at_once(awake(completed(frame, view), view), view)
    return instead_of_players(as_switched(of_one_kind(of_what_is_meant(full, view), view), view), view)


def _with(made: Plan, clause: Clause) -> Plan:
    """The plan with one more clause; a question that it answers already is not answered twice."""
    known = any((c.frame.intent, c.targets) == (clause.frame.intent, clause.targets) for c in made.clauses)
    if known and not clause.steps and not clause.problems:
        return made
    return replace(made, clauses=(*made.clauses, clause))


def _each_once(frames: Sequence[Frame]) -> list[Frame]:
    """A need that is said twice over ("brr, I'm cold") is one need."""
    needs: set[object] = set()
    kept = []
    for frame in frames:
        need = frame.slots.get("need")
        if frame.intent != "HearthNeed" or need not in needs:
            kept.append(frame)
        needs.add(need)
    return kept


def is_vague(frame: Frame, view: View) -> bool:
    """Whether a clause leaves it to the moment what it is about; a room that was not said does not count."""
    name = fold(str(frame.slots.get("name", "")))
    if name in REFERENCES or name in PLURAL:
        return True
    given = _TARGETS & set(frame.slots)
    inherited = given == {"area"} and not (was_said(str(frame.slots["area"]), view) or _says_here(frame, view))
    return (not given or inherited) and frame.intent not in _NEVER_BARE


def _says_here(frame: Frame, view: View) -> bool:
    """Whether the room as a whole is meant: "make it brighter in here"."""
    return frame.intent == "HearthAdjust" and bool(_HERE.search(view.request.text))


def _clauses(frame: Frame, before: Plan, view: View) -> Iterable[Clause]:
    step = VOLUMES.get(str(frame.slots.get("need")))
    if frame.intent == "HearthNeed" and step is not None and not is_of_a_fan(frame, view):
        place = {key: value for key, value in frame.slots.items() if key in _TARGETS}
        frame = replace(frame, intent="HassSetVolumeRelative", slots={**place, "volume_step": step})
    if frame.intent == "HearthNeed":
        yield from _remedies(frame, view)
        return
    unread = _unread(frame, view)
    if unread:
        yield from _said(replace(frame, slots={"name": unread}), view)
        return
    domains = domains_of(frame)
    vague = bool(domains) and is_vague(frame, view)
    if not vague:
        yield from _said(frame, view)
    elif _spoke_of_things(before) and ("name" in frame.slots or _points_back(frame, view)):
        yield _on_the_same(frame, before.clauses[-1], view)
        return
    else:
        yield from _open(frame, domains, view)
    for near in (completed(other, view) for other in kin(frame, view, vague=vague)):
        yield from _open(near, domains_of(near), view) if is_vague(near, view) else _said(near, view)


def _spoke_of_things(before: Plan) -> bool:
    """Whether the clause before named something, be it here or not."""
    return bool(before.clauses) and bool(before.clauses[-1].targets or before.clauses[-1].problems)


def _points_back(frame: Frame, view: View) -> bool:
    """Whether a clause speaks of what the one before it named."""
    words = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    return bool(_POINTERS & set(fold(words).split()))


def _on_the_same(frame: Frame, before: Clause, view: View) -> Clause:
    """A clause on what the one before it was about; where that was nothing, this is nothing either."""
    return _on(frame, before.targets, view) if before.targets else Clause(frame, problems=before.problems)


def _unread(frame: Frame, view: View) -> str:
    """What was said of a thing to be switched and stands in no slot: it is some thing, but not any."""
    if frame.intent not in _SWITCHING or frame.slots or frame.span is None or view.request.language != "en":
        return ""
    start, end = frame.span
    words = tokens(view.request.text[start:end])
    return " ".join(word for word in words if word not in _SAYS_NO_THING)


def _said(frame: Frame, view: View) -> Iterable[Clause]:
    """A clause on what it names, and on what the moment offers in its place."""
    clause = ground(frame, view)
    if "name" not in frame.slots and len(clause.targets) > 1:
        there = [view.entity(id_) for id_ in clause.targets]
        again = just_changed(frame, there, view)
        clause = clause if again is there else _on(frame, [entity.id for entity in again], view)
    yield clause
    for ids in offers(frame, clause, view):
        yield _on(frame, ids, view)


def _open(frame: Frame, domains: frozenset[str], view: View) -> Iterable[Clause]:
    """A clause on each of the things that it may be about; just on what was spoken of, where that is plain."""
    kept = of_jobs(frame, view)
    yield from kept.clauses
    if kept.alone:
        return
    spoken_of = antecedent(frame, [view.entity(id_) for id_ in view.names.structure.ids(domains)], view)
    meant = _on(frame, spoken_of, view) if spoken_of else None
    if meant is not None and (meant.steps or not meant.problems):
        yield meant
        return
    found = [_on(frame, ids, view) for ids in _candidates(frame, domains, view)]
    yield from found or [ground(frame, view)]


def _on(frame: Frame, ids: Sequence[str], view: View) -> Clause:
    return replace(ground_on(frame, tuple(ids), view), inferred=True, confidence=0.9)


def _remedies(frame: Frame, view: View) -> Iterable[Clause]:
    place = {key: frame.slots[key] for key in ("area", "floor") if key in frame.slots}
    for position, remedy in enumerate(REMEDIES.get(str(frame.slots.get("need", "")), ())):
        for slots in (place,) if place else _within_reach(remedy, view):
            made = replace(remedy, slots={**remedy.slots, **slots}, delay=frame.delay, at=frame.at)
            for clause in _said(made, view):
                if helps(str(frame.slots["need"]), clause, view):
                    yield replace(clause, inferred=True, confidence=0.9 - 0.1 * position)


def _nothing_helps(frame: Frame) -> Clause:
    return Clause(frame, problems=(Problem("no_target", str(frame.slots.get("need", "device"))),))


def _within_reach(remedy: Frame, view: View) -> Iterable[Mapping[str, SlotValue]]:
    """Where a remedy is looked for: in the room of the speaker, else wherever the only heating of the home is."""
    area = view.snapshot.areas.get(view.area or "")
    domain, device_class = remedy.slots.get("domain"), remedy.slots.get("device_class")
    fitting = [e for e in view.snapshot.exposed if e.domain == domain and device_class in {None, e.device_class}]
    if area is not None and any(entity.area == area.id for entity in fitting):
        yield {"area": area.name}
    elif area is None or (len(fitting) == 1 and domain in _SERVES_ALL):
        yield {}


def _candidates(frame: Frame, domains: frozenset[str], view: View) -> list[tuple[str, ...]]:
    """Single entities and groups that a vague clause may be about, the most salient first."""
    stated = "area" in frame.slots and was_said(str(frame.slots["area"]), view)
    places = {match.id for match in view.names.areas(str(frame.slots["area"]))} if stated else None
    ids = view.names.structure.ids(domains, frozenset(places) if places is not None else None)
    fitting = [view.entity(id_) for id_ in ids]
    fitting = [entity for entity in fitting if answers(frame.intent, entity)] or fitting
    fitting = list(steerable(frame.intent, sounding(frame, fitting, view))) if domains == MEDIA else fitting
    fitting = list(at_work_here(frame, paused_first(frame.intent, fitting), view))
    if frame.intent in _SWITCHING and not frame.domains:
        fitting = [entity for entity in fitting if entity.domain not in _NEVER_GUESSED]
    narrowed = just_changed(frame, fitting, view)
    if narrowed is not fitting and fold(str(frame.slots.get("name", ""))) in PLURAL:
        return [tuple(entity.id for entity in narrowed)]
    fitting = list(narrowed)
    singles = [(entity.id,) for entity in most_salient(fitting, MOST, view)]
    return singles + [ids for ids in _groups(fitting, view) if len(ids) > 1]


def _groups(fitting: Sequence[Entity], view: View) -> Iterable[tuple[str, ...]]:
    """What was last spoken of together, and the things of a kind in this room."""
    allowed = {entity.id for entity in fitting}
    for exchange in reversed(view.knowledge.recent):
        if exchange.plan is not None:
            yield tuple(id_ for id_ in exchange.plan.targets if id_ in allowed)
            break
    lights = tuple(e.id for e in fitting if e.domain == "light" and view.area and e.area == view.area)
    yield lights
