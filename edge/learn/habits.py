"""Wordings that work: what somebody says again and again is what they may have said when one word is amiss.

The memory is of this process; what has worked often enough becomes a rewrite of its own (kind `habit`), which is only
ever read in place of words that were refused and sound like it.
"""

from __future__ import annotations

from collections import OrderedDict

from edge.learn.harvest import Judged
from edge.rewrite.keys import normal
from edge.rewrite.near import FEWEST_WORDS, MOST_WORDS
from edge.turn import DecisionKind, Tier

_MOST = 1000
NEEDED = 2
"""Successes after which a wording is remembered for good."""


class Habits:
    """How often wordings worked, by person; those longest unheard are forgotten."""

    def __init__(self) -> None:
        self._worked: OrderedDict[tuple[str, str], int] = OrderedDict()

    def seen(self, turn: Judged) -> int:
        """How often its wording has worked for its speaker, this time included; 0 when this turn is no example."""
        key = turn.note.speaker, normal(turn.note.text, turn.note.language)
        if turn.label.bad:
            self._worked.pop(key, None)
        if not _is_example(turn, key[1]):
            return 0
        self._worked[key] = self._worked.pop(key, 0) + 1
        if len(self._worked) > _MOST:
            self._worked.popitem(last=False)
        return self._worked[key]


def _is_example(turn: Judged, wording: str) -> bool:
    """Whether words alone were enough, and what they did stood."""
    note = turn.note
    by_itself = not (note.rewritten or note.leaned or note.replied or note.undo or note.problems)
    done = note.kind is DecisionKind.ACT and turn.label.good and note.tier <= Tier.COMFORT
    return by_itself and done and FEWEST_WORDS <= len(wording.split()) <= MOST_WORDS
