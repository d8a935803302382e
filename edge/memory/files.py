"""The store's file and its companions, and where they may lie."""

from __future__ import annotations

import errno
import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from edge.memory.errors import AlreadyOpenError, NetworkFileSystemError

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "ncpfs", "ocfs2", "gfs2", "davfs"}
)


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """Names of everything that lies beside the database `path`."""

    path: Path

    @property
    def log(self) -> Path:
        """The write-ahead log."""
        return self._beside("-wal")

    @property
    def shared(self) -> Path:
        """The write-ahead log's shared-memory index."""
        return self._beside("-shm")

    @property
    def marker(self) -> Path:
        """Says that a database once existed here, so that an empty one is a loss and no first run."""
        return self._beside(".existed")

    @property
    def running(self) -> Path:
        """There while a writer has the store open: an unclean stop leaves it behind."""
        return self._beside(".running")

    @property
    def lock(self) -> Path:
        """Locked by the one writing process."""
        return self._beside(".lock")

    @property
    def ballast(self) -> Path:
        """Space held in reserve for a full disk."""
        return self._beside(".ballast")

    @property
    def small(self) -> Path:
        """The small tables' latest copy."""
        return self._beside(".small.json")

    def backup(self, version: int) -> Path:
        """The database as it was at schema `version`, before it was migrated."""
        return self._beside(f".v{version}.bak")

    def quarantined(self) -> list[Path]:
        """Corrupt databases that were moved away, oldest first."""
        found = self.path.parent.glob(f"{self.path.name}.corrupt-*")
        return sorted(path for path in found if not path.name.endswith(("-wal", "-shm")))

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)


class WriterLock:
    """Keeps a second hub out: two writing processes can corrupt a WAL in SQLite before 3.51.3."""

    def __init__(self, path: Path) -> None:
        """Take nothing yet."""
        self._path = path
        self._handle: int | None = None

    def take(self) -> None:
        """Lock, or raise `AlreadyOpenError`; `OSError` where the file cannot be made."""
        if self._handle is not None:
            return
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            message = f"{self._path}: another hub has this store open; stop it or choose another path"
            raise AlreadyOpenError(message) from error
        self._handle = handle

    def release(self) -> None:
        """Let others write; harmless when not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def refuse_network(path: Path, mounts: str | None = None) -> None:
    """Raise `NetworkFileSystemError` when `path` lies on one.

    `mounts` is the text of `/proc/self/mountinfo`, read when not given; unreadable, it refuses nothing.
    """
    kind = file_system(path, _mounts() if mounts is None else mounts)
    if kind in NETWORK_FILE_SYSTEMS or kind == "fuse.sshfs":
        message = f"{path}: lies on {kind}, a network file system, where SQLite loses data; choose a local path"
        raise NetworkFileSystemError(message)


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system that holds `path`, by the deepest mount above it; "" if unknown."""
    target, best = path.resolve(), (-1, "")
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        names = left.split()
        if len(names) > 4 and right and target.is_relative_to(point := _unescaped(names[4])):
            # A later mount hides an earlier one on the same point.
            depth = len(Path(point).parts)
            best = (depth, right.split()[0]) if depth >= best[0] else best
    return best[1]


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _unescaped(name: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        name = name.replace(code, character)
    return name
