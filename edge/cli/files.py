"""Files that are whole or not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from edge.cli.errors import WriteError


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
    """Put a file in place with one rename, after its content is on the disk.

    Raises `WriteError` (exit code 74) and leaves what was there before.
    """
    try:
        _replace(path, text, mode)
    except OSError as error:
        message = f"{error.filename or path}: {error.strerror}; nothing was changed"
        raise WriteError(message) from error


def _replace(path: Path, text: str, mode: int) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
