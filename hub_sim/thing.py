"""One simulated entity: what it shows, and what it remembers without showing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Thing:
    """A mutable entity. `attributes` are shown, an unknown one as `None`; `memory` is the device's own."""

    id: str
    state: str | None
    attributes: dict[str, Any] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    area: str | None = None
    device: str | None = None

    @property
    def domain(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def features(self) -> int:
        """Home Assistant's `supported_features` bitmask."""
        value = self.attributes.get("supported_features")
        return value if isinstance(value, int) else 0

    def number(self, key: str, default: float = 0.0) -> float:
        """An attribute as a number, or `default` when it is not one."""
        value = self.attributes.get(key)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else default

    def options(self, key: str) -> tuple[str, ...]:
        """An attribute that lists names; empty when missing."""
        value = self.attributes.get(key)
        return tuple(str(item) for item in value) if isinstance(value, (list, tuple)) else ()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Give attributes that are missing a value."""
        for key, value in values.items():
            if self.attributes.get(key) is None:
                self.attributes[key] = value
