"""The hub's sense of time: it is woken when something is due, never polled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

from edge.clock import Clock


class Spoken(Protocol):
    """Something to be said without being asked."""

    @property
    def text(self) -> str:
        """The words."""
        ...

    @property
    def device(self) -> str | None:
        """Where to say it, if known."""
        ...

    @property
    def door(self) -> str:
        """The door of the request that it comes of; empty for none."""
        ...

    @property
    def conversation(self) -> str | None:
        """The conversation of that request, if it had one."""
        ...


class Ticking(Protocol):
    """The hub, to the clock."""

    def tick(self) -> Sequence[Spoken]:
        """Do what is due."""
        ...

    def next_due(self) -> float | None:
        """Monotonic time of the next thing due."""
        ...


class Ticker:
    """Calls `tick` when something is due; `announce` gets what is to be said."""

    def __init__(self, hub: Ticking, clock: Clock, announce: Callable[[Spoken], None]) -> None:
        self._hub = hub
        self._clock = clock
        self._announce = announce
        self._stirred = asyncio.Event()

    def stir(self) -> None:
        """Something happened: look again at what is due when."""
        self._stirred.set()

    async def run(self) -> None:
        """Wait for the next thing due, or for something to happen; then tick."""
        while True:
            for spoken in self._hub.tick():
                self._announce(spoken)
            self._stirred.clear()
            due = self._hub.next_due()
            wait = None if due is None else max(0.0, due - self._clock.mono())
            # not wait_for, which until Python 3.12 swallows a cancellation that comes with the event
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._stirred.wait()
