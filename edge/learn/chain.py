"""The absorbing Markov chain over interpretations: where people end up who start with this one.

States are interpretations, success and failure absorb. With Q the steps between states and R the endings,
`N = (I - Q)^-1` holds expected visits and `B = N R` the probabilities of ending well or badly. The idea is that of
Ponnusamy et al., "Feedback-based self-learning in large-scale conversational AI agents" (arXiv 1911.02557); the
smoothing, the personal chains and the numerics are ours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edge.learn.counts import Counts, Row, State

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

HOPS = 4
"""Steps away from the start beyond which states are no longer told apart."""
MOST_STATES = 400
"""Larger components are cut off where they are reached last."""


@dataclass(frozen=True, slots=True)
class Smoothing:
    """`alpha` pseudo-counts a state, ending well with `good` (0..1), the rate over all states."""

    alpha: float = 2.0
    good: float = 0.5


@dataclass(frozen=True, slots=True)
class Transitions:
    """One state's probabilities: of going on to others, of ending well and badly. They sum to one."""

    to: Mapping[State, float]
    good: float
    bad: float


@dataclass(frozen=True, slots=True)
class Absorption:
    """What becomes of those who start at `start`.

    `good` and `bad` are the probabilities of ending so (they sum to one); `turns` the expected number of turns.
    `visited` gives for each state the probability of ever being there, `good_at` of ending well from there (they sum
    to `good`), `turns_from` the expected turns that remain there.
    """

    start: State
    good: float
    bad: float
    turns: float
    visited: Mapping[State, float]
    good_at: Mapping[State, float]
    turns_from: Mapping[State, float]

    def best(self) -> State | None:
        """The other state where most end well; of equal ones that with fewer turns left; `None` without any."""
        others = [state for state in self.good_at if state != self.start]
        return max(others, key=lambda s: (self.good_at[s], -self.turns_from[s], s), default=None)


class Chain:
    """Transitions by state, worked out when asked for and kept until `forget`."""

    def __init__(self, row: Callable[[State], Transitions]) -> None:
        self._row = row
        self._known: dict[State, Transitions] = {}

    def transitions(self, state: State) -> Transitions:
        """The row of a state."""
        known = self._known.get(state)
        if known is None:
            known = self._known[state] = self._row(state)
        return known

    def forget(self, states: Iterable[State]) -> None:
        """The counts of these states have changed."""
        for state in states:
            self._known.pop(state, None)

    def absorption(self, start: State, hops: int = HOPS) -> Absorption:
        """Where those who start at `start` end, over the states within `hops` steps."""
        import numpy as np

        states, rows = self._reach(start, hops)
        q, good = _matrices(states, rows)
        fundamental = np.linalg.inv(np.eye(len(states)) - q)
        visits, turns = fundamental[0], fundamental.sum(axis=1)
        visited = visits / np.diag(fundamental)
        ending = visits * good
        total = float(ending.sum())
        return Absorption(
            start, total, 1.0 - total, float(turns[0]), _by(states, visited), _by(states, ending), _by(states, turns)
        )

    def _reach(self, start: State, hops: int) -> tuple[list[State], list[Transitions]]:
        """States reachable within `hops`, nearest first, with their rows."""
        far = {start: 0}
        queue = deque([start])
        while queue and len(far) < MOST_STATES:
            state = queue.popleft()
            if far[state] < hops:
                for to in self.transitions(state).to:
                    if to not in far:
                        far[to] = far[state] + 1
                        queue.append(to)
        return list(far), [self.transitions(state) for state in far]


def home_chain(counts: Counts, now: float, alpha: float = 2.0) -> Chain:
    """The chain of a whole home, smoothed towards its overall rate of ending well."""
    smoothing = Smoothing(alpha, overall(counts, now))
    return Chain(lambda state: smoothed(counts.row(state, now), smoothing))


def personal_chain(own: Chain, seen: Callable[[State], float], home: Chain, weight: float = 4.0) -> Chain:
    """One person's chain, falling back to the home's: it stands in for `weight` observations of their own.

    `seen` tells how many (decayed) observations of a state are the person's.
    """

    def row(state: State) -> Transitions:
        mine, theirs = own.transitions(state), home.transitions(state)
        count = seen(state)
        share = count / (count + weight)
        return _mixed(mine, theirs, share)

    return Chain(row)


def superposed(passed: Chain, rewritten: Chain, served: Callable[[State], float]) -> Chain:
    """The chain as people live it, `p` of them rewritten: `p * rewritten + (1 - p) * passed`, row by row.

    The two are counted apart, so that what the hub did is never taken for what people said (arXiv 2205.00029).
    """

    def row(state: State) -> Transitions:
        return _mixed(rewritten.transitions(state), passed.transitions(state), served(state))

    return Chain(row)


def smoothed(row: Row, smoothing: Smoothing) -> Transitions:
    """A row of counts as probabilities, with Dirichlet pseudo-counts on the two endings."""
    total = row.total + smoothing.alpha
    to = {state: amount / total for state, amount in row.to.items()}
    good = (row.good + smoothing.alpha * smoothing.good) / total
    return Transitions(to, good, 1.0 - good - sum(to.values()))


def overall(counts: Counts, now: float) -> float:
    """The rate of ending well over all states, 0..1; 0.5 while nothing is known."""
    good = bad = 1.0
    for state in counts.states():
        row = counts.row(state, now)
        good += row.good
        bad += row.bad
    return good / (good + bad)


def _mixed(one: Transitions, other: Transitions, share: float) -> Transitions:
    """`share` of the one and the rest of the other."""
    rest = 1.0 - share
    to = {s: share * one.to.get(s, 0.0) + rest * other.to.get(s, 0.0) for s in {**one.to, **other.to}}
    to = {state: probability for state, probability in to.items() if probability > 0.0}
    return Transitions(to, share * one.good + rest * other.good, share * one.bad + rest * other.bad)


def _matrices(
    states: Sequence[State], rows: Sequence[Transitions]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Q and the column of good endings; steps to states that were cut off end as all others of the row do."""
    import numpy as np

    at = {state: position for position, state in enumerate(states)}
    q, good = np.zeros((len(states), len(states))), np.zeros(len(states))
    for position, row in enumerate(rows):
        lost = 0.0
        for to, probability in row.to.items():
            if to in at:
                q[position, at[to]] = probability
            else:
                lost += probability
        ended = row.good + row.bad
        good[position] = row.good + (lost * row.good / ended if ended else lost / 2)
    return q, good


def _by(states: Sequence[State], values: Array) -> dict[State, float]:
    return dict(zip(states, values.tolist(), strict=True))
