"""Moving a corrupt database out of the way, and the marks that tell a loss from a first run."""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from pathlib import Path

from edge.memory.atomic import sync_directory, write_atomically
from edge.memory.files import StoreFiles

_LOG = logging.getLogger(__name__)
_KEEP = 2
"""Corrupt files kept for whoever wants to look: more would fill the disk."""


def quarantine(files: StoreFiles, wall: float) -> Path:
    """Rename the database and its log with the moment (`wall`, seconds) in their names; where it is now.

    Raises `OSError`.
    """
    target = _free_name(files.path, wall)
    # The log goes first: left alone beside a new database it would be taken for that one's.
    for source, suffix in ((files.log, "-wal"), (files.shared, "-shm"), (files.path, "")):
        with suppress(FileNotFoundError):
            source.rename(target.with_name(target.name + suffix))
    sync_directory(files.path.parent)
    _LOG.error("event=database_quarantined file=%s moved_to=%s", files.path, target)
    for old in files.quarantined()[:-_KEEP]:
        for suffix in ("", "-wal", "-shm"):
            old.with_name(old.name + suffix).unlink(missing_ok=True)
    return target


def mark_existing(files: StoreFiles) -> None:
    """Note that a database exists here. Raises `OSError`."""
    if not files.marker.exists():
        write_atomically(files.marker, b"a Hearth store was created beside this file\n", keep_backup=False)


def mark_running(files: StoreFiles) -> None:
    """Note that a writer is at work. Raises `OSError`."""
    handle = os.open(files.running, os.O_WRONLY | os.O_CREAT, 0o600)
    os.close(handle)


def mark_stopped(files: StoreFiles) -> None:
    """Note a clean stop; when the note cannot be made, the next start checks the database in vain."""
    with suppress(OSError):
        files.running.unlink(missing_ok=True)


def _free_name(path: Path, wall: float) -> Path:
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(max(0.0, wall)))
    for count in range(1000):
        name = f"{path.name}.corrupt-{stamp}" + (f"-{count:03d}" if count else "")
        if not path.with_name(name).exists():
            return path.with_name(name)
    message = f"{path}: a thousand corrupt databases in one second"
    raise OSError(message)
