"""What a settled session teaches: endings and steps for the chain, outcomes of rewrites, and lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edge.learn.dialogue import Tracked
from edge.learn.feedback import Label, label
from edge.learn.record import Note
from edge.learn.signals import SignalKind
from edge.learn.watching import held
from edge.turn import DecisionKind

LONGEST_WAY = 6
"""Turns from a wish first said to its fulfilment."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn with its label."""

    tracked: Tracked
    label: Label

    @property
    def note(self) -> Note:
        """The turn."""
        return self.tracked.note


@dataclass(frozen=True, slots=True)
class Lesson:
    """Somebody's wording `said` went wrong, and what they meant was `meant`, which went well.

    `weight` in 0..1 is how sure that is; `strong` whether it was told outright ("I meant …", or an answer); `turns` how
    many turns it took.
    """

    said: Note
    meant: Note
    weight: float
    strong: bool
    turns: int


def judged(tracked: Tracked, now: float) -> Judged:
    """The label of a turn as of wall time `now`, with what shows only once time has passed."""
    note, kinds = tracked.note, tracked.kinds()
    late = note.at + 120.0
    if now >= late and note.kind is DecisionKind.ACT and SignalKind.HELD not in kinds and held(note, kinds):
        tracked.add(SignalKind.HELD, late)
    if now >= late and note.kind is DecisionKind.ANSWER and note.frames and SignalKind.ANSWERED not in kinds:
        tracked.add(SignalKind.ANSWERED, late)
    return Judged(tracked, label(tracked.signals, note.at, now))


def abandoned(session: Sequence[Tracked]) -> None:
    """Note where somebody gave up: the last turn was not understood, and nothing came after it."""
    if session and not session[-1].note.understood:
        session[-1].add(SignalKind.ABANDONED, session[-1].note.at)


def lessons(session: Sequence[Judged]) -> Iterator[Lesson]:
    """One lesson for every failed turn whose wish was fulfilled by a later turn of its session."""
    by_id = {turn.note.id: turn for turn in session}
    for turn in session:
        if not turn.label.bad or not turn.tracked.again:
            continue
        way = _way(turn, by_id)
        last = way[-1]
        if len(way) < 2 or not last.label.good or not last.note.frames:
            continue
        sure = 1.0
        for step in way[:-1]:
            sure *= step.tracked.sure
        strong = all(step.tracked.told for step in way[:-1])
        yield Lesson(turn.note, last.note, sure * _success(last.label), strong, len(way) - 1)


def _way(turn: Judged, by_id: Mapping[str, Judged]) -> list[Judged]:
    """A turn and the turns that say its wish again, as far as the wish was open."""
    way = [turn]
    while len(way) <= LONGEST_WAY and way[-1].label.bad and (again := by_id.get(way[-1].tracked.again)) is not None:
        way.append(again)
    return way


def _success(found: Label) -> float:
    """How sure a success is: what stood for two minutes is nearly as good as what was praised."""
    return 1.0 if found.explicit else min(1.0, 0.4 + 0.75 * found.weight)
