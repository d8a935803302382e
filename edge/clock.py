"""Time as a port (rule 6): the wall for people, the monotonic clock for durations."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Two clocks, both in seconds."""

    def wall(self) -> float:
        """Seconds since 1970 UTC; may jump."""
        ...

    def mono(self) -> float:
        """Seconds since some start; never jumps."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def wall(self) -> float:
        """Seconds since 1970 UTC."""
        return time.time()

    def mono(self) -> float:
        """Seconds on the monotonic clock."""
        return time.monotonic()
