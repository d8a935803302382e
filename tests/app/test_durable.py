from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from edge.app.durable import StoreKeeper, StoreLedger, StoreLists, StoreSwitch
from edge.doors.ledger import Entry
from edge.memory.store import Store
from edge.turn import Frame, Job, Tier


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "hearth.db") as opened:
        yield opened


def _reopened(store: Store) -> StoreLedger:
    store.flush().result(5)
    ledger = StoreLedger(store)
    ledger.load()
    return ledger


def test_what_was_begun_is_known_at_once_and_what_was_answered_soon(store: Store) -> None:
    ledger = StoreLedger(store)
    ledger.begin("a")
    fresh = StoreLedger(store)
    fresh.load()
    assert fresh.find("a") == Entry()
    ledger.finish("a", "{“ä”}".encode())
    fresh.load()
    assert fresh.find("a") == Entry("{“ä”}".encode()), "who was told an answer is not told another"
    assert _reopened(store).find("a") == Entry("{“ä”}".encode())


def test_only_the_newest_requests_are_kept_over_a_restart(store: Store) -> None:
    ledger = StoreLedger(store)
    for number in range(200):
        ledger.begin(str(number))
        ledger.finish(str(number), b"{}")
    assert ledger.find("0") is not None
    reopened = _reopened(store)
    assert [number for number in range(200) if reopened.find(str(number))] == list(range(136, 200))
    reopened.begin("200")
    again = _reopened(store)
    assert (again.find("136"), again.find("137"), again.find("200")) == (None, Entry(b"{}"), Entry())


def test_a_ledger_serves_on_when_its_store_does_not(store: Store) -> None:
    ledger = StoreLedger(store)
    store.close()
    ledger.begin("a")
    ledger.finish("a", b"{}")
    assert ledger.find("a") == Entry(b"{}")


def test_lists_come_back_as_they_were_left(store: Store) -> None:
    lists = StoreLists(store)
    lists["shopping"] = ("milk", "eggs", "bread")
    lists["to do"] = ("sweep",)
    lists["shopping"] = ("milk", "bread")
    lists["gone"] = ("x", "y")
    del lists["gone"]
    store.flush().result(5)
    again = StoreLists(store)
    assert dict(again) == dict(lists) == {"shopping": ("milk", "bread"), "to do": ("sweep",)}
    again["shopping"] = ()
    store.flush().result(5)
    assert dict(StoreLists(store)) == {"to do": ("sweep",)}
    assert len(store.items("shopping")) == 0


def test_a_list_writes_only_what_moved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = StoreLists(store)
    lists["shopping"] = ("milk", "eggs")
    put: list[int] = []
    monkeypatch.setattr(store, "put_item", lambda item: put.append(item.position))
    lists["shopping"] = ("milk", "eggs", "bread")
    assert put == [2]


def test_what_the_store_cannot_give_is_missed_and_not_overwritten(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    StoreLists(store)["shopping"] = ("milk",)
    store.flush().result(5)

    def locked(*_: object) -> NoReturn:
        raise sqlite3.OperationalError("database is locked")

    for name in ("lists", "value", "schedules"):
        monkeypatch.setattr(store, name, locked)
    lists, ledger = StoreLists(store), StoreLedger(store)
    lists["shopping"] = ("bread",)
    ledger.load()
    assert (dict(lists), list(StoreKeeper(store).kept())) == ({"shopping": ("bread",)}, [])
    assert StoreSwitch(store, "learning", setting=True).read() is True
    assert caplog.text.count("event=not_restored") == 4
    monkeypatch.undo()
    store.flush().result(5)
    assert dict(StoreLists(store)) == {"shopping": ("milk",)}


def test_a_switch_holds_until_its_setting_is_changed(store: Store) -> None:
    StoreSwitch(store, "learning", setting=True).write(on=False)
    store.flush().result(5)
    assert StoreSwitch(store, "learning", setting=True).read() is False
    assert StoreSwitch(store, "learning", setting=False).read() is False
    StoreSwitch(store, "learning", setting=False).write(on=True)
    store.flush().result(5)
    assert [StoreSwitch(store, "learning", setting=setting).read() for setting in (True, False)] == [True, True]
    assert StoreSwitch(store, "other", setting=False).read() is False


def test_jobs_come_back_as_they_were_kept(store: Store) -> None:
    keeper = StoreKeeper(store)
    timer = Job("t1", "timer", "eggs", remaining=60.0, total=300.0, device="display", tier=Tier.TELL)
    command = Job("c1", "command", at=2e9, frame=Frame("HassTurnOff", {"name": "heater"}), tier=Tier.COSTLY)
    keeper.keep(timer, 1000.0)
    keeper.keep(command, 1001.0)
    keeper.keep(Job("gone", "timer", remaining=1.0), 1002.0)
    keeper.drop("gone")
    store.flush().result(5)
    assert sorted(keeper.kept(), key=lambda kept: kept[0].id) == [(command, 1001.0), (timer, 1000.0)]
    assert [schedule.due for schedule in store.schedules("timer")] == [1060.0]
