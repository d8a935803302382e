"""A hub around a simulated home, put together as the composition root does, and what a turn says of itself."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

from edge.app.house import make_interpreter
from edge.clock import Clock
from edge.context.customs import Customs
from edge.home.events import HomeEvent
from edge.home.model import Snapshot
from edge.home.overrides import Overrides
from edge.home.registry import Registry
from edge.hub import Hub, Recorder
from edge.interpreter import Interpreter
from edge.learn.learner import Learner
from edge.rewrite.book import Build
from edge.rewrite.entry import Entry
from edge.rewrite.standing import Block
from edge.settings import Settings
from edge.turn import Exchange, Hypothesis, Job, Knowledge, Request, Turn
from hub_sim.home import SimHome
from hub_sim.verdict import Reply


class Kept:
    """What outlives a restart of the hub within one case."""

    def __init__(self) -> None:
        self._jobs: dict[str, tuple[Job, float]] = {}
        self.lists: dict[str, tuple[str, ...]] = {}
        self.customs = Customs()
        self._rewrites: dict[str, Entry] = {}
        self._blocks: list[Block] = []
        self._exchanges: dict[int, tuple[str, Exchange]] = {}

    def write(self, slot: int, key: str, exchange: Exchange) -> None:
        """Put an exchange of the conversation `key` into a slot."""
        self._exchanges[slot] = (key, exchange)

    def read(self) -> Iterable[tuple[int, str, Exchange]]:
        """All exchanges with their slots and conversations."""
        return tuple((slot, key, exchange) for slot, (key, exchange) in self._exchanges.items())

    def learner(self) -> Learner:
        """A new learner that knows what the one before had learnt."""
        learner = Learner()
        learner.load(self._rewrites.values(), self._blocks, ())
        learner.book.on_build = lambda build: self._built(learner, build)
        return learner

    def _built(self, learner: Learner, build: Build) -> None:
        self._rewrites = {entry.id: entry for entry in learner.entries()}
        self._blocks = learner.book.blocks() if build.blocks else self._blocks

    def keep(self, job: Job, saved_at: float) -> None:
        """Store a job as of wall seconds `saved_at`."""
        self._jobs[job.id] = (job, saved_at)

    def drop(self, job_id: str) -> None:
        """Forget a job."""
        self._jobs.pop(job_id, None)

    def kept(self) -> Iterable[tuple[Job, float]]:
        """All jobs with the wall times they were saved at."""
        return tuple(self._jobs.values())


class TimedInterpreter:
    """The daemon's interpreter, measured: `last_ms` is what the last interpretation took."""

    def __init__(self, inner: Interpreter) -> None:
        self._inner = inner
        self.last_ms = 0.0

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:
        """As `Interpreter.interpret`."""
        started = time.perf_counter()
        turn = self._inner.interpret(request, snapshot, knowledge)
        self.last_ms = (time.perf_counter() - started) * 1000
        return turn

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """The hypotheses alone, of all channels together."""
        return self._inner._reading.read(request, snapshot, knowledge)  # noqa: SLF001 - before anything is grounded

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else an interpreter can
        return getattr(self._inner, name)


@cache
def interpreter(language: str = "en") -> TimedInterpreter:
    """The interpreter of a language, made once in a process: it holds no state but caches."""
    return TimedInterpreter(make_interpreter(Settings.model_validate({"hub": {"language": language}})))


def build_hub(
    home: SimHome,
    clock: Clock,
    kept: Kept,
    events: Sequence[HomeEvent],
    overrides: Overrides,
    recorder: Recorder | None = None,
) -> Hub:
    """A hub that knows the home and acts on it."""
    registry = Registry(overrides)
    for event in events:
        registry.apply(event, clock.wall())
    heart = cast("Interpreter", interpreter())
    hub = Hub(
        registry,
        heart,
        home,
        clock,
        recorder=recorder,
        keeper=kept,
        lists=kept.lists,
        customs=kept.customs,
        learner=kept.learner(),
        diary=kept,
    )
    hub.start()
    return hub


def measured(turn: Turn) -> Turn:
    """A turn with the time that interpreting it really took: a simulated clock stands still meanwhile."""
    return replace(turn, interpret_ms=interpreter().last_ms)


def reply_of(turn: Turn) -> Reply:
    """A turn in the case runner's terms."""
    decision = turn.decision
    problems = tuple(problem.code for problem in decision.plan.problems) if decision.plan else ()
    return Reply(
        decision=str(decision.kind),
        response=decision.response,
        intent=decision.intent,
        slots=dict(decision.slots),
        entities=decision.entities,
        question=decision.question.kind if decision.question else None,
        problems=problems,
        interpret_ms=(turn.interpret_ms,),
    )
