"""Connections: the one that writes and checkpoints, and those that only read.

SQLite before 3.51.3 can corrupt a WAL that two connections write or checkpoint at the same moment, so
readers open with `mode=ro`, and nothing sets `mmap_size`.

Durability: with `synchronous=NORMAL` a commit survives the end of the process (`kill -9`) at once, and a
power cut from the next checkpoint, or from the kernel's own write-back (30 s by default), on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

APPLICATION_ID = 0x48525448
"""`HRTH`, in the database header."""
PAGE_BYTES = 1024
"""Small pages halve what a commit of 25 short rows writes: 308 bytes an event instead of 490 with 4 KiB pages."""
CHECKPOINT_PAGES = 2 * 1024 * 1024 // PAGE_BYTES
"""2 MiB: a full batch on top still leaves the log under 4 MiB."""
LOG_LIMIT = 4 * 1024 * 1024


def open_writer(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """The write connection, in autocommit mode; creates the file. Raises `sqlite3.Error`."""
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        if not pragma(connection, "page_count"):
            # These take effect only before the first page is written, which entering WAL mode does; later, the second
            # would write to the header at every start.
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def reading(path: Path, busy_seconds: float = 0.25) -> Iterator[sqlite3.Connection]:
    """A read-only connection for one piece of reading; short, since readers hold back checkpoints."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=busy_seconds, check_same_thread=False)) as connection:
        connection.execute("PRAGMA query_only = ON")
        yield connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything within, or nothing; takes the write lock at once."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself rolls back on some errors (full, I/O); then there is nothing left to undo.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """An integer pragma's value."""
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return int(row[0])


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether `quick_check` finds nothing wrong. Raises `sqlite3.Error`."""
    return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]
