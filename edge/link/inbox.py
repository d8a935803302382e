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
    number: int = field(default=0, repr=False)
    """Place in the order of arrival, given by the inbox."""


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """Messages since start; `received == taken + coalesced + shed + waiting`; `longest` is the most that waited."""

    received: int = 0
    taken: int = 0
    coalesced: int = 0
    shed: int = 0
    waiting: int = 0
    longest: int = 0


CAPACITY = 10_000
"""Messages that may wait: five seconds of the heaviest load that we promise to carry."""
CHATTY = 10
"""State messages of one topic that may wait before newer ones replace the newest."""
OVERTAKE = 500
"""Requests pass state when more of it than this waits; below it, what was sent first is seen first."""


class Inbox:
    """A queue with one producer thread and one consumer thread.

    `wake` is called from the producer whenever the queue stops being empty. A request that does not fit stays
    at the broker, and with it, to keep their order, all later ones of its connection: the broker sends them
    again over the next (mosquitto hands a session that resumes all that it kept at once).
    """

    def __init__(self, wake: Callable[[], None], capacity: int = CAPACITY) -> None:
        self._wake = wake
        self._capacity = capacity
        self._lock = threading.Lock()
        self._states: deque[Delivery] = deque()
        self._requests: deque[Delivery] = deque()
        self._overfull = -1
        self._newest: dict[str, Delivery] = {}
        self._of_topic: dict[str, int] = {}
        self._received = self._taken = self._coalesced = self._shed = self._longest = 0

    def offer(self, delivery: Delivery) -> bool:
        """Put a delivery in; `False` when it was shed."""
        with self._lock:
            self._received += 1
            delivery.number = self._received
            was_empty = not self._waiting()
            kept = self._put(delivery)
            self._longest = max(self._longest, self._waiting())
        if was_empty and kept:
            self._wake()
        return kept

    def take(self, limit: int = 100) -> list[Delivery]:
        """Up to `limit` deliveries in order of arrival, but requests first when much state waits."""
        with self._lock:
            batch = [self._pop() for _ in range(min(limit, self._waiting()))]
            self._taken += len(batch)
        return batch

    def left_behind(self, connection: int) -> bool:
        """Whether requests of a connection stayed at the broker, and all that did not have been taken."""
        with self._lock:
            return self._overfull == connection and not self._requests

    def counts(self) -> InboxCounts:
        """What became of everything offered so far."""
        with self._lock:
            waiting = self._waiting()
            return InboxCounts(self._received, self._taken, self._coalesced, self._shed, waiting, self._longest)

    def _waiting(self) -> int:
        return len(self._states) + len(self._requests)

    def _put(self, delivery: Delivery) -> bool:
        if delivery.lane is Lane.REQUEST:
            return self._put_request(delivery)
        if self._coalesce(delivery, flooded=len(self._states) >= self._capacity // 2):
            self._coalesced += 1
            return True
        if not self._append(self._states, delivery):
            return False
        topic = delivery.message.topic
        self._newest[topic] = delivery
        self._of_topic[topic] = self._of_topic.get(topic, 0) + 1
        return True

    def _put_request(self, delivery: Delivery) -> bool:
        if not delivery.ticket:
            return self._append(self._requests, delivery)
        if delivery.connection == self._overfull:
            self._shed += 1
            return False
        kept = self._append(self._requests, delivery)
        if not kept:
            self._overfull = delivery.connection
        return kept

    def _append(self, queue: deque[Delivery], delivery: Delivery) -> bool:
        if len(queue) >= self._capacity:
            self._shed += 1
            return False
        queue.append(delivery)
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
        if self._requests and (self._overtaking() or self._requests[0].number < self._states[0].number):
            return self._requests.popleft()
        delivery = self._states.popleft()
        self._forget(delivery)
        return delivery

    def _overtaking(self) -> bool:
        return not self._states or len(self._states) > OVERTAKE

    def _forget(self, delivery: Delivery) -> None:
        topic = delivery.message.topic
        left = self._of_topic[topic] - 1
        if left:
            self._of_topic[topic] = left
        else:
            del self._of_topic[topic], self._newest[topic]
