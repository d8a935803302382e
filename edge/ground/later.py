"""Timers, and commands for later: what the hub itself keeps, on its own clock."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edge.ground.later_matching import DAY, matching_timers, means_all, seconds
from edge.ground.view import View
from edge.home.codec import encode
from edge.turn import Clause, Frame, Job, JsonValue, Problem, ServiceCall, Step, Tier

__all__ = ["DAY", "matching_timers", "seconds"]

_MATCHING = {
    "HassCancelTimer": "cancel_timer",
    "HassIncreaseTimer": "change_timer",
    "HassDecreaseTimer": "change_timer",
    "HassPauseTimer": "pause_timer",
    "HassUnpauseTimer": "resume_timer",
}


def start_timer(frame: Frame, view: View) -> Clause:
    """Start a timer; with `conversation_command` the words are carried out when it ends."""
    total = seconds(frame.slots)
    if not frame.slots.keys() & {"hours", "minutes", "seconds"}:
        return Clause(frame, problems=(Problem("no_duration", "timer"),))
    if total <= 0 or total > 366 * DAY:
        return Clause(frame, problems=(Problem("out_of_range", "timer", detail={"min": "1 s", "max": "1 year"}),))
    command = str(frame.slots.get("conversation_command", ""))
    data: dict[str, JsonValue] = {"seconds": total, "name": str(frame.slots.get("name", ""))}
    return Clause(frame, steps=(kept(frame, "start_timer", data | ({"command": command} if command else {}), view),))


def change_timer(frame: Frame, view: View) -> Clause:
    """Cancel, pause, resume, lengthen or shorten the timer that the slots point at; of several it is asked which."""
    timers = matching_timers(frame.slots, view)
    if frame.intent in {"HassPauseTimer", "HassUnpauseTimer"} and len(timers) > 1:
        paused = frame.intent == "HassUnpauseTimer"
        timers = tuple(job for job in timers if job.paused == paused) or timers
    if not timers:
        return Clause(frame, problems=(Problem("no_timer", str(frame.slots.get("name", ""))),))
    if frame.intent in {"HassIncreaseTimer", "HassDecreaseTimer"} and not seconds(frame.slots):
        return Clause(frame, problems=(Problem("no_duration", "timer"),))
    if len(timers) > 1 and not means_all(view):
        return Clause(frame, problems=(Problem("ambiguous", "timer"),), facts={"jobs": [job.id for job in timers]})
    return Clause(frame, steps=tuple(_changed(frame, job) for job in timers), facts=labelled(timers))


def each_timer(clause: Clause, view: View) -> tuple[Clause, ...]:
    """The clause on each of the timers (alarms, reminders) among which it was unclear."""
    ids = clause.facts.get("jobs")
    known = {job.id: job for job in view.knowledge.jobs}
    jobs = [known[str(id_)] for id_ in ids if str(id_) in known] if isinstance(ids, list | tuple) else []
    return tuple(Clause(clause.frame, steps=(_changed(clause.frame, job),), facts=labelled([job])) for job in jobs)


def cancel_all(frame: Frame, view: View) -> Clause:
    """Cancel every timer, or those set in an area."""
    timers = matching_timers(frame.slots, view)
    return Clause(frame, steps=tuple(cancelling(job) for job in timers), facts={"canceled": len(timers)})


def cancelling(job: Job) -> Step:
    """A step that forgets a job; undone, it goes on with what was left."""
    again = ServiceCall("hearth", "restore_job", data={"id": job.id, "job": encode(job)})
    return Step(ServiceCall("hearth", "cancel_timer", data={"id": job.id}), Tier.COMFORT, inverse=(again,))


def labelled(jobs: tuple[Job, ...] | list[Job]) -> dict[str, JsonValue]:
    """What to call the jobs when it is asked which: their names, else their lengths in minutes."""
    names = [job.name or job.text or f"{round((job.total or 0) / 60)} minute" for job in jobs]
    return {"label": " ".join(names), "canceled": len(names)} if names else {}


def schedule(frame: Frame, then: Sequence[Step], view: View) -> Step:
    """A step that keeps a clause until `frame.at` or for `frame.delay` seconds; `then` is what it will do."""
    data: dict[str, JsonValue] = {"at": frame.at} if frame.delay is None else {"seconds": frame.delay}
    repeat: dict[str, JsonValue] = {"repeat": list(frame.repeat)} if frame.repeat else {}
    return kept(frame, "schedule_command", data | repeat | doing(then), view, gravest(then))


def aimed_at(step: Step, entity_ids: Sequence[str]) -> Step:
    """The same step; where it keeps something for later, that is done to these things whatever the words say then."""
    if step.call.domain != "hearth" or step.call.service not in {"schedule_command", "watch"}:
        return step
    return replace(step, call=replace(step.call, data={**step.call.data, "targets": list(entity_ids)}))


def gravest(then: Sequence[Step]) -> Tier:
    """The highest tier of some steps, comfort at least."""
    return max((step.tier for step in then), default=Tier.COMFORT)


def doing(then: Sequence[Step]) -> dict[str, JsonValue]:
    """The gravest service of some steps, for asking whether it shall be done."""
    calls = [step.call for step in then if step.tier == gravest(then)]
    return {"does": f"{calls[0].domain}.{calls[0].service}"} if calls else {}


def untimed(frame: Frame, what: str) -> Clause:
    """A clause that waits until its time is named; words with a number that are no time are not understood."""
    unread = any(letter.isdigit() for letter in frame.when)
    return Clause(frame, problems=(Problem("unread_time" if unread else "no_time", what),))


def kept(frame: Frame, service: str, data: Mapping[str, JsonValue], view: View, tier: Tier = Tier.COMFORT) -> Step:
    """A call that makes a job; its id follows from the request and the clause, so that it can be cancelled by undo."""
    due = data.get("seconds", data.get("at"))
    said = repr((frame.intent, sorted(frame.slots.items()), frame.excepted, service))
    job: dict[str, JsonValue] = {"id": f"{view.request.id}:{due}:{zlib.crc32(said.encode()):08x}"}
    cancel = ServiceCall("hearth", "cancel_timer", data=job)
    return Step(ServiceCall("hearth", service, data=job | dict(data)), tier, inverse=(cancel,))


def _changed(frame: Frame, job: Job) -> Step:
    service = _MATCHING.get(frame.intent, "cancel_timer")
    if service == "cancel_timer":
        return cancelling(job)
    data: dict[str, JsonValue] = {"id": job.id}
    back: dict[str, JsonValue] = {"id": job.id}
    opposite = {"pause_timer": "resume_timer", "resume_timer": "pause_timer"}.get(service, service)
    if service == "change_timer":
        data["seconds"] = seconds(frame.slots) * (-1 if frame.intent == "HassDecreaseTimer" else 1)
        back["seconds"] = -float(str(data["seconds"]))
    inverse = ServiceCall("hearth", opposite, data=back)
    return Step(ServiceCall("hearth", service, data=data), Tier.COMFORT, inverse=(inverse,))
