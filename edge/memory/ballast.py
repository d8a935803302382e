"""Space held back for the day the disk is full, when even deleting needs some."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_ROOM = 2
"""Taken back only when this many times its size is free, so that it does not itself fill the disk again."""


class Ballast:
    """A file of `size` bytes that is given up on a full disk."""

    def __init__(self, path: Path, size: int) -> None:
        """Touch nothing yet."""
        self._path = path
        self._size = size

    @property
    def held(self) -> bool:
        """Whether there is ballast to release."""
        try:
            return 0 < self._size <= self._path.stat().st_size
        except OSError:
            return False

    def take(self) -> bool:
        """Hold ballast when the disk has ample room; whether it is held."""
        if self.held or not self._size:
            return self.held
        try:
            if _free(self._path.parent) < _ROOM * self._size:
                return False
            self._fill()
        except OSError:
            self.release()
            return False
        return True

    def release(self) -> bool:
        """Give the space back; whether there was any."""
        held = self._path.exists()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        return held

    def _fill(self) -> None:
        # Written and not only allocated: some file systems have no `fallocate`, and zeros may be stored as holes.
        block = os.urandom(64 * 1024)
        with self._path.open("wb") as file:
            for _ in range(-(-self._size // len(block))):
                file.write(block)
            file.truncate(self._size)


def _free(directory: Path) -> int:
    told = os.statvfs(directory)
    return told.f_bavail * told.f_frsize
