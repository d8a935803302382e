"""What speaks for a plan: the features by which plans are ranked, each with a name and a range.

The words are one witness; what the home can do now, what was just spoken of or changed, where the
speaker is and what usually happens at this hour are the others (cf. the energy-based ranker of
"Learning to Rank Intents in Voice Assistants", arXiv 2005.00119, which fuses both).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from edge.ground.kin import DONE, LISTING, LIT, REFERRING, asks, bids_to_stop, puts_on
from edge.ground.offers import belongs_to, says_mine
from edge.ground.sun import SHADES, daylight
from edge.ground.tiers import is_cooker
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import singular, tokens
from edge.turn import Clause, DecisionKind, Exchange, Plan

FEATURES: tuple[str, ...] = (
    "language",  # log of the hypothesis' score, -7..0
    "behind",  # log of that score by the best hypothesis' of the request, -7..0
    "named",  # how surely the words name the targets, 0..1
    "explicit",  # 1 when the targets were said, are there, and can do it
    "unapt",  # 1 when the verb is not one for such a thing: coverings are not turned off, nothing "put on" a list
    "unsaid",  # 1 when the targets were not said but inferred
    "feasible",  # 1 when there is something to do or to answer
    "already",  # 1 when everything is so already
    "impossible",  # 1 when the home cannot do it
    "unclear",  # 1 when it would have to be asked which
    "here",  # share of the targets in the speaker's room
    "elsewhere",  # share of the targets in another room, when the speaker's is known
    "astray",  # share of the targets that are not in the speaker's room and were not said
    "mentioned",  # recency of the last mention of a target in the conversation, 0..1 (1/e after 2 min)
    "changed",  # recency of a live change of a target in the speaker's room, where known, 0..1 (1/e after 5 min)
    "bidden",  # the same of what the words bid to stop, whatever it is
    "active",  # share of targets at work, for what ends or asks
    "lit",  # the same for what adjusts
    "resting",  # share of targets that are not, for what only makes sense of something at work
    "dormant",  # the same for what switches off and did not say what
    "idle",  # share of targets that are not at work, for what begins
    "playing",  # 1 when a target plays, for media
    "appliance",  # 1 when a target is a heating appliance at work, for temperatures
    "habit",  # probability that this is done now, from history, 0..1
    "own",  # 1 when a target bears the speaker's name
    "mine",  # 1 when it does, and the speaker said "my"
    "foreign",  # 1 when a target bears somebody else's name, and the speaker said "my"
    "sunlit",  # 1 when a covering is moved while the sun is up, for a need of light
    "sunless",  # 1 when it is moved while the sun is down
    "remedy",  # how far down the list of what helps, for a need, 0..2
    "relief",  # 1 when something that is on or open is ended, for a need
    "degrees",  # 1 when a number is given to a heating in whose range it is
    "vacuous",  # 1 when a question has nothing to tell of
    "ambient",  # share of targets that go on by themselves, as heating does: nobody calls them "it"
    "several",  # log2 of the number of targets, 0..10
    "grave",  # tier above comfort, 0..2
)
"""Every feature in the order of the weights."""

_OPENED = frozenset({"cover", "valve", "lock"})
_AT_REST = _OPENED | {"light"}
"""What goes on with nothing that could be stopped by switching it off."""
_OPENING = frozenset({"open", "close", "shut", "raise", "lower", "lift", "unlock", "lock"})
_EXACT = 0.95
_CLOCK = frozenset({"time", "clock", "hour", "hours", "late", "oclock"})
_AMBIENT = frozenset({"climate", "water_heater", "humidifier", "lock", "valve", "alarm_control_panel"})
_TALK_SECONDS = 120.0
_CHANGE_SECONDS = 300.0
_ACTIVE = frozenset(
    {
        "on", "open", "opening", "closing", "playing", "paused", "buffering", "cleaning", "returning", "mowing",
        "heat", "cool", "auto", "heat_cool", "dry", "fan_only", "unlocked", "heating", "eco", "performance",
    }
)  # fmt: skip
_ENDING = frozenset(
    {
        "HassTurnOff", "HassMediaPause", "HearthStop", "HassStopMoving", "HearthRemaining", "HassMediaPlayerMute",
        "HassVacuumReturnToBase", "HassLawnMowerDock", "HassMediaNext", "HassMediaPrevious",
    }
)  # fmt: skip
_ADJUSTING = frozenset(
    {"HearthAdjust", "HassSetVolume", "HassSetVolumeRelative", "HassLightSet", "HearthSetValue", "HearthSetMode"}
)
ONLY_AT_WORK = frozenset({"HearthStop", "HassMediaPause", "HassStopMoving", "HassMediaNext", "HassMediaPrevious",
                         "HassVacuumReturnToBase", "HassLawnMowerDock", "HassSetVolumeRelative"})  # fmt: skip
"""What ends or steers something that goes on, and is refused while nothing does."""
_STOPS = frozenset({"HearthStop", "HassStopMoving", "HassMediaPause"})
_AT_WORK = frozenset({"opening", "closing", "playing", "buffering", "cleaning", "returning", "mowing"})
_BEGINNING = frozenset({"HassTurnOn", "HassMediaUnpause", "HassVacuumStart", "HassLawnMowerStartMowing"})


def evidence_of(plan: Plan, view: View, best: float = 1.0) -> Mapping[str, float]:
    """The features of a plan; those of several clauses are averaged, the words counted once.

    The score of a compound is that of its weakest clause; the words count for what they are worth on average.
    What is impossible in a compound, or so already, is told and left undone: it says nothing of the rest.
    `best` is the score of the request's best hypothesis, 0..1.
    """
    needful = any(frame.intent == "HearthNeed" for frame in plan.hypothesis.frames)
    clauses = [_clause(clause, view) | _needful(clause, view, needful=needful) for clause in plan.clauses]
    clauses = [clause for clause in clauses if clause["feasible"]] or clauses
    averaged = {name: sum(c[name] for c in clauses) / len(clauses) for name in clauses[0]} if clauses else {}
    score, lead = plan.hypothesis.score, math.log(max(best, 1e-3))
    each = 1 - (1 - score) / max(1, len(plan.hypothesis.frames))
    behind = min(0.0, math.log(max(score, 1e-3)) - lead)
    return {"language": math.log(max(each, 1e-3)), "behind": behind, **averaged}


def is_active(entity: Entity) -> bool:
    """Whether an entity is doing something."""
    return entity.state in _ACTIVE


def _clause(clause: Clause, view: View) -> dict[str, float]:
    entities = [view.snapshot.entities[id_] for id_ in clause.targets if id_ in view.snapshot.entities]
    codes = {problem.code for problem in clause.problems}
    intent, settled = clause.frame.intent, bool(clause.steps) or not codes
    return {
        "named": clause.confidence,
        "explicit": float(settled and not clause.inferred and clause.confidence >= _EXACT),
        "unapt": float(_unapt(clause, entities, view)),
        "unsaid": float(clause.inferred),
        "feasible": float(settled),
        "already": float(not settled and codes <= {"already", "condition_false"}),
        "unclear": float(not settled and "ambiguous" in codes),
        "impossible": float(not settled and not codes & {"already", "condition_false", "ambiguous"}),
        "here": _share(e.area == view.area for e in entities) if view.area else 0.0,
        "elsewhere": _share(e.area not in {view.area, None} for e in entities) if view.area else 0.0,
        "astray": _share(e.area != view.area for e in entities) if view.area and clause.inferred else 0.0,
        "mentioned": _mentioned(entities, view),
        "changed": _changed(entities, view),
        "bidden": _share(_at_work(e, intent) for e in entities) if _bidden(clause, view) else 0.0,
        "active": _share(_at_work(e, intent) for e in entities) if intent in _ENDING else 0.0,
        "lit": _share(_at_work(e, intent) for e in entities) if intent in _ADJUSTING and clause.inferred else 0.0,
        "resting": _share(not _at_work(e, intent) for e in entities)
        if intent in ONLY_AT_WORK and not _plainly_named(clause, entities, view)
        else 0.0,
        "dormant": _share(not _at_work(e, intent) for e in entities) if _unsaid_end(clause) else 0.0,
        "idle": _share(not is_active(e) for e in entities) if intent in _BEGINNING else 0.0,
        "playing": float(clause.inferred and any(e.state == "playing" for e in entities)),
        "appliance": float(any(_cooks(e) for e in entities)),
        "habit": _usual(clause, view.knowledge.habits),
        **_whose(entities, view),
        "degrees": float(any(_in_degrees(clause, e) for e in entities)),
        "vacuous": float(_vacuous(clause, view)),
        "ambient": _share(e.domain in _AMBIENT for e in entities) if clause.inferred else 0.0,
        "several": math.log2(max(1, len(entities))),
        "grave": max((float(step.tier) - 1 for step in clause.steps), default=0.0),
    }


def _bidden(clause: Clause, view: View) -> bool:
    return clause.inferred and clause.frame.intent in _STOPS and bids_to_stop(view.request.text)


def _unsaid_end(clause: Clause) -> bool:
    return clause.inferred and clause.frame.intent in {"HassTurnOff", "HassMediaPlayerMute"}


def _vacuous(clause: Clause, view: View) -> bool:
    """Whether a question is answered, but says nothing of what the words ask for."""
    said = frozenset(tokens(view.request.text))
    intent = clause.frame.intent
    if intent in {"HassTimerStatus", "HearthAlarmStatus"}:
        return not view.knowledge.jobs
    if intent == "HassGetCurrentTime":
        return view.request.language == "en" and not said & _CLOCK
    if intent == "HearthMediaStatus":
        return view.request.language == "en" and not asks(said)
    return intent == "HassGetState" and clause.inferred and bool(said & DONE)


def _usual(clause: Clause, deeds: Mapping[str, float]) -> float:
    """The mean over all that is done: what is usual for one lamp is not so for all lamps."""
    values = [deeds.get(_deed(step.call.entity_id, step.call.service), 0.0) for step in clause.steps]
    return sum(values) / len(values) if values else 0.0


def _plainly_named(clause: Clause, entities: Sequence[Entity], view: View) -> bool:
    """Whether the words name one thing that nothing else there is called: it is meant, whatever it is doing."""
    if clause.inferred or clause.confidence < _EXACT or "name" not in clause.frame.slots or len(entities) != 1:
        return False
    meant = entities[0]
    there = "area" in clause.frame.slots

    def alike(id_: str) -> bool:
        other = view.snapshot.entities[id_]
        return other.domain == meant.domain and (not there or other.area == meant.area)

    return len(view.names.entities(meant.name, alike)) == 1


def _deed(entity_id: str | None, service: str) -> str:
    """The key of something done, as habits are counted."""
    return f"{entity_id} {service}"


def _share(truths: Iterable[bool]) -> float:
    listed = list(truths)
    return sum(listed) / len(listed) if listed else 0.0


def _mentioned(entities: Sequence[Entity], view: View) -> float:
    """The mean over the targets: of two things of which one was spoken of, the two were not."""
    spoken = [exchange for exchange in view.knowledge.recent if _told(exchange)]
    ages = ([view.request.at - e.at for e in spoken if _spoke_of(e, one, view)] for one in entities)
    return _mean(_since(each, _TALK_SECONDS) for each in ages)


def _since(ages: Sequence[float], fade: float) -> float:
    return math.exp(-max(0.0, min(ages)) / fade) if ages else 0.0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _told(exchange: Exchange) -> bool:
    return exchange.decision in {DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.ASK} and exchange.plan is not None


def _spoke_of(exchange: Exchange, entity: Entity, view: View) -> bool:
    targets = exchange.plan.targets if exchange.plan else ()
    return any(_akin(view.snapshot.entities[id_], entity) for id_ in targets if id_ in view.snapshot.entities)


def _akin(one: Entity, other: Entity) -> bool:
    """The same thing, or another side of it: the washing machine and its remaining time."""
    if one.id == other.id or (one.device is not None and one.device == other.device):
        return True
    return other.domain == "sensor" and other.name.casefold().startswith(f"{one.name.casefold()} ")


def _changed(entities: Sequence[Entity], view: View) -> float:
    """The mean over the targets; what changes in another room says nothing of what is meant in this one."""
    near = [e.changed if view.area in {None, e.area} else None for e in entities]
    return _mean(_since([] if at is None else [view.request.at - at], _CHANGE_SECONDS) for at in near)


def _cooks(entity: Entity) -> bool:
    return is_cooker(entity) and entity.state not in {"off", "unknown", None}


def _at_work(entity: Entity, intent: str) -> bool:
    """Whether an intent finds something to end: what moves can be stopped, what is merely open cannot."""
    if intent in ONLY_AT_WORK:
        return entity.state in _AT_WORK or (entity.domain in {"fan", "siren"} and entity.state == "on")
    return is_active(entity) and entity.domain not in _AMBIENT


def _whose(entities: Sequence[Entity], view: View) -> dict[str, float]:
    speaker = view.request.speaker
    owners = {belongs_to(entity, view) for entity in entities} if speaker else {None}
    mine = says_mine(view)
    return {
        "own": float(speaker is not None and speaker in owners),
        "mine": float(mine and owners == {speaker}),
        "foreign": float(mine and bool(owners - {speaker, None})),
    }


def _needful(clause: Clause, view: View, *, needful: bool) -> dict[str, float]:
    """What the light outside does to a covering that would help, and whether something is ended."""
    if not needful:
        return {"sunlit": 0.0, "sunless": 0.0, "remedy": 0.0, "relief": 0.0}
    shades = float(any(view.entity(id_).device_class in SHADES and id_.startswith("cover.") for id_ in clause.targets))
    sunny = daylight(view)
    ends = clause.frame.intent == "HassTurnOff" and bool(clause.steps)
    place = round(10 * (0.9 - clause.confidence))
    return {"sunlit": shades * sunny, "sunless": shades * (1 - sunny), "remedy": float(place), "relief": float(ends)}


def _unapt(clause: Clause, entities: Sequence[Entity], view: View) -> bool:
    said = {singular(word) for word in tokens(view.request.text)}
    if said & LIT and any(entity.domain != "light" for entity in entities):
        return True
    if clause.frame.intent in LISTING:
        return puts_on(view.request.text)
    if not clause.inferred or clause.frame.intent not in {"HassTurnOn", "HassTurnOff"}:
        return False
    switched, opened = bool(said & {"on", "off"}), bool(said & _OPENING)
    domains = {entity.domain for entity in entities}
    bare = str(clause.frame.slots.get("name", "")).casefold() in REFERRING
    if bare and not (switched or opened) and domains <= _AT_REST and bids_to_stop(view.request.text):
        return True
    return (switched and not opened and domains <= _OPENED) or (opened and not switched and not domains & _OPENED)


def _in_degrees(clause: Clause, entity: Entity) -> bool:
    value = clause.frame.slots.get("value", clause.frame.slots.get("temperature"))
    low, high = entity.attributes.get("min_temp"), entity.attributes.get("max_temp")
    if entity.domain != "climate" or not all(isinstance(n, int | float) for n in (value, low, high)):
        return False
    return float(str(low)) <= float(str(value)) <= float(str(high))
