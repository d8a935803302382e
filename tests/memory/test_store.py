from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from memory_support import NOW, ToldClock, a_turn, eventually, home, light

from edge.home.events import StateReported
from edge.home.model import Entity
from edge.memory.errors import AlreadyOpenError, StoreClosedError, StoreFullError, UnknownTurnError
from edge.memory.reader import Reader
from edge.memory.records import ListItem, Schedule, StoreOptions
from edge.memory.store import Store
from edge.turn import Outcome

PLAIN = StoreOptions(ballast_bytes=0)


def test_a_change_is_seen_at_once_and_by_others_after_its_commit(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, PLAIN) as store:
        assert store.record_change(light(1, "on", brightness=9, supported_features=4), NOW, "turn-1")
        (row,) = store.history("light.l1", NOW - 1)
        assert (row.state, row.attributes, row.cause, row.at, row.seq) == ("on", {"brightness": 9}, "turn-1", NOW, 0)
        store.flush().result(5)
        (row,) = Reader(path).history("light.l1", NOW - 1)
        assert (row.state, row.attributes, row.cause, row.at, row.seq) == ("on", {"brightness": 9}, "turn-1", NOW, 1)
        assert store.last_states()["light.l1"].state == "on"
        assert Reader(path).last_states()["light.l1"].state == "on"


def test_what_a_retained_message_tells_makes_no_row(tmp_path: Path) -> None:
    reported = [StateReported("light.l1", "on", retained=True), StateReported("light.l1", "off", retained=False)]
    with Store(tmp_path / "store.db", PLAIN) as store:
        for event in reported:
            store.record_change(replace(light(1), state=event.state, stale=event.retained), NOW)
        store.flush().result(5)
        assert [row.state for row in store.history("light.l1", 0)] == ["off"]
        told = store.stats().accounts
        assert (told.refused, told.received, told.stored) == (1, 1, 1)


def test_everything_is_there_after_a_clean_stop(tmp_path: Path) -> None:
    path, snapshot = tmp_path / "store.db", home(20)
    with Store(path, PLAIN) as store:
        store.record_turn(a_turn("t1"), snapshot)
        store.record_change(light(3), NOW)
        store.put_schedule(Schedule("s", "timer", NOW + 60.5, {"minutes": 1, "of": ("a", None)}))
        store.put_schedule(Schedule("w", "watch", None))
        store.put_item(ListItem("i2", "shopping", 2, {"text": "milk"}))
        store.put_item(ListItem("i1", "shopping", 1, {"text": "eggs"}))
        store.put_value("preference", {"volume": 0.5})
    with Store(path, PLAIN) as store:
        assert store.turn("t1") == a_turn("t1")
        assert [row.state for row in store.history("light.l3", 0)] == ["on"]
        assert store.schedules() == [
            Schedule("s", "timer", NOW + 60.5, {"minutes": 1, "of": ("a", None)}), Schedule("w", "watch", None),
        ]  # fmt: skip
        assert [item.id for item in store.items("shopping")] == ["i1", "i2"]
        assert store.lists() == ["shopping"]
        assert store.value("preference") == {"volume": 0.5}
        for gone in (store.drop_schedule("s"), store.drop_item("i1"), store.drop_value("preference")):
            gone.result(5)
        assert [schedule.id for schedule in store.schedules()] == ["w"]
        assert store.schedules("timer") == []
        assert [item.id for item in store.items("shopping")] == ["i2"]
        assert store.value("preference") is None
    assert not list(tmp_path.glob("*-wal")), "a clean stop leaves one file"


def test_a_turn_is_replayed_from_exactly_what_it_read(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", PLAIN) as store:
        before, after = home(30), home(30, at=NOW + 9)
        after = replace(after, entities={**after.entities, "light.l3": light(3, "off", supported_features=4)})
        store.record_turn(a_turn("t1"), before)
        store.record_turn(a_turn("t2", NOW + 9), after)
        store.flush().result(5)
        for turn_id, snapshot in (("t1", before), ("t2", after)):
            replay = store.replay(turn_id)
            assert replay.snapshot == snapshot
            assert replay.turn == store.turn(turn_id)
        with pytest.raises(UnknownTurnError, match="'t3'"):
            store.replay("t3")
        assert store.turn("t3") is None


def test_an_outcome_joins_its_turn_and_the_snapshot_stays(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", PLAIN) as store:
        store.record_turn(a_turn("t1"), home(3))
        done = replace(a_turn("t1"), outcome=Outcome(("light.l0",), latency_ms=12.5))
        store.record_outcome(done)
        store.record_outcome(a_turn("never seen"))
        store.record_turn(a_turn("t2", NOW + 1), home(3))
        store.flush().result(5)
        assert store.turns() == [done, a_turn("t2", NOW + 1)]
        assert store.turns(NOW + 0.5) == [a_turn("t2", NOW + 1)]
        assert store.turns(limit=1) == [a_turn("t2", NOW + 1)]
        assert store.replay("t1").snapshot == home(3)


def test_one_structure_serves_all_turns_that_saw_it(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", PLAIN) as store:
        for number in range(20):
            store.record_turn(a_turn(f"t{number}"), home(5 + number // 10, at=NOW + number))
    with sqlite3.connect(tmp_path / "store.db") as connection:
        tables = ("turns", "structures")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    connection.close()
    assert counts == [20, 2]


def test_commits_come_in_their_own_time_without_being_asked(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", replace(PLAIN, commit_seconds=0.05)) as store:
        store.record_change(light(), NOW)
        store.committed().result(5)
        assert store.stats().commits == 1


def test_a_queue_a_quarter_full_is_committed_early(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", replace(PLAIN, commit_seconds=3600, capacity=40)) as store:
        for number in range(10):
            store.record_change(light(number), NOW)
        eventually(lambda: store.stats().accounts.stored >= 10)


def test_many_threads_hand_over_and_everything_is_stored(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", replace(PLAIN, capacity=100_000)) as store:

        def work(thread: int) -> None:
            for number in range(500):
                store.record_change(light(thread, str(number)), NOW + number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        store.flush().result(10)
        assert store.stats().accounts.stored == 4000
        for number in range(8):
            rows = Reader(tmp_path / "store.db").history(f"light.l{number}", 0)
            assert [row.state for row in rows] == [str(count) for count in range(500)]


def test_a_second_hub_is_kept_out(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, PLAIN), pytest.raises(AlreadyOpenError, match="another hub"):
        Store(path, PLAIN).open()
    with Store(path, PLAIN) as store:
        assert store.stats().degraded is None


def test_another_process_reads_while_the_store_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    program = f"""
from pathlib import Path
from edge.memory.reader import Reader
print(len(Reader(Path({str(path)!r})).history("light.l0", 0)))
"""
    with Store(path, PLAIN) as store:
        for number in range(3):
            store.record_change(light(0, str(number)), NOW)
            store.flush().result(5)
            told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
            assert int(told.stdout) == number + 1


@pytest.mark.parametrize("at", [float("nan"), float("inf"), -1e300, 1e12])
def test_a_moment_that_is_none_is_refused(tmp_path: Path, at: float) -> None:
    with Store(tmp_path / "store.db", PLAIN) as store, pytest.raises(ValueError, match="wall time"):
        store.record_change(light(), at)


def test_odd_text_is_stored_and_a_record_that_cannot_be_does_not_hold_up_others(tmp_path: Path) -> None:
    attributes = {"note": "\ud800", "big": 2**80, "nan": float("nan")}
    odd = Entity("light.\ud800", "x", state="on\udfff\0 é", attributes=attributes)
    with Store(tmp_path / "store.db", PLAIN) as store:
        store.record_change(odd, NOW, "\udc00")
        broken = replace(a_turn("bad"), versions={"x": {1, 2}})  # type: ignore[dict-item]
        store.record_turn(broken, home())
        store.put_item(ListItem("huge", "l", 2**90))
        store.record_turn(a_turn("good"), home())
        store.flush().result(5)
        assert store.turn("good") is not None
        assert store.turn("bad") is None
        (row,) = Reader(tmp_path / "store.db").history("light.?", 0)
        assert (row.state, row.attributes["note"], row.attributes["big"]) == ("on?\0 é", "\ud800", 2**80)
        told = store.stats().accounts
        assert (told.received, told.stored, told.shed, told.pending) == (4, 2, 2, 0)


def test_after_closing_nothing_waits_for_ever(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db", PLAIN)
    store.open()
    store.record_change(light(), NOW)
    waiter = store.committed()
    store.close()
    waiter.result(0)
    late: Future[None] = store.flush()
    store.close()
    with pytest.raises(StoreClosedError):
        late.result(0)


def test_a_full_queue_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db", replace(PLAIN, capacity=2))
    waiters = [store.put_value(str(number), number) for number in range(3)]
    with pytest.raises(StoreFullError):
        waiters[2].result(0)
    assert store.stats().accounts.shed == 1


def test_the_stores_own_keys_are_not_for_others(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"store\."):
        Store(tmp_path / "store.db").put_value("store.clock", 1)


def test_a_defect_in_the_writer_is_told_and_not_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Exception] = []
    store = Store(tmp_path / "store.db", PLAIN, on_failure=told.append)
    store.open()

    def defect(**_: object) -> float:
        raise ZeroDivisionError

    monkeypatch.setattr(store._writer, "step", defect)
    store.flush()
    eventually(lambda: bool(told))
    assert isinstance(told[0], ZeroDivisionError)
    monkeypatch.undo()
    store.close()


def test_memory_starts_without_heavy_libraries() -> None:
    program = "import sys, edge.memory.store; print(*{name.partition('.')[0] for name in sys.modules})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"numpy", "pydantic", "sqlite_utils", "paho", "onnxruntime", "asyncio"} & set(told.stdout.split())


def test_opening_is_quick_and_says_what_it_found(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, PLAIN, ToldClock()) as store:
        started = time.perf_counter()
        store.flush().result(5)
        assert time.perf_counter() - started < 1.0
    second = Store(path, PLAIN, ToldClock())
    report = second.open()
    second.close()
    assert (report.first_run, report.unclean, report.lost, report.migrated) == (False, False, False, ())
