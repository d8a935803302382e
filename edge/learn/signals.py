"""Signals: what people and things do after a turn that tells whether it was right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SignalKind(StrEnum):
    """What was noticed. The first group is said or pressed on purpose, the second only shows."""

    THANKS = "thanks"
    RIGHT = "right"
    THUMBS_UP = "thumbs_up"
    CONFIRMED = "confirmed"
    WRONG = "wrong"
    NEVER = "never"
    THUMBS_DOWN = "thumbs_down"
    UNDONE = "undone"
    CORRECTED = "corrected"
    DECLINED = "declined"

    BARGE_IN = "barge_in"
    REPHRASED = "rephrased"
    REPEATED = "repeated"
    ABANDONED = "abandoned"
    PUT_BACK = "put_back"
    UNACKNOWLEDGED = "unacknowledged"
    NOT_UNDERSTOOD = "not_understood"
    ASKED_BACK = "asked_back"
    HELD = "held"
    ANSWERED = "answered"


PRAISE = frozenset({SignalKind.THANKS, SignalKind.RIGHT, SignalKind.THUMBS_UP, SignalKind.CONFIRMED})
BLAME = frozenset(
    {
        SignalKind.WRONG,
        SignalKind.NEVER,
        SignalKind.THUMBS_DOWN,
        SignalKind.UNDONE,
        SignalKind.CORRECTED,
        SignalKind.DECLINED,
    }
)
EXPLICIT = PRAISE | BLAME


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal about a turn.

    `at` is wall time in seconds, `seconds` how long after the turn (for a barge-in: after the answer began).
    `by` names what gave it: the id of another turn, an entity, or a door.
    """

    turn: str
    kind: SignalKind
    at: float
    seconds: float = 0.0
    by: str = ""
    strength: float = 1.0
