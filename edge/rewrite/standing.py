"""The guardrails on standing: what keeps a rewrite, or all of them, from being proposed at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from edge.turn import Rewrite


@dataclass(frozen=True, slots=True)
class Limits:
    """`budget`: the largest share of the last `turns` requests that may be rewritten.

    `ratio`: wins to losses over the last `outcomes` below which only what is live is served, once `least` are known.
    """

    budget: float = 0.5
    turns: int = 100
    ratio: float = 4.0
    outcomes: int = 200
    least: int = 12


@dataclass(slots=True)
class Tally:
    """What happened lately: which requests were rewritten, and which rewrites won or lost."""

    rewritten: deque[bool] = field(default_factory=lambda: deque(maxlen=100))
    won: deque[bool] = field(default_factory=lambda: deque(maxlen=200))


def within_budget(tally: Tally, limits: Limits) -> bool:
    """Whether another request may be rewritten; the first tenth of the window is free."""
    served = sum(tally.rewritten)
    return served < max(limits.turns * 0.1, limits.budget * len(tally.rewritten))


def winning(tally: Tally, limits: Limits) -> bool:
    """Whether rewriting as a whole wins often enough."""
    wins = sum(tally.won)
    losses = len(tally.won) - wins
    return len(tally.won) < limits.least or wins >= limits.ratio * losses


@dataclass(frozen=True, slots=True)
class Block:
    """Something that somebody forbade, for ever: a wording for a person, and one target of it or (`""`) any."""

    person: str
    source: str
    target: str = ""


def blocked(blocks: Iterable[Block], person: str, source: str, target: str) -> bool:
    """Whether a rewrite was forbidden by its person; what the whole home forbade counts for everybody.

    A rewrite for the whole home is forbidden by anybody.
    """
    return any(
        block.source == source
        and block.target in {"", target}
        and (not block.person or not person or block.person == person)
        for block in blocks
    )


def allowed(proposals: Iterable[Rewrite], tally: Tally, limits: Limits) -> tuple[Rewrite, ...]:
    """The proposals that the hub's standing allows: none above the budget, only the proved while it loses."""
    if not within_budget(tally, limits):
        return ()
    if winning(tally, limits):
        return tuple(proposals)
    return tuple(rewrite for rewrite in proposals if rewrite.stage == "live")
