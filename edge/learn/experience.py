"""What the hub has seen people mean, as counts: chains passed through and rewritten, of the home and of each person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edge.learn.chain import Absorption, Chain, home_chain, personal_chain
from edge.learn.counts import Counts, Row
from edge.learn.harvest import Judged

_LEAST_WEIGHT = 0.05


@dataclass(slots=True)
class Books:
    """Counts of turns passed through and of turns rewritten, kept apart."""

    passed: Counts = field(default_factory=Counts)
    rewritten: Counts = field(default_factory=Counts)

    def of(self, turn: Judged) -> Counts:
        """The book that a turn belongs to."""
        return self.rewritten if turn.note.rewritten else self.passed


class Experience:
    """The home's books and each person's."""

    def __init__(self) -> None:
        self.home = Books()
        self.people: dict[str, Books] = {}
        self._chains: dict[str, Chain] = {}
        self._as_of = 0.0

    def learn(self, session: Sequence[Judged]) -> None:
        """Count the steps and endings of a settled session."""
        known = {turn.note.id: turn for turn in session}
        for turn in session:
            if turn.label.weight < _LEAST_WEIGHT:
                continue
            further = known.get(turn.tracked.again) if turn.label.bad else None
            for books in self._books(turn):
                counts, at = books.of(turn), turn.note.at
                if further is not None:
                    counts.step(turn.note.state, further.note.state, at, turn.tracked.sure)
                else:
                    counts.end(turn.note.state, at, good=turn.label.good, weight=turn.label.weight)

    def absorption(self, state: str, person: str, now: float) -> Absorption:
        """Where people who say what `state` stands for end up, without any rewriting."""
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
        self.refresh(now)

    def _chain(self, person: str, now: float) -> Chain:
        self._as_of = max(self._as_of, now)
        chain = self._chains.get(person)
        if chain is None:
            home = self._chains.setdefault("", home_chain(self.home.passed, self._as_of))
            books = self.people.get(person)
            chain = personal_chain(books.passed, home, self._as_of) if person and books else home
            self._chains[person] = chain
        return chain

    def _books(self, turn: Judged) -> list[Books]:
        person = turn.note.speaker
        return [self.home, self.people.setdefault(person, Books())] if person else [self.home]
