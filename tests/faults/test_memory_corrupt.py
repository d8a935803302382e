"""Every way in which the database file can be broken, or gone (F15)."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_support import NOW, Bench, a_turn, eventually, home, light

from edge.memory.connection import PAGE_BYTES
from edge.memory.errors import Fault, ForeignDatabaseError, fault_of
from edge.memory.files import StoreFiles
from edge.memory.learning import BuildRow, LabelRow, LearningStore
from edge.memory.reader import Reader
from edge.memory.records import ListItem, Schedule, StoreOptions
from edge.memory.store import Store

PLAIN = StoreOptions(ballast_bytes=0)
ROWS = 6000
SERVED, CANDIDATE = '{"id":"r1","stage":"canary"}', '{"id":"c1"}'


def filled(path: Path) -> None:
    """A store of some hundred pages, stopped cleanly, so that its small tables are copied."""
    # Room for all rows, so that a slow machine does not coalesce them.
    with Store(path, StoreOptions(ballast_bytes=0, capacity=10 * ROWS)) as store:
        for number in range(ROWS):
            store.record_change(light(number % 50, str(number), note="x" * 60), NOW + number)
        for number in range(20):
            store.record_turn(a_turn(f"t{number}"), home(10))
        store.put_schedule(Schedule("s1", "alarm", NOW, {"label": "wake up"}))
        store.put_item(ListItem("i1", "shopping", 1, {"text": "milk"}))
        store.put_value("taught", {"study mode": "lamp"})
        changes = (("c1", None, CANDIDATE), ("r1", None, SERVED))
        LearningStore(store, path).put_build(BuildRow(1, 0, NOW, "session", changes)).result(10)
        LearningStore(store, path).put_label(LabelRow("t1", NOW, 2, "{}"))


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def random_pages(path: Path) -> None:
    chance = random.Random(5)
    for page in chance.sample(range(1, path.stat().st_size // PAGE_BYTES), 20):
        overwrite(path, page * PAGE_BYTES, chance.randbytes(PAGE_BYTES))


ZOO: dict[str, Callable[[Path], object]] = {
    "twenty random pages": random_pages,
    "header overwritten": lambda path: overwrite(path, 0, b"\xff" * 100),
    "application id flipped": lambda path: overwrite(path, 68, b"\0\0\1\0"),
    "first page zeroed": lambda path: overwrite(path, 0, bytes(PAGE_BYTES)),
    "all zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "random bytes": lambda path: path.write_bytes(random.Random(6).randbytes(path.stat().st_size)),
    "cut in half": lambda path: overwrite(path, 0, b"") or _cut(path),
    "cut to one byte": lambda path: path.write_bytes(b"S"),
    "empty": lambda path: path.write_bytes(b""),
    "missing": lambda path: path.unlink(),
}  # fmt: skip


def _cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


@pytest.mark.parametrize("name", ZOO)
def test_a_broken_database_is_replaced_and_the_small_tables_come_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "store.db"
    filled(path)
    ZOO[name](path)
    StoreFiles(path).running.touch()  # what breaks a file does not stop the hub in good order
    started = time.monotonic()
    with Store(path, PLAIN) as store:
        assert time.monotonic() - started < 10
        report = store._writer.report
        assert report.lost is (name in ("empty", "missing"))
        assert not report.first_run
        if name != "missing":
            assert len(report.quarantined) == 1
            assert Path(report.quarantined[0]).exists()
            assert ".corrupt-20" in report.quarantined[0]
        assert store.schedules() == [Schedule("s1", "alarm", NOW, {"label": "wake up"})]
        assert [item.id for item in store.items("shopping")] == ["i1"]
        assert store.value("taught") == {"study mode": "lamp"}
        assert LearningStore(store, path).rewrites()["r1"] == SERVED
        store.record_change(light(0, "after"), NOW + 9e6)
        store.record_turn(a_turn("after"), home(10))
        store.flush().result(10)
        assert store.stats().degraded is None
        assert store.replay("after").snapshot == home(10)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_what_can_be_read_is_salvaged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    filled(path)
    random_pages(path)
    StoreFiles(path).running.touch()
    with Store(path, PLAIN) as store:
        saved = store._writer.report.salvaged
        assert saved["states"] > ROWS // 20
        rows = [row for number in range(50) for row in Reader(path).history(f"light.l{number}", 0)]
        assert len(rows) == saved["states"]
        for row in rows:
            number = int(row.state or "")
            assert (row.entity_id, row.at) == (f"light.l{number % 50}", NOW + number)


def test_what_was_learnt_is_salvaged_from_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    filled(path)
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'states'").fetchone()[0]
    connection.close()
    overwrite(path, (root - 1) * PAGE_BYTES, bytes(PAGE_BYTES))
    StoreFiles(path).running.touch()
    StoreFiles(path).small.unlink()
    with Store(path, PLAIN) as store:
        kept = LearningStore(store, path)
        assert store._writer.report.quarantined
        assert kept.rewrites() == {"c1": CANDIDATE, "r1": SERVED}
        assert [row.turn for row in kept.labels()] == ["t1"]


def test_a_lost_database_has_its_proved_rewrites_from_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    filled(path)
    path.unlink()
    with Store(path, PLAIN) as store:
        assert LearningStore(store, path).rewrites() == {"r1": SERVED}


def test_a_deleted_schedule_is_not_raised_from_an_old_copy_while_the_table_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    filled(path)
    copy = StoreFiles(path).small.read_bytes()
    with Store(path, PLAIN) as store:
        store.drop_schedule("s1").result(5)
    StoreFiles(path).small.write_bytes(copy)
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'states'").fetchone()[0]
    connection.close()
    overwrite(path, (root - 1) * PAGE_BYTES, bytes(PAGE_BYTES))
    StoreFiles(path).running.touch()
    with Store(path, PLAIN) as store:
        assert store._writer.report.quarantined
        assert store.schedules() == []
        assert store.value("taught") == {"study mode": "lamp"}


def test_damage_while_running_is_survived_without_losing_what_waits(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db", StoreOptions(ballast_bytes=0, busy_seconds=0.01))
    writer = bench.open()
    for number in range(2000):
        bench.change(light(number % 50, str(number), note="x" * 60))
    writer.step(flush=True)
    assert writer._connection is not None
    writer._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    writer._connection.close()
    writer._connection = sqlite3.connect(bench.path, isolation_level=None)
    writer._rows._connection = writer._connection
    overwrite(bench.path, PAGE_BYTES, random.Random(1).randbytes(bench.path.stat().st_size - PAGE_BYTES))
    bench.change(light(0, "waiting"))
    writer.step(flush=True)
    bench.clock.pass_time(60)
    writer.step(flush=True)
    assert writer.stats.degraded is None
    assert len(writer.report.quarantined) == 1
    assert Reader(bench.path).history("light.l0", 0)[-1].state == "waiting"
    told = bench.buffer.accounts()
    assert (told.received, told.stored, told.pending) == (2001, 2001, 0)
    writer.close()


def test_only_two_quarantined_files_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    for _ in range(4):
        with Store(path, PLAIN):
            pass
        path.write_bytes(b"broken" * 1000)
        with Store(path, PLAIN) as store:
            assert store._writer.report.quarantined
    assert len(StoreFiles(path).quarantined()) == 2


def test_an_interrupted_first_run_is_a_first_run(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    with Store(path, PLAIN) as store:
        assert store._writer.report.first_run
        assert not store._writer.report.lost
        assert not store._writer.report.quarantined


def test_another_applications_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "home-assistant_v2.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE states (x)")
    connection.commit()
    connection.close()
    with pytest.raises(ForeignDatabaseError, match="another application"):
        Store(path, PLAIN).open()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM states").fetchall() == [(0,)]
    connection.close()
    assert not list(tmp_path.glob("*.corrupt-*"))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_CORRUPT", Fault.CORRUPT), ("SQLITE_CORRUPT_INDEX", Fault.CORRUPT), ("SQLITE_NOTADB", Fault.CORRUPT),
        ("SQLITE_BUSY", Fault.BUSY), ("SQLITE_BUSY_SNAPSHOT", Fault.BUSY), ("SQLITE_FULL", Fault.FULL),
        ("SQLITE_IOERR_WRITE", Fault.IO), ("SQLITE_READONLY_DBMOVED", Fault.READONLY), ("SQLITE_NOMEM", Fault.OTHER),
        ("SQLITE_ERROR", Fault.OTHER), (None, Fault.OTHER),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", [sqlite3.OperationalError, sqlite3.DatabaseError])
def test_faults_are_told_by_sqlites_name_and_not_by_class(
    name: str | None, fault: Fault, kind: type[sqlite3.Error]
) -> None:
    error = kind("some text about a malformed disk image")
    if name is not None:
        error.sqlite_errorname = name
    assert fault_of(error) is fault
    assert fault_of(OSError(28, "No space left on device")) is Fault.IO


def test_damage_in_a_large_database_is_found_while_it_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.memory.opening.AT_ONCE_BYTES", 0)
    path = tmp_path / "store.db"
    filled(path)
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'turns'").fetchone()[0]
    connection.close()
    overwrite(path, (root - 1) * PAGE_BYTES, bytes(PAGE_BYTES))
    StoreFiles(path).running.touch()
    with Store(path, StoreOptions(ballast_bytes=0, commit_seconds=0.05)) as store:
        eventually(lambda: bool(store._writer.report.quarantined))
        store.put_value("after", 1).result(10)
        assert store.value("taught") == {"study mode": "lamp"}
        assert store._writer.report.salvaged["states"] == ROWS
    assert not StoreFiles(path).running.exists()


def test_a_check_that_is_still_running_does_not_hold_up_the_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.memory.opening.AT_ONCE_BYTES", 0)
    path = tmp_path / "store.db"
    filled(path)
    StoreFiles(path).running.touch()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    monkeypatch.setattr("edge.memory.soundness.is_sound", lambda connection: connection.execute(endless).fetchone())
    store = Store(path, PLAIN)
    assert not store.open().quarantined
    eventually(lambda: store._writer._check is not None and store._writer._check._connection is not None)
    started = time.monotonic()
    store.close()
    assert time.monotonic() - started < 2
    assert StoreFiles(path).running.exists(), "the next start checks again"
