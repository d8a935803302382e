"""The daemon: brings the parts up in order, keeps them running, and takes them down in reverse.

Up: the house (memory, then the hub with its models), because whoever is let in must be answered; then the
doors, which fill the link's list of topics; then the link, which subscribes to them all at once; then the
Wyoming socket; last the service manager is told. Down: the reverse, so that the last answers and the
`offline` still leave and memory closes after everybody who writes to it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from edge import __version__
from edge.app.admin import offer_admin
from edge.app.allocator import give_back
from edge.app.dispatch import Dispatcher, Observer
from edge.app.doors import Doors, open_doors
from edge.app.kept_jobs import offer_jobs
from edge.app.options import Options
from edge.app.rewrites import offer_learning
from edge.app.supervision import supervise
from edge.app.ticking import Spoken, Ticker, Ticking
from edge.clock import Clock, SystemClock
from edge.doors.health import Health
from edge.doors.ledger import Ledger
from edge.doors.ports import Listener, Pictures, Recogniser
from edge.home.events import HomeEvent, Message
from edge.link.inbox import Lane
from edge.link.liveness import PING_PERIOD
from edge.link.mqtt import Link
from edge.link.state import LinkState, LinkStatus
from edge.link.systemd import notify, watchdog, watchdog_period
from edge.turn import JsonValue

_log = logging.getLogger(__name__)

HEALTH_PERIOD = 60.0
"""Seconds between two reports of health while nothing changes."""


class Heart(Listener, Observer, Ticking, Protocol):
    """The hub."""


class House(Recogniser, Pictures, Protocol):
    """Everything of the daemon that is not a road or a door."""

    @property
    def hub(self) -> Heart:
        """The hub."""
        ...

    @property
    def ledger(self) -> Ledger:
        """Where requests are remembered by id."""
        ...

    @property
    def learning(self) -> bool:
        """Whether the hub may learn."""
        ...

    def set_learning(self, on: bool) -> None:  # noqa: FBT001  a listener of the door's
        """Learn or stop learning, also after a restart."""
        ...

    def start(self) -> Sequence[Spoken]:
        """Bring it up; what is to be said about what was missed meanwhile."""
        ...

    def stop(self) -> None:
        """Write everything down."""
        ...

    async def watch(self) -> None:
        """Wait for ever; raises when a part of the house that has a thread of its own has died."""
        ...

    def topics(self) -> Sequence[str]:
        """Topic filters of the home."""
        ...

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """What a message of the home means."""
        ...

    def payload_limit(self, topic: str) -> int:
        """Bytes that a message of the home may have; called from the network's thread."""
        ...

    def complaints(self) -> Sequence[str]:
        """What is wrong with the house; empty while all is well."""
        ...

    def counts(self) -> dict[str, JsonValue]:
        """Totals, for health."""
        ...


class Daemon:
    """One hub on one broker. `make_house` gets the link, over which the house's commands leave.

    `link`, `house` and `doors` are there once `start` has been awaited; setting `stopping` ends `run`.
    """

    def __init__(
        self,
        options: Options,
        make_house: Callable[[Link], House],
        *,
        clock: Clock | None = None,
        ping_period: float = PING_PERIOD,
    ) -> None:
        self._options = options
        self._make_house = make_house
        self._clock = clock or SystemClock()
        self._ping_period = ping_period
        self.stopping = asyncio.Event()
        self._unwell = asyncio.Event()
        self._started = self._clock.mono()
        self.link: Link
        self.house: House
        self.doors: Doors
        self._dispatcher: Dispatcher
        self._ticker: Ticker

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT, or until `stopping` is set. Raises `TaskDiedError` when a task ends."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(RuntimeError, ValueError):  # beside the main thread nobody hears signals
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self.stopping.set)
        seconds = 0.5  # a part has died: there is little to be saved, and the service manager waits
        try:
            await self.start()
            await supervise(self._tasks(), self.stopping)
            seconds = 3.0
        finally:
            await self.stop(seconds)

    async def start(self) -> None:
        """Bring everything up."""
        options = self._options
        self.link = Link(options.broker, options.base, ping_period=self._ping_period, on_status=self._on_status)
        self.house = self._make_house(self.link)
        missed = self.house.start()
        self.link.limit_payloads(self.house.payload_limit)
        hub = self.house.hub
        self.doors = open_doors(options, self.link, hub, self.house, self.house.ledger, self._clock)
        self._dispatcher = Dispatcher(self.link, hub, self.house.decode, self.doors.topic_doors, own=self._own_topics())
        self._ticker = Ticker(hub, self._clock, self._announce)
        self._dispatcher.on_batch = self._ticker.stir
        offer_admin(self.doors.bridge, self.house, self._health)
        offer_learning(self.doors.bridge, self.house, self._clock)
        offer_jobs(self.doors.bridge, hub, self.stir)
        give_back()
        self._open_link()
        if self.doors.wyoming is not None:
            await self.doors.wyoming.start()
        for spoken in missed:
            self._announce(spoken)
        notify("READY=1")

    def stir(self) -> None:
        """Look again at what is due: for whoever puts the clock forward."""
        self._ticker.stir()

    async def stop(self, seconds: float = 3.0) -> None:
        """Take everything down; what waits to be sent gets `seconds`."""
        notify("STOPPING=1")
        if hasattr(self, "doors") and self.doors.wyoming is not None:
            await self.doors.wyoming.stop()
        if hasattr(self, "link"):
            await self.link.stop(seconds)
        if hasattr(self, "house"):
            self.house.stop()

    def _open_link(self) -> None:
        self.link.subscribe(self._dispatcher.door_topics(), Lane.REQUEST)
        self.link.subscribe(self.house.topics())
        if self.doors.discovery is not None:
            self.doors.discovery.announce()
        self.doors.bridge.tell_info(self._info())
        self.doors.bridge.set_learning(on=self.house.learning)
        self.doors.bridge.on_learning = self.house.set_learning
        self.link.start()

    def _tasks(self) -> dict[str, Coroutine[Any, Any, object]]:
        tasks: dict[str, Coroutine[Any, Any, object]] = {
            "dispatch": self._dispatcher.run(),
            "link": self.link.run(),
            "ticker": self._ticker.run(),
            "health": self._tell_health(),
            "memory": self.house.watch(),
        }
        period = watchdog_period()
        if period is not None:
            tasks["watchdog"] = watchdog(period)
        return tasks

    def _announce(self, spoken: Spoken) -> None:
        self.doors.announce(spoken.text, spoken.device, spoken.door, spoken.conversation)

    def _on_status(self, _status: LinkStatus) -> None:
        self._unwell.set()

    async def _tell_health(self) -> None:
        while True:
            self._unwell.clear()
            self.doors.bridge.tell_health(self._health())
            # not wait_for, which until Python 3.12 swallows a cancellation that comes with the event
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEALTH_PERIOD):
                    await self._unwell.wait()
            give_back()

    def _health(self) -> Health:
        status, counts = self.link.status, self.link.counts()
        # of all that can be wrong with the link, only this can be told over it
        causes = [status.cause] if status.state is LinkState.DEGRADED else []
        told: dict[str, JsonValue] = {
            "requests": self.doors.witness.requests,
            "messages": counts.inbox.received,
            "coalesced": counts.inbox.coalesced,
            "shed": counts.inbox.shed,
            "queued": counts.inbox.waiting,
            "queue_longest": counts.inbox.longest,
            "oversized": counts.oversized,
            "poisoned": self._dispatcher.poisoned,
            "rejected": self._dispatcher.rejected,
            "sent": counts.outbox.sent,
            "expired": counts.outbox.expired,
            "connects": counts.connects,
            "round_trip_ms": round(self.link.round_trip * 1000, 2),
            **self.house.counts(),
        }
        causes += self.house.complaints()
        return Health(tuple(causes), __version__, self._clock.mono() - self._started, told)

    def _info(self) -> dict[str, JsonValue]:
        options = self._options
        return {
            "version": __version__,
            "hub": options.hub_id,
            "name": options.name,
            "languages": list(options.languages),
            "doors": sorted(type(door).__name__.removesuffix("Door").lower() for door in self.doors.topic_doors),
            "wyoming": list(options.wyoming) if options.wyoming else None,
        }

    def _own_topics(self) -> list[str]:
        # not all below the base is ours alone: devices answer there to the dialects' questions
        base = self._options.base
        own = [f"{base}/{name}" for name in ("bridge/", "request", "response", "announce", "service")]
        if self._options.discovery is not None:
            own.append(f"{self._options.discovery}/device/hearth_{self._options.hub_id}/")
        return own
