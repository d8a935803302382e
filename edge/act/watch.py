"""The acknowledgement watch: whether what was commanded really happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edge.clock import Clock
from edge.home.effects import reached
from edge.home.model import Entity
from edge.turn import Effect, Outcome

PATIENCE = 2.0
"""Seconds that a device has to show the new state; Zigbee and Wi-Fi devices answer in well under one."""


@dataclass(slots=True)
class Watch:
    """One turn's effects that have not been seen yet; `deadline` and `since` on the monotonic clock."""

    turn_id: str
    device: str | None
    deadline: float
    since: float
    open: dict[str, Effect] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)


class Watches:
    """Every watch that is open. Not thread-safe."""

    def __init__(self, clock: Clock, patience: float = PATIENCE) -> None:
        self._clock = clock
        self._patience = patience
        self._watches: list[Watch] = []

    def start(self, turn_id: str, device: str | None, effects: Sequence[Effect]) -> None:
        """Watch for the last effect expected of each entity."""
        now = self._clock.mono()
        watch = Watch(turn_id, device, now + self._patience, now, {effect.entity_id: effect for effect in effects})
        if watch.open:
            self._watches.append(watch)

    def saw(self, entity: Entity) -> None:
        """Take note of an entity's new state."""
        for watch in self._watches:
            effect = watch.open.get(entity.id)
            if effect is not None and reached(effect, entity):
                del watch.open[entity.id]
                watch.seen.append(entity.id)

    def settle(self, entities: Mapping[str, Entity]) -> list[tuple[Watch, Outcome]]:
        """The watches that are complete or out of time, with their outcomes; they are forgotten."""
        for watch in self._watches:
            for entity_id in list(watch.open):
                if entity_id in entities:
                    self.saw(entities[entity_id])
        now = self._clock.mono()
        over = [watch for watch in self._watches if not watch.open or now >= watch.deadline]
        self._watches = [watch for watch in self._watches if watch not in over]
        return [(watch, _outcome(watch, now)) for watch in over]

    def next_due(self) -> float | None:
        """Monotonic time of the next deadline."""
        return min((watch.deadline for watch in self._watches), default=None)


def _outcome(watch: Watch, now: float) -> Outcome:
    return Outcome(tuple(watch.seen), tuple(watch.open), latency_ms=round((now - watch.since) * 1000, 3))
