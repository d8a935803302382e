"""Putting random requests before the interpreter, in one process or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from hub_sim.hubs import interpreter
from hub_sim.safety.anything import anything
from hub_sim.safety.check import violations

_PART = 500
"""Requests that are put before the interpreter in one go."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The requests to be made: how many, over how many homes, from which seed."""

    requests: int
    homes: int
    seed: int

    def parts(self) -> Iterator[range]:
        """Their numbers, in portions."""
        return (range(at, min(at + _PART, self.requests)) for at in range(0, self.requests, _PART))


@dataclass(slots=True)
class Outcome:
    """How many requests were made, what was decided, and every violation in words."""

    requests: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


def outcomes(trial: Trial, jobs: int = 1) -> Iterator[Outcome]:
    """What comes of every portion of a trial, in order, by so many processes. The same for any number of them."""
    if jobs == 1:
        yield from (_outcome(trial, part) for part in trial.parts())
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_outcome, *zip(*((trial, part) for part in trial.parts()), strict=True))


def _outcome(trial: Trial, part: range) -> Outcome:
    found = Outcome(len(part))
    for case in anything(trial.requests, trial.homes, trial.seed, part):
        turn = interpreter().interpret(case.request, case.snapshot, case.knowledge)
        found.decisions[str(turn.decision.kind)] += 1
        found.violations += [f"{case.request.id} {case.request.text!r}: {wrong}" for wrong in violations(turn, case)]
    return found
