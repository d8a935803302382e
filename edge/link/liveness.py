"""Proof that the road is open: a message to ourselves that has to come back.

A client whose network thread has died still says that it is connected and still takes messages to
publish; only a round trip through the broker tells.
"""

from __future__ import annotations

PING_PERIOD = 10.0
"""Seconds between pings."""
MISSES = 3
"""Pings in a row that may be missed before the client is taken for dead."""


class Pinger:
    """Counts round trips; times are monotonic seconds. `round_trip` is the last one's, `misses` in a row."""

    def __init__(self) -> None:
        self.misses = 0
        self.round_trip = 0.0
        self.awaited = False
        self._number = 0
        self._sent_at = 0.0

    def next(self, now: float) -> bytes:
        """Payload of the next ping; one that has not come back by now is a miss."""
        if self.awaited:
            self.misses += 1
        self._number += 1
        self._sent_at, self.awaited = now, True
        return b"%d" % self._number

    def returned(self, payload: bytes, now: float) -> bool:
        """Whether `payload` is the ping that is awaited; an older one proves nothing."""
        if not self.awaited or payload != b"%d" % self._number:
            return False
        self.round_trip = now - self._sent_at
        self.misses, self.awaited = 0, False
        return True

    def reset(self) -> None:
        """Forget what is awaited: there is a new connection."""
        self.misses, self.awaited = 0, False

    @property
    def dead(self) -> bool:
        """Whether too many pings in a row were missed."""
        return self.misses >= MISSES
