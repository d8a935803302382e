"""What the hub has seen people mean, as counts: chains passed through and rewritten, of the home and of each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from edge.learn.chain import Absorption, Chain, home_chain, personal_chain, superposed
from edge.learn.counts import Counts, Row
from edge.learn.harvest import Judged
from edge.learn.record import Note

_LEAST_WEIGHT = 0.05


@dataclass(slots=True)
class Books:
    """Counts of turns passed through and of turns rewritten, kept apart."""

    passed: Counts = field(default_factory=Counts)
    rewritten: Counts = field(default_factory=Counts)

    def of(self, turn: Judged) -> Counts:
        """The book that a turn belongs to."""
        return self.rewritten if turn.note.rewritten else self.passed


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a labelled turn said about the chain; `further` is the state that the wish was said again as, if it was."""

    at: float
    state: str
    score: float
    weight: float
    person: str = ""
    further: str = ""
    sure: float = 0.0
    rewritten: bool = False


class Experience:
    """The home's books and each person's."""

    def __init__(self) -> None:
        self.home = Books()
        self.people: dict[str, Books] = {}
        self._chains: dict[str, Chain] = {}
        self._as_of = 0.0

    def learn(self, session: Sequence[Judged], heard: Callable[[Note], str]) -> None:
        """Count the steps and endings of a settled session.

        A turn that was rewritten counts, in the books of rewritten ones, for the interpretation that its words alone
        would have got, which `heard` tells.
        """
        known = {turn.note.id: turn for turn in session}
        for turn in session:
            if turn.label.weight < _LEAST_WEIGHT:
                continue
            state = heard(turn.note)
            further = known.get(turn.tracked.again) if turn.label.bad else None
            for books in self._books(turn):
                counts, at = books.of(turn), turn.note.at
                if further is not None:
                    counts.step(state, further.note.state, at, turn.tracked.sure)
                else:
                    counts.end(state, at, good=turn.label.good, weight=turn.label.weight)

    def recall(self, turn: Remembered) -> None:
        """Count one turn that an earlier process labelled, as `learn` did then."""
        for books in [self.home, *([self.people.setdefault(turn.person, Books())] if turn.person else [])]:
            counts = books.rewritten if turn.rewritten else books.passed
            if turn.further:
                counts.step(turn.state, turn.further, turn.at, turn.sure)
            elif turn.weight >= _LEAST_WEIGHT:
                counts.end(turn.state, turn.at, good=turn.score > 0.5, weight=turn.weight)

    def absorption(self, state: str, person: str, now: float) -> Absorption:
        """Where people who say what `state` stands for end up, rewritten as often as they were."""
        return self._chain(person, now).absorption(state)

    def passed(self, person: str, state: str, now: float) -> Row:
        """What followed a state when passed through, as this person (`""`: the home) lived it."""
        books = self.people.get(person, self.home) if person else self.home
        return books.passed.row(state, now)

    def refresh(self, now: float, states: Iterable[str] = ()) -> None:
        """Chains are to be worked out anew: of these states, or (without any) of all, as of `now`."""
        if not states:
            self._chains.clear()
        for chain in self._chains.values():
            chain.forget(states)
        self._as_of = max(self._as_of, now)

    def night(self, now: float) -> None:
        """Forget what has faded."""
        for books in [self.home, *self.people.values()]:
            books.passed.shed(now)
            books.rewritten.shed(now)
            books.passed.take_touched()
            books.rewritten.take_touched()
        self.refresh(now)

    def _chain(self, person: str, now: float) -> Chain:
        self._as_of = max(self._as_of, now)
        chain = self._chains.get(person)
        if chain is None:
            home = self._chains.setdefault("", self._lived(self.home))
            books = self.people.get(person)
            chain = home
            if person and books is not None:
                chain = personal_chain(self._lived(books), lambda s: self._seen(books, s), home)
            self._chains[person] = chain
        return chain

    def _lived(self, books: Books) -> Chain:
        """Both books laid over each other, each state rewritten as often as it was."""
        at = self._as_of
        passed, rewritten = home_chain(books.passed, at), home_chain(books.rewritten, at)

        def share(state: str) -> float:
            served, whole = books.rewritten.row(state, at).total, self._seen(books, state)
            return served / whole if whole else 0.0

        return superposed(passed, rewritten, share)

    def _seen(self, books: Books, state: str) -> float:
        return books.passed.row(state, self._as_of).total + books.rewritten.row(state, self._as_of).total

    def _books(self, turn: Judged) -> list[Books]:
        person = turn.note.speaker
        return [self.home, self.people.setdefault(person, Books())] if person else [self.home]
