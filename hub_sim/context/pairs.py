"""A pair of moments that differ in one fact, and what each of them should come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.turn import Job
from hub_sim.fixtures import Fixtures


@dataclass(frozen=True, slots=True)
class Put:
    """A state and attributes that a thing is in."""

    state: str | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that was said `ago` seconds before, and was about a thing."""

    entity: str
    intent: str
    ago: float = 25.0
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything but the words: who hears, when (local hour 0..24), who speaks, how the home is and was.

    `changed` are seconds since things last changed, by entity id; `habits` and `tastes` as in `Knowledge`.
    """

    device: str | None = None
    hour: float = 17.5
    speaker: str | None = None
    states: Mapping[str, Put] = field(default_factory=dict)
    changed: Mapping[str, float] = field(default_factory=dict)
    spoken: tuple[Spoken, ...] = ()
    jobs: tuple[Job, ...] = ()
    habits: Mapping[str, float] = field(default_factory=dict)
    tastes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """How a thing must end: in one of `states` (if any), an `attribute` above or below what it was, or `equal`."""

    states: frozenset[str] = frozenset()
    attribute: str | None = None
    above: bool = False
    below: bool = False
    equal: object = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a moment should come to. Stated by the generator from the fact; no interpreter is asked.

    `decision` is what is to be done. For `act` the things that change must be exactly those of one of
    `outcomes`; for `ask` the plan asked about must come to one of them. `about` are the things that an answer
    may be of, `answer` what it must say one of. `data` are values of which the calls made must carry one.
    """

    decision: str
    outcomes: tuple[Mapping[str, Change], ...] = ()
    about: frozenset[str] = frozenset()
    answer: tuple[str, ...] = ()
    data: tuple[str, frozenset[object]] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One of the two moments."""

    moment: Moment
    reading: Reading


@dataclass(frozen=True, slots=True)
class Pair:
    """`text` in two moments; `fact` names what differs. `idle` is the first with what does not matter changed."""

    kind: str
    fact: str
    text: str
    home: Fixtures
    first: Member
    second: Member
    idle: Moment
    irrelevant: str


def act(outcome: Mapping[str, Change], *others: Mapping[str, Change]) -> Reading:
    """Acting with one of these outcomes."""
    return Reading("act", (outcome, *others))


def into(*states: str) -> Change:
    """Ending in one of these states."""
    return Change(frozenset(states))


def above(attribute: str) -> Change:
    """Ending with more of an attribute."""
    return Change(attribute=attribute, above=True)


def below(attribute: str) -> Change:
    """Ending with less of an attribute."""
    return Change(attribute=attribute, below=True)


def at(attribute: str, value: object) -> Change:
    """Ending with an attribute at a value."""
    return Change(attribute=attribute, equal=value)
