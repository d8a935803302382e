"""Timers, alarms, reminders and commands for later: what the hub itself keeps, on its own clock."""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.view import View
from edge.home.effects import number
from edge.text import fold
from edge.turn import Clause, Frame, Job, JsonValue, Problem, ServiceCall, SlotValue, Step, Tier

_MATCHING = {
    "HassCancelTimer": "cancel_timer",
    "HassIncreaseTimer": "change_timer",
    "HassDecreaseTimer": "change_timer",
    "HassPauseTimer": "pause_timer",
    "HassUnpauseTimer": "resume_timer",
}
DAY = 86_400.0


def start_timer(frame: Frame, view: View) -> Clause:
    """Start a timer; with `conversation_command` the words are carried out when it ends."""
    total = seconds(frame.slots)
    if total <= 0 or total > 366 * DAY:
        return Clause(frame, problems=(Problem("out_of_range", "timer", detail={"min": "1 s", "max": "1 year"}),))
    command = str(frame.slots.get("conversation_command", ""))
    data: dict[str, JsonValue] = {"seconds": total, "name": str(frame.slots.get("name", ""))}
    return _do(frame, "start_timer", data | ({"command": command} if command else {}), view)


def change_timer(frame: Frame, view: View) -> Clause:
    """Cancel, pause, resume, lengthen or shorten the one timer that the slots point at."""
    timers = matching_timers(frame.slots, view)
    if not timers:
        return Clause(frame, problems=(Problem("no_timer", str(frame.slots.get("name", ""))),))
    if len(timers) > 1:
        return Clause(frame, problems=(Problem("many_timers", detail={"count": len(timers)}),))
    data: dict[str, JsonValue] = {"id": timers[0].id}
    if frame.intent in {"HassIncreaseTimer", "HassDecreaseTimer"}:
        data["seconds"] = seconds(frame.slots) * (-1 if frame.intent == "HassDecreaseTimer" else 1)
    step = Step(ServiceCall("hearth", _MATCHING[frame.intent], data=data), Tier.COMFORT)
    return Clause(frame, steps=(step,))


def cancel_all(frame: Frame, view: View) -> Clause:
    """Cancel every timer, or those set in an area."""
    timers = matching_timers(frame.slots, view)
    steps = tuple(Step(ServiceCall("hearth", "cancel_timer", data={"id": job.id}), Tier.COMFORT) for job in timers)
    return Clause(frame, steps=steps, facts={"canceled": len(timers)})


def matching_timers(slots: Mapping[str, SlotValue], view: View) -> tuple[Job, ...]:
    """The timers that the slots point at by name, by original length or by area; nearest room first."""
    timers = [job for job in view.knowledge.jobs if job.kind == "timer"]
    if "name" in slots:
        timers = [job for job in timers if fold(job.name) == fold(str(slots["name"]))]
    wanted = seconds(slots, "start_")
    if wanted:
        timers = [job for job in timers if job.total == wanted]
    if "area" in slots:
        ids = {match.id for match in view.names.areas(str(slots["area"]))}
        timers = [job for job in timers if job.area in ids]
    elif len(timers) > 1 and view.area:
        timers = [job for job in timers if job.area == view.area] or timers
    return tuple(sorted(timers, key=lambda job: job.remaining or 0.0))


def schedule(frame: Frame, tier: Tier, view: View) -> Step:
    """A step that keeps a clause for later: after `frame.delay` seconds, or until `frame.at`."""
    data: dict[str, JsonValue] = {"at": frame.at} if frame.delay is None else {"seconds": frame.delay}
    return _step("schedule_command", data, view, tier)


def set_alarm(frame: Frame, view: View) -> Clause:
    """Set an alarm at `frame.at`."""
    if frame.at is None:
        return Clause(frame, problems=(Problem("no_time", "alarm"),))
    return _do(frame, "set_alarm", {"at": frame.at, "name": str(frame.slots.get("name", ""))}, view)


def set_reminder(frame: Frame, view: View) -> Clause:
    """Set a reminder with `message`, at `frame.at` or after `frame.delay` seconds."""
    after = frame.delay or seconds(frame.slots)
    at = frame.at if frame.at is not None else (view.request.at + after if after else None)
    if at is None:
        return Clause(frame, problems=(Problem("no_time", "reminder"),))
    return _do(frame, "set_reminder", {"at": at, "message": str(frame.slots.get("message", ""))}, view)


def cancel_alarm(frame: Frame, view: View) -> Clause:
    """Cancel the alarm at `frame.at`, the one so named, or the only one."""
    alarms = [job for job in view.knowledge.jobs if job.kind == "alarm"]
    if frame.at is not None:
        alarms = [job for job in alarms if abs(view.request.at + (job.remaining or 0.0) - frame.at) < 60]
    if not alarms:
        return Clause(frame, problems=(Problem("no_timer", "alarm"),))
    steps = tuple(Step(ServiceCall("hearth", "cancel_timer", data={"id": job.id}), Tier.COMFORT) for job in alarms)
    return Clause(frame, steps=steps, facts={"canceled": len(alarms)})


def seconds(slots: Mapping[str, SlotValue], prefix: str = "") -> float:
    """Total of `hours`, `minutes` and `seconds` slots; halves are understood ("half" is 0.5)."""
    total = 0.0
    for unit, length in (("hours", 3600.0), ("minutes", 60.0), ("seconds", 1.0)):
        said = slots.get(prefix + unit)
        total += length * (0.5 if said in {"half", "1/2"} else number(said) or 0.0)
    return total


def _do(frame: Frame, service: str, data: Mapping[str, JsonValue], view: View) -> Clause:
    return Clause(frame, steps=(_step(service, data, view),))


def _step(service: str, data: Mapping[str, JsonValue], view: View, tier: Tier = Tier.COMFORT) -> Step:
    """A call that makes a job; its id follows from the request, so that it can be cancelled by undo."""
    due = data.get("seconds", data.get("at"))
    job: dict[str, JsonValue] = {"id": f"{view.request.id}:{due}"}
    cancel = ServiceCall("hearth", "cancel_timer", data=job)
    return Step(ServiceCall("hearth", service, data=job | dict(data)), tier, inverse=(cancel,))
