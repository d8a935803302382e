"""No space, no permission to write, write errors (F17): the store stays up, says so, and heals by itself."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from memory_support import NOW, a_turn, eventually, home, light

from edge.memory.files import StoreFiles
from edge.memory.reader import Reader
from edge.memory.records import StoreOptions
from edge.memory.store import Store

MIB = 1024 * 1024
QUICK = StoreOptions(commit_seconds=0.05, retry_seconds=0.1, ballast_bytes=MIB)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"mounting a tmpfs is not permitted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Use up all space that is left."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(os.urandom(64 * 1024))
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x")
    return filler


def record_many(store: Store, count: int, note: str) -> None:
    for number in range(count):
        store.record_change(light(number % 50, f"{note} {number}", note="x" * 60), NOW + number)


def test_a_full_disk_is_survived_by_giving_up_ballast(small_disk: Path) -> None:
    path = small_disk / "store.db"
    with Store(path, QUICK) as store:
        record_many(store, 2000, "before")
        store.flush().result(10)
        eventually(StoreFiles(path).ballast.exists)
        filler = fill(small_disk)
        waiting = 0
        while StoreFiles(path).ballast.exists():
            record_many(store, 500, "full")
            with suppress(TimeoutError):
                store.flush().result(1)
            waiting += 1
            assert waiting < 20, "the disk never filled"
        store.record_turn(a_turn("while full"), home())
        store.flush().result(10)
        assert store.stats().degraded is None, "with the ballast gone there is room to purge and to write"
        assert store.stats().purged > 0
        assert Reader(path).turn("while full") == a_turn("while full")
        record_many(store, 500, "after")
        filler.unlink()
        store._writer._purge_at = 0.0  # it looks once a minute
        eventually(StoreFiles(path).ballast.exists)
    again = Store(path, QUICK)
    assert not again.open().quarantined
    again.close()


def test_a_disk_that_stays_full_degrades_and_heals_with_nothing_lost(small_disk: Path) -> None:
    path = small_disk / "store.db"
    options = StoreOptions(commit_seconds=0.05, retry_seconds=0.1, ballast_bytes=0)
    with Store(path, options) as store:
        filler = fill(small_disk)
        record_many(store, 3000, "full")
        waiter = store.flush()
        eventually(lambda: store.stats().degraded == "SQLITE_FULL", 5)
        assert store.record_change(light(0, "still taken"), NOW + 9e5)
        assert store.history("light.l0", NOW + 8e5)[0].state == "still taken"
        filler.unlink()
        waiter.result(10)
        store.flush().result(10)
        told = store.stats()
        assert told.degraded is None
        assert told.accounts.stored + told.accounts.coalesced == 3001
        assert told.accounts.shed == 0
        assert not store._writer.report.quarantined


def test_a_store_whose_disk_is_full_at_the_start_opens_later(small_disk: Path) -> None:
    path = small_disk / "store.db"
    filler = fill(small_disk)
    with Store(path, QUICK) as store:
        assert store.stats().degraded is not None
        assert store.record_change(light(0, "early"), NOW)
        filler.unlink()
        store.flush().result(10)
        assert [row.state for row in Reader(path).history("light.l0", 0)] == ["early"]


def test_a_read_only_file_system_degrades_and_heals(small_disk: Path) -> None:
    path = small_disk / "store.db"
    with Store(path, QUICK) as store:
        store.record_change(light(0, "before"), NOW)
        store.flush().result(5)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Store(path, QUICK) as store:
        assert store.stats().degraded is not None
        store.record_change(light(0, "meanwhile"), NOW + 1)
        waiter = store.flush()
        assert not waiter.done()
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
        waiter.result(10)
        assert [row.state for row in Reader(path).history("light.l0", 0)] == ["before", "meanwhile"]
        assert not store._writer.report.quarantined


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: writing fails with an I/O error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_write_errors_degrade_and_heal_with_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    options = StoreOptions(commit_seconds=0.05, retry_seconds=0.1, ballast_bytes=0)
    with Store(path, options) as store:
        record_many(store, 100, "before")
        store.flush().result(5)
        with file_size_limit(StoreFiles(path).log.stat().st_size + 5000):
            record_many(store, 4000, "failing")
            waiter = store.flush()
            eventually(lambda: store.stats().degraded is not None, 5)
            reason = store.stats().degraded or ""
            assert "IOERR" in reason or "FULL" in reason
            assert not waiter.done()
        waiter.result(10)
        store.flush().result(10)
        told = store.stats()
        assert told.degraded is None
        assert told.accounts.stored + told.accounts.coalesced == 4100
        assert told.accounts.shed == 0
        assert not store._writer.report.quarantined
        store.put_value("after", 1).result(5)
        assert store.value("after") == 1
