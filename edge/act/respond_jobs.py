"""What is said of alarms, reminders, commands and watches, and of what is still left of appliances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from edge.act.respond_timers import counted, timer_left
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.turn import Clause, Job

if TYPE_CHECKING:
    from edge.act.respond import Words

_UNIT_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0, "hr": 3600.0, "d": 86_400.0}


def remaining(clause: Clause, words: Words, view: View) -> str:
    """How long what was asked about still takes."""
    jobs = _jobs(clause, "timers", view)
    texts = [timer_left(job, words) for job in jobs]
    for entity_id in clause.targets:
        entity = view.snapshot.entities.get(entity_id)
        left = time_left(entity) if entity else None
        if entity is not None and left is not None:
            texts.append(words.say("remaining", name=_appliance(entity), seconds=left))
    return words.join(texts) or words.say("no_timer")


def time_left(entity: Entity) -> float | None:
    """Seconds that a sensor or timer of the home says are left; `None` where it does not say."""
    left = number(entity.state)
    if entity.device_class == "duration" and left is not None:
        return left * _UNIT_SECONDS.get(str(entity.attributes.get("unit_of_measurement", "min")), 60.0)
    told = entity.attributes.get("remaining")
    parts = str(told).split(":") if told else []
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return float(int(parts[0]) * 3600 + int(parts[1]) * 60 + int(parts[2]))
    return None


def alarms(clause: Clause, words: Words, view: View) -> str:
    """Which alarms are set."""
    jobs = _jobs(clause, "jobs", view)
    told = words.say("alarms", times=[_when(job, words, view) for job in jobs])
    return words.join([*counted("alarm", len(jobs), words, view), *([told] if jobs else [])]) or told


def kept(clause: Clause, words: Words, view: View) -> str:
    """What somebody is to be reminded of, and what is to be done or told later."""
    jobs, reminders = _jobs(clause, "jobs", view), clause.frame.intent == "HearthReminderStatus"
    if not jobs:
        return words.say("no_reminders" if reminders else "nothing_kept")
    count = counted("reminder" if reminders else "thing", len(jobs), words, view)
    return words.join([*count, *(_described(job, words, view) for job in jobs)])


def cancelled(clause: Clause, words: Words, _view: View) -> str:
    """What was cancelled."""
    return words.say(f"{clause.facts.get('kind', 'alarm')}_cancelled", count=clause.facts.get("canceled", 1))


def alarm_moved(clause: Clause, words: Words, view: View) -> str:
    """When the alarm is now."""
    at = clause.steps[0].call.data.get("at") if clause.steps else None
    return words.say("alarm_set", at=at, **_times(view))


def watch_set(clause: Clause, words: Words, _view: View) -> str:
    """That it will be told or done when it happens."""
    return words.say("watch_set", told=clause.frame.intent == "HearthTellWhen")


def sun_times(clause: Clause, words: Words, view: View) -> str:
    """When the sun rises or sets."""
    return words.say(
        "sun_times", event=clause.frame.slots.get("event", "sunset"), at=clause.facts.get("at"), **_times(view)
    )


def media_status(clause: Clause, words: Words, view: View) -> str:
    """What plays, or that nothing does."""
    entity = view.snapshot.entities.get(clause.targets[0]) if clause.targets else None
    if entity is None or entity.state not in {"playing", "paused", "buffering"}:
        return words.say("nothing_plays", name=entity.name if entity else "")
    seen = entity.attributes.get
    if clause.frame.slots.get("attribute") in {"volume", "volume_level"} and seen("volume_level") is not None:
        return words.say("volume_is", name=entity.name, percent=round(100 * (number(seen("volume_level")) or 0)))
    return words.say(
        "plays", name=entity.name, title=seen("media_title"), artist=seen("media_artist"), state=entity.state
    )


def silent(_clause: Clause, _words: Words, _view: View) -> str:
    """Nothing is said."""
    return ""


def _described(job: Job, words: Words, view: View) -> str:
    key = "kept_watch" if job.kind == "watch" else "kept_reminder" if job.kind == "reminder" else "kept_command"
    return words.say(key, text=job.text or job.name, when=_when(job, words, view))


def _when(job: Job, words: Words, view: View) -> str:
    if job.repeat:
        return words.say("each_time", days=list(job.repeat), at=job.at, **_times(view))
    if job.at is None and job.remaining is not None:
        return words.say("in_time", seconds=job.remaining)
    return words.say("at_time", at=job.at, **_times(view)) if job.at is not None else ""


def _appliance(entity: Entity) -> str:
    """The name of what a sensor of the time left belongs to."""
    name = entity.name
    for ending in (" Remaining Time", " Time Remaining", " Time Left", " Remaining", " remaining time", " remaining"):
        name = name.removesuffix(ending)
    return name


def _jobs(clause: Clause, fact: str, view: View) -> Sequence[Job]:
    ids = clause.facts.get(fact)
    wanted = {str(id_) for id_ in ids} if isinstance(ids, list | tuple) else set()
    return [job for job in view.knowledge.jobs if job.id in wanted and job.kind != "rung"]


def _times(view: View) -> dict[str, Any]:
    return {"now": view.request.at, "tz_offset": view.request.tz_offset}


SAYINGS = {
    "HearthRemaining": remaining,
    "HearthCancelAlarm": cancelled,
    "HearthCancelReminder": cancelled,
    "HearthCancelSchedule": cancelled,
    "HearthModifyAlarm": alarm_moved,
    "HearthSnoozeAlarm": alarm_moved,
    "HearthAlarmStatus": alarms,
    "HearthReminderStatus": kept,
    "HearthScheduleStatus": kept,
    "HearthSunTimes": sun_times,
    "HearthMediaStatus": media_status,
    "HearthConfirm": silent,
    "HearthDeny": silent,
    "HearthChat": silent,
    "HearthIgnore": silent,
}
"""How each of these intents is answered."""
