"""What can be asked of learning on `bridge/request/rewrites` and `bridge/request/feedback`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edge.clock import Clock
from edge.doors.bridge import Bridge, BridgeError
from edge.learn.learner import Learner
from edge.learn.signals import Signal, SignalKind
from edge.rewrite.cycle import propensity
from edge.rewrite.entry import SERVED, Entry
from edge.turn import JsonValue

Parameters = Mapping[str, JsonValue]
_ORDER = ("live", "canary", "shadow", "candidate", "quarantined", "retired", "blocked")
_FEEDBACK = {"up": SignalKind.THUMBS_UP, "down": SignalKind.THUMBS_DOWN, "barge_in": SignalKind.BARGE_IN}


def offer_learning(bridge: Bridge, house: object, clock: Clock) -> None:
    """Offer what can be asked of a house's `learner`, where it has one."""
    learner = getattr(house, "learner", None)
    if isinstance(learner, Learner):
        offer_rewrites(bridge, learner, clock)


def offer_rewrites(bridge: Bridge, learner: Learner, clock: Clock) -> None:
    """Offer `rewrites` (list, approve, forget, block, rollback) and `feedback` (thumbs from any door)."""

    def rewrites(parameters: Parameters) -> JsonValue:
        action = str(parameters.get("action", "list"))
        found = _ACTIONS.get(action)
        if found is None:
            raise BridgeError(f"{action!r} is none of {', '.join(_ACTIONS)}")
        try:
            return found(learner, parameters, clock.wall())
        except KeyError as error:
            raise BridgeError(str(error.args[0])) from error

    def feedback(parameters: Parameters) -> JsonValue:
        kind = _FEEDBACK.get(str(parameters.get("value")))
        turn, seconds = parameters.get("id"), parameters.get("seconds", 0.0)
        if kind is None or not isinstance(turn, str) or not isinstance(seconds, int | float):
            raise BridgeError(f"feedback wants the id of a request and as value one of {', '.join(_FEEDBACK)}")
        learner.signal(Signal(turn, kind, clock.wall(), float(seconds), "bridge"))
        return {"id": turn, "value": parameters["value"]}

    bridge.offer("rewrites", rewrites)
    bridge.offer("feedback", feedback)


def as_json(entry: Entry, learner: Learner) -> dict[str, JsonValue]:
    """A rewrite with its evidence, for people and programs."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "said": entry.said,
        "meant": entry.text,
        "person": entry.person or None,
        "context": entry.context or None,
        "stage": entry.stage.value,
        "reason": entry.reason,
        "propensity": round(propensity(entry, learner.options.policy), 3),
        "confirmed": entry.count,
        "explicit": entry.strong,
        "support": round(entry.support, 2),
        "served": entry.served,
        "wins": entry.wins,
        "losses": entry.losses,
        "defect_as_said": round(entry.defect, 3),
        "defect_rewritten": round(entry.rewritten[0] / sum(entry.rewritten), 3),
        "better": round(entry.better, 3),
        "approved": entry.approved,
        "since": entry.since,
    }


def _list(learner: Learner, parameters: Parameters, _now: float) -> JsonValue:
    """All rewrites, those that are served first; with `stage` only those of it, with `served` only those served."""
    entries = sorted(learner.entries(), key=lambda e: (_ORDER.index(e.stage), -e.support, e.id))
    wanted = parameters.get("stage")
    kept = [
        e for e in entries if wanted in {None, e.stage.value} and (not parameters.get("served") or e.stage in SERVED)
    ]
    blocks = [{"person": b.person or None, "said": b.source, "meant": b.target} for b in learner.book.blocks()]
    return {"pack": learner.book.pack, "rewrites": [as_json(entry, learner) for entry in kept], "blocks": blocks}


def _approve(learner: Learner, parameters: Parameters, now: float) -> JsonValue:
    return as_json(learner.approve(_id(parameters), now), learner)


def _forget(learner: Learner, parameters: Parameters, now: float) -> JsonValue:
    return as_json(learner.forget(_id(parameters), now), learner)


def _block(learner: Learner, parameters: Parameters, now: float) -> JsonValue:
    return as_json(learner.block(_id(parameters), now), learner)


def _rollback(learner: Learner, parameters: Parameters, now: float) -> JsonValue:
    pack = parameters.get("pack")
    if pack is not None and (not isinstance(pack, int) or isinstance(pack, bool)):
        raise BridgeError("pack is the number of a pack, as the list of rewrites tells it")
    build = learner.rollback(now, pack)
    return {"pack": learner.book.pack, "changed": len(build.after) if build else 0}


def _id(parameters: Parameters) -> str:
    told = parameters.get("id")
    if not isinstance(told, str):
        raise BridgeError("which rewrite? its id is missing")
    return told


_ACTIONS: Mapping[str, Callable[[Learner, Parameters, float], JsonValue]] = {
    "list": _list,
    "approve": _approve,
    "forget": _forget,
    "block": _block,
    "rollback": _rollback,
}
