"""What was decided last, kept so that "why did you do that?" can be answered at once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from edge.home.model import Snapshot
from edge.interpreter import Interpreter
from edge.turn import DecisionKind, Request, Turn
from edge.why.explain import explain
from edge.why.facts import Record
from edge.why.words import NOTHING_TO_EXPLAIN, told

MOST = 50
"""Conversations whose last decision is kept; the one longest silent is forgotten first."""
_EXPLAINED = frozenset({DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.ASK, DecisionKind.REFUSE})


class Reasons:
    """The last decision of each conversation. Holds pictures of the home, which are shared and never change."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._last: OrderedDict[str, Record] = OrderedDict()

    def explained(self, turn: Turn, snapshot: Snapshot) -> Turn:
        """The turn, with the reason in its response where that was asked for; any other is remembered."""
        key = _key(turn.request)
        if turn.decision.intent == "HearthWhy" and turn.decision.kind is DecisionKind.ANSWER:
            record = self._last.get(key)
            text = told(explain(record, self._interpreter)) if record else NOTHING_TO_EXPLAIN
            return replace(turn, decision=replace(turn.decision, response=text))
        if turn.decision.kind in _EXPLAINED:
            self._last[key] = Record(turn.request, snapshot, turn.knowledge, turn)
            self._last.move_to_end(key)
        while len(self._last) > MOST:
            self._last.popitem(last=False)
        return turn


def _key(request: Request) -> str:
    return request.conversation or request.device or request.speaker or request.door
