"""Timers on the monotonic clock, alarms on the wall's, both over restarts and jumps."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from homes import FakeClock

from edge.act.jobs import LATE_COMFORT, LOOK_AGAIN, Jobs
from edge.turn import Condition, Job, Tier

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


@pytest.mark.parametrize("jump", [-7200.0, 400 * DAY, -1_800_000_000.0])
@pytest.mark.parametrize("same_run", [True, False])
def test_timers_are_exact_over_jumps_and_restarts(jump: float, same_run: bool) -> None:
    """A jump while the hub runs, then a restart: at most a second off, on the same boot or another."""
    kept, clock = Kept(), FakeClock()
    jobs = Jobs(clock, kept, boot="b1")
    jobs.add(timer(600))
    clock.advance(100)
    clock.at += jump
    jobs.known()
    clock.advance(20)
    again = Jobs(clock, kept, boot="b1" if same_run else "b2")
    again.load()
    assert again.find("t1").remaining == pytest.approx(480, abs=1.0)  # type: ignore[union-attr]


@pytest.mark.parametrize("jump", [-7200.0, 400 * DAY, -1_800_000_000.0])
def test_a_clock_that_jumps_while_the_hub_is_down_does_not_matter_on_the_same_boot(jump: float) -> None:
    kept, clock = Kept(), FakeClock()
    Jobs(clock, kept, boot="b1").add(timer(600))
    clock.advance(50)
    clock.at += jump
    again = Jobs(clock, kept, boot="b1")
    assert again.load() == []
    assert again.find("t1").remaining == pytest.approx(550)  # type: ignore[union-attr]


@pytest.mark.parametrize("jump", [400 * DAY, -1_800_000_000.0])
def test_alarms_do_not_follow_a_clock_that_nobody_would_set_so(jump: float) -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(Job("a1", "alarm", at=clock.wall() + 300))
    clock.at += jump
    assert jobs.take_due() == []
    clock.advance(299)
    assert jobs.take_due() == []
    clock.advance(1)
    assert [job.id for job in jobs.take_due()] == ["a1"]


def test_a_timer_may_be_paused_over_a_restart() -> None:
    kept, clock = Kept(), FakeClock()
    jobs = Jobs(clock, kept)
    jobs.add(timer(600))
    jobs.pause("t1")
    jobs, _ = restarted(kept, clock, 5000)
    assert jobs.find("t1").remaining == 600  # type: ignore[union-attr]
    assert jobs.next_due() is None


def test_what_recurs_is_set_anew_when_it_rings() -> None:
    kept, clock = Kept(), FakeClock()
    jobs = Jobs(clock, kept)
    first = clock.wall() + 60
    jobs.add(Job("a1", "alarm", at=first, repeat=tuple(range(7))))
    clock.advance(60)
    assert [job.at for job in jobs.take_due()] == [first]
    assert jobs.find("a1").at == first + DAY  # type: ignore[union-attr]
    assert kept.jobs["a1"][0].at == first + DAY


def test_what_recurs_and_was_missed_goes_on() -> None:
    kept, clock = Kept(), FakeClock()
    first = clock.wall() + 60
    Jobs(clock, kept).add(Job("a1", "alarm", at=first, repeat=tuple(range(7))))
    jobs, missed = restarted(kept, clock, 2 * DAY)
    assert [job.at for job in missed] == [first]
    assert jobs.find("a1").at == first + 2 * DAY  # type: ignore[union-attr]


def test_what_rang_can_be_snoozed_for_a_while_or_silenced() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(Job("a1", "alarm", name="tea", at=clock.wall()))
    jobs.take_due()
    clock.advance(30)
    [rung] = jobs.known()
    assert (rung.kind, rung.name, rung.remaining) == ("rung", "tea", -30)
    assert jobs.silence()
    assert jobs.known() == ()
    assert not jobs.silence()


def watch(**more: object) -> Job:
    condition = Condition({"name": "Door"}, "is", "open")
    return Job("w1", "watch", condition=condition, entities=("binary_sensor.door",), **more)  # type: ignore[arg-type]


def test_a_watch_fires_once_when_its_condition_becomes_true() -> None:
    jobs = Jobs(FakeClock())
    jobs.add(watch())
    assert jobs.next_due() is None
    jobs.stir("light.other")
    assert jobs.take_true(lambda _: True) == []
    jobs.stir("binary_sensor.door")
    assert jobs.next_due() is not None
    assert jobs.take_true(lambda _: False) == []
    jobs.stir("binary_sensor.door")
    assert [job.id for job in jobs.take_true(lambda _: True)] == ["w1"]
    assert jobs.known() == ()


def test_a_standing_watch_fires_at_every_change_to_true() -> None:
    kept = Kept()
    jobs = Jobs(FakeClock(), kept)
    jobs.add(watch(standing=True))
    fired = []
    for state in (True, True, False, True, None, True):
        jobs.stir("binary_sensor.door")
        fired.append(len(jobs.take_true(lambda _, state=state: state)))  # type: ignore[misc]
    assert fired == [1, 0, 0, 1, 0, 0]
    assert "w1" in kept.jobs


def test_a_watch_set_while_its_condition_is_true_waits_for_it_to_become_false_first() -> None:
    jobs = Jobs(FakeClock())
    jobs.add(watch(armed=False))
    verdicts = []
    for state in (True, False, True):
        jobs.stir("binary_sensor.door")
        verdicts.append(bool(jobs.take_true(lambda _, state=state: state)))  # type: ignore[misc]
    assert verdicts == [False, False, True]


def test_a_watch_is_never_missed_and_lasts_over_a_restart() -> None:
    kept, clock = Kept(), FakeClock()
    Jobs(clock, kept).add(watch(tier=Tier.ACCESS))
    jobs, missed = restarted(kept, clock, 100 * DAY)
    assert missed == []
    assert [job.id for job in jobs.known()] == ["w1"]


def test_moved_and_lengthened() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(Job("a1", "alarm", at=clock.wall() + 60))
    assert jobs.move("a1", clock.wall() + 600)
    assert jobs.change("a1", 60)
    assert jobs.find("a1").remaining == 660  # type: ignore[union-attr]
    assert not jobs.move("gone", 0)


def test_the_wall_clock_is_looked_at_again_while_something_is_due_by_it() -> None:
    clock = FakeClock()
    jobs = Jobs(clock)
    jobs.add(Job("a1", "alarm", at=clock.wall() + 8 * 3600))
    assert jobs.next_due() == clock.mono() + LOOK_AGAIN
