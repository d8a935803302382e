"""What is said of timers, in the shape that Home Assistant's templates read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edge.ground.later import matching_timers
from edge.ground.view import View
from edge.turn import Clause, Job

if TYPE_CHECKING:
    from edge.act.respond import Words


def timer_status(clause: Clause, words: Words, view: View) -> str:
    """How long the timers that were asked about still run."""
    timers = [_timer(job) for job in matching_timers(clause.frame.slots, view)]
    return words.say("default", "HassTimerStatus", slots={**clause.frame.slots, "timers": timers})


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
