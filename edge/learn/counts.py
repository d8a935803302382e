"""Counts that age: what was seen counts half after a half-life, without ever walking over all of them.

New counts are written down larger instead of making old ones smaller; reading divides by what is one now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edge.rewrite.entry import HALF_LIFE

State = str
_REBASE = 200.0
"""Half-lives after which the scale starts anew, far below the range of a float."""


@dataclass(slots=True)
class Row:
    """What followed one state: rephrases to other states, successes and failures; on the book's scale."""

    to: dict[State, float] = field(default_factory=dict)
    good: float = 0.0
    bad: float = 0.0

    @property
    def total(self) -> float:
        """All that followed."""
        return sum(self.to.values()) + self.good + self.bad


class Counts:
    """Decayed counts of transitions and endings. Times are wall seconds and may come in any order."""

    def __init__(self, half_life: float = HALF_LIFE) -> None:
        self._half_life = half_life
        self._origin: float | None = None
        self._newest = 0.0
        self._rows: dict[State, Row] = {}
        self._touched: set[State] = set()

    def __len__(self) -> int:
        return len(self._rows)

    def step(self, state: State, to: State, at: float, weight: float = 1.0) -> None:
        """Somebody went on from `state` to `to`."""
        row = self._row(state)
        row.to[to] = row.to.get(to, 0.0) + weight * self._scale(at)
        self._row(to)

    def end(self, state: State, at: float, *, good: bool, weight: float = 1.0) -> None:
        """Somebody stopped at `state`, satisfied or not."""
        row, amount = self._row(state), weight * self._scale(at)
        if good:
            row.good += amount
        else:
            row.bad += amount

    def rows(self, now: float) -> Mapping[State, Row]:
        """All rows as of wall time `now`: what was seen this moment counts 1."""
        return {state: self.row(state, now) for state in self._rows}

    def row(self, state: State, now: float) -> Row:
        """One state's row as of wall time `now`; an empty one where nothing is known."""
        row = self._rows.get(state)
        if row is None:
            return Row()
        unit = 1.0 / self._scale(max(now, self._newest))
        return Row({to: amount * unit for to, amount in row.to.items()}, row.good * unit, row.bad * unit)

    def states(self) -> Iterator[State]:
        """All states."""
        return iter(self._rows)

    def take_touched(self) -> set[State]:
        """The states that were counted at since this was last asked."""
        touched, self._touched = self._touched, set()
        return touched

    def shed(self, now: float, least: float = 0.02) -> None:
        """Forget rows of which next to nothing is left, and steps to them."""
        unit = least * self._scale(max(now, self._newest))
        gone = {state for state, row in self._rows.items() if row.total < unit}
        for row in self._rows.values():
            row.to = {to: amount for to, amount in row.to.items() if amount >= unit}
        reached = {to for row in self._rows.values() for to in row.to}
        for state in gone - reached:
            del self._rows[state]

    def _row(self, state: State) -> Row:
        self._touched.add(state)
        row = self._rows.get(state)
        if row is None:
            row = self._rows[state] = Row()
        return row

    def _scale(self, at: float) -> float:
        """How large a count of wall time `at` is written down."""
        if self._origin is None:
            self._origin = at
        self._newest = max(self._newest, at)
        past = (at - self._origin) / self._half_life
        if past > _REBASE:
            self._rebase(at)
            past = 0.0
        return float(2.0**past)

    def _rebase(self, at: float) -> None:
        assert self._origin is not None  # noqa: S101 - set by who calls
        shrink = 2.0 ** ((self._origin - at) / self._half_life)
        for row in self._rows.values():
            row.to = {to: amount * shrink for to, amount in row.to.items()}
            row.good, row.bad = row.good * shrink, row.bad * shrink
        self._origin = at
