"""The outbox and the wire together: what can leave, leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence

from edge.clock import Clock
from edge.home.events import Message
from edge.link.client import Wire
from edge.link.outbox import COMMAND_TTL, Kind, Outbox, Parcel

_CHUNK = 100
"""Filters in one SUBSCRIBE: brokers limit the size of a packet."""


class Sender:
    """Sends over `wire` while there is one that is connected, and keeps what must wait while there is none."""

    def __init__(self, clock: Clock) -> None:
        self.outbox = Outbox()
        self.wire: Wire | None = None
        self._clock = clock
        self._asked: dict[int, Sequence[str]] = {}
        self._landed = asyncio.Event()

    def connected(self, wire: Wire) -> None:
        """From now on there is a wire to send over."""
        self._asked.clear()
        self.wire = wire

    def disconnected(self, connection: int) -> None:
        """That connection is no more: what it had not confirmed waits again."""
        self.wire = None
        self.outbox.lost(connection)

    def publish(self, message: Message, kind: Kind, done: Callable[[], None] | None = None) -> None:
        """Send a message now or, if its kind allows, later; `done` once the broker has it."""
        if kind is not Kind.NEWS or self.wire is not None:
            self.outbox.add(message, kind, self._clock.mono(), done)
            self.pump()

    def after_commands(self, settled: Callable[[], None]) -> None:
        """Call `settled` once the broker has every command published so far, or none is worth sending any more."""
        self.outbox.watch(settled)
        self._tell_settled()

    def subscribe(self, filters: Sequence[tuple[str, int]]) -> None:
        """Ask for topic filters, each with its QoS."""
        for start in range(0, len(filters) if self.wire else 0, _CHUNK):
            chunk = filters[start : start + _CHUNK]
            if self.wire is not None and (ticket := self.wire.subscribe(chunk)) is not None:
                self._asked[ticket] = [topic for topic, _qos in chunk]

    def subscribed(self, ticket: int, refused: Sequence[int]) -> list[str]:
        """The broker answered; the filters that it refused."""
        filters = self._asked.pop(ticket, ())
        self._landed.set()
        return [filters[place] for place in refused if place < len(filters)]

    def sent(self, ticket: int) -> None:
        """One parcel less in flight."""
        self.outbox.landed(ticket)
        self._landed.set()
        self.pump()

    def pump(self) -> None:
        """Send what may leave now."""
        if self.wire is not None:
            self.outbox.pump(self._launch, self._clock.mono())
        self._tell_settled()

    async def flushed(self) -> None:
        """Wait until all messages and subscriptions are confirmed."""
        while self._asked or not self.outbox.idle():
            self._landed.clear()
            await self._landed.wait()

    def _tell_settled(self) -> None:
        for settled in self.outbox.due():
            settled()

    def _launch(self, parcel: Parcel) -> tuple[int, int] | None:
        if self.wire is None:
            return None
        connection = self.wire.connection
        ticket = self.wire.publish(parcel.message, COMMAND_TTL if parcel.kind is Kind.COMMAND else None)
        return None if ticket is None else (ticket, connection)


async def within(waiting: Coroutine[object, object, object], seconds: float) -> bool:
    """Whether `waiting` ended before `seconds` had passed; it is cancelled when it did not."""
    try:
        async with asyncio.timeout(seconds):
            await waiting
    except TimeoutError:
        return False
    return True
