"""The newest state rows, in memory: most reading never touches the disk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from edge.memory.clock_guard import Stamp
from edge.memory.records import StateRow


@dataclass(slots=True)
class _Held:
    row: StateRow
    origin: float | None
    """Wall minus monotonic seconds when the row was made, while the wall is not known to be right."""


class Recent:
    """The last `size` rows of all entities, and every entity's last row seen; thread-safe."""

    def __init__(self, size: int) -> None:
        """Start empty and incomplete."""
        self._lock = threading.Lock()
        self._size = size
        self._order: deque[str] = deque()
        self._rows: dict[str, deque[_Held]] = {}
        self._last: dict[str, StateRow] = {}
        self._from = float("inf")
        self._unsettled: list[_Held] = []

    def load(self, rows: Iterable[StateRow], *, complete: bool) -> None:
        """Put rows from the disk, oldest first, before those already here; `complete` when there are none older."""
        with self._lock:
            live = self._rows
            self._order, self._rows = deque(), {}
            self._from = float("-inf")
            for row in rows:
                self._add(_Held(row, None))
            if not complete and self._order:
                self._from = min(held[0].row.at for held in self._rows.values())
            for held in sorted((h for rows in live.values() for h in rows), key=lambda held: held.row.at):
                self._add(held)

    def add(self, row: StateRow, origin: float | None = None) -> None:
        """Remember a row; `origin` is wall minus monotonic seconds, when the wall is not known to be right."""
        with self._lock:
            held = _Held(row, origin)
            self._add(held)
            if origin is not None:
                self._unsettled.append(held)

    def history(self, entity_id: str, since: float, until: float) -> list[StateRow] | None:
        """An entity's rows within a time, in the order they were made; `None` when some may no longer be here."""
        with self._lock:
            if since <= self._from:
                return None
            return [held.row for held in self._rows.get(entity_id, ()) if since <= held.row.at <= until]

    def last(self) -> dict[str, StateRow]:
        """Every entity's last row that is known."""
        with self._lock:
            return dict(self._last)

    def settle(self, stamp: Stamp) -> None:
        """Move rows made on an unset clock to the clock as it is now, as the writer moves those on the disk."""
        with self._lock:
            for held in self._unsettled:
                at = held.row.at + stamp.origin - (held.origin or 0.0)
                older, held.row, held.origin = held.row, replace(held.row, at=at, synced=stamp.synced), stamp.origin
                if self._last.get(older.entity_id) is older:
                    self._last[older.entity_id] = held.row
            if stamp.synced:
                self._unsettled.clear()
            del self._unsettled[: -self._size]

    def _add(self, held: _Held) -> None:
        name = held.row.entity_id
        self._order.append(name)
        self._rows.setdefault(name, deque()).append(held)
        self._last[name] = held.row
        if len(self._order) > self._size:
            oldest = self._order.popleft()
            gone = self._rows[oldest].popleft()
            self._from = max(self._from, gone.row.at)
            if not self._rows[oldest]:
                del self._rows[oldest]
