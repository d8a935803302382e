"""Forgetting what is too old or too much, in pieces short enough that nobody waits for them.

There is no VACUUM, which needs the disk twice over: rows go oldest first, their pages are used again, and only what
lies above the cap is given back to the file system, by `incremental_vacuum`.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from edge.memory.connection import pragma, transaction
from edge.memory.records import StoreOptions
from edge.memory.rows import milliseconds

DAY = 86_400.0
_FILL = 0.97
"""Purging for size starts at this part of the cap and ends at `_RELIEVED`, so that it seldom runs."""
_RELIEVED = 0.95
_FIRST_ROWS = 500
_MOST_ROWS = 20_000
_VACUUM_PAGES = 256


@dataclass(frozen=True, slots=True)
class Slice:
    """One piece of purging: rows deleted, seconds taken, and whether there is more to do."""

    rows: int
    seconds: float
    more: bool


class Retention:
    """Purges through the writer's connection. A slice adapts its size to take half of `slice_seconds`."""

    def __init__(self, connection: sqlite3.Connection, options: StoreOptions) -> None:
        """Purge nothing yet."""
        self._connection = connection
        self._options = options
        self._cap = options.max_bytes
        self._relieving = False
        self._rows = _FIRST_ROWS
        self._page = pragma(connection, "page_size")

    def press(self) -> None:
        """Keep a tenth less than is kept now: the disk is full."""
        self._cap = min(self._cap, int(self.used_bytes() * 0.9))

    def relax(self) -> None:
        """Keep as much as the options say again."""
        self._cap = self._options.max_bytes

    @property
    def pressed(self) -> bool:
        """Whether less is kept than the options allow."""
        return self._cap < self._options.max_bytes

    def used_bytes(self) -> int:
        """The size of what is kept, without pages that are free to be used again."""
        return (pragma(self._connection, "page_count") - pragma(self._connection, "freelist_count")) * self._page

    def purge(self, now: float | None) -> Slice:
        """Delete one slice; `now` is wall seconds, or `None` when the clock may not be believed.

        Then nothing is too old. Raises `sqlite3.Error`, with nothing deleted.
        """
        started = time.perf_counter()
        rows = self._purge_size() or (self._purge_age(now) if now is not None else 0)
        freed = not rows and self._give_back()
        seconds = time.perf_counter() - started
        if rows:
            self._adapt(seconds)
        return Slice(rows, seconds, bool(rows) or freed)

    def _purge_size(self) -> int:
        used = self.used_bytes()
        self._relieving = used > self._cap * (_RELIEVED if self._relieving else _FILL)
        if not self._relieving:
            return 0
        return self._delete_states(self._oldest(self._rows)) or self._delete_turns("1")

    def _purge_age(self, now: float) -> int:
        states = self._delete_states(self._expired(milliseconds(now - self._options.history_days * DAY), now))
        if states:
            return states
        return self._delete_turns(f"synced = 1 AND at < {milliseconds(now - self._options.turn_days * DAY)}")

    def _oldest(self, count: int) -> int:
        sql = "SELECT max(seq) FROM (SELECT seq FROM states ORDER BY seq LIMIT ?)"
        return int(self._connection.execute(sql, (count,)).fetchone()[0] or 0)

    def _expired(self, before: int, now: float) -> int:
        """The newest of the oldest rows that are all expired; a row from the future does not hold up the others."""
        future, last = milliseconds(now + DAY), 0
        sql = "SELECT seq, at, synced FROM states ORDER BY seq LIMIT ?"
        for seq, at, synced in self._connection.execute(sql, (self._rows,)):
            if synced and before <= at <= future:
                break
            if synced and at < before:
                last = seq
        return last

    def _delete_states(self, upto: int) -> int:
        if not upto:
            return 0
        with transaction(self._connection):
            return self._connection.execute("DELETE FROM states WHERE seq <= ?", (upto,)).rowcount

    def _delete_turns(self, condition: str) -> int:
        count = max(1, self._rows // 25)
        sql = f"SELECT seq FROM (SELECT * FROM turns ORDER BY seq LIMIT {count}) WHERE {condition}"  # noqa: S608 - ours
        old = [row[0] for row in self._connection.execute(sql)]
        if not old:
            return 0
        with transaction(self._connection):
            self._connection.executemany("DELETE FROM turns WHERE seq = ?", [(seq,) for seq in old])
            unused = "SELECT structure FROM structure_uses WHERE turn <= ?"
            self._connection.execute(f"DELETE FROM structures WHERE id IN ({unused})", (old[-1],))  # noqa: S608 - ours
            self._connection.execute("DELETE FROM structure_uses WHERE turn <= ?", (old[-1],))
        return len(old)

    def _give_back(self) -> bool:
        free = pragma(self._connection, "freelist_count")
        size = pragma(self._connection, "page_count") * self._page
        if not free or size <= self._options.max_bytes:
            return False
        self._connection.execute(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})").fetchall()
        # A database made without `auto_vacuum` gives nothing back however often it is asked.
        return pragma(self._connection, "freelist_count") < free

    def _adapt(self, seconds: float) -> None:
        wanted = self._options.slice_seconds / 2
        factor = min(2.0, max(0.1, wanted / max(seconds, 1e-6)))
        self._rows = int(min(_MOST_ROWS, max(50, self._rows * factor)))
