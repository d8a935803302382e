"""Time as a port (rule 6): the wall for people, the monotonic clock for durations."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Two clocks, both in seconds."""

    def wall(self) -> float:
        """Seconds since 1970 UTC; may jump."""
        ...

    def mono(self) -> float:
        """Seconds since some start; never jumps."""
        ...


def boot_id(path: Path = Path("/proc/sys/kernel/random/boot_id")) -> str:
    """What names the run of the machine that its monotonic clock counts; empty where the system does not tell."""
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


class SystemClock:
    """The machine's own clocks."""

    def wall(self) -> float:
        """Seconds since 1970 UTC."""
        return time.time()

    def mono(self) -> float:
        """Seconds on the monotonic clock."""
        return time.monotonic()
