"""Alarms and reminders: set, moved, snoozed, cancelled, told."""

from __future__ import annotations

from collections.abc import Sequence

from edge.ground.later import cancelling, kept, labelled, untimed
from edge.ground.later_matching import at_moment, by_words, means_all, of_kind, seconds
from edge.ground.view import View
from edge.ground.waking import in_the_morning
from edge.text import fold, tokens
from edge.turn import Clause, Frame, Job, JsonValue, Problem, ServiceCall, Step, Tier

SNOOZE = 9 * 60.0
"""How long an alarm is put off when nobody says: what bedside clocks do."""
_HALF_DAY = 43_200.0


def set_alarm(frame: Frame, view: View) -> Clause:
    """Set an alarm at `frame.at` or after `frame.delay` seconds, again on the weekdays of `frame.repeat`."""
    after = frame.delay or seconds(frame.slots)
    at = frame.at if frame.at is not None else (view.request.at + after if after else None)
    if at is None:
        return untimed(frame, "alarm")
    data: dict[str, JsonValue] = {"at": in_the_morning(at, view), "name": str(frame.slots.get("name", ""))}
    return Clause(frame, steps=(kept(frame, "set_alarm", data | _repeat(frame), view),))


def set_reminder(frame: Frame, view: View) -> Clause:
    """Set a reminder with `message`, at `frame.at` or after `frame.delay` seconds."""
    after = frame.delay or seconds(frame.slots)
    at = frame.at if frame.at is not None else (view.request.at + after if after else None)
    if at is None:
        return untimed(frame, "reminder")
    data: dict[str, JsonValue] = {"at": at, "message": str(frame.slots.get("message", ""))}
    return Clause(frame, steps=(kept(frame, "set_reminder", data | _repeat(frame), view),))


def cancel_alarm(frame: Frame, view: View) -> Clause:
    """Cancel the alarm at `frame.at`, the one so named, the only one, or all; of several it is asked which."""
    return _cancelled(frame, _alarms(frame, view), "alarm", view)


def modify_alarm(frame: Frame, view: View) -> Clause:
    """Move the alarm of `start_at` (or the next one) to `frame.at`, or by a duration in `direction`."""
    old = frame.slots.get("start_at")
    alarms = _alarms(frame, view, float(old) if isinstance(old, int | float) else None)
    if not alarms:
        return Clause(frame, problems=(Problem("no_timer", "alarm"),))
    job = alarms[0]
    shift = seconds(frame.slots) * (-1 if frame.slots.get("direction") == "earlier" else 1)
    was = job.at if job.at is not None else view.request.at + (job.remaining or 0.0)
    at = frame.at if frame.at is not None else was + shift if shift else None
    if at is None:
        return untimed(frame, "alarm")
    at = _like(at, was, view) if frame.at is not None else at
    back = ServiceCall("hearth", "move_job", data={"id": job.id, "at": was})
    call = ServiceCall("hearth", "move_job", data={"id": job.id, "at": at})
    return Clause(frame, steps=(Step(call, Tier.COMFORT, inverse=(back,)),))


def snooze_alarm(frame: Frame, view: View) -> Clause:
    """Let the alarm that rang last ring again after a duration, nine minutes when none was said."""
    rung = of_kind(view, "rung")
    if not rung:
        return Clause(frame, problems=(Problem("no_timer", "alarm"),))
    newest = max(rung, key=lambda job: job.remaining or 0.0)
    at = view.request.at + (frame.delay or seconds(frame.slots) or SNOOZE)
    data: dict[str, JsonValue] = {"at": at, "name": newest.name}
    return Clause(frame, steps=(kept(frame, "set_alarm", data, view),))


def alarm_status(frame: Frame, view: View) -> Clause:
    """The alarms that are set, of one moment or name where asked."""
    return Clause(frame, facts={"jobs": [job.id for job in _alarms(frame, view)]})


def cancel_reminder(frame: Frame, view: View) -> Clause:
    """Cancel the reminder of that message or time, the only one, or all; of several it is asked which."""
    found = at_moment(of_kind(view, "reminder"), frame.at, view)
    words = str(frame.slots.get("message") or frame.slots.get("name") or "")
    found = by_words(words, found) if words else found
    found = found or by_words(words, of_kind(view, "command", "watch"))
    return _cancelled(frame, found, "reminder", view)


def reminder_status(frame: Frame, view: View) -> Clause:
    """What somebody is to be reminded of, and what is to be done later."""
    found = at_moment(of_kind(view, "reminder", "command", "watch"), frame.at, view) if frame.at else None
    jobs = found if found is not None else of_kind(view, "reminder", "command", "watch")
    return Clause(frame, facts={"jobs": [job.id for job in jobs]})


def schedule_status(frame: Frame, view: View) -> Clause:
    """The commands and watches that are kept."""
    return Clause(frame, facts={"jobs": [job.id for job in of_kind(view, "command", "watch", "reminder")]})


def cancel_schedule(frame: Frame, view: View) -> Clause:
    """Cancel the kept command or watch that the words mean, the only one, or all; of several it is asked which."""
    words = str(frame.slots.get("message", ""))
    return _cancelled(frame, by_words(words, of_kind(view, "command", "watch")), "schedule", view)


def _alarms(frame: Frame, view: View, at: float | None = None) -> list[Job]:
    wanted = at if at is not None else frame.at if frame.intent != "HearthModifyAlarm" else None
    name = fold(str(frame.slots.get("name", "")))
    found = at_moment(of_kind(view, "alarm"), wanted, view)
    return [job for job in found if fold(job.name) == name] if name and name != "alarm" else found


def _cancelled(frame: Frame, found: Sequence[Job], kind: str, view: View) -> Clause:
    if not found:
        return Clause(frame, problems=(Problem("no_timer", kind),))
    if len(found) > 1 and not (means_all(view) or _plural(kind, view)):
        return Clause(frame, problems=(Problem("ambiguous", kind),), facts={"jobs": [job.id for job in found]})
    facts = labelled(list(found)) | {"canceled": len(found), "kind": kind}
    return Clause(frame, steps=tuple(cancelling(job) for job in found), facts=facts)


def _plural(kind: str, view: View) -> bool:
    return f"{kind}s" in tokens(view.request.text)


def _repeat(frame: Frame) -> dict[str, JsonValue]:
    return {"repeat": list(frame.repeat)} if frame.repeat else {}


def _like(at: float, was: float, view: View) -> float:
    """Of the two halves of the day that "to eight" may mean, the one of the alarm that is moved."""
    said = set(tokens(view.request.text))
    if "pm" in said or any(word.endswith("pm") for word in said):
        return at
    other = at + _HALF_DAY if at - _HALF_DAY <= view.request.at else at - _HALF_DAY
    zone = view.request.tz_offset
    return at if _is_early(at + zone) == _is_early(was + zone) else other


def _is_early(local: float) -> bool:
    return local % 86_400 < _HALF_DAY
