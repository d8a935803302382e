"""Whether the wall clock may be believed.

A hub without a battery-backed clock boots in the past; someone may set a clock by a year. Rows say whether the clock
was known to be right, rows made before it was are moved once when it gets set, and nothing is purged by age on the
word of a clock that jumped by more than a day without being synchronised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edge.clock import Clock

DAY = 86_400.0
EARLIEST = 1_735_689_600.0
"""2025-01-01: no hub of this version ran before it."""
SLACK = 60.0
"""A clock this much behind the newest row (seconds) is one that stepped back a little, not one that forgot the date."""
NEVER_BEFORE = 1_577_836_800.0
"""2020-01-01: readers hide rows from before it; they come from a boot whose clock was never set."""
_TIME_ERROR = 5
_TIMESYNC = Path("/run/systemd/timesync")

SyncAnswer = bool | None
"""Whether the system's clock is synchronised; `None`: no way to know."""
SyncProbe = Callable[[], SyncAnswer]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The clock at a moment: wall minus monotonic seconds, and whether the wall is believed."""

    origin: float
    synced: bool


class ClockGuard:
    """Judges the wall clock against the monotonic one; `stamp` is for any thread, the rest for the writer's."""

    def __init__(self, clock: Clock, probe: SyncProbe) -> None:
        """Judge `clock`; call `start` before anything else."""
        self._clock = clock
        self._probe = probe
        self._newest = 0.0
        self._origin = clock.wall() - clock.mono()
        self._trusted_origin = self._origin
        self._suspect = False
        self._ahead = False
        self._answer = probe()
        self._synced = self._judged(self._answer)

    def start(self, newest: float) -> None:
        """Take into account the newest believed row's wall time; 0 when there is none."""
        self._newest = newest
        self._answer = self._probe()
        self._ahead = bool(newest) and self._clock.wall() > newest + DAY and self._answer is not True
        self._synced = self._judged(self._answer)

    def stamp(self) -> Stamp:
        """The clock now, as last judged; after a jump it is not believed until judged again."""
        origin = self._clock.wall() - self._clock.mono()
        return Stamp(origin, self._synced and abs(origin - self._origin) <= DAY)

    def refresh(self) -> Stamp:
        """Judge the clock anew; call it often, since a jump is what happened since the last call."""
        origin, answer = self._clock.wall() - self._clock.mono(), self._probe()
        if self._synced and abs(origin - self._origin) > DAY:
            self._suspect = True
        undone = abs(origin - self._trusted_origin) < DAY
        newly_confirmed = answer is True and self._answer is not True
        if undone or newly_confirmed:
            self._suspect = False
        if newly_confirmed:
            self._ahead = False
        self._origin, self._answer = origin, answer
        self._synced = self._judged(answer)
        if self._synced:
            self._trusted_origin = origin
        return Stamp(origin, self._synced)

    @property
    def purge_trusted(self) -> bool:
        """Whether rows may be deleted for their age."""
        return self._synced and not self._suspect and not self._ahead

    def _judged(self, answer: SyncAnswer) -> bool:
        wall = self._clock.wall()
        if wall < EARLIEST or self._suspect:
            return False
        return wall >= self._newest - SLACK if answer is None else answer


def system_clock_synced() -> bool | None:
    """What the kernel, else systemd-timesyncd, says; `None` when neither can be asked (containers, sandboxes)."""
    if _kernel_says_synced():
        return True
    if _TIMESYNC.is_dir():
        return (_TIMESYNC / "synchronized").exists()
    return None


def boot_id() -> str | None:
    """What tells this boot from others, where the kernel shows it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None


def _kernel_says_synced() -> bool:
    import ctypes

    try:
        # A zeroed `struct timex` (208 bytes) asks and sets nothing.
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(256))
    except (OSError, AttributeError):
        return False
    return bool(0 <= state < _TIME_ERROR)
