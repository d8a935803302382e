"""The bounded hand-over of messages from the network thread to the event loop.

Accounting is exact: every message offered is later one of taken, coalesced, shed or waiting.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from edge.home.events import Message


class Lane(Enum):
    """What a message is to us.

    `STATE` may be coalesced or shed under flood: the next one says the same, newer. `REQUEST` is
    somebody waiting: never coalesced, and acknowledged to the broker only when it has been dealt with.
    """

    STATE = "state"
    REQUEST = "request"


@dataclass(slots=True)
class Delivery:
    """A message on its way to us; `ticket` is what the broker wants back (0 when nothing).

    `connection` numbers the connection it came over: a ticket is worth nothing on another.
    """

    message: Message
    lane: Lane = Lane.STATE
    ticket: int = 0
    connection: int = 0
    duplicate: bool = False
    taken: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """Messages since start; `received == taken + coalesced + shed + waiting`."""

    received: int = 0
    taken: int = 0
    coalesced: int = 0
    shed: int = 0
    waiting: int = 0


CAPACITY = 10_000
"""Messages that may wait: five seconds of the heaviest load that we promise to carry."""
CHATTY = 10
"""State messages of one topic that may wait before newer ones replace the newest."""
OVERTAKE = 500
"""A request passes the queue when more than this waits; below it, what was sent first is seen first."""


class Inbox:
    """A queue with one producer thread and one consumer thread.

    `wake` is called from the producer whenever the queue stops being empty.
    """

    def __init__(self, wake: Callable[[], None], capacity: int = CAPACITY) -> None:
        self._wake = wake
        self._capacity = capacity
        self._lock = threading.Lock()
        self._queue: deque[Delivery] = deque()
        self._urgent: deque[Delivery] = deque()
        self._newest: dict[str, Delivery] = {}
        self._of_topic: dict[str, int] = {}
        self._received = self._taken = self._coalesced = self._shed = 0

    def offer(self, delivery: Delivery) -> bool:
        """Put a delivery in; `False` when it was shed."""
        with self._lock:
            self._received += 1
            was_empty = not self._queue and not self._urgent
            kept = self._put(delivery)
        if was_empty and kept:
            self._wake()
        return kept

    def take(self, limit: int = 100) -> list[Delivery]:
        """Up to `limit` deliveries, requests that overtook first, then in order of arrival."""
        with self._lock:
            batch = [self._pop() for _ in range(min(limit, len(self._queue) + len(self._urgent)))]
            self._taken += len(batch)
        return batch

    def counts(self) -> InboxCounts:
        """What became of everything offered so far."""
        with self._lock:
            waiting = len(self._queue) + len(self._urgent)
            return InboxCounts(self._received, self._taken, self._coalesced, self._shed, waiting)

    def _put(self, delivery: Delivery) -> bool:
        waiting = len(self._queue)
        if delivery.lane is Lane.REQUEST:
            return self._put_request(delivery, waiting)
        if self._coalesce(delivery, flooded=waiting >= self._capacity // 2):
            self._coalesced += 1
            return True
        if waiting >= self._capacity:
            self._shed += 1
            return False
        self._queue.append(delivery)
        topic = delivery.message.topic
        self._newest[topic] = delivery
        self._of_topic[topic] = self._of_topic.get(topic, 0) + 1
        return True

    def _put_request(self, delivery: Delivery, waiting: int) -> bool:
        if len(self._urgent) + waiting >= 2 * self._capacity:
            self._shed += 1
            return False
        lane = self._urgent if waiting > OVERTAKE or self._urgent else self._queue
        lane.append(delivery)
        return True

    def _coalesce(self, delivery: Delivery, *, flooded: bool) -> bool:
        topic = delivery.message.topic
        newest = self._newest.get(topic)
        if newest is None or not (flooded or self._of_topic[topic] >= CHATTY):
            return False
        if delivery.message.retain and not newest.message.retain:
            return False  # what is live must stay live: retained state is not an event
        newest.message = delivery.message
        return True

    def _pop(self) -> Delivery:
        delivery = self._urgent.popleft() if self._urgent else self._queue.popleft()
        if delivery.lane is Lane.STATE:
            self._forget(delivery)
        delivery.taken = True
        return delivery

    def _forget(self, delivery: Delivery) -> None:
        topic = delivery.message.topic
        left = self._of_topic[topic] - 1
        if left:
            self._of_topic[topic] = left
        else:
            del self._of_topic[topic], self._newest[topic]
