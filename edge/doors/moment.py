"""When a request is made: wall time and the home's offset from UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from edge.clock import Clock


@dataclass(frozen=True, slots=True)
class Moments:
    """The clock and the home's time zone; `None` for the machine's own. `language` is spoken by default."""

    clock: Clock
    zone: tzinfo | None = None
    language: str = "en"

    def now(self) -> float:
        """Wall seconds."""
        return self.clock.wall()

    def tz_offset(self, at: float) -> int:
        """Seconds east of UTC at the wall time `at`."""
        offset = datetime.fromtimestamp(at, UTC).astimezone(self.zone).utcoffset()
        return int(offset.total_seconds()) if offset else 0
