"""What a habits model has to beat: the most frequent, and Markov chains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol


class Predictor(Protocol):
    """Learns from sequences of names and ranks what comes next."""

    def fit(self, sequences: Iterable[Sequence[str]]) -> None:
        """Learn from sequences, in place of what was learnt before."""
        ...

    def ranked(self, past: Sequence[str], most: int) -> list[str]:
        """The likeliest next names, likeliest first."""
        ...


class MostFrequent:
    """Whatever is most frequent altogether."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def fit(self, sequences: Iterable[Sequence[str]]) -> None:
        """Count names."""
        self._counts = Counter(name for sequence in sequences for name in sequence)

    def ranked(self, past: Sequence[str], most: int) -> list[str]:  # noqa: ARG002 - it looks at nothing
        """The most frequent names."""
        return [name for name, _ in self._counts.most_common(most)]


class Markov:
    """What most often followed on the last `order` names, else on fewer of them, down to none.

    With `history`, the transitions within the past itself count as well: `history` times each.
    """

    def __init__(self, order: int = 1, history: float = 0.0) -> None:
        self._order = order
        self._history = history
        self._counts: dict[tuple[str, ...], Counter[str]] = {}

    def fit(self, sequences: Iterable[Sequence[str]]) -> None:
        """Count transitions."""
        self._counts = _transitions(sequences, self._order)

    def ranked(self, past: Sequence[str], most: int) -> list[str]:
        """By the longest context that was seen, then by shorter ones."""
        own = _transitions([past], self._order) if self._history else {}
        found: dict[str, None] = {}
        for length in range(min(self._order, len(past)), -1, -1):
            context = tuple(past[len(past) - length :])
            counts: Counter[str] = Counter(self._counts.get(context, Counter()))
            for name, count in own.get(context, Counter()).items():
                counts[name] += self._history * count  # type: ignore[assignment]
            found |= dict.fromkeys(name for name, _ in counts.most_common())
            if len(found) >= most:
                break
        return list(found)[:most]


def _transitions(sequences: Iterable[Sequence[str]], order: int) -> dict[tuple[str, ...], Counter[str]]:
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sequence in sequences:
        for at, name in enumerate(sequence):
            for length in range(min(order, at) + 1):
                counts[tuple(sequence[at - length : at])][name] += 1
    return counts
