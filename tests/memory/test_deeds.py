from __future__ import annotations

from pathlib import Path

import pytest
from memory_support import NOW, ToldClock

from edge.home.model import Entity
from edge.memory import deeds
from edge.memory.deeds import changes
from edge.memory.records import StoreOptions
from edge.memory.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with changes of a lamp, a thermometer and a door."""
    path = tmp_path / "hearth.db"
    with Store(path, StoreOptions(ballast_bytes=0), ToldClock()) as store:
        for second in range(30):
            at = NOW + second
            store.record_change(Entity("light.den", "Den", state="on" if second % 2 else "off"), at, "person")
            store.record_change(Entity("sensor.t", "T", state=str(second)), at)
        store.record_change(Entity("binary_sensor.door", "Door", state="on"), NOW + 10)
    return path


def test_only_the_kinds_that_were_asked_for(path: Path) -> None:
    rows = list(changes(path, {"light", "binary_sensor"}, NOW))
    assert {row.entity_id for row in rows} == {"light.den", "binary_sensor.door"}
    assert len(rows) == 31
    assert rows[0].cause == "person"


def test_in_the_order_in_which_they_were_made(path: Path) -> None:
    rows = list(changes(path, {"light"}, NOW))
    assert [row.seq for row in rows] == sorted(row.seq for row in rows)


def test_within_the_times_that_were_asked_for(path: Path) -> None:
    rows = list(changes(path, {"light"}, NOW + 10, NOW + 19))
    assert [row.at for row in rows] == [NOW + second for second in range(10, 20)]


def test_a_long_log_is_read_in_pieces(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(changes(path, {"light"}, NOW))
    monkeypatch.setattr(deeds, "_SLICE", 7)
    assert list(changes(path, {"light"}, NOW)) == whole


def test_nothing_of_kinds_that_are_not_there(path: Path) -> None:
    assert list(changes(path, {"lock"}, NOW)) == []
    assert list(changes(path, set(), NOW)) == []
