"""What speaks for a plan: the features by which plans are ranked, each with a name and a range.

The words are one witness; what the home can do now, what was just spoken of or changed, where the
speaker is and what usually happens at this hour are the others (cf. the energy-based ranker of
"Learning to Rank Intents in Voice Assistants", arXiv 2005.00119, which fuses both).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from edge.ground.tiers import is_cooker
from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Clause, DecisionKind, Exchange, Plan

FEATURES: tuple[str, ...] = (
    "language",  # log of the hypothesis' score, -7..0
    "named",  # how surely the words name the targets, 0..1
    "unsaid",  # 1 when the targets were not said but inferred
    "feasible",  # 1 when there is something to do or to answer
    "already",  # 1 when everything is so already
    "impossible",  # 1 when the home cannot do it
    "unclear",  # 1 when it would have to be asked which
    "here",  # share of the targets in the speaker's room
    "elsewhere",  # share of the targets in another room, when the speaker's is known
    "mentioned",  # recency of the last mention of a target in the conversation, 0..1 (1/e after 2 min)
    "changed",  # recency of a live change of a target, 0..1 (1/e after 5 min)
    "active",  # share of targets that are on, playing, open or heating, for what ends or asks
    "idle",  # share of targets that are not, for what begins
    "playing",  # 1 when a target plays, for media
    "appliance",  # 1 when a target is a heating appliance at work, for temperatures
    "habit",  # probability that this is done now, from history, 0..1
    "own",  # 1 when a target bears the speaker's name
    "ambient",  # share of targets that go on by themselves, as heating does: nobody calls them "it"
    "several",  # log2 of the number of targets, 0..10
    "grave",  # tier above comfort, 0..2
)
"""Every feature in the order of the weights."""

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
_BEGINNING = frozenset({"HassTurnOn", "HassMediaUnpause", "HassVacuumStart", "HassLawnMowerStartMowing"})


def evidence_of(plan: Plan, view: View) -> Mapping[str, float]:
    """The features of a plan; those of several clauses are averaged, the words counted once."""
    clauses = [_clause(clause, view) for clause in plan.clauses]
    averaged = {name: sum(c[name] for c in clauses) / len(clauses) for name in clauses[0]} if clauses else {}
    return {"language": math.log(max(plan.hypothesis.score, 1e-3)), **averaged}


def is_active(entity: Entity) -> bool:
    """Whether an entity is doing something."""
    return entity.state in _ACTIVE


def _clause(clause: Clause, view: View) -> dict[str, float]:
    entities = [view.snapshot.entities[id_] for id_ in clause.targets if id_ in view.snapshot.entities]
    codes = {problem.code for problem in clause.problems}
    intent, settled = clause.frame.intent, bool(clause.steps) or not codes
    return {
        "named": clause.confidence,
        "unsaid": float(clause.inferred),
        "feasible": float(settled),
        "already": float(not settled and codes <= {"already", "condition_false"}),
        "unclear": float(not settled and "ambiguous" in codes),
        "impossible": float(not settled and not codes & {"already", "condition_false", "ambiguous"}),
        "here": _share(e.area == view.area for e in entities) if view.area else 0.0,
        "elsewhere": _share(e.area not in {view.area, None} for e in entities) if view.area else 0.0,
        "mentioned": _mentioned(clause.targets, view),
        "changed": _changed(entities, view),
        "active": _share(is_active(e) and e.domain not in _AMBIENT for e in entities)
        if intent in _ENDING | _ADJUSTING
        else 0.0,
        "idle": _share(not is_active(e) for e in entities) if intent in _BEGINNING else 0.0,
        "playing": float(any(e.state == "playing" for e in entities)),
        "appliance": float(any(_cooks(e) for e in entities)),
        "habit": max(
            (view.knowledge.habits.get(_deed(step.call.entity_id, step.call.service), 0.0) for step in clause.steps),
            default=0.0,
        ),
        "own": float(any(_belongs(e, view) for e in entities)),
        "ambient": _share(e.domain in _AMBIENT for e in entities) if clause.inferred else 0.0,
        "several": math.log2(max(1, len(entities))),
        "grave": max((float(step.tier) - 1 for step in clause.steps), default=0.0),
    }


def _deed(entity_id: str | None, service: str) -> str:
    """The key of something done, as habits are counted."""
    return f"{entity_id} {service}"


def _share(truths: Iterable[bool]) -> float:
    listed = list(truths)
    return sum(listed) / len(listed) if listed else 0.0


def _mentioned(targets: tuple[str, ...], view: View) -> float:
    ages = [view.request.at - e.at for e in view.knowledge.recent if _spoke_of(e, targets)]
    return math.exp(-max(0.0, min(ages)) / _TALK_SECONDS) if ages else 0.0


def _spoke_of(exchange: Exchange, targets: tuple[str, ...]) -> bool:
    told = exchange.decision in {DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.ASK}
    return told and exchange.plan is not None and bool(set(exchange.plan.targets) & set(targets))


def _changed(entities: Iterable[Entity], view: View) -> float:
    ages = [view.request.at - e.changed for e in entities if e.changed is not None]
    return math.exp(-max(0.0, min(ages)) / _CHANGE_SECONDS) if ages else 0.0


def _cooks(entity: Entity) -> bool:
    return is_cooker(entity) and entity.state not in {"off", "unknown", None}


def _belongs(entity: Entity, view: View) -> bool:
    person = view.snapshot.people.get(view.request.speaker or "")
    name = (person.name if person else view.request.speaker or "").casefold()
    return bool(name) and any(
        word.removesuffix("'s").removesuffix("’s") == name for word in entity.name.casefold().split()
    )
