"""A house without rooms: a hub that answers by rule, for tests of roads and doors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from edge.app.ticking import Spoken
from edge.clock import SystemClock
from edge.doors.ledger import Ledger, MemoryLedger
from edge.home.events import HomeEvent, Message, Rejected, StateReported, TopicsWanted
from edge.home.model import Area, Entity, Snapshot
from edge.turn import Decision, DecisionKind, Frame, Hypothesis, Plan, Request, Turn


def turn_of(request: Request) -> Turn:
    """`turn on X` acts, `which` asks, `sing` is refused, `hm` is ignored, all else is answered."""
    words = request.text.lower()
    if words.startswith("turn on "):
        name = words.removeprefix("turn on ")
        frames = tuple(Frame("HassTurnOn", {"name": part}) for part in name.split(" and "))
        plan = Plan(Hypothesis(frames, 0.9, "grammar", request.text))
        return Turn(request, _decision(DecisionKind.ACT, f"Turned on {name}", "HassTurnOn", {"name": name}, plan))
    if words == "which":
        return Turn(request, _decision(DecisionKind.ASK, "The lamp or the fan?", "HassTurnOn"))
    if words == "sing":
        return Turn(request, _decision(DecisionKind.REFUSE, "I cannot sing"))
    if words == "hm":
        return Turn(request, _decision(DecisionKind.IGNORE, ""))
    return Turn(request, _decision(DecisionKind.ANSWER, f"heard {request.text}", "HassGetState"))


def _decision(
    kind: DecisionKind,
    response: str,
    intent: str | None = None,
    slots: dict[str, str] | None = None,
    plan: Plan | None = None,
) -> Decision:
    return Decision(kind, response, intent, slots or {}, plan=plan, confidence=0.9)


@dataclass
class StubHub:
    """Remembers what it was asked and what it observed."""

    respond: Callable[[Request], Turn] = turn_of
    asked: list[Request] = field(default_factory=list)
    observed: list[HomeEvent] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    due: float | None = None

    def handle(self, request: Request) -> Turn:
        self.asked.append(request)
        return self.respond(request)

    def observe(self, events: Iterable[HomeEvent]) -> None:
        self.observed.extend(events)

    def tick(self) -> Sequence[Spoken]:
        spoken, self.spoken = self.spoken, []
        self.due = None
        return spoken

    def next_due(self) -> float | None:
        return self.due


@dataclass
class StubHouse:
    """A house whose every message below `state/` is an entity's state."""

    hub: StubHub = field(default_factory=StubHub)
    ledger: Ledger = field(default_factory=MemoryLedger)
    complains: list[str] = field(default_factory=list)
    running: bool = False
    filters: tuple[str, ...] = ("state/#",)
    learning: bool = True

    def start(self) -> Sequence[Spoken]:
        self.running = True
        return ()

    def stop(self) -> None:
        self.running = False

    def set_learning(self, on: bool) -> None:
        self.learning = on

    async def watch(self) -> None:
        await asyncio.Event().wait()

    def topics(self) -> Sequence[str]:
        return self.filters

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        if message.payload == b"poison":
            raise RuntimeError("poison")
        if message.payload == b"unreadable":
            return [Rejected(message.topic, "unreadable")]
        if message.payload == b"more":
            return [TopicsWanted(("extra/#",))]
        entity = message.topic.replace("/", ".", 1)
        return [StateReported(entity, message.payload.decode(), retained=message.retain)]

    def payload_limit(self, _topic: str) -> int:
        return 64 * 1024

    def complaints(self) -> Sequence[str]:
        return self.complains

    def counts(self) -> dict[str, object]:
        return {"entities": 1}

    def recognise(self, request: Request) -> Turn:
        return turn_of(request)

    def snapshot(self) -> Snapshot:
        lamp = Entity("light.lamp", "Lamp", area="hall", state="on")
        return Snapshot({lamp.id: lamp}, areas={"hall": Area("hall", "Hall")}, at=SystemClock().wall())


class Letters:
    """A post that keeps what it is given. Replies are confirmed by `confirm`, commands by `settle` when `slow`."""

    def __init__(self) -> None:
        self.replies: list[Message] = []
        self.retained: dict[str, bytes] = {}
        self.slow = False
        self._waiting: list[Callable[[], None]] = []
        self._unsettled: list[Callable[[], None]] = []

    def reply(self, message: Message, done: Callable[[], None] | None = None) -> None:
        self.replies.append(message)
        if done is not None:
            self._waiting.append(done)

    def settled(self, done: Callable[[], None]) -> None:
        self._unsettled.append(done)
        if not self.slow:
            self.settle()

    def news(self, message: Message) -> None:
        self.replies.append(message)

    def retain(self, topic: str, payload: bytes) -> None:
        self.retained[topic] = payload

    def settle(self) -> None:
        unsettled, self._unsettled = self._unsettled, []
        for done in unsettled:
            done()

    def confirm(self) -> None:
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done()


__all__ = ["Letters", "StubHouse", "StubHub", "turn_of"]
