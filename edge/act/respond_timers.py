"""What is said of timers, in the shape that Home Assistant's templates read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edge.ground.later import matching_timers
from edge.ground.view import View
from edge.turn import Clause, Job

if TYPE_CHECKING:
    from edge.act.respond import Words

_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)


def timer_status(clause: Clause, words: Words, view: View) -> str:
    """How long the timers that were asked about still run."""
    jobs = matching_timers(clause.frame.slots, view)
    timers = [_timer(job) for job in jobs]
    told = words.say("default", "HassTimerStatus", slots={**clause.frame.slots, "timers": timers})
    if len(jobs) == 1 and jobs[0].name and not jobs[0].paused and "name" not in clause.frame.slots:
        told = timer_left(jobs[0], words)
    return words.join([*counted("timer", len(timers), words, view), *([told] if timers else [])]) or told


def timer_left(job: Job, words: Words) -> str:
    """How long a timer still runs, with what it is called."""
    named = words.say("timer_name", name=job.name, total=job.total)
    return words.say("remaining", name=named, seconds=max(0.0, job.remaining or 0.0))


def counted(kind: str, count: int, words: Words, view: View) -> list[str]:
    """How many there are, where that is what was asked (English)."""
    asked = view.request.language.startswith("en") and _HOW_MANY.search(view.request.text)
    return [words.say("counted", kind=kind, count=count)] if asked else []


def cancelled_timers(clause: Clause, words: Words, _view: View) -> str:
    """How many timers were cancelled, and where."""
    slots = {**clause.frame.slots, "canceled": clause.facts.get("canceled", 0)}
    return words.say("area" if "area" in clause.frame.slots else "default", "HassCancelAllTimers", slots=slots)


def _timer(job: Job) -> dict[str, object]:
    """A timer as templates see it; nobody wants to hear the seconds of more than ten minutes."""
    left = max(0, round(job.remaining or 0.0))
    total = round(job.total or left)
    return {
        "id": job.id,
        "name": job.name,
        "is_active": not job.paused,
        "area": job.area,
        "start_hours": total // 3600,
        "start_minutes": total % 3600 // 60,
        "start_seconds": total % 60,
        "total_seconds_left": left,
        "hours_left": left // 3600,
        "minutes_left": left % 3600 // 60,
        "seconds_left": left % 60,
        "rounded_hours_left": left // 3600,
        "rounded_minutes_left": left % 3600 // 60,
        "rounded_seconds_left": left % 60 if left < 600 else 0,
    }
