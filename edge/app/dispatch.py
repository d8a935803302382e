"""From the link to whoever it concerns: requests to the doors, all else to the dialects and the hub."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from edge.doors.ports import TopicDoor
from edge.home.events import HomeEvent, Message, Rejected, TopicsWanted
from edge.link.inbox import Delivery, Lane
from edge.link.mqtt import Link

_log = logging.getLogger(__name__)

BATCH = 100
"""Deliveries dealt with before others on the loop get their turn: about 10 ms of state messages."""
QUIET = 1.0
"""Seconds between two log lines about one topic."""


class Observer(Protocol):
    """The hub, to the home."""

    def observe(self, events: Iterable[HomeEvent]) -> None:
        """Take in what the home reports."""
        ...


Decode = Callable[[Message], Sequence[HomeEvent]]


class Dispatcher:
    """Deals with deliveries one by one. `poisoned` counts those that made something raise.

    `own` are topics (and below) that are ours: what we publish there is no news about the home.
    """

    def __init__(
        self, link: Link, hub: Observer, decode: Decode, doors: Sequence[TopicDoor], own: Sequence[str]
    ) -> None:
        self.poisoned = 0
        self.rejected = 0
        self.on_batch: Callable[[], None] = lambda: None
        self._link = link
        self._hub = hub
        self._decode = decode
        self._doors = {topic: door for door in doors for topic in door.topics() if not topic.endswith("#")}
        self._prefixes = {
            topic.removesuffix("#"): door for door in doors for topic in door.topics() if topic.endswith("#")
        }
        self._own = tuple(own)
        self._logged: dict[str, float] = {}

    def door_topics(self) -> list[str]:
        """Filters of all doors, to be subscribed to as requests."""
        return [*self._doors, *(f"{prefix}#" for prefix in self._prefixes)]

    async def run(self) -> None:
        """Deal with whatever arrives."""
        while True:
            for delivery in await self._link.receive(BATCH):
                self.deal(delivery)
            self.on_batch()
            await asyncio.sleep(0)

    def deal(self, delivery: Delivery) -> None:
        """Deal with one delivery, and acknowledge it once that is done."""
        try:
            self._deal(delivery)
        except Exception as error:  # noqa: BLE001  supervision point: a poison message costs itself alone
            self.poisoned += 1
            self._complain(delivery.message.topic, f"raised {error!r}", error)
            self._link.acknowledge(delivery)

    def _deal(self, delivery: Delivery) -> None:
        message = delivery.message
        if delivery.lane is Lane.REQUEST and (door := self._door(message.topic)) is not None:
            door.receive(message, lambda: self._link.acknowledge(delivery))
            return
        if not message.topic.startswith(self._own):
            self._hub.observe(self._about_home(self._decode(message)))
        self._link.acknowledge(delivery)

    def _about_home(self, events: Iterable[HomeEvent]) -> list[HomeEvent]:
        home: list[HomeEvent] = []
        for event in events:
            if isinstance(event, TopicsWanted):
                self._link.subscribe(event.topics, again=True)
            elif isinstance(event, Rejected):
                self.rejected += 1
                self._complain(event.topic, event.reason)
            else:
                home.append(event)
        return home

    def _door(self, topic: str) -> TopicDoor | None:
        door = self._doors.get(topic)
        if door is not None:
            return door
        return next((door for prefix, door in self._prefixes.items() if topic.startswith(prefix)), None)

    def _complain(self, topic: str, reason: str, error: Exception | None = None) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._logged.get(topic, -QUIET) < QUIET:
            return
        if len(self._logged) > 1000:
            self._logged.clear()
        self._logged[topic] = now
        _log.warning("event=message_rejected topic=%r reason=%r", topic, reason, exc_info=error)
