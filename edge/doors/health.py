"""What the hub says of its own health."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.turn import JsonValue


@dataclass(frozen=True, slots=True)
class Health:
    """The retained health: `ok` without causes, else `degraded`.

    `uptime` is in seconds; `counts` are totals since start, by name.
    """

    causes: tuple[str, ...] = ()
    version: str = ""
    uptime: float = 0.0
    counts: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """`ok` or `degraded`."""
        return "degraded" if self.causes else "ok"

    def as_json(self) -> dict[str, JsonValue]:
        """The payload of the health topic."""
        return {
            "status": self.status,
            "causes": list(self.causes),
            "version": self.version,
            "uptime_s": round(self.uptime),
            "counts": dict(self.counts),
        }
