"""The bounded queue between whoever has something to remember and the writer.

Nothing accepted is ever dropped: what does not fit is refused and counted as shed. Once half full, a newer state of
an entity takes the place of the one still waiting (coalesced), so that a flood costs detail and not memory.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from edge.memory.records import Accounts
from edge.memory.waiting import WaitingChange, Write

RESERVE = 10
"""One part in so many is kept for turns and schedules, which a flood of states must not crowd out."""


@dataclass(slots=True)
class Batch:
    """What one commit writes, and who waits for it."""

    changes: list[WaitingChange] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    waiters: list[Future[None]] = field(default_factory=list)

    def __len__(self) -> int:
        """The number of records."""
        return len(self.changes) + len(self.writes)


class Buffer:
    """Thread-safe. One batch is out at a time: `take`, then `stored` or `put_back`."""

    def __init__(self, capacity: int) -> None:
        """Hold at most `capacity` records, those of the batch that is out included."""
        self._capacity = capacity
        self._lock = threading.Lock()
        self._changes: dict[int, WaitingChange] = {}
        self._latest: dict[str, int] = {}
        self._writes: list[Write] = []
        self._waiters: list[Future[None]] = []
        self._taken: list[WaitingChange] = []
        self._ticket = 0
        self._out = 0
        self._received = self._stored = self._coalesced = self._shed = self._refused = 0

    def add_changes(self, changes: Sequence[WaitingChange]) -> list[WaitingChange]:
        """Hand over what one message changed, to be committed together; those that were accepted."""
        with self._lock:
            return [change for change in changes if self._add_change(change)]

    def add_write(self, write: Write, waiter: Future[None] | None = None) -> bool:
        """Hand over a write of another kind, with a future that is done after its commit; whether it was accepted."""
        with self._lock:
            self._received += 1
            if self._depth() >= self._capacity:
                self._shed += 1
                return False
            self._writes.append(write)
            if waiter is not None:
                self._waiters.append(waiter)
            return True

    def add_waiter(self, waiter: Future[None]) -> None:
        """A future that is done once everything accepted before is committed."""
        with self._lock:
            self._waiters.append(waiter)

    def refuse(self) -> None:
        """Count a change that is none."""
        with self._lock:
            self._refused += 1

    def take(self) -> Batch:
        """Everything that waits."""
        with self._lock:
            batch = Batch(list(self._changes.values()), self._writes, self._waiters)
            self._changes, self._latest, self._writes, self._waiters = {}, {}, [], []
            self._taken, self._out = batch.changes, len(batch)
            return batch

    def waiting(self, entity_id: str) -> list[WaitingChange]:
        """An entity's changes that are not known to be committed, oldest first."""
        with self._lock:
            return [change for change in (*self._taken, *self._changes.values()) if change.entity_id == entity_id]

    def stored(self, batch: Batch, lost: int = 0) -> None:
        """Account for a batch that is committed, but for `lost` records that no row could be made of."""
        with self._lock:
            self._stored += len(batch) - lost
            self._shed += lost
            self._taken, self._out = [], 0

    def put_back(self, batch: Batch) -> None:
        """Let a batch that could not be committed wait again, before what came since."""
        with self._lock:
            later = list(self._changes.values())
            self._changes, self._latest, self._taken, self._out = {}, {}, [], 0
            for change in [*batch.changes, *later]:
                self._insert(change)
            self._writes = batch.writes + self._writes
            self._waiters = batch.waiters + self._waiters

    def give_up(self) -> list[Future[None]]:
        """Shed everything that waits; the futures that will never be done."""
        batch = self.take()
        with self._lock:
            self._shed += len(batch)
            self._taken, self._out = [], 0
        return batch.waiters

    def accounts(self) -> Accounts:
        """Where everything went, at one moment."""
        with self._lock:
            counts = self._received, self._stored, self._coalesced, self._shed, self._depth(), self._refused
            return Accounts(*counts)

    def depth(self) -> int:
        """Records that wait or are out."""
        with self._lock:
            return self._depth()

    def _depth(self) -> int:
        return len(self._changes) + len(self._writes) + self._out

    def _add_change(self, change: WaitingChange) -> bool:
        self._received += 1
        depth = self._depth()
        older = self._latest.get(change.entity_id)
        if older is not None and depth >= self._capacity // 2:
            del self._changes[older]
            self._coalesced += 1
        elif depth >= self._capacity - self._capacity // RESERVE:
            self._shed += 1
            return False
        self._insert(change)
        return True

    def _insert(self, change: WaitingChange) -> None:
        self._ticket += 1
        self._changes[self._ticket] = change
        self._latest[change.entity_id] = self._ticket
