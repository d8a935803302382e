"""Moving the rows that were made before the clock was set, once, by what it was set by."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass, replace

from edge.memory.buffer import Batch
from edge.memory.clock_guard import Stamp
from edge.memory.rows import milliseconds
from edge.memory.waiting import TurnWrite

_KEY = "store.clock"
_STEP = 0.5
"""A difference below this (seconds) is the clock being slewed, not set."""


@dataclass(frozen=True, slots=True)
class Boot:
    """The rows of this boot: from which `seq` on, and the `origin` that unsynced ones are told by.

    `origin` is `None` while there are no unsynced rows.
    """

    boot: str | None
    states: int
    turns: int
    origin: float | None = None


class ClockMender:
    """Keeps this boot's unsynced rows on one clock; `mend` works inside a transaction, `committed` follows it."""

    def __init__(self, connection: sqlite3.Connection, boot: str | None) -> None:
        """Find this boot's first rows. Raises `sqlite3.Error`."""
        self._connection = connection
        row = connection.execute("SELECT value FROM kv WHERE key = ?", (_KEY,)).fetchone()
        known = Boot(**json.loads(row[0])) if row else None
        if known is not None and known.boot is not None and known.boot == boot:
            self._boot = known
        else:
            self._boot = Boot(boot, _next(connection, "states"), _next(connection, "turns"))
        self._next = self._boot

    def mend(self, stamp: Stamp, batch: Batch) -> None:
        """Move stored unsynced rows to the clock as it is now.

        Once the clock is synced they are marked so and never moved again.
        """
        told = self._boot.origin
        if told is not None and (stamp.synced or abs(stamp.origin - told) >= _STEP):
            self._move(milliseconds(stamp.origin - told), synced=stamp.synced)
            told = None if stamp.synced else stamp.origin
        if told is None and not stamp.synced and _has_unsynced(batch):
            told = stamp.origin
        self._next = replace(self._boot, origin=told)
        if self._next != self._boot:
            text = json.dumps(asdict(self._next))
            self._connection.execute("INSERT OR REPLACE INTO kv VALUES (?, ?)", (_KEY, text))

    def committed(self) -> None:
        """What `mend` did is committed."""
        self._boot = self._next

    @property
    def waits(self) -> bool:
        """Whether there are rows of this boot that await the right time."""
        return self._boot.origin is not None

    def _move(self, by: int, *, synced: bool) -> None:
        for table, first in (("states", self._boot.states), ("turns", self._boot.turns)):
            sql = f"UPDATE {table} SET at = at + ?, synced = ? WHERE seq >= ? AND synced = 0"  # noqa: S608 - our names
            self._connection.execute(sql, (by, int(synced), first))


def _next(connection: sqlite3.Connection, table: str) -> int:
    row = connection.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {table}").fetchone()  # noqa: S608 - our names
    return int(row[0])


def _has_unsynced(batch: Batch) -> bool:
    turns = (write for write in batch.writes if isinstance(write, TurnWrite))
    return any(not change.synced for change in batch.changes) or any(not turn.synced for turn in turns)
