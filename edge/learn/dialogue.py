"""What a new turn says about those before it in its session: feedback, undoing, correction, repetition, rephrasing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edge.learn.record import Note
from edge.learn.rephrase import MOST_TURNS, Heard, RephraseDetector, is_repetition
from edge.learn.signals import Signal, SignalKind
from edge.learn.spoken import Spoken
from edge.turn import DecisionKind
from edge.understand.followups import FollowUpKind, follow_up

_SAID = {
    Spoken.THANKS: SignalKind.THANKS,
    Spoken.RIGHT: SignalKind.RIGHT,
    Spoken.WRONG: SignalKind.WRONG,
    Spoken.NEVER: SignalKind.NEVER,
}


@dataclass(slots=True)
class Tracked:
    """A turn whose label is still open.

    `again` is the id of the turn that says the same wish again, `sure` in 0..1 how surely, `told` whether it was said
    to be a correction or an answer.
    """

    note: Note
    signals: list[Signal] = field(default_factory=list)
    again: str = ""
    sure: float = 0.0
    told: bool = False

    def kinds(self) -> frozenset[SignalKind]:
        """The kinds of signals so far."""
        return frozenset(signal.kind for signal in self.signals)

    def add(self, kind: SignalKind, at: float, by: str = "", strength: float = 1.0) -> None:
        """Note a signal."""
        self.signals.append(Signal(self.note.id, kind, at, max(0.0, at - self.note.at), by, strength))


def feedback_on(tracked: Tracked, note: Note) -> None:
    """Note what feedback in words says about a turn; a bare no is blame."""
    tracked.add(_SAID[note.spoken] if note.spoken else SignalKind.WRONG, note.at, note.id)


def relate(last: Tracked | None, new: Tracked) -> None:
    """Note what shows of a turn at once, and what it says about the one before it in its session."""
    first_impressions(new)
    if last is None:
        return
    note = new.note
    if last.note.asked and note.replied:
        _replied(last, new)
        return
    if _corrects(note):
        _link(last, new, SignalKind.CORRECTED, 1.0, told=True)
        return
    if is_repetition(last.note, note) and not last.again:
        last.add(SignalKind.REPEATED, note.at, note.id)


def link_rephrases(session: Sequence[Tracked], detector: RephraseDetector) -> None:
    """Find for each turn of a session that has ended the later one that says its wish again, if any does."""
    for start, head in enumerate(session[:-1]):
        if head.again:
            continue
        dialogue = [Heard(tracked.note, tracked.kinds()) for tracked in session[start : start + MOST_TURNS]]
        found = detector.find(dialogue)
        if found is not None and not is_repetition(head.note, session[start + found.turn].note):
            _link(head, session[start + found.turn], SignalKind.REPHRASED, found.score, told=False)


def first_impressions(new: Tracked) -> None:
    """What shows at once: that it was not understood, asked about, or could not be carried out."""
    if new.note.kind is DecisionKind.REFUSE:
        new.add(SignalKind.NOT_UNDERSTOOD, new.note.at)
    elif new.note.kind is DecisionKind.ASK:
        new.add(SignalKind.ASKED_BACK, new.note.at)
    elif new.note.missing:
        new.add(SignalKind.UNACKNOWLEDGED, new.note.at, new.note.missing[0])


def _replied(question: Tracked, answer: Tracked) -> None:
    """An answer to the hub's own question settles what was meant; a refusal says that none of it was."""
    if answer.note.understood and answer.note.targets:
        _link(question, answer, SignalKind.ASKED_BACK, 1.0, told=True)
    elif answer.note.kind is DecisionKind.ANSWER:
        question.add(SignalKind.DECLINED, answer.note.at, answer.note.id)


def _corrects(note: Note) -> bool:
    leaning = follow_up(note.text, note.language)
    return leaning is not None and leaning.kind is FollowUpKind.CORRECTION and bool(note.frames)


def _link(head: Tracked, new: Tracked, kind: SignalKind, sure: float, *, told: bool) -> None:
    head.again, head.sure, head.told = new.note.id, sure, told
    head.add(kind, new.note.at, new.note.id, sure)
