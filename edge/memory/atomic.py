"""Small files that are always whole: the old content or the new, whatever happens in between.

A full disk or a power cut while a file is rewritten in place leaves it empty; so the new content is
written beside it, synced, and renamed over it, and the directory is synced too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def write_atomically(path: Path, data: bytes, *, keep_backup: bool = True, mode: int = 0o600) -> None:
    """Replace `path` by `data`, durably; with `keep_backup` the old content stays as `<name>.bak`.

    Raises `OSError` with `path` unchanged when it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write_synced(temporary, data, mode)
        if keep_backup:
            _keep_backup(path)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def read_whole(path: Path, parse: Callable[[bytes], T]) -> T | None:
    """What `parse` makes of the file, else of its backup, else `None`.

    `parse` raises `ValueError` on content that is not whole.
    """
    for candidate in (path, backup_of(path)):
        try:
            return parse(candidate.read_bytes())
        except (OSError, ValueError):
            continue
    return None


def backup_of(path: Path) -> Path:
    """Where the content before the last write is kept."""
    return path.with_name(f"{path.name}.bak")


def sync_directory(directory: Path) -> None:
    """Make renames within a directory durable; a file system that cannot do so is let be."""
    try:
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _write_synced(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep_backup(path: Path) -> None:
    if not path.exists():
        return
    # A hard link never leaves a moment without `path`; where links are not possible none is kept.
    link = path.with_name(f".{path.name}.{os.getpid()}.bak")
    link.unlink(missing_ok=True)
    try:
        os.link(path, link)
    except OSError:
        return
    link.replace(backup_of(path))
