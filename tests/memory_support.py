"""What the tests of memory share: a clock that is told, homes, turns, and a writer without its thread."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from edge.home.codec import dynamic_attributes
from edge.home.model import Area, Device, Entity, Snapshot
from edge.memory.buffer import Buffer
from edge.memory.clock_guard import ClockGuard, SyncProbe
from edge.memory.files import StoreFiles
from edge.memory.records import StoreOptions
from edge.memory.turn_codec import dumps
from edge.memory.waiting import TurnWrite, WaitingChange
from edge.memory.writer import Writer
from edge.turn import Decision, DecisionKind, Exchange, Frame, Hypothesis, Knowledge, Request, Turn

LONG = os.environ.get("HEARTH_LONG") == "1"
NOW = 1_800_000_000.0
DAY = 86_400.0


@dataclass
class ToldClock:
    """A clock that moves when it is told to."""

    now: float = NOW
    running: float = 1000.0

    def wall(self) -> float:
        return self.now

    def mono(self) -> float:
        return self.running

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.running += seconds

    def set_by(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Bench:
    """A writer that the test steps itself, as `Store`'s thread would."""

    path: Path
    options: StoreOptions = field(default_factory=lambda: StoreOptions(ballast_bytes=0))
    clock: ToldClock = field(default_factory=ToldClock)
    probe: SyncProbe = lambda: None

    def open(self) -> Writer:
        self.buffer = Buffer(self.options.capacity)
        self.guard = ClockGuard(self.clock, self.probe)
        self.writer = Writer(StoreFiles(self.path), self.buffer, self.options, self.clock, self.guard)
        self.writer.open()
        return self.writer

    def change(self, entity: Entity, at: float | None = None) -> bool:
        stamp = self.guard.stamp()
        attributes = dynamic_attributes(entity)
        moment = self.clock.wall() if at is None else at
        text = dumps(attributes) if attributes else None
        waiting = WaitingChange(entity.id, moment, entity.state, text, None, stamp.synced, stamp.origin)
        return bool(self.buffer.add_changes([waiting]))

    def turn(self, turn: Turn, snapshot: Snapshot) -> bool:
        stamp = self.guard.stamp()
        return self.buffer.add_write(TurnWrite(turn, snapshot, stamp.synced, stamp.origin))


def light(number: int = 0, state: str = "on", **attributes: object) -> Entity:
    return Entity(f"light.l{number}", f"Light {number}", area="hall", state=state, attributes=attributes)


def home(count: int = 5, at: float = NOW) -> Snapshot:
    entities = [
        replace(light(number, brightness=number), attributes={"supported_features": 4, "brightness": number})
        for number in range(count)
    ]
    return Snapshot(
        entities={entity.id: entity for entity in entities},
        devices={"d": Device("d", "Hub", area="hall", screen=True)},
        areas={"hall": Area("hall", "Hall", ("entrance",))},
        at=at,
        generation=7,
    )


def a_turn(turn_id: str, at: float = NOW, text: str = "turn on the light") -> Turn:
    frame = Frame("HassTurnOn", {"name": "Light 0", "brightness": 40}, domains=("light",), span=(0, len(text)))
    hypothesis = Hypothesis((frame,), 0.9, "grammar", text)
    recent = Exchange(at - 5, "hello", DecisionKind.ANSWER)
    return Turn(
        Request(turn_id, text, at, area="hall"),
        Decision(DecisionKind.ACT, "Done", "HassTurnOn", {"name": "Light 0"}, ("light.l0",), evidence={"name": 1.0}),
        hypotheses=(hypothesis,),
        knowledge=Knowledge((recent,)),
        versions={"grammar": "1"},
        interpret_ms=1.25,
    )


def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something holds, by looking; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)
