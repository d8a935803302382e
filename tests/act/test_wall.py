"""Which wall clock alarms believe."""

from __future__ import annotations

import pytest
from homes import FakeClock

from edge.act.wall import BELIEVED_AFTER, TrustedWall


@pytest.mark.parametrize("step", [-7200.0, -1.0, 3600.0, 80_000.0])
def test_a_small_step_is_believed_at_once(step: float) -> None:
    clock = FakeClock()
    wall = TrustedWall(clock)
    clock.at += step
    assert wall.now() == clock.wall()
    assert not wall.jumped()


def test_a_great_jump_is_believed_when_it_lasts() -> None:
    clock = FakeClock()
    wall, before = TrustedWall(clock), clock.wall()
    clock.at += 400 * 86_400
    assert wall.now() == before
    assert wall.jumped()
    clock.advance(BELIEVED_AFTER - 1)
    assert wall.now() == before + BELIEVED_AFTER - 1
    clock.advance(1)
    assert wall.now() == clock.wall()


def test_a_jump_that_is_taken_back_was_none() -> None:
    clock = FakeClock()
    wall = TrustedWall(clock)
    clock.at += 400 * 86_400
    assert wall.jumped()
    clock.at -= 400 * 86_400
    assert wall.now() == clock.wall()
    assert not wall.jumped()


def test_the_seventies_are_never_believed() -> None:
    clock = FakeClock()
    wall, before = TrustedWall(clock), clock.wall()
    clock.at = 1000.0
    wall.now()
    clock.advance(10 * BELIEVED_AFTER)
    assert wall.now() == before + 10 * BELIEVED_AFTER


def test_a_clock_that_was_not_set_at_boot_is_believed_as_soon_as_it_is() -> None:
    clock = FakeClock(at=5.0)
    wall = TrustedWall(clock)
    assert wall.now() == 5.0
    clock.at = 1_800_000_000.0
    assert wall.now() == 1_800_000_000.0
