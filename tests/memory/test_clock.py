from __future__ import annotations

from pathlib import Path

import pytest
from memory_support import DAY, NOW, ToldClock

from edge.memory import clock_guard
from edge.memory.clock_guard import ClockGuard, boot_id, system_clock_synced

HOUR = 3600.0


def guard(clock: ToldClock, answers: list[bool | None], newest: float = NOW - 60) -> ClockGuard:
    made = ClockGuard(clock, lambda: answers[-1])
    made.start(newest)
    return made


@pytest.mark.parametrize(
    ("wall", "answer", "synced", "trusted"),
    [
        (NOW, None, True, True),
        (NOW, True, True, True),
        (NOW, False, False, False),
        (0.0, None, False, False),
        (0.0, True, False, False),
        (NOW - HOUR, None, False, False),
        (NOW - HOUR, True, True, True),
        (NOW - 90, None, True, True),
        (NOW + 2 * DAY, None, True, False),
        (NOW + 2 * DAY, True, True, True),
    ],
)
def test_the_clock_at_start(wall: float, answer: bool | None, synced: bool, trusted: bool) -> None:
    made = guard(ToldClock(wall), [answer])
    assert (made.stamp().synced, made.purge_trusted) == (synced, trusted)


def test_a_first_run_has_nothing_to_compare_with() -> None:
    assert guard(ToldClock(NOW), [None], newest=0.0).purge_trusted


@pytest.mark.parametrize("answer", [None, True])
def test_a_jump_of_a_year_is_not_believed_until_undone(answer: bool | None) -> None:
    clock = ToldClock()
    made = guard(clock, [answer])
    clock.set_by(400 * DAY)
    assert not made.refresh().synced
    clock.pass_time(10 * DAY)
    assert not made.refresh().synced
    assert not made.purge_trusted
    clock.set_by(-400 * DAY)
    assert made.refresh().synced
    assert made.purge_trusted


def test_a_jump_that_is_a_synchronisation_is_believed() -> None:
    clock, answers = ToldClock(NOW), [False]
    made = guard(clock, answers)  # type: ignore[arg-type]
    clock.set_by(400 * DAY)
    answers.append(True)
    assert made.refresh().synced
    assert made.purge_trusted


def test_a_jump_is_believed_once_synchronisation_is_seen_anew() -> None:
    clock, answers = ToldClock(), [True]
    made = guard(clock, answers)  # type: ignore[arg-type]
    clock.set_by(400 * DAY)
    made.refresh()
    for answer in (False, True):
        answers.append(answer)
        made.refresh()
    assert made.purge_trusted


@pytest.mark.parametrize("step", [-2 * HOUR, HOUR, -HOUR])
def test_small_steps_are_taken_as_they_come(step: float) -> None:
    clock = ToldClock()
    made = guard(clock, [None], newest=NOW - 3 * HOUR)
    clock.set_by(step)
    assert made.refresh().synced
    assert made.purge_trusted


def test_a_boot_in_the_past_is_synced_when_the_clock_is_set() -> None:
    clock = ToldClock(0.0)
    made = guard(clock, [None])
    clock.pass_time(600)
    assert not made.refresh().synced
    clock.set_by(NOW)
    assert made.refresh().synced
    assert made.purge_trusted


def test_the_system_is_asked_without_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert system_clock_synced() in (True, False, None)
    monkeypatch.setattr(clock_guard, "_kernel_says_synced", lambda: False)
    monkeypatch.setattr(clock_guard, "_TIMESYNC", tmp_path / "none")
    assert system_clock_synced() is None
    monkeypatch.setattr(clock_guard, "_TIMESYNC", tmp_path)
    assert system_clock_synced() is False
    (tmp_path / "synchronized").touch()
    assert system_clock_synced() is True
    assert boot_id() == boot_id()
