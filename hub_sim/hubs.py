"""A hub around a simulated home, put together as the composition root does, and what a turn says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from edge.clock import Clock
from edge.home.events import HomeEvent
from edge.home.overrides import Overrides
from edge.home.registry import Registry
from edge.turn import Turn
from hub_sim.home import SimHome
from hub_sim.verdict import Reply

if TYPE_CHECKING:
    from edge.hub import Hub


def build_hub(home: SimHome, clock: Clock, folder: Path, events: Sequence[HomeEvent], overrides: Overrides) -> Hub:
    """A hub that knows the home and acts on it; what it learns is kept in `folder`."""
    from edge.hub import Hub

    registry = Registry(overrides)
    for event in events:
        registry.apply(event, clock.wall())
    del folder
    return Hub(registry=registry, carrier=home, clock=clock)


def reply_of(turn: Turn) -> Reply:
    """A turn in the case runner's terms."""
    decision = turn.decision
    plan = decision.plan
    problems = tuple(problem.code for problem in plan.problems) if plan else ()
    return Reply(
        decision=str(decision.kind),
        response=decision.response,
        intent=decision.intent,
        slots=dict(decision.slots),
        entities=decision.entities,
        question=decision.question.kind if decision.question else None,
        problems=problems or ((str(decision.evidence["problem"]),) if "problem" in decision.evidence else ()),
        interpret_ms=(turn.interpret_ms,),
    )
