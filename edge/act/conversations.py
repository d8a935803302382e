"""What was said lately, by conversation: what follow-ups, answers and undo refer to, also after a restart."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from edge.ground.undo import DONE
from edge.turn import Decision, Exchange, Request

KEPT = 8
"""Exchanges remembered a conversation."""
MEMORY_SECONDS = 15 * 60.0
"""How long a conversation is remembered."""
MOST = 200
"""Conversations remembered at once; the one longest silent is forgotten first."""
SLOTS = 32
"""Exchanges kept over a restart, the newest of all conversations."""


class Diary(Protocol):
    """Where exchanges survive a restart, in slots that are written again and again."""

    def write(self, slot: int, key: str, exchange: Exchange) -> None:
        """Put an exchange of the conversation `key` into a slot, 0..`SLOTS` - 1."""
        ...

    def read(self) -> Iterable[tuple[int, str, Exchange]]:
        """Slot, conversation and exchange of all that can still be read."""
        ...


class Conversations:
    """Recent exchanges, newest last, by conversation id, else by device, else by person, else by door."""

    def __init__(self, diary: Diary | None = None) -> None:
        """`diary` keeps them over a restart; without one they last as long as the process."""
        self._recent: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()
        self._diary = diary
        self._slots: dict[tuple[str, float], int] = {}
        self._next = 0

    def load(self) -> None:
        """Take up what was kept."""
        kept = sorted(self._diary.read(), key=lambda row: row[2].at) if self._diary is not None else []
        for slot, key, exchange in kept:
            self._recent[key] = (*self._recent.get(key, ()), exchange)[-KEPT:]
            self._slots[key, exchange.at] = slot
            self._next = (slot + 1) % SLOTS

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
        self._keep(key, exchange)

    def mark_undone(self, request: Request) -> None:
        """The newest exchange that acted has been taken back."""
        key = _key(request)
        known = list(self._recent.get(key, ()))
        for position in range(len(known) - 1, -1, -1):
            exchange = known[position]
            if exchange.decision in DONE and exchange.plan and not exchange.undone and not _is_undo(exchange):
                known[position] = replace(exchange, undone=True)
                self._rewrite(key, known[position])
                break
        self._recent[key] = tuple(known)

    def _keep(self, key: str, exchange: Exchange) -> None:
        if self._diary is None:
            return
        slot, self._next = self._next, (self._next + 1) % SLOTS
        self._slots = {known: at for known, at in self._slots.items() if at != slot} | {(key, exchange.at): slot}
        self._diary.write(slot, key, exchange)

    def _rewrite(self, key: str, exchange: Exchange) -> None:
        slot = self._slots.get((key, exchange.at))
        if self._diary is not None and slot is not None:
            self._diary.write(slot, key, exchange)


def _is_undo(exchange: Exchange) -> bool:
    """Whether an exchange did nothing but take another one back."""
    plan = exchange.plan
    return plan is not None and all(clause.frame.intent == "HearthUndo" for clause in plan.clauses)


def _key(request: Request) -> str:
    return request.conversation or request.device or request.speaker or request.door
