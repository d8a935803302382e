"""The store: hand over from any thread, read from any thread, written by one.

```python
store = Store(Path("/var/lib/hearth/store.db"))
store.open()
store.record_change(entity, at=clock.wall(), cause=turn_id)
store.flush().add_done_callback(lambda done: acknowledge(message))
```

What "committed" is worth is told in `edge.memory.connection`.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from edge.clock import Clock, SystemClock
from edge.home.codec import dynamic_attributes, plain
from edge.home.model import Entity, Snapshot
from edge.memory.buffer import Buffer
from edge.memory.clock_guard import ClockGuard, Stamp, SyncProbe, system_clock_synced
from edge.memory.errors import StoreClosedError, StoreFullError
from edge.memory.files import StoreFiles, refuse_network
from edge.memory.reader import FOREVER, Reader
from edge.memory.records import ListItem, OpenReport, Schedule, StateRow, Stats, StoreOptions
from edge.memory.rows import milliseconds
from edge.memory.turn_codec import dumps
from edge.memory.waiting import OutcomeWrite, SqlWrite, TurnWrite, WaitingChange, storable
from edge.memory.writer import URGENT, Writer
from edge.turn import JsonValue, Turn

_LOG = logging.getLogger(__name__)
_FARTHEST = 1e11
"""Seconds either side of 1970: beyond it lies no date."""
_LONGEST_WAIT = 0.5
"""Seconds: how late a simulated or stepped clock is noticed."""
_PUT_SCHEDULE = "INSERT OR REPLACE INTO schedules (id, kind, due, body) VALUES (?, ?, ?, ?)"
_PUT_ITEM = "INSERT OR REPLACE INTO list_items (id, list, position, body) VALUES (?, ?, ?, ?)"


class Store(Reader):
    """Memory's public face. `open` before use, `close` after; everything but these two is thread-safe.

    The inherited reading sees what is committed; `history` and `last_states` also what still waits.
    """

    def __init__(
        self,
        path: Path,
        options: StoreOptions | None = None,
        clock: Clock | None = None,
        synced: SyncProbe = system_clock_synced,
        on_failure: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        """Take note of everything, touch nothing.

        `synced` tells whether the system's clock is; `on_failure` is called in the writer's thread should it end by a
        defect, which the process must not outlive.
        """
        self._options = options or StoreOptions()
        super().__init__(path, self._options.busy_seconds)
        clock = clock or SystemClock()
        self._files = StoreFiles(path)
        self._buffer = Buffer(self._options.capacity)
        self._guard = ClockGuard(clock, synced)
        self._writer = Writer(self._files, self._buffer, self._options, clock, self._guard)
        self._wake = threading.Condition()
        self._flush = self._stop = False
        self._thread: threading.Thread | None = None
        self._on_failure = on_failure

    def open(self) -> OpenReport:
        """Open or create the database and start the writer; what was found.

        Trouble that may pass (locked, full, read-only) starts it degraded. Raises `StoreRefusedError` (exit code 78)
        for a newer schema, a network file system or a foreign file; `AlreadyOpenError` beside another hub.
        """
        refuse_network(self._files.path.parent)
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="memory-writer", daemon=True)
        self._thread.start()
        opened.result()
        return self._writer.report

    def close(self, timeout: float = 10.0) -> None:
        """Commit everything, stop the writer; what cannot be committed within `timeout` seconds is counted as shed."""
        with self._wake:
            self._stop = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(timeout)
        for waiter in self._buffer.give_up():
            if waiter.set_running_or_notify_cancel():
                waiter.set_exception(StoreClosedError("the store was closed before this was committed"))

    def __enter__(self) -> Self:
        """Open."""
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def record_change(self, entity: Entity, at: float, cause: str | None = None) -> bool:
        """Remember a live change of `entity`, as it is since `at` (wall seconds); see `record_changes`."""
        return self.record_changes([entity], at, cause)

    def record_changes(self, entities: Iterable[Entity], at: float, cause: str | None = None) -> bool:
        """Remember what one message changed, committed together.

        Stale entities are refused: what is known from a retained message is state and no event. False when nothing was
        accepted, be it refused or shed; the message may be acknowledged all the same. Raises `ValueError` when `at`
        is no time, `CodecError` (also a `ValueError`) when an attribute is no JSON.
        """
        if not -_FARTHEST < at < _FARTHEST:
            message = f"{at!r}: no wall time in seconds"
            raise ValueError(message)
        stamp = self._guard.stamp()
        changes: list[WaitingChange] = []
        for entity in entities:
            if entity.stale:
                self._buffer.refuse()
            else:
                changes.append(_waiting(entity, at, cause, stamp))
        accepted = self._buffer.add_changes(changes) if changes else []
        for change in accepted:
            self._writer.recent.add(_row(change), None if change.synced else change.origin)
        if self._buffer.depth() >= self._options.capacity // URGENT:
            self._poke()
        return bool(accepted)

    def record_turn(self, turn: Turn, snapshot: Snapshot) -> bool:
        """Remember a turn and the snapshot that it read; false when shed.

        Again with the same request id, it replaces the turn and keeps the snapshot.
        """
        stamp = self._guard.stamp()
        return self._buffer.add_write(TurnWrite(turn, snapshot, stamp.synced, stamp.origin))

    def record_outcome(self, turn: Turn) -> bool:
        """Replace a turn by the same one with its outcome, beside the snapshot that it read; false when shed."""
        return self._buffer.add_write(OutcomeWrite(turn))

    def put_schedule(self, schedule: Schedule) -> Future[None]:
        """Keep a schedule, replacing one of the same id; done when committed, which is at once."""
        due = None if schedule.due is None else milliseconds(schedule.due)
        return self._put(_PUT_SCHEDULE, schedule.id, schedule.kind, due, dumps(dict(schedule.body)))

    def drop_schedule(self, schedule_id: str) -> Future[None]:
        """Forget a schedule."""
        return self._put("DELETE FROM schedules WHERE id = ?", schedule_id)

    def put_item(self, item: ListItem) -> Future[None]:
        """Keep an entry of a list, replacing one of the same id."""
        return self._put(_PUT_ITEM, item.id, item.list, item.position, dumps(dict(item.body)))

    def drop_item(self, item_id: str) -> Future[None]:
        """Forget an entry of a list."""
        return self._put("DELETE FROM list_items WHERE id = ?", item_id)

    def put_value(self, key: str, value: JsonValue) -> Future[None]:
        """Keep a JSON value under a key; keys that begin with `store.` are the store's own."""
        if key.startswith("store."):
            message = f"{key!r}: keys that begin with 'store.' are the store's own"
            raise ValueError(message)
        return self._put("INSERT OR REPLACE INTO kv VALUES (?, ?)", key, dumps(value))

    def drop_value(self, key: str) -> Future[None]:
        """Forget a value."""
        return self._put("DELETE FROM kv WHERE key = ?", key)

    def flush(self) -> Future[None]:
        """Commit now; done once everything accepted before is committed. Its callbacks run in the writer's thread."""
        waiter = self.committed()
        self._poke()
        return waiter

    def committed(self) -> Future[None]:
        """Done once everything accepted before is committed, in its own time (`commit_seconds`)."""
        waiter: Future[None] = Future()
        self._buffer.add_waiter(waiter)
        return waiter

    def history(self, entity_id: str, since: float, until: float = FOREVER) -> list[StateRow]:
        """An entity's rows within wall times in seconds, oldest first; from memory as far as it reaches."""
        rows = self._writer.recent.history(entity_id, since, until)
        if rows is not None:
            return rows
        # Taken before the disk is read, so that what is committed in between is seen twice rather than never.
        waiting = [_row(change) for change in self._buffer.waiting(entity_id) if since <= change.at <= until]
        kept = super().history(entity_id, since, until)
        seen = {(row.at, row.state) for row in kept[-len(waiting) :]} if waiting else set()
        return kept + [row for row in waiting if (row.at, row.state) not in seen]

    def last_states(self, most: int = 50_000) -> dict[str, StateRow]:
        """Every entity's last row, as far as memory or the newest `most` rows on disk know it."""
        return {**super().last_states(most), **self._writer.recent.last()}

    def stats(self) -> Stats:
        """How memory is doing now."""
        return replace(self._writer.stats, accounts=self._buffer.accounts())

    def _put(self, sql: str, *parameters: str | float | None) -> Future[None]:
        waiter: Future[None] = Future()
        told = tuple(storable(value) if isinstance(value, str) else value for value in parameters)
        if not self._buffer.add_write(SqlWrite(sql, told), waiter):
            waiter.set_exception(StoreFullError("the queue is full: the store is degraded, its stats say why"))
        self._poke()
        return waiter

    def _poke(self) -> None:
        with self._wake:
            self._flush = True
            self._wake.notify()

    def _run(self, opened: Future[None]) -> None:
        try:
            self._writer.open()
        except Exception as error:  # noqa: BLE001 - supervision point: `open` raises it in the caller's thread
            opened.set_exception(error)
            return
        opened.set_result(None)
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 - supervision point: a thread must not end unheard
            _LOG.exception("event=memory_writer_ended")
            self._writer.abandon()
            self._on_failure(error)
        else:
            self._writer.close()

    def _work(self) -> None:
        wait = 0.0
        while True:
            with self._wake:
                if not self._flush and not self._stop:
                    self._wake.wait(min(wait, _LONGEST_WAIT))
                flush, self._flush = self._flush, False
                if self._stop:
                    return
            wait = self._writer.step(flush=flush)


def _waiting(entity: Entity, at: float, cause: str | None, stamp: Stamp) -> WaitingChange:
    attributes = dynamic_attributes(entity)
    text = dumps(attributes) if attributes else None
    state = storable(entity.state)
    name = storable(entity.id) or ""
    return WaitingChange(name, at, state, text, storable(cause), stamp.synced, stamp.origin)


def _row(change: WaitingChange) -> StateRow:
    attributes = plain(json.loads(change.attributes)) if change.attributes else {}
    return StateRow(
        change.entity_id, milliseconds(change.at) / 1000, change.state, attributes, change.cause, change.synced
    )
