"""Talk among people that was read as something, hardly: it is let pass, not answered (English)."""

from __future__ import annotations

from dataclasses import replace

from edge.decide.choose import Choice
from edge.turn import DecisionKind, Request
from edge.understand.addressed import is_addressed

_DOUBTFUL = 0.35
"""Probability of a plan from which what was said is taken for a request."""
_HARDLY = 0.03
"""Probability of an answer below which nothing of the kind was asked."""
_READ = 0.6
"""Score of a reading from which it is taken for what was asked, however little there is to answer."""
_SPOKEN = frozenset({DecisionKind.REFUSE, DecisionKind.ASK, DecisionKind.ANSWER})


def overheard(choice: Choice, request: Request) -> Choice:
    """The choice; to ignore what would be refused or asked about and has not the form of a request."""
    least = _HARDLY if choice.kind is DecisionKind.ANSWER else _DOUBTFUL
    if choice.kind not in _SPOKEN or not 0 < choice.confidence < least:
        return choice
    if choice.plan is not None and choice.plan.hypothesis.score >= _READ:
        return choice
    if choice.kind is DecisionKind.ANSWER:
        return replace(choice, kind=DecisionKind.IGNORE)
    if not request.language.startswith("en") or is_addressed(request.text):
        return choice
    return replace(choice, kind=DecisionKind.IGNORE, question=None)
