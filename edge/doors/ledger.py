"""Which requests were begun and which were answered, so that none is carried out twice."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

CAPACITY = 1000
"""Requests remembered: far more than a broker redelivers (mosquitto holds 20 in flight)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A request that was begun; `reply` is its answer, `None` while it has none."""

    reply: bytes | None = None


class Ledger(Protocol):
    """Remembers requests by id.

    A durable one makes carrying out at-most-once over restarts: what was begun but not answered when the
    power went is answered with an error instead of being done perhaps twice.
    """

    def find(self, request_id: str) -> Entry | None:
        """What is known of a request."""
        ...

    def begin(self, request_id: str) -> None:
        """From now on the request counts as begun."""
        ...

    def finish(self, request_id: str, reply: bytes) -> None:
        """The request has its one answer."""
        ...


class MemoryLedger:
    """A ledger that lasts as long as the process; the oldest entries go first."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    def find(self, request_id: str) -> Entry | None:
        """What is known of a request."""
        return self._entries.get(request_id)

    def begin(self, request_id: str) -> None:
        """From now on the request counts as begun."""
        self._put(request_id, Entry())

    def finish(self, request_id: str, reply: bytes) -> None:
        """The request has its one answer."""
        self._put(request_id, Entry(reply))

    def _put(self, request_id: str, entry: Entry) -> None:
        self._entries[request_id] = entry
        self._entries.move_to_end(request_id)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)
