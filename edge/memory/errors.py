"""What can go wrong in memory, and what kind of trouble SQLite is in.

StoreError
├── StoreRefusedError          the daemon must not start (exit code 78)
│   ├── NetworkFileSystemError
│   ├── SchemaTooNewError
│   ├── ForeignDatabaseError
│   └── MigrationError
├── AlreadyOpenError           another hub writes this store
├── StoreClosedError
├── StoreFullError             too much waits to be written
└── UnknownTurnError
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum


class StoreError(Exception):
    """Anything wrong with the store."""


class StoreRefusedError(StoreError):
    """The store must not be used as it is; a restart would not help."""


class NetworkFileSystemError(StoreRefusedError):
    """The path lies on a network file system, where SQLite's locks do not hold."""


class SchemaTooNewError(StoreRefusedError):
    """A newer Hearth wrote this store."""


class ForeignDatabaseError(StoreRefusedError):
    """The file is another application's database."""


class MigrationError(StoreRefusedError):
    """A migration failed for a reason that lies in the data; the store is as it was before."""


class AlreadyOpenError(StoreError):
    """Another process holds this store's writer lock."""


class StoreClosedError(StoreError):
    """The store was closed before what was waited for could be committed."""


class StoreFullError(StoreError):
    """Too much already waits to be written; what was handed over was not taken."""


class UnknownTurnError(StoreError, KeyError):
    """No turn of that id is remembered."""

    def __str__(self) -> str:
        """The message without `KeyError`'s quotes."""
        return str(self.args[0])


class Fault(StrEnum):
    """What an SQLite error calls for: only `CORRUPT` ever moves the file away."""

    CORRUPT = "corrupt"
    FULL = "full"
    BUSY = "busy"
    READONLY = "readonly"
    IO = "io"
    OTHER = "other"


_FAULTS = {
    "SQLITE_CORRUPT": Fault.CORRUPT,
    "SQLITE_NOTADB": Fault.CORRUPT,
    "SQLITE_FULL": Fault.FULL,
    "SQLITE_BUSY": Fault.BUSY,
    "SQLITE_LOCKED": Fault.BUSY,
    "SQLITE_READONLY": Fault.READONLY,
    "SQLITE_IOERR": Fault.IO,
    "SQLITE_CANTOPEN": Fault.IO,
}


def fault_of(error: Exception) -> Fault:
    """The fault behind an error, by SQLite's own name for it and never by the exception's class.

    `OperationalError` is a `DatabaseError`, so that the class cannot tell a lock from corruption.
    """
    if isinstance(error, OSError):
        return Fault.IO
    name = "_".join(error_name(error).split("_")[:2])
    return _FAULTS.get(name, Fault.OTHER)


def error_name(error: Exception) -> str:
    """SQLite's name of an error, such as `SQLITE_IOERR_WRITE`; else the class's name."""
    name = getattr(error, "sqlite_errorname", None) if isinstance(error, sqlite3.Error) else None
    return name if isinstance(name, str) else type(error).__name__
