"""From a hypothesis to a plan: every clause resolved, checked and turned into steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from edge.ground import (
    adjust,
    climate,
    later,
    later_intents,
    later_watches,
    lights,
    lists,
    media,
    media_more,
    modes,
    questions,
    robots,
    switching,
)
from edge.ground.abilities import COMMANDABLE
from edge.ground.attributes import carriers
from edge.ground.conditions import holds
from edge.ground.doors import as_gate, as_lock
from edge.ground.everything import of_everything
from edge.ground.names import QUALIFIED
from edge.ground.scope import Scope, resolve
from edge.ground.steps import Part
from edge.ground.structure import COMPANIONS
from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Clause, Frame, Hypothesis, Plan, Problem, Step

PerEntity = Callable[[Frame, Entity, View], Part]
PerFrame = Callable[[Frame, View], Clause]


@dataclass(frozen=True, slots=True)
class _OnEntities:
    """How an intent is done to each entity of a scope drawn from `domains`."""

    domains: frozenset[str]
    part: PerEntity


MEDIA = frozenset({"media_player"})
"""The domains of what plays."""
_SETTABLE = COMMANDABLE - COMPANIONS - {"scene", "script", "button", "input_button", "todo"}

_ON_ENTITIES: Mapping[str, _OnEntities] = {
    "HassTurnOn": _OnEntities(switching.CAN_TURN_ON, switching.turn_on),
    "HassTurnOff": _OnEntities(switching.CAN_TURN_OFF, switching.turn_off),
    "HassToggle": _OnEntities(switching.CAN_TOGGLE, switching.toggle),
    "HassSetPosition": _OnEntities(switching.CAN_MOVE, switching.set_position),
    "HassStopMoving": _OnEntities(switching.CAN_STOP, switching.stop),
    "HearthStop": _OnEntities(switching.CAN_STOP, switching.stop),
    "HassLightSet": _OnEntities(frozenset({"light"}), lights.light_set),
    "HassClimateSetTemperature": _OnEntities(climate.HAS_SETPOINT, climate.set_temperature),
    "HassClimateSetFanMode": _OnEntities(frozenset({"climate"}), modes.set_fan_mode),
    "HassFanSetSpeed": _OnEntities(frozenset({"fan"}), climate.set_fan_speed),
    "HassHumidifierSetpoint": _OnEntities(frozenset({"humidifier"}), climate.set_humidity),
    "HassHumidifierMode": _OnEntities(frozenset({"humidifier"}), modes.set_mode),
    "HearthSetMode": _OnEntities(_SETTABLE, modes.set_mode),
    "HearthSetValue": _OnEntities(_SETTABLE, adjust.set_value),
    "HearthAdjust": _OnEntities(_SETTABLE, adjust.adjust),
    "HassMediaPause": _OnEntities(MEDIA, media.control),
    "HassMediaUnpause": _OnEntities(MEDIA, media.control),
    "HassMediaNext": _OnEntities(MEDIA, media.control),
    "HassMediaPrevious": _OnEntities(MEDIA, media.control),
    "HassMediaPlayerMute": _OnEntities(MEDIA, media.mute),
    "HassMediaPlayerUnmute": _OnEntities(MEDIA, media.mute),
    "HassSetVolume": _OnEntities(MEDIA, media.set_volume),
    "HassSetVolumeRelative": _OnEntities(MEDIA, media.change_volume),
    "HassMediaSearchAndPlay": _OnEntities(MEDIA, media.play),
    "HearthMediaMode": _OnEntities(MEDIA, media_more.play_mode),
    "HearthMediaSeek": _OnEntities(MEDIA, media_more.seek),
    "HearthSelectSource": _OnEntities(MEDIA, media_more.select_source),
    "HassVacuumStart": _OnEntities(frozenset({"vacuum"}), robots.send),
    "HassVacuumReturnToBase": _OnEntities(frozenset({"vacuum"}), robots.send),
    "HassVacuumCleanArea": _OnEntities(frozenset({"vacuum"}), robots.clean_area),
    "HassLawnMowerStartMowing": _OnEntities(frozenset({"lawn_mower"}), robots.send),
    "HassLawnMowerDock": _OnEntities(frozenset({"lawn_mower"}), robots.send),
}

_OF_FRAME: Mapping[str, PerFrame] = {
    "HassGetState": questions.get_state,
    "HassClimateGetTemperature": questions.get_temperature,
    "HassGetWeather": questions.get_weather,
    "HassGetCurrentTime": questions.told,
    "HassGetCurrentDate": questions.told,
    "HassRespond": questions.told,
    "HassNevermind": questions.told,
    "HearthWhy": questions.told,
    "HassTimerStatus": questions.timer_status,
    "HearthRemaining": questions.remaining,
    "HearthListItems": questions.list_items,
    "HassListAddItem": lists.change_list,
    "HassListCompleteItem": lists.change_list,
    "HassListRemoveItem": lists.change_list,
    "HassShoppingListAddItem": lists.change_list,
    "HassShoppingListCompleteItem": lists.change_list,
    "HearthMediaStatus": media_more.media_status,
    **later_intents.OF_FRAME,
}

GROUNDED = frozenset(_ON_ENTITIES) | frozenset(_OF_FRAME)
"""Intents that this room can turn into a plan."""


def plan(hypothesis: Hypothesis, view: View) -> Plan:
    """What every clause of a hypothesis comes to here and now."""
    return Plan(hypothesis, tuple(ground(frame, view) for frame in hypothesis.frames))


def ground(frame: Frame, view: View) -> Clause:
    """What one clause comes to: its targets, steps and problems."""
    return _in_time(frame, view, _now)


def domains_of(frame: Frame) -> frozenset[str]:
    """The domains of what a clause may be about; empty where it is not about entities."""
    way = _ON_ENTITIES.get(frame.intent)
    if way is not None:
        attribute = frame.slots.get("attribute")
        own = adjust.DOMAINS_OF_ATTRIBUTE.get(str(attribute), way.domains) if attribute else way.domains
        return frozenset(frame.domains) & own or own
    return questions.ABOUT.get(frame.intent, frozenset())


def ground_on(frame: Frame, entity_ids: tuple[str, ...], view: View) -> Clause:
    """What a clause comes to when it is known which entities it is about; kept for later, it stays about them."""

    def now(there: Frame, seen: View) -> Clause:
        return _now_on(there, entity_ids, seen)

    clause = _in_time(frame, view, now)
    steps = tuple(later.aimed_at(step, entity_ids) for step in clause.steps)
    return replace(clause, steps=steps)


def _now_on(frame: Frame, entity_ids: tuple[str, ...], view: View) -> Clause:
    way = _ON_ENTITIES.get(frame.intent)
    scope = Scope(tuple(view.entity(id_) for id_ in entity_ids), named=True)
    if way is None:
        return questions.about(frame, scope.entities, view)
    return _done_to(frame, scope.entities, scope, way.part, view)


def _in_time(frame: Frame, view: View, now: PerFrame) -> Clause:
    """A clause now, later, when something becomes true, or only if it is; `now` is what it comes to at once."""
    if frame.trigger:
        return later_watches.wait(frame, view, now)
    if frame.when or (frame.repeat and frame.at is None):
        return later.untimed(frame, frame.intent)
    if frame.condition is not None:
        verdict = holds(frame.condition, view)
        if verdict is not True:
            problem = verdict if isinstance(verdict, Problem) else Problem("condition_false")
            return Clause(frame, problems=(problem,))
    if (frame.delay is not None or frame.at is not None) and frame.intent not in later_intents.KEEPS_ITS_OWN_TIME:
        return _later(frame, view, now)
    return now(frame, view)


def refreshed(made: Plan, view: View) -> Plan:
    """The same plan on the same targets, as it is now: for what was confirmed after a while."""
    return replace(made, clauses=tuple(_refreshed(clause, view) for clause in made.clauses))


def _refreshed(clause: Clause, view: View) -> Clause:
    here = all(target in view.snapshot.entities for target in clause.targets)
    if (
        not clause.targets
        or not here
        or clause.frame.intent not in _ON_ENTITIES
        or clause.frame.delay
        or clause.frame.at
    ):
        return clause
    return ground_on(clause.frame, clause.targets, view)


def _later(frame: Frame, view: View, now: PerFrame) -> Clause:
    """A clause for later must be possible now too, and is as grave as what it will do."""
    then = now(frame, replace(view, regardless=True))
    if then.problems and not then.steps:
        return then
    return replace(then, steps=(later.schedule(frame, then.steps, view),))


def _now(frame: Frame, view: View) -> Clause:
    if frame.intent in _OF_FRAME:
        return _OF_FRAME[frame.intent](frame, view)
    way = _ON_ENTITIES.get(frame.intent)
    if way is None:
        return Clause(frame, problems=(Problem("no_intent", frame.intent),))
    scope = robots.cleaners(frame, view) if frame.intent == "HassVacuumCleanArea" else _scope(frame, way, view)
    if not scope.entities and (turned := as_lock(frame)) is not None:
        unlocking = resolve(turned, frozenset({"lock"}), view)
        if unlocking.entities:
            return _done_to(turned, unlocking.entities, unlocking, _ON_ENTITIES[turned.intent].part, view)
    if not scope.entities and (gate := as_gate(frame)) is not None:
        found = resolve(gate, way.domains, view)
        scope = found if found.entities else scope
    if frame.intent == "HassMediaSearchAndPlay" and media.plays_here(frame, scope.entities, view):
        return media.play_here(frame, view)
    entities = scope.entities
    if way.domains == MEDIA:
        entities = media.one_player(frame, media.preferred(frame.intent, media.sounding(frame, entities, view), view))
    return _done_to(frame, entities, scope, way.part, view)


def _scope(frame: Frame, way: _OnEntities, view: View) -> Scope:
    """The clause's entities; an attribute without a name means whatever has it."""
    attribute = str(frame.slots.get("attribute", ""))
    if way.domains is not _SETTABLE or "domain" in frame.slots:
        everything = of_everything(frame, view)
        return resolve(frame, way.domains if everything is None else everything & way.domains, view)
    if "name" in frame.slots:
        scope = resolve(frame, _SETTABLE, view)
        return scope if scope.entities else _or_companion(frame, scope, view)
    domains = adjust.DOMAINS_OF_ATTRIBUTE.get(attribute) or frozenset(
        view.entity(id_).domain for id_ in carriers(attribute, view)
    )
    scope = resolve(frame, domains or _SETTABLE, view)
    able = carriers(attribute, view) if attribute else frozenset(entity.id for entity in scope.entities)
    return replace(scope, entities=tuple(entity for entity in scope.entities if entity.id in able) or scope.entities)


def _or_companion(frame: Frame, scope: Scope, view: View) -> Scope:
    """The name may be that of the number or choice itself ("set the target humidity to 40")."""
    direct = resolve(frame, COMPANIONS, view)
    return direct if direct.entities and direct.confidence >= QUALIFIED - 0.01 else scope


def _done_to(frame: Frame, entities: tuple[Entity, ...], scope: Scope, part: PerEntity, view: View) -> Clause:
    parts = [part(frame, entity, view) for entity in entities]
    steps = tuple(part for part in parts if isinstance(part, Step))
    problems = tuple(part for part in parts if isinstance(part, Problem))
    capable = [entity.id for entity, part in zip(entities, parts, strict=True) if _concerned(part)]
    return Clause(
        frame,
        tuple(capable or (entity.id for entity in entities)),
        steps,
        scope.problems + _worth_telling(problems, steps, scope),
        confidence=scope.confidence,
    )


def _concerned(part: Part) -> bool:
    return isinstance(part, Step) or part.code == "already"


def _worth_telling(problems: tuple[Problem, ...], steps: tuple[Step, ...], scope: Scope) -> tuple[Problem, ...]:
    """What only some of a group cannot do, or need not, is no news when the rest is done."""
    if scope.named or not steps:
        return problems
    return tuple(problem for problem in problems if problem.code == "unavailable")
