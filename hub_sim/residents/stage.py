"""One home with one hub on a simulated clock, and a second home to try out what would have happened."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from edge.act.respond import Responder
from edge.compose import words_of
from edge.home.events import StateReported
from edge.home.registry import Registry
from edge.hub import Hub
from edge.interpreter import Interpreter
from edge.turn import Decision, DecisionKind, Plan, Request, Turn
from hub_sim.clock import SimClock
from hub_sim.home import SimHome
from hub_sim.hubs import Kept
from hub_sim.inprocess import found, overrides_of
from hub_sim.residents.goals import Goal, Looks, Result, judged
from hub_sim.residents.homes import ResidentHome
from hub_sim.residents.readings import Readings
from hub_sim.thing import Thing

if TYPE_CHECKING:
    from edge.learn.learner import Learner


@cache
def _responder() -> Responder:
    return Responder(words_of, "en")


@dataclass(frozen=True, slots=True)
class Heard:
    """A request that was carried out: the home around it, its result, and what it would have been without rewriting.

    `passed` is the result of the words as they were, equal to `result` unless a rewrite was served; `handle_ms` the
    wall time of the hub's work in milliseconds.
    """

    turn: Turn
    before: Looks
    after: Looks
    result: Result
    passed: Result
    passed_kind: DecisionKind
    handle_ms: float

    @property
    def rewritten(self) -> bool:
        """Whether a rewrite was read in place of the words."""
        return self.turn.rewritten is not None and self.turn.rewritten.served


class Stage:
    """A hub that lives with a home. `learner` is what learns, `None` for a hub that does not."""

    def __init__(self, home: ResidentHome, start: float, readings: Readings, learner: Learner | None = None) -> None:
        self.spec = home
        self.clock = SimClock(start)
        self.home = SimHome(home.fixtures, self.clock, instant=True)
        self.learner = learner
        self._readings = readings
        self._trial = SimHome(home.fixtures, self.clock, instant=True)
        registry = Registry(overrides_of(self.home))
        for event in found(self.home):
            registry.apply(event, start)
        self._registry = registry
        self._interpreter = Interpreter(readings, _responder())
        extra: dict[str, Any] = {} if learner is None else {"learner": learner}
        self.hub = Hub(registry, self._interpreter, self.home, self.clock, keeper=Kept(), **extra)
        self.hub.start()
        self.home.listen(self._heard)

    def wait(self, seconds: float) -> None:
        """Let time pass; the hub settles what is due."""
        self.clock.advance(max(0.0, seconds))
        self.hub.tick()

    def wait_until(self, at: float) -> None:
        """Let time pass until wall seconds `at`; not at all when that is over."""
        self.wait(at - self.clock.wall())

    def arrange(self, states: Mapping[str, tuple[str | None, Mapping[str, Any]]]) -> None:
        """Life goes on: things are put into states by hand, as far as they differ."""
        for entity_id, (state, attributes) in states.items():
            self.home.set(entity_id, state, attributes)

    def hand(self, looks: Looks, things: Sequence[str]) -> None:
        """Somebody puts things back into the state that `looks` shows."""
        for entity_id in things:
            state, attributes = looks[entity_id]
            kept = {key: attributes[key] for key in _BY_HAND if key in attributes}
            self.home.set(entity_id, state, kept)

    def barge_in(self, turn_id: str, seconds: float) -> None:
        """Somebody speaks while the hub does, `seconds` after its answer began."""
        if self.learner is not None:
            from edge.learn.signals import Signal, SignalKind

            self.learner.signal(Signal(turn_id, SignalKind.BARGE_IN, self.clock.wall(), seconds=seconds))

    def ask(self, request: Request, goal: Goal, free: frozenset[str] = frozenset(), *, shared: bool = False) -> Heard:
        """Have the hub hear a request, and judge what came of it.

        `shared`: the home is in the same state in every arm now, and readings may be taken over.
        """
        self._readings.shared = shared
        before, things = self.home.looks(), _copies(self.home)
        snapshot = self._registry.snapshot(self.clock.wall())
        started = time.perf_counter()
        turn = self.hub.handle(request)
        taken = (time.perf_counter() - started) * 1000
        after = self.home.looks()
        result = self._result(turn, goal, before, after, things, free)
        passed, kind = result, turn.decision.kind
        if turn.rewritten is not None and turn.rewritten.served:
            plain = self._interpreter.interpret(turn.request, snapshot, replace(turn.knowledge, rewrites=()))
            passed, kind = self._would(plain, goal, before, things, free), plain.decision.kind
        return Heard(turn, before, after, result, passed, kind, taken)

    def leads_to(self, plan: Plan, goal: Goal, free: frozenset[str] = frozenset()) -> bool:
        """Whether carrying out a plan now would reach a goal and change nothing else."""
        before = self.home.looks()
        return self._reaches(plan, goal, before, _copies(self.home), free)

    def would(self, text: str, like: Heard, goal: Goal) -> Result:
        """What other words would have come to in the place of `like`, which was the last thing heard."""
        snapshot = self._registry.snapshot(self.clock.wall())
        entities = dict(snapshot.entities)
        things = {}
        for thing_id, (state, attributes) in like.before.items():
            thing = self.home.world.things[thing_id]
            things[thing_id] = Thing(thing_id, state, dict(attributes), dict(thing.memory), thing.area, thing.device)
            entities[thing_id] = replace(entities[thing_id], state=state, attributes=dict(attributes))
        then = replace(snapshot, entities=entities, at=like.turn.request.at)
        knowledge = replace(like.turn.knowledge, rewrites=())
        turn = self._interpreter.interpret(replace(like.turn.request, text=text), then, knowledge)
        return self._would(turn, goal, like.before, things, frozenset())

    def _heard(self, event: StateReported) -> None:
        self.hub.observe([event])

    def _would(
        self, turn: Turn, goal: Goal, before: Looks, things: Mapping[str, Thing], free: frozenset[str]
    ) -> Result:
        """The result of a turn that is only thought of."""
        after = before
        if turn.decision.kind is DecisionKind.ACT and turn.decision.plan is not None:
            after = self._tried(turn.decision.plan, things)
        return self._result(turn, goal, before, after, things, free)

    def _result(
        self, turn: Turn, goal: Goal, before: Looks, after: Looks, things: Mapping[str, Thing], free: frozenset[str]
    ) -> Result:
        question = turn.decision.question
        if turn.decision.kind is DecisionKind.ASK and question is not None:
            plans = question.options or (question.plan,)
            good = any(self._reaches(plan, goal, before, things, free) for plan in plans)
            return Result.ASKED if good else Result.NOTHING
        return judged(goal, turn, before, after, free)

    def _reaches(
        self, plan: Plan, goal: Goal, before: Looks, things: Mapping[str, Thing], free: frozenset[str]
    ) -> bool:
        turn = Turn(Request("", "", 0.0), _NO_DECISION)
        return judged(goal, turn, before, self._tried(plan, things), free) is Result.REACHED

    def _tried(self, plan: Plan, things: Mapping[str, Thing]) -> Looks:
        """How the second home looks after a plan's calls, from the state that `things` hold."""
        self._trial.world.things = {key: _copy(thing) for key, thing in things.items()}
        for step in plan.steps:
            if step.call.domain != "hearth":
                self._trial.send(step.call)
        self._trial.calls.clear()
        return self._trial.looks()


_BY_HAND = ("brightness", "hs_color", "temperature", "volume_level", "current_position", "percentage")


_NO_DECISION = Decision(DecisionKind.ACT)


def _copies(home: SimHome) -> dict[str, Thing]:
    return {key: _copy(thing) for key, thing in home.world.things.items()}


def _copy(thing: Thing) -> Thing:
    return Thing(thing.id, thing.state, dict(thing.attributes), dict(thing.memory), thing.area, thing.device)
