"""A clock that obeys: simulated seconds pass only when told to, or at a chosen speed."""

from __future__ import annotations

import time
from collections.abc import Callable


class SimClock:
    """An `edge.clock.Clock` whose time is moved by hand.

    `wall` starts at `start` (seconds since 1970 UTC), `mono` at 0. `advance` moves both; `set_wall`
    moves only the wall, as a time server would.
    """

    def __init__(self, start: float = 0.0) -> None:
        self._wall = start
        self._mono = 0.0

    def wall(self) -> float:
        """Simulated seconds since 1970 UTC."""
        return self._wall

    def mono(self) -> float:
        """Simulated seconds since this clock was made."""
        return self._mono

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass. Raises `ValueError` when negative: time does not run backwards."""
        if seconds < 0:
            message = f"cannot advance by {seconds} s: use set_wall to move the wall clock back"
            raise ValueError(message)
        self._wall += seconds
        self._mono += seconds

    def set_wall(self, at: float) -> None:
        """Move the wall clock to `at` while the monotonic clock stands still."""
        self._wall = at


class ScaledClock:
    """An `edge.clock.Clock` that runs `speed` times as fast as the machine's.

    `source` is the machine's monotonic clock in seconds; tests hand in their own.
    """

    def __init__(self, start: float, speed: float = 1.0, source: Callable[[], float] = time.monotonic) -> None:
        if speed <= 0:
            message = f"speed {speed} must be above 0"
            raise ValueError(message)
        self.speed = speed
        self._start = start
        self._source = source
        self._origin = source()

    def wall(self) -> float:
        """Simulated seconds since 1970 UTC."""
        return self._start + self.mono()

    def mono(self) -> float:
        """Simulated seconds since this clock was made."""
        return (self._source() - self._origin) * self.speed


class FlowingClock(SimClock):
    """A `SimClock` whose time also goes by itself, at the machine's pace: for hubs that really wait."""

    def __init__(self, start: float = 0.0, source: Callable[[], float] = time.monotonic) -> None:
        super().__init__(start)
        self._source = source
        self._origin = source()

    def wall(self) -> float:
        """Simulated seconds since 1970 UTC."""
        return super().wall() + self._passed()

    def mono(self) -> float:
        """Simulated seconds since this clock was made."""
        return super().mono() + self._passed()

    def set_wall(self, at: float) -> None:
        """Move the wall clock to `at`; the monotonic clock goes on."""
        super().set_wall(at - self._passed())

    def _passed(self) -> float:
        return self._source() - self._origin
