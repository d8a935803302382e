"""What is due later: timers on the monotonic clock, alarms on the wall's.

Jobs survive a restart through a keeper. What came due while the hub was down: timers, alarms and
reminders are told late; a comfort command is carried out when it is at most ten minutes late; anything
graver is dropped and told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from edge.clock import Clock
from edge.turn import Job, Tier

LATE_COMFORT = 600.0
"""Seconds after which a comfort command that was missed is no longer wanted."""


class Keeper(Protocol):
    """Where jobs survive a restart."""

    def keep(self, job: Job, saved_at: float) -> None:
        """Store a job whose `remaining` is as of wall time `saved_at`, in place of an older one of its id."""
        ...

    def drop(self, job_id: str) -> None:
        """Forget a job."""
        ...

    def kept(self) -> Iterable[tuple[Job, float]]:
        """All jobs with the wall times they were saved at."""
        ...


class NoKeeper:
    """Keeps nothing: for tests and for a hub without memory."""

    def keep(self, job: Job, saved_at: float) -> None:
        """Do nothing."""

    def drop(self, job_id: str) -> None:
        """Do nothing."""

    def kept(self) -> Iterable[tuple[Job, float]]:
        """Give nothing."""
        return ()


@dataclass(slots=True)
class _Running:
    job: Job
    ends: float
    """Monotonic end; of no meaning while paused or when the job has a wall time."""


class Jobs:
    """The jobs of one hub. Not thread-safe."""

    def __init__(self, clock: Clock, keeper: Keeper | None = None) -> None:
        self._clock = clock
        self._keeper = keeper or NoKeeper()
        self._running: dict[str, _Running] = {}

    def load(self) -> list[Job]:
        """Take up the kept jobs; returns those that came due meanwhile and are too late to carry out."""
        missed = []
        now = self._clock.wall()
        for job, saved_at in self._keeper.kept():
            current = job if job.paused or job.at or job.remaining is None else _aged(job, now - saved_at)
            late = -(self._left(current) or 0.0)
            if job.kind == "command" and (late > LATE_COMFORT or (late > 0 and job.tier > Tier.COMFORT)):
                missed.append(job)
                self._keeper.drop(job.id)
            else:
                self._running[job.id] = _Running(current, self._clock.mono() + max(0.0, current.remaining or 0.0))
        return missed

    def add(self, job: Job) -> None:
        """Start a job, in place of an older one of its id."""
        self._running[job.id] = _Running(job, self._clock.mono() + (job.remaining or 0.0))
        self._keeper.keep(job, self._clock.wall())

    def cancel(self, job_id: str) -> bool:
        """Forget a job; whether there was one."""
        self._keeper.drop(job_id)
        return self._running.pop(job_id, None) is not None

    def change(self, job_id: str, seconds: float) -> bool:
        """Lengthen (or shorten, below 0) what is left of a job; whether there is one."""
        found = self.find(job_id)
        if found is not None:
            self.add(replace(found, remaining=max(0.0, (found.remaining or 0.0) + seconds)))
        return found is not None

    def pause(self, job_id: str, *, paused: bool = True) -> bool:
        """Pause a job or let it go on; whether there is one."""
        found = self.find(job_id)
        if found is not None:
            self.add(replace(found, paused=paused))
        return found is not None

    def find(self, job_id: str) -> Job | None:
        """A job with what is left of it now."""
        running = self._running.get(job_id)
        return None if running is None else self._now(running)

    def known(self) -> tuple[Job, ...]:
        """All jobs with what is left of each now."""
        return tuple(self._now(running) for running in self._running.values())

    def take_due(self) -> list[Job]:
        """The jobs whose time has come, soonest first; they are forgotten."""
        due = sorted((job for job in self.known() if _is_due(job)), key=lambda job: job.remaining or 0.0)
        for job in due:
            self.cancel(job.id)
        return due

    def next_due(self) -> float | None:
        """Monotonic time at which to look again, `None` when nothing runs."""
        left = [job.remaining for job in self.known() if not job.paused and job.remaining is not None]
        return self._clock.mono() + min(left) if left else None

    def _now(self, running: _Running) -> Job:
        job = running.job
        if job.paused or (job.remaining is None and job.at is None):
            return job
        left = running.ends - self._clock.mono() if job.at is None else self._left(job)
        return replace(job, remaining=left)

    def _left(self, job: Job) -> float | None:
        return job.at - self._clock.wall() if job.at is not None else job.remaining


def _is_due(job: Job) -> bool:
    return not job.paused and job.remaining is not None and job.remaining <= 0


def _aged(job: Job, elapsed: float) -> Job:
    """A clock that was set back meanwhile must not lengthen a timer."""
    return replace(job, remaining=(job.remaining or 0.0) - max(0.0, elapsed))
