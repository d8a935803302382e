"""Timers on the monotonic clock, alarms on the wall's, both over restarts and jumps."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from homes import FakeClock

from edge.act.jobs import LATE_COMFORT, Jobs
from edge.turn import Job, Tier

DAY = 86_400.0


class Kept:
    def __init__(self) -> None:
        self.jobs: dict[str, tuple[Job, float]] = {}

    def keep(self, job: Job, saved_at: float) -> None:
        self.jobs[job.id] = (job, saved_at)

    def drop(self, job_id: str) -> None:
        self.jobs.pop(job_id, None)

    def kept(self) -> Iterable[tuple[Job, float]]:
        return list(self.jobs.values())


def timer(seconds: float = 60.0, **more: object) -> Job:
    return Job("t1", "timer", remaining=seconds, total=seconds, **more)  # type: ignore[arg-type]


def test_a_timer_is_due_when_its_time_is_up_and_once() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(timer())
    clock.advance(59)
    assert jobs.take_due() == []
    clock.advance(1)
    assert [job.id for job in jobs.take_due()] == ["t1"]
    assert jobs.take_due() == []


@pytest.mark.parametrize("jump", [-7200.0, 400 * DAY, -1_800_000_000.0])
def test_timers_do_not_care_about_the_wall_clock(jump: float) -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(timer())
    clock.at += jump
    clock.advance(59)
    assert jobs.take_due() == []
    clock.advance(1)
    assert jobs.take_due()


def test_alarms_follow_the_wall_clock() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(Job("a1", "alarm", at=clock.wall() + 3600))
    clock.at += 3600
    assert [job.id for job in jobs.take_due()] == ["a1"]


def test_pause_and_go_on() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(timer())
    clock.advance(20)
    assert jobs.pause("t1")
    clock.advance(1000)
    assert jobs.take_due() == []
    jobs.pause("t1", paused=False)
    clock.advance(39)
    assert jobs.take_due() == []
    clock.advance(1)
    assert jobs.take_due()


def test_change_and_cancel() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(timer())
    assert jobs.change("t1", 60)
    assert jobs.find("t1").remaining == 120  # type: ignore[union-attr]
    assert jobs.change("t1", -500)
    assert jobs.take_due()
    assert not jobs.cancel("t1")
    assert not jobs.pause("gone")
    assert not jobs.change("gone", 1)


def test_next_due_is_the_soonest() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    assert jobs.next_due() is None
    jobs.add(timer(60))
    jobs.add(Job("a1", "alarm", at=clock.wall() + 10))
    assert jobs.next_due() == pytest.approx(clock.mono() + 10)


def restarted(kept: Kept, clock: FakeClock, down: float) -> tuple[Jobs, list[Job]]:
    clock.at += down
    clock.ticks = 3.0
    jobs = Jobs(clock, kept)
    return jobs, jobs.load()


def test_a_timer_goes_on_over_a_restart() -> None:
    kept, clock = Kept(), FakeClock()
    Jobs(clock, kept).add(timer(600))
    jobs, missed = restarted(kept, clock, 100)
    assert missed == []
    assert jobs.find("t1").remaining == pytest.approx(500)  # type: ignore[union-attr]


def test_a_clock_set_back_while_down_does_not_lengthen_a_timer() -> None:
    kept, clock = Kept(), FakeClock()
    Jobs(clock, kept).add(timer(600))
    jobs, _ = restarted(kept, clock, -7200)
    assert jobs.find("t1").remaining == pytest.approx(600)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tier", "late", "runs"),
    [
        (Tier.COMFORT, LATE_COMFORT - 10, True),
        (Tier.COMFORT, LATE_COMFORT + 10, False),
        (Tier.COSTLY, 1, False),
        (Tier.ACCESS, 1, False),
    ],
)
def test_commands_that_came_due_while_down(tier: Tier, late: float, runs: bool) -> None:
    kept, clock = Kept(), FakeClock()
    Jobs(clock, kept).add(Job("c1", "command", remaining=60, total=60, tier=tier))
    jobs, missed = restarted(kept, clock, 60 + late)
    assert bool(jobs.take_due()) is runs
    assert bool(missed) is not runs


@pytest.mark.parametrize(("late", "rings"), [(60, True), (5000, False)])
def test_alarms_that_came_due_while_down_ring_while_anybody_wants_them(late: float, rings: bool) -> None:
    kept, clock = Kept(), FakeClock()
    Jobs(clock, kept).add(Job("a1", "alarm", at=clock.wall() + 60))
    jobs, missed = restarted(kept, clock, 60 + late)
    assert [job.id for job in jobs.take_due()] == (["a1"] if rings else [])
    assert [job.id for job in missed] == ([] if rings else ["a1"])


def test_what_is_due_is_forgotten_by_the_keeper_too() -> None:
    kept, clock = Kept(), FakeClock()
    jobs = Jobs(clock, kept)
    jobs.add(timer())
    clock.advance(60)
    jobs.take_due()
    assert kept.jobs == {}
