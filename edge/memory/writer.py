"""The writer: owns the one write connection, commits, purges, copies, and heals.

Not thread-safe: one thread calls it, which `Store` starts. `step` never raises for trouble with the disk; it keeps
what is to be written, says why (`degraded`), and tries again.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

from edge.clock import Clock
from edge.memory.ballast import Ballast
from edge.memory.buffer import Buffer
from edge.memory.clock_guard import ClockGuard, boot_id
from edge.memory.clock_mend import ClockMender
from edge.memory.connection import LOG_LIMIT, pragma, transaction
from edge.memory.errors import Fault, StoreError, error_name, fault_of
from edge.memory.files import StoreFiles, WriterLock
from edge.memory.opening import Opener, corrupt
from edge.memory.quarantine import mark_stopped
from edge.memory.reader import newest_rows, newest_synced
from edge.memory.recent import Recent
from edge.memory.records import OpenReport, Stats, StoreOptions
from edge.memory.retention import Retention
from edge.memory.rows import RowWriter
from edge.memory.small_tables import copy_out, save
from edge.memory.soundness import SoundnessCheck

_LOG = logging.getLogger(__name__)
_PURGE_EVERY = 60.0
"""Seconds between looks whether there is something to purge."""
URGENT = 4
"""A batch is committed early once one part in so many of the queue is filled."""


class Writer:
    """See the module; `clock` tells when things are due."""

    def __init__(
        self, files: StoreFiles, buffer: Buffer, options: StoreOptions, clock: Clock, guard: ClockGuard
    ) -> None:
        self._files, self._buffer, self._options = files, buffer, options
        self._clock, self._guard = clock, guard
        self.recent = Recent(options.window)
        self.stats = Stats(buffer.accounts())
        self._lock = WriterLock(files.lock)
        self._opener = Opener(files, clock, options.busy_seconds)
        self._ballast = Ballast(files.ballast, options.ballast_bytes)
        self._connection: sqlite3.Connection | None = None
        self._opened = False
        self._retry_at = self._commit_at = self._purge_at = 0.0
        self._copy_at = 0.0
        self._purging = False
        self._check: SoundnessCheck | None = None
        self._written_before: int | None = None

    @property
    def report(self) -> OpenReport:
        """What opening found."""
        return self._opener.report

    def open(self) -> None:
        """Open, or stay degraded and let `step` try again.

        Raises `StoreRefusedError` and `AlreadyOpenError`.
        """
        self._commit_at = self._clock.mono() + self._options.commit_seconds
        self._copy_at = self._clock.mono()
        try:
            self._connect()
        except (sqlite3.Error, OSError) as error:
            self._trouble(error)
        except StoreError:
            self._lock.release()
            raise
        self._written_before = written_bytes()

    def step(self, *, flush: bool = False) -> float:
        """Do what is due (with `flush`, commit whatever waits); monotonic time in seconds until more is."""
        now = self._clock.mono()
        try:
            if self._connection is None and now >= self._retry_at:
                self._connect()
            if self._connection is not None and now >= self._retry_at and (flush or self._is_commit_due(now)):
                self._commit(self._connection, now)
            if self._connection is not None and self.stats.degraded is None:
                self._look_after(self._connection, now)
        except (sqlite3.Error, OSError) as error:
            self._trouble(error)
        return self._rest()

    def close(self) -> None:
        """Commit what waits, copy the small tables, and leave the database as one file; never raises."""
        self._retry_at = 0.0
        self.step(flush=True)
        # What was not checked to its end must be checked again.
        checked = self._check is None or self._check.finished
        if self._connection is not None:
            try:
                save(self._files.small, copy_out(self._connection))
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._disconnect()
                if checked:
                    mark_stopped(self._files)
            except (sqlite3.Error, OSError) as error:
                _LOG.warning("event=store_close_failed reason=%s", error_name(error))
        self.abandon()

    def abandon(self) -> None:
        """Let go of the database as it is, which the next start will take for an unclean stop."""
        self._disconnect()
        self._lock.release()

    def _connect(self) -> None:
        self._files.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock.take()
        self._use(self._opener.open())
        self._measure()
        if self._opener.check_later:
            self._check = SoundnessCheck(self._files.path)
            self._check.start()
        _LOG.info("event=store_opened report=%s", self.report)

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows = RowWriter(connection)
        self._retention = Retention(connection, self._options)
        self._mender = ClockMender(connection, boot_id())
        if not self._opened:
            self._guard.start(newest_synced(connection))
            rows = newest_rows(connection, self._options.window)
            self.recent.load(rows, complete=len(rows) < self._options.window)
            self._opened = True
        self._ballast.take()

    def _is_commit_due(self, now: float) -> bool:
        return now >= self._commit_at or self._buffer.depth() >= self._options.capacity // URGENT

    def _commit(self, connection: sqlite3.Connection, now: float) -> None:
        stamp, started = self._guard.refresh(), time.perf_counter()
        batch = self._buffer.take()
        lost = 0
        try:
            if len(batch) or self._mender.waits:
                with transaction(connection):
                    self._mender.mend(stamp, batch)
                    lost = self._rows.write(batch, stamp.origin, synced=stamp.synced)
        except BaseException:
            self._buffer.put_back(batch)
            self._rows.rolled_back()
            raise
        self._mender.committed()
        self._buffer.stored(batch, lost)
        self.recent.settle(stamp)
        self._committed(now, len(batch), (time.perf_counter() - started) * 1000)
        for waiter in batch.waiters:
            if waiter.set_running_or_notify_cancel():
                waiter.set_result(None)

    def _committed(self, now: float, count: int, took_ms: float) -> None:
        self._commit_at = now + self._options.commit_seconds
        if count:
            longest = max(self.stats.commit_ms_max, took_ms)
            commits = self.stats.commits + 1
            self.stats = replace(self.stats, commits=commits, commit_ms_last=took_ms, commit_ms_max=longest)
        if self.stats.degraded is not None:
            _LOG.warning("event=store_healed was=%s", self.stats.degraded)
            self.stats = replace(self.stats, degraded=None)
            self._purge_at = now
        self._measure()

    def _look_after(self, connection: sqlite3.Connection, now: float) -> None:
        if self._check is not None and self._check.damage is not None:
            raise corrupt(self._check.damage)
        if self._purging or now >= self._purge_at:
            self._purge(now)
        if now >= self._copy_at:
            self._copy_at = now + self._options.snapshot_seconds
            save(self._files.small, copy_out(connection))

    def _purge(self, now: float) -> None:
        self._guard.refresh()
        piece = self._retention.purge(self._clock.wall() if self._guard.purge_trusted else None)
        if piece.rows:
            self._rows.forget_structures()
            longest = max(self.stats.purge_ms_max, piece.seconds * 1000)
            self.stats = replace(self.stats, purged=self.stats.purged + piece.rows, purge_ms_max=longest)
        self._purging = piece.more
        if not piece.more:
            self._measure()
            self._purge_at = now + _PURGE_EVERY
            if self._ballast.take() and self._retention.pressed:
                self._retention.relax()

    def _trouble(self, error: Exception) -> None:
        fault, name = fault_of(error), error_name(error)
        if self.stats.degraded != name:
            _LOG.error("event=store_degraded reason=%s detail=%r waiting=%d", name, str(error), self._buffer.depth())
        self.stats = replace(self.stats, degraded=name)
        self._retry_at = self._commit_at = self._clock.mono() + self._options.retry_seconds
        if fault is Fault.CORRUPT:
            self._replace_corrupt(error)
        elif fault is Fault.FULL:
            self._make_room()
        elif fault is not Fault.BUSY:
            # After an I/O error or a remount SQLite's picture of the files may be wrong.
            self._disconnect()

    def _replace_corrupt(self, error: Exception) -> None:
        self._disconnect()
        try:
            self._use(self._opener.replace_corrupt(str(error)))
            self._retry_at = 0.0
        except (sqlite3.Error, OSError) as again:
            _LOG.error("event=store_replace_failed reason=%s detail=%r", error_name(again), str(again))
            self._disconnect()

    def _make_room(self) -> None:
        if self._ballast.release():
            _LOG.warning("event=ballast_released file=%s", self._files.ballast)
        # Once only: a disk that others keep full must not eat up the history bit by bit.
        if self._connection is None or self._retention.pressed:
            return
        try:
            self._retention.press()
            while self._retention.purge(None).more:
                pass
            self._retry_at = self._commit_at = self._clock.mono()
        except sqlite3.Error as error:
            _LOG.warning("event=purge_failed reason=%s", error_name(error))

    def _disconnect(self) -> None:
        check, self._check = self._check, None
        if check is not None:
            check.stop()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _measure(self) -> None:
        connection = self._connection
        if connection is None:
            return
        page = pragma(connection, "page_size")
        accounts, written = self._buffer.accounts(), written_bytes()
        ratio = None
        if written is not None and self._written_before is not None and accounts.stored:
            ratio = (written - self._written_before) / accounts.stored
        self.stats = replace(
            self.stats,
            accounts=accounts,
            database_bytes=pragma(connection, "page_count") * page,
            free_bytes=pragma(connection, "freelist_count") * page,
            log_bytes=_size(self._files.log),
            bytes_per_event=ratio,
            clock_synced=self._guard.stamp().synced,
            purge_trusted=self._guard.purge_trusted,
            quarantined=len(self.report.quarantined),
        )
        if self.stats.log_bytes > LOG_LIMIT:
            connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()

    def _rest(self) -> float:
        now = self._clock.mono()
        if self._purging and self.stats.degraded is None:
            return 0.0
        due = min(self._commit_at, self._purge_at, self._copy_at) if self.stats.degraded is None else self._retry_at
        return max(0.0, due - now)


def written_bytes() -> int | None:
    """Bytes that this thread caused to be written to storage, where the kernel tells."""
    try:
        text = Path("/proc/thread-self/io").read_text(encoding="ascii")
    except OSError:
        return None
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("write_bytes")), None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
