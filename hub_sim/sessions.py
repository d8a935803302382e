"""What a case runner needs of a home with a hub in it, however the two are joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from hub_sim.cases import Case, Happening, Moment, Past, Say
from hub_sim.home import SimHome
from hub_sim.verdict import Reply

DEFAULT_NOW = datetime(2026, 3, 3, 19, 0, tzinfo=UTC).timestamp()
_DAY = 86400.0


class Session(Protocol):
    """One home with a hub in it, for the length of one case."""

    home: SimHome

    def say(self, text: str, moment: Moment) -> Reply:
        """What the hub made of a sentence; the home has already changed by it when this returns."""
        ...

    def arrange(self, moment: Moment) -> None:
        """Put the home into a turn's `setup`; the hub has seen it when this returns."""
        ...

    def happen(self, event: Happening) -> None:
        """Let something change in the home as if by hand; the hub has seen it when this returns."""
        ...

    def wait(self, seconds: float) -> None:
        """Let simulated time pass."""
        ...

    def restart(self) -> None:
        """Stop the hub and start it again."""
        ...


class Via(Protocol):
    """A way of joining home and hub."""

    name: str

    def begin(self, case: Case) -> Session:
        """A fresh home as the case's first sentence finds it: history, setup and clock in place."""
        ...

    def close(self) -> None:
        """Stop everything that was started."""
        ...


@dataclass(frozen=True, slots=True)
class Memory:
    """One thing to be lived through before the case; `at` is wall seconds."""

    at: float
    past: Past


def first_moment(case: Case) -> Moment:
    """Where and when the case begins: the moment of its first sentence."""
    return next((step.moment for step in case.steps if isinstance(step, Say)), Moment())


def lived_before(moment: Moment) -> list[Memory]:
    """A moment's history in the order in which it happened, each repetition by itself."""
    now = DEFAULT_NOW if moment.now is None else moment.now
    memories = [Memory(at, past) for past in moment.history for at in _times(past, now, moment.tz_offset)]
    return sorted(memories, key=lambda memory: memory.at)


def folder_name(case: Case) -> str:
    """The case's file below its home's folder, for reports."""
    try:
        return str(case.file.resolve().relative_to(case.fixtures.parent.parent))
    except ValueError:
        return str(case.file)


def _times(past: Past, now: float, tz_offset: int) -> list[float]:
    if past.ago is not None:
        return [now - past.ago]
    midnight = (now + tz_offset) // _DAY * _DAY - tz_offset
    at = midnight + (past.at or 0.0)
    last = at if at <= now else at - _DAY
    return [last - day * _DAY for day in range(past.days)]
