from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from memory_support import DAY, NOW, Bench, ToldClock, a_turn, home, light

from edge.memory.connection import pragma
from edge.memory.reader import Reader
from edge.memory.records import StoreOptions
from edge.memory.retention import Retention

PLAIN = StoreOptions(ballast_bytes=0)


def counts(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    names = ("states", "turns", "structures", "structure_uses")
    told = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    connection.close()
    return told


def test_old_rows_go_and_young_ones_stay(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db", replace(PLAIN, history_days=10, turn_days=20))
    writer = bench.open()
    for day in range(30):
        bench.change(light(0, str(day)))
        bench.turn(a_turn(f"t{day}", bench.clock.now), home(2 + day // 10))
        writer.step(flush=True)
        bench.clock.pass_time(DAY)
    for _ in range(10):
        bench.clock.pass_time(61)
        writer.step()
    reader = Reader(bench.path)
    assert [row.state for row in reader.history("light.l0", 0)] == [str(day) for day in range(21, 30)]
    assert [turn.request.id for turn in reader.turns()] == [f"t{day}" for day in range(11, 30)]
    assert counts(bench.path)["structures"] == 2, "a structure goes with the last turn that saw it"
    assert reader.replay("t15").snapshot == home(3)
    bench.turn(a_turn("again", bench.clock.now), home(2))
    writer.step(flush=True)
    assert reader.replay("again").snapshot == home(2), "and comes back when it is seen again"
    writer.close()


def test_the_size_stays_below_the_cap_and_slices_are_short(tmp_path: Path) -> None:
    cap = 3_000_000
    bench = Bench(tmp_path / "store.db", replace(PLAIN, max_bytes=cap))
    writer = bench.open()
    for number in range(120):
        for count in range(500):
            bench.change(light(count % 50, "on", note="x" * 40, round=number))
        bench.clock.pass_time(30)
        while writer.step(flush=True) == 0:
            pass
    assert cap * 0.9 <= writer.stats.database_bytes <= cap * 1.05
    assert writer.stats.purged > 20_000
    # The bound is 50 ms; a loaded machine may be paused in the middle of a slice.
    assert writer.stats.purge_ms_max < 250
    rows = Reader(bench.path).history("light.l1", 0)
    assert rows[-1].attributes["round"] == 119
    assert rows == sorted(rows, key=lambda row: row.seq)
    writer.close()


def test_a_lower_cap_gives_space_back_to_the_file_system(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db")
    writer = bench.open()
    for _ in range(40):
        for count in range(500):
            bench.change(light(count, "on", note="x" * 40))
        writer.step(flush=True)
    writer.close()
    before = bench.path.stat().st_size
    bench.options = replace(PLAIN, max_bytes=before // 3)
    writer = bench.open()
    while writer.step(flush=True) == 0:
        pass
    writer.close()
    assert bench.path.stat().st_size <= before // 3 * 1.05


@pytest.mark.parametrize("future", [False, True])
def test_a_row_from_the_future_does_not_hold_up_purging(tmp_path: Path, future: bool) -> None:
    bench = Bench(tmp_path / "store.db", replace(PLAIN, history_days=10))
    writer = bench.open()
    bench.change(light(0, "odd"), at=NOW + (500 * DAY if future else 0))
    bench.change(light(0, "old"))
    writer.step(flush=True)
    connection = sqlite3.connect(bench.path, isolation_level=None)
    piece = Retention(connection, bench.options).purge(NOW + 20 * DAY)
    assert piece.rows == 2
    connection.close()
    writer.close()


def test_an_unsynced_row_goes_only_with_those_around_it(tmp_path: Path) -> None:
    clock, options = ToldClock(), replace(PLAIN, history_days=10)
    bench = Bench(tmp_path / "store.db", options, clock)
    writer = bench.open()
    connection = sqlite3.connect(bench.path, isolation_level=None)
    connection.execute("INSERT INTO entities VALUES (1, 'light.l0')")
    for at, synced in ((NOW, 1), (3600.0, 0), (NOW + 15 * DAY, 1)):
        connection.execute("INSERT INTO states (entity, at, synced) VALUES (1, ?, ?)", (int(at * 1000), synced))
    retention = Retention(connection, options)
    assert retention.purge(NOW + 20 * DAY).rows == 1
    assert not retention.purge(NOW + 20 * DAY).rows
    assert not retention.purge(None).more
    assert retention.purge(NOW + 40 * DAY).rows == 2
    connection.close()
    writer.close()


def test_space_is_used_again_and_never_vacuumed_whole(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db")
    writer = bench.open()
    connection = sqlite3.connect(bench.path)
    assert pragma(connection, "auto_vacuum") == 2
    connection.close()
    writer.close()
