"""What was said lately, by conversation: what follow-ups, answers and undo refer to."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from edge.turn import Decision, DecisionKind, Exchange, Request

KEPT = 8
"""Exchanges remembered a conversation."""
MEMORY_SECONDS = 15 * 60.0
"""How long a conversation is remembered."""
MOST = 200
"""Conversations remembered at once; the one longest silent is forgotten first."""


class Conversations:
    """Recent exchanges, newest last, by conversation id, else by device, else by person, else by door."""

    def __init__(self) -> None:
        self._recent: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()

    def recent(self, request: Request) -> tuple[Exchange, ...]:
        """The exchanges that a request may refer to."""
        known = self._recent.get(_key(request), ())
        return tuple(e for e in known if 0 <= request.at - e.at <= MEMORY_SECONDS)

    def add(self, request: Request, decision: Decision) -> None:
        """Remember what was said and what came of it."""
        exchange = Exchange(
            request.at,
            request.text,
            decision.kind,
            request.device,
            request.speaker,
            request.area,
            decision.plan,
            decision.question,
        )
        key = _key(request)
        self._recent[key] = (*self._recent.get(key, ()), exchange)[-KEPT:]
        self._recent.move_to_end(key)
        while len(self._recent) > MOST:
            self._recent.popitem(last=False)

    def mark_undone(self, request: Request) -> None:
        """The newest exchange that acted has been taken back."""
        known = list(self._recent.get(_key(request), ()))
        for position in range(len(known) - 1, -1, -1):
            exchange = known[position]
            if exchange.decision is DecisionKind.ACT and not exchange.undone and not _is_undo(exchange):
                known[position] = replace(exchange, undone=True)
                break
        self._recent[_key(request)] = tuple(known)


def _is_undo(exchange: Exchange) -> bool:
    """Whether an exchange did nothing but take another one back."""
    plan = exchange.plan
    return plan is not None and all(clause.frame.intent == "HearthUndo" for clause in plan.clauses)


def _key(request: Request) -> str:
    return request.conversation or request.device or request.speaker or request.door
