"""Bare requests that are about what the hub itself keeps: "how long is left", "stop" when an alarm has just rung."""

from __future__ import annotations

from dataclasses import dataclass

from edge.ground.later_matching import of_kind
from edge.ground.view import View
from edge.home.effects import number
from edge.turn import Clause, Frame, Job, ServiceCall, Step, Tier

JUST_RUNG_SECONDS = 60.0
"""How long after an alarm or a timer "stop" means it."""

_STOPPING = frozenset({"HearthStop", "HassMediaPause", "HassTurnOff", "HassNevermind", "HassCancelTimer"})
_PAUSING = {"HassMediaPause": ("pause_timer", "resume_timer"), "HassMediaUnpause": ("resume_timer", "pause_timer")}
_MOST_TOLD = 3
_AUDIBLE = frozenset({"playing", "paused", "buffering", "on"})


@dataclass(frozen=True, slots=True)
class OfJobs:
    """Clauses on what is kept; `alone` when nothing else can be meant."""

    clauses: tuple[Clause, ...] = ()
    alone: bool = False


def of_jobs(frame: Frame, view: View) -> OfJobs:
    """What a vague clause comes to when it is about timers and alarms."""
    rung = [job for job in of_kind(view, "rung") if _heard_here(job, view)]
    if frame.intent in _STOPPING and rung:
        return OfJobs((_clause(frame, "silence", {}),), alone=True)
    timers = [job for job in of_kind(view, "timer") if job.area is None or view.area in {None, job.area}]
    timers = timers or of_kind(view, "timer")
    if frame.intent == "HearthRemaining" and timers:
        told = {"timers": [job.id for job in timers]}
        # the timers of this room and what else runs are both an answer; only the latter alone would be half of one
        return OfJobs((Clause(frame, _at_work(view), facts=told, confidence=0.9, inferred=True),), alone=True)
    if frame.intent in _PAUSING and len(timers) == 1 and not _anything_audible(view):
        service, back = _PAUSING[frame.intent]
        if timers[0].paused == (service == "resume_timer"):
            return OfJobs((_clause(frame, service, {"id": timers[0].id}, back),), alone=True)
    return OfJobs()


def _clause(frame: Frame, service: str, data: dict[str, str], back: str = "") -> Clause:
    inverse = (ServiceCall("hearth", back, data=dict(data)),) if back else ()
    step = Step(ServiceCall("hearth", service, data=dict(data)), Tier.COMFORT, inverse=inverse)
    return Clause(frame, steps=(step,), confidence=0.9, inferred=True)


def _heard_here(job: Job, view: View) -> bool:
    """Whether a job rang a moment ago where the request was heard."""
    recent = -(job.remaining or 0.0) <= JUST_RUNG_SECONDS
    return recent and (job.device is None or view.request.device in {None, job.device})


def _at_work(view: View) -> tuple[str, ...]:
    """Ids of what says of itself how long it still takes, the soonest first."""
    left = [
        (number(entity.state) or 0.0, entity.id)
        for entity in view.snapshot.by_domain.get("sensor", ())
        if entity.device_class == "duration"
    ]
    return tuple(id_ for minutes, id_ in sorted(left) if minutes > 0)[:_MOST_TOLD]


def _anything_audible(view: View) -> bool:
    return any(entity.state in _AUDIBLE for entity in view.snapshot.by_domain.get("media_player", ()))
