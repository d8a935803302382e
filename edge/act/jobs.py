"""What is due later: timers on the monotonic clock, alarms on the wall's, watches when something becomes true.

Jobs survive a restart through a keeper. What came due while the hub was down (`docs/time.md`): what is only
told, and a comfort command, is still done when it is at most ten minutes late; anything later, and anything
graver at any delay, is dropped and told. What recurs goes on to its next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from edge.act.recurring import Zone, rolled
from edge.act.wall import TrustedWall
from edge.clock import Clock
from edge.turn import Job, Tier

LATE_COMFORT = 600.0
"""Seconds after which what was missed is no longer wanted."""
RUNG_SECONDS = 1800.0
"""How long an alarm that rang can be snoozed."""
LOOK_AGAIN = 30.0
"""Seconds after which the wall clock is looked at again while something is due by it: it may have been set."""

Holds = Callable[[Job], bool | None]
"""Whether a watch's condition is true now; `None` where that cannot be told."""


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
    """Monotonic end; of no meaning while paused, for a wall time, or for a watch."""


class Jobs:
    """The jobs of one hub. Not thread-safe."""

    def __init__(self, clock: Clock, keeper: Keeper | None = None, zone: Zone = lambda _: 0, boot: str = "") -> None:
        """`zone` gives the home's offset from UTC; `boot` names the machine's run that its monotonic clock counts."""
        self._clock = clock
        self._keeper = keeper or NoKeeper()
        self._zone = zone
        self._boot = boot
        self._wall = TrustedWall(clock)
        self._offset = clock.wall() - clock.mono()
        self._running: dict[str, _Running] = {}
        self._rung: list[tuple[Job, float]] = []
        self._stirred: set[str] = set()

    def load(self) -> list[Job]:
        """Take up the kept jobs; gives those that came due meanwhile and are too late to be done."""
        missed: list[Job] = []
        for job, saved_at in self._keeper.kept():
            current = self._aged(job, saved_at)
            late = -(self._left(current) or 0.0)
            if late > 0 and (late > LATE_COMFORT or job.tier > Tier.COMFORT):
                missed.append(job)
                self._over(job)
            else:
                self._running[job.id] = _Running(current, self._clock.mono() + (current.remaining or 0.0))
        return missed

    def add(self, job: Job) -> None:
        """Start a job, in place of an older one of its id."""
        job = replace(job, as_of=self._clock.mono(), boot=self._boot)
        self._running[job.id] = _Running(job, self._clock.mono() + (job.remaining or 0.0))
        self._keeper.keep(job, self._clock.wall())

    def cancel(self, job_id: str) -> bool:
        """Forget a job; whether there was one."""
        self._keeper.drop(job_id)
        self._stirred.discard(job_id)
        return self._running.pop(job_id, None) is not None

    def change(self, job_id: str, seconds: float) -> bool:
        """Lengthen (or shorten, below 0) what is left of a job; whether there is one."""
        found = self.find(job_id)
        if found is None:
            return False
        if found.at is not None:
            self.add(replace(found, at=found.at + seconds))
        else:
            self.add(replace(found, remaining=max(0.0, (found.remaining or 0.0) + seconds)))
        return True

    def move(self, job_id: str, at: float) -> bool:
        """Have a job due at another wall time; whether there is one."""
        found = self.find(job_id)
        if found is not None:
            self.add(replace(found, at=at, remaining=None))
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
        """All jobs with what is left of each now, and alarms that rang lately as `rung` with what is over."""
        self._mind_the_clock()
        mono = self._clock.mono()
        rung = (replace(job, kind="rung", remaining=at - mono) for job, at in self._rung if mono - at < RUNG_SECONDS)
        return (*(self._now(running) for running in self._running.values()), *rung)

    def take_due(self) -> list[Job]:
        """The jobs whose time has come, soonest first; they are forgotten, or set anew where they recur."""
        self._mind_the_clock()
        due = [job for running in self._running.values() if _is_due(job := self._now(running))]
        for job in due:
            self._over(job)
            if job.kind in {"alarm", "timer"}:
                self._rung = [*self._rung, (job, self._clock.mono())][-4:]
        return sorted(due, key=lambda job: job.remaining or 0.0)

    def stir(self, entity_id: str) -> None:
        """An entity has changed, live: the watches on it are to be looked at."""
        for running in self._running.values():
            if entity_id in running.job.entities:
                self._stirred.add(running.job.id)

    def take_true(self, holds: Holds) -> list[Job]:
        """The stirred watches whose condition has become true; those that do not stay are forgotten."""
        stirred, self._stirred = self._stirred, set()
        found = [running.job for job_id in sorted(stirred) if (running := self._running.get(job_id)) is not None]
        return [job for job in found if job.condition is not None and self._became_true(job, holds(job))]

    def silence(self) -> bool:
        """What rang lately has been heard; whether anything had."""
        rang, self._rung = bool(self._rung), []
        return rang

    def next_due(self) -> float | None:
        """Monotonic time at which to look again, `None` when nothing runs."""
        mono = self._clock.mono()
        if self._stirred:
            return mono
        left = [min(job.remaining, LOOK_AGAIN) for job in self._timed() if job.remaining is not None]
        return mono + max(0.0, min(left)) if left else None

    def _timed(self) -> Sequence[Job]:
        jobs = (self._now(running) for running in self._running.values())
        return [job for job in jobs if not job.paused and job.remaining is not None]

    def _became_true(self, job: Job, true: bool | None) -> bool:  # noqa: FBT001 - a verdict, not a switch
        if true is False and not job.armed:
            self.add(replace(job, armed=True))
        if not true or not job.armed:
            return False
        if job.standing:
            self.add(replace(job, armed=False))
        else:
            self.cancel(job.id)
        return True

    def _over(self, job: Job) -> None:
        """A job's time has come: it is forgotten, or waits for its next time."""
        again = rolled(job, self._wall.now(), self._zone)
        if again is None:
            self.cancel(job.id)
        else:
            self.add(replace(job, at=again, remaining=None))

    def _now(self, running: _Running) -> Job:
        job = running.job
        if job.paused or (job.remaining is None and job.at is None):
            return job
        left = running.ends - self._clock.mono() if job.at is None else self._left(job)
        return replace(job, remaining=left)

    def _left(self, job: Job) -> float | None:
        return job.at - self._wall.now() if job.at is not None else job.remaining

    def _aged(self, job: Job, saved_at: float) -> Job:
        """A kept job as it is now; by the monotonic clock where the machine has run on since."""
        if job.paused or job.at is not None or job.remaining is None:
            return job
        same_run = bool(self._boot) and job.boot == self._boot and job.as_of is not None
        elapsed = self._clock.mono() - (job.as_of or 0.0) if same_run else self._clock.wall() - saved_at
        # a clock that was set back meanwhile must not lengthen a timer
        return replace(job, remaining=job.remaining - max(0.0, elapsed))

    def _mind_the_clock(self) -> None:
        """When the wall clock was set, timers are kept anew: what they were kept with no longer tells their age."""
        offset = self._clock.wall() - self._clock.mono()
        if abs(offset - self._offset) < 1.0:
            return
        self._offset = offset
        for job in self._timed():
            if job.at is None:
                self.add(job)


def _is_due(job: Job) -> bool:
    return not job.paused and job.remaining is not None and job.remaining <= 0 and job.kind != "watch"
