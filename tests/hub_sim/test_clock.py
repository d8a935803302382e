from __future__ import annotations

import pytest

from hub_sim.clock import ScaledClock, SimClock


def test_advance_moves_both_clocks() -> None:
    clock = SimClock(1000.0)
    clock.advance(2.5)
    assert (clock.wall(), clock.mono()) == (1002.5, 2.5)


def test_setting_the_wall_leaves_the_monotonic_clock() -> None:
    clock = SimClock(1000.0)
    clock.set_wall(10.0)
    assert (clock.wall(), clock.mono()) == (10.0, 0.0)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="set_wall"):
        SimClock().advance(-1)


def test_a_scaled_clock_runs_at_its_speed() -> None:
    machine = iter([100.0, 103.0, 103.0])
    clock = ScaledClock(5000.0, speed=60.0, source=lambda: next(machine))
    assert clock.mono() == 180.0
    assert clock.wall() == 5180.0


def test_a_speed_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="speed 0"):
        ScaledClock(0.0, speed=0)
