"""Talking to a hub in the simulated house of three, with the grammar alone: no model is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from edge.act.respond import Responder
from edge.compose import words_of
from edge.home.registry import Registry
from edge.hub import Announcement, Hub
from edge.interpreter import House, Interpreter
from edge.turn import Request, Turn
from edge.understand.grammar import GrammarChannel
from edge.understand.union import Understanding
from hub_sim.clock import SimClock
from hub_sim.fixtures import load_home
from hub_sim.home import SimHome
from hub_sim.hubs import Kept
from hub_sim.inprocess import found, overrides_of

HOME = Path(__file__).parents[1] / "hub_sim" / "homes" / "harbour_lane.yaml"
TUESDAY_EVENING = 1_772_564_400.0
"""2026-03-03 19:00 UTC, a Tuesday."""


@cache
def interpreter(pin: str | None = None) -> Interpreter:
    return Interpreter(Understanding([GrammarChannel("en")]), Responder(words_of), House(pin=pin))


@dataclass
class Talk:
    """One home with a hub; `said` collects what the hub says unasked."""

    pin: str | None = None
    device: str = "living_puck"
    said: list[Announcement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = SimClock(TUESDAY_EVENING)
        self.home = SimHome(load_home(HOME), self.clock, instant=True)
        self.kept = Kept()
        self.hub = self._start()
        self.home.listen(lambda event: self.hub.observe([event]))
        self._count = 0

    def say(self, text: str, device: str | None = None, **more: Any) -> Turn:
        self._count += 1
        self.clock.advance(2)
        self.tick()
        request = Request(f"r{self._count}", text, self.clock.wall(), device=device or self.device, **more)
        return self.hub.handle(request)

    def changes(self, text: str, device: str | None = None) -> dict[str, str | None]:
        """Say it; the new states of what changed by it."""
        before = self.home.looks()
        self.say(text, device)
        return {id_: look[0] for id_, look in self.home.looks().items() if look != before[id_]}

    def wait(self, seconds: float) -> list[Announcement]:
        """Let time pass second by second; what the hub says meanwhile."""
        before = len(self.said)
        for _ in range(round(seconds)):
            self.clock.advance(1)
            self.tick()
        return self.said[before:]

    def tick(self) -> None:
        self.said.extend(self.hub.tick())

    def hand(self, entity_id: str, state: object = None, attributes: Mapping[str, Any] | None = None) -> None:
        """Somebody uses the thing itself."""
        self.home.set(entity_id, state, attributes)
        self.tick()

    def state(self, entity_id: str) -> str | None:
        return self.home.look(entity_id)[0]

    def restart(self) -> None:
        """A new hub over the same memory and home."""
        self.hub = self._start()

    def _start(self) -> Hub:
        registry = Registry(overrides_of(self.home))
        for event in found(self.home):
            registry.apply(event, self.clock.wall())
        hub = Hub(registry, interpreter(self.pin), self.home, self.clock, keeper=self.kept, diary=self.kept)
        self.said.extend(hub.start())
        return hub
