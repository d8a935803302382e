"""Opening a store: what is at the path, whether it is sound, and what to do when it is not."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from edge.clock import Clock
from edge.memory.connection import APPLICATION_ID, is_sound, open_writer, pragma
from edge.memory.errors import Fault, ForeignDatabaseError, fault_of
from edge.memory.files import StoreFiles
from edge.memory.migrations import migrate, refuse_newer
from edge.memory.quarantine import mark_existing, mark_running, quarantine
from edge.memory.records import OpenReport
from edge.memory.salvage import salvage
from edge.memory.small_tables import load, restore
from edge.memory.soundness import AT_ONCE_BYTES

_LOG = logging.getLogger(__name__)
SALVAGE_SECONDS = 5.0
"""Keeps the start with a corrupt database under ten seconds."""


@dataclass(slots=True)
class Opener:
    """Opens the write connection; `report` tells what was found."""

    files: StoreFiles
    clock: Clock
    busy_seconds: float
    report: OpenReport = field(default_factory=OpenReport)
    check_later: bool = False
    """Whether the database opened still has to be checked for damage."""

    def open(self) -> sqlite3.Connection:
        """A connection to a sound database of the newest schema.

        Raises `StoreRefusedError` when it must not be used, `sqlite3.Error` or `OSError` for trouble that may pass.
        """
        started = perf_counter()
        self._look()
        try:
            connection = self._open_sound()
        except sqlite3.Error as error:
            if fault_of(error) is not Fault.CORRUPT:
                raise
            connection = self.replace_corrupt(str(error))
        else:
            if self.report.lost:
                self._note(restored=restore(connection, load(self.files.small)))
        mark_existing(self.files)
        mark_running(self.files)
        self._note(seconds=perf_counter() - started)
        return connection

    def replace_corrupt(self, reason: str) -> sqlite3.Connection:
        """Quarantine the database and begin a new one with what can be saved; other errors as `open`."""
        self.check_later = False
        moved = quarantine(self.files, self.clock.wall())
        self._note(quarantined=(*self.report.quarantined, str(moved)))
        connection = self._create()
        mark_existing(self.files)
        saved = salvage(moved, connection, SALVAGE_SECONDS)
        tables = {name: rows for name, rows in load(self.files.small).items() if name not in saved.whole}
        restored = restore(connection, tables)
        self._note(salvaged=saved.counts, restored=restored)
        _LOG.error("event=database_replaced reason=%r salvaged=%s restored=%s", reason, dict(saved.counts), restored)
        return connection

    def _look(self) -> None:
        existed, size = self.files.marker.exists(), _size(self.files)
        self.report = OpenReport(
            first_run=not existed and not size,
            unclean=self.files.running.exists(),
            lost=existed and not size,
        )
        if self.report.lost:
            _LOG.error("event=database_lost file=%s: it existed and is now empty or missing", self.files.path)
            # A log without its database is of no use, and would be replayed into the new one.
            if self.files.path.exists() or self.files.log.exists():
                self._note(quarantined=(str(quarantine(self.files, self.clock.wall())),))

    def _open_sound(self) -> sqlite3.Connection:
        connection = open_writer(self.files.path, self.busy_seconds)
        try:
            self._recognise(connection)
            if self._must_check():
                self._check(connection)
            self._note(migrated=tuple(migrate(connection, self._backup(connection))))
        except BaseException:
            connection.close()
            raise
        return connection

    def _must_check(self) -> bool:
        self.check_later = self.report.unclean and not self.report.lost and _size(self.files) > AT_ONCE_BYTES
        return self.report.unclean and not self.report.lost and not self.check_later

    def _check(self, connection: sqlite3.Connection) -> None:
        if not is_sound(connection):
            raise corrupt("quick_check found damage")

    def _create(self) -> sqlite3.Connection:
        connection = open_writer(self.files.path, self.busy_seconds)
        migrate(connection)
        return connection

    def _recognise(self, connection: sqlite3.Connection) -> None:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if pragma(connection, "application_id") == APPLICATION_ID or not tables:
            if tables:
                refuse_newer(connection)
            elif self.files.marker.exists() and not self.report.lost:
                raise corrupt("all tables are gone")
            return
        if self.files.marker.exists():
            raise corrupt("the header is not ours any more")
        message = f"{self.files.path}: is another application's database; choose another path for the store"
        raise ForeignDatabaseError(message)

    def _backup(self, connection: sqlite3.Connection) -> Path:
        return self.files.backup(pragma(connection, "user_version"))

    def _note(self, **told: object) -> None:
        self.report = replace(self.report, **told)  # type: ignore[arg-type]


def _size(files: StoreFiles) -> int:
    try:
        return files.path.stat().st_size
    except FileNotFoundError:
        return 0


def corrupt(reason: str) -> sqlite3.DatabaseError:
    """An error that says of itself that the database is corrupt."""
    error = sqlite3.DatabaseError(reason)
    error.sqlite_errorname = "SQLITE_CORRUPT"
    return error
