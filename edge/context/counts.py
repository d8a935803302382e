"""Counts that fade: how often each outcome was seen in each context, bounded in memory. Pure.

A context is a whole number; an outcome a small whole number. Counts halve with time, and faster on days on
which their context is seen again, so that what is done instead takes over soon while what is rare is not
forgotten. Fading is lazy: a context is brought up to date when it is touched. One flat tuple a context,
because most have one outcome only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

FORGOTTEN = 0.02
"""A count below this is dropped: between five and six half-lives after a single sighting."""
NEVER = 1e9
"""A half-life for what does not fade."""
MOST_OUTCOMES = 48
"""Outcomes kept for one context; the weakest give way."""
_WEEK = 7.0


@dataclass(frozen=True, slots=True)
class Fading:
    """How fast counts fade: `half_life` in days; `renewal`, too, but counting days with a new sighting only."""

    half_life: float
    renewal: float = NEVER


Row = tuple[float, ...]
"""`(day, outcome, count, outcome, count, ...)`: counts as of `day`."""


class Counts:
    """Fading counts of outcomes by context: at most `most` contexts of `outcomes` each; the weakest are dropped.

    Days count from any origin and never go back.
    """

    def __init__(self, most: int, outcomes: int = MOST_OUTCOMES) -> None:
        self.most = most
        self._outcomes = outcomes
        self._rows: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, context: int, outcome: int, weight: float, day: float, fading: Fading) -> None:
        """Count `outcome` once more, by `weight`; a negative weight takes back."""
        row = self._rows.get(context)
        faded = {} if row is None else _faded(row, day, fading, renewed=weight > 0)
        count = faded.pop(outcome, 0.0) + weight
        if count >= FORGOTTEN:
            if len(faded) >= self._outcomes:
                del faded[min(faded, key=faded.__getitem__)]
            faded[outcome] = count
        self._put(context, day, faded)
        if len(self._rows) > self.most:
            self._shrink(day)

    def of(self, context: int, day: float, fading: Fading) -> Mapping[int, float]:
        """The counts of a context as of `day`; empty for one never seen."""
        row = self._rows.get(context)
        return {} if row is None else _faded(row, day, fading)

    def dump(self) -> list[list[float]]:
        """Everything, as `load` takes it: one list a context, of its number and its row."""
        return [[context, *(round(value, 4) for value in row)] for context, row in self._rows.items()]

    def load(self, told: object) -> None:
        """Take over what was dumped in place of all that is there. Raises `ValueError` or `TypeError` for no dump."""
        if not isinstance(told, Sequence):
            raise TypeError(f"{told!r} is no dump of counts")
        rows = {int(context): _row(values) for context, *values in told}
        self._rows = dict(list(rows.items())[-self.most :])

    def _put(self, context: int, day: float, counts: Mapping[int, float]) -> None:
        if counts:
            self._rows[context] = (day, *chain.from_iterable(counts.items()))
        else:
            self._rows.pop(context, None)

    def _shrink(self, day: float) -> None:
        """Drop the weakest eighth: by how much was seen, halved by every week that it was not seen again."""
        strength = {key: sum(row[2::2]) * 0.5 ** ((day - row[0]) / _WEEK) for key, row in self._rows.items()}
        kept = sorted(strength, key=strength.__getitem__, reverse=True)[: self.most * 7 // 8]
        self._rows = {key: self._rows[key] for key in kept}


def _row(values: Sequence[float]) -> Row:
    day, *pairs = values
    if len(pairs) % 2 or min(pairs[1::2], default=0.0) <= 0.0:
        raise ValueError(f"{values!r}: a row of counts is a day and pairs of an outcome and a count above 0")
    return (day, *(int(v) if index % 2 == 0 else float(v) for index, v in enumerate(pairs)))


def _faded(row: Row, day: float, fading: Fading, *, renewed: bool = False) -> dict[int, float]:
    pairs = zip(row[1::2], row[2::2], strict=True)
    if day <= row[0]:
        return dict(pairs)  # type: ignore[arg-type]  # outcomes are whole
    lives = (day - row[0]) / fading.half_life + (1.0 / fading.renewal if renewed else 0.0)
    factor = 0.5**lives
    return {outcome: count * factor for outcome, count in pairs if count * factor >= FORGOTTEN}  # type: ignore[misc]
