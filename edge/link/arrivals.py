"""The event loop's end of the inbox."""

from __future__ import annotations

import asyncio

from edge.link.inbox import Delivery, Inbox


class Arrivals:
    """What arrived, to be waited for on the loop; `offer` may be called from the network thread."""

    def __init__(self) -> None:
        self.inbox = Inbox(self._wake)
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Belong to the running loop."""
        self._loop = asyncio.get_running_loop()

    def offer(self, delivery: Delivery) -> None:
        """Hand a delivery over."""
        self.inbox.offer(delivery)

    async def receive(self, limit: int) -> list[Delivery]:
        """Wait for deliveries; up to `limit` at once."""
        while not (batch := self.inbox.take(limit)):
            self._news.clear()
            if not self.inbox.counts().waiting:
                await self._news.wait()
        return batch

    def _wake(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)
