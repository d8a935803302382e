"""The wall clock as far as alarms may believe it.

Clocks are set: by hand, by a time server after a boot without battery, by mistake. A small change is
believed at once; one of more than a day only after it has lasted ten minutes; a year before 2020 never.
"""

from __future__ import annotations

from edge.clock import Clock

BELIEVED_AT_ONCE = 86_400.0
"""Seconds by which a clock may be set without anybody wondering."""
BELIEVED_AFTER = 600.0
"""Seconds for which a greater jump must last."""
PLAUSIBLE_SINCE = 1_577_836_800.0
"""2020-01-01: an earlier wall clock has not been set yet."""
_SAME = 1.0


class TrustedWall:
    """Wall seconds that go with the monotonic clock, and follow the wall clock where it can be believed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset = clock.wall() - clock.mono()
        self._doubted: tuple[float, float] | None = None
        """A jump that is not believed yet: the offset it led to, and since when (monotonic)."""

    def now(self) -> float:
        """The time by which alarms ring."""
        self._look()
        return self._clock.mono() + self._offset

    def jumped(self) -> bool:
        """Whether the wall clock stands elsewhere than is believed."""
        self._look()
        return self._doubted is not None

    def _look(self) -> None:
        offset, mono = self._clock.wall() - self._clock.mono(), self._clock.mono()
        unset = mono + self._offset < PLAUSIBLE_SINCE
        plausible = self._clock.wall() >= PLAUSIBLE_SINCE
        if abs(offset - self._offset) <= BELIEVED_AT_ONCE or (unset and plausible):
            self._offset, self._doubted = offset, None
        elif self._doubted is None or abs(offset - self._doubted[0]) > _SAME:
            self._doubted = (offset, mono)
        elif plausible and mono - self._doubted[1] >= BELIEVED_AFTER:
            self._offset, self._doubted = offset, None
