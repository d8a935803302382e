"""Cases as data: what is said in which home at which moment, and what must have changed.

A test file's tests become `Case`s: one for each sentence, one for each conversation. Keys that are not in the
format are errors that name file, test and key, so that a typing mistake never makes a case pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DECISIONS = frozenset({"act", "answer", "ask", "learn", "refuse", "ignore"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A state and attributes that an entity is put into, or must end with; `None` state says nothing."""

    state: Any = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expect:
    """Any subset of what a decision must be."""

    decision: str | None = None
    intent: str | None = None
    entities: tuple[str, ...] | None = None
    slots: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """Something that happened before: an entity's state, or a request that was understood.

    Either `ago` (seconds before the moment of the case) or `at` (seconds after local midnight) on each of
    `days` days.
    """

    ago: float | None = None
    at: float | None = None
    days: int = 1
    entity: str | None = None
    state: Any = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    say: str | None = None
    speaker: str | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the recogniser reported: confidence 0..1 and other readings with theirs."""

    confidence: float | None = None
    nbest: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """Where, when and by whom something is said; `now` is wall time in seconds with its UTC offset."""

    device: str | None = None
    now: float | None = None
    tz_offset: int = 0
    speaker: str | None = None
    heard: Heard = field(default_factory=Heard)
    history: tuple[Past, ...] = ()
    setup: Mapping[str, Wanted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expectation:
    """Everything that must hold afterwards. `changes` `None`: nothing was said about changes.

    `entity_id` is the one target of a device-actions test, `action` its action where a sibling file tells.
    """

    changes: Mapping[str, Wanted] | None = None
    ignore: Mapping[str, frozenset[str]] = field(default_factory=dict)
    response: tuple[str, ...] = ()
    expect: Expect | None = None
    entity_id: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Somebody says something."""

    text: str
    moment: Moment
    expectation: Expectation


@dataclass(frozen=True, slots=True)
class Wait:
    """Simulated seconds pass."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Happening:
    """Something in the home changes by itself or by a hand."""

    entity: str
    wanted: Wanted
    by: str = "hand"


@dataclass(frozen=True, slots=True)
class Restart:
    """The daemon stops and starts again."""


Step = Say | Wait | Happening | Restart


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence, or one conversation, in one home. `index` is the test's number in its file, from 0."""

    file: Path
    fixtures: Path
    category: str
    index: int
    steps: tuple[Step, ...]
    conversation: bool = False

    @property
    def sentence(self) -> str:
        """The sentence, or the conversation's sentences."""
        return " / ".join(step.text for step in self.steps if isinstance(step, Say))
