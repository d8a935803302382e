"""Clock steps while running, and a boot without a battery-backed clock (F20, F21)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from memory_support import DAY, NOW, Bench, ToldClock, a_turn, home, light

from edge.memory.clock_guard import NEVER_BEFORE
from edge.memory.reader import Reader
from edge.memory.records import StateRow, StoreOptions
from edge.memory.writer import Writer

OPTIONS = StoreOptions(ballast_bytes=0, history_days=30, turn_days=30)
HOUR = 3600.0


def say(bench: Bench, writer: Writer, state: str) -> None:
    bench.change(light(0, state))
    writer.step(flush=True)


def rows(bench: Bench) -> list[StateRow]:
    return Reader(bench.path).history("light.l0", 0)


@pytest.mark.parametrize("step", [-2 * HOUR, HOUR, -HOUR, -20 * 365 * DAY, 400 * DAY])
def test_a_step_keeps_order_loses_nothing_and_purges_nothing(tmp_path: Path, step: float) -> None:
    bench = Bench(tmp_path / "store.db", OPTIONS)
    writer = bench.open()
    for number in range(5):
        say(bench, writer, f"before {number}")
        bench.clock.pass_time(60)
    bench.clock.set_by(step)
    for number in range(5):
        bench.clock.pass_time(60)
        say(bench, writer, f"after {number}")
    connection = sqlite3.connect(bench.path)
    stored = connection.execute("SELECT state FROM states ORDER BY seq").fetchall()
    connection.close()
    assert [state for (state,) in stored] == [f"{when} {n}" for when in ("before", "after") for n in range(5)]
    assert writer.stats.purged == 0
    writer.close()


def test_rows_made_on_a_clock_a_year_ahead_come_back_with_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db", OPTIONS)
    writer = bench.open()
    say(bench, writer, "before")
    bench.clock.set_by(400 * DAY)
    say(bench, writer, "ahead")
    bench.clock.pass_time(60)
    bench.clock.set_by(-400 * DAY)
    say(bench, writer, "after")
    assert [(row.state, row.at, row.synced) for row in rows(bench)] == [
        ("before", NOW, True), ("ahead", NOW, True), ("after", NOW + 60, True),
    ]  # fmt: skip
    writer.close()


@pytest.mark.parametrize("start", [0.0, NOW - 3 * DAY])
def test_a_boot_without_the_time_is_put_right_once_when_it_comes(tmp_path: Path, start: float) -> None:
    first = Bench(tmp_path / "store.db", OPTIONS)
    writer = first.open()
    say(first, writer, "last evening")
    writer.close()

    bench = Bench(tmp_path / "store.db", OPTIONS, ToldClock(start, running=5.0))
    writer = bench.open()
    assert not bench.guard.stamp().synced
    say(bench, writer, "early")
    bench.turn(a_turn("t", bench.clock.now), home())
    writer.step(flush=True)
    bench.clock.pass_time(600)
    bench.change(light(0, "waiting"))
    connection = sqlite3.connect(bench.path)
    assert connection.execute("SELECT synced FROM states ORDER BY seq").fetchall() == [(1,), (0,)]
    visible = rows(bench)
    assert all(row.at >= NEVER_BEFORE for row in visible)
    assert len(visible) == (1 if start == 0.0 else 2)

    bench.clock.set_by(NOW + DAY - start)
    writer.step(flush=True)
    bench.clock.pass_time(10)
    say(bench, writer, "late")
    expected = [
        ("last evening", NOW), ("early", NOW + DAY), ("waiting", NOW + DAY + 600), ("late", NOW + DAY + 610),
    ]  # fmt: skip
    assert [(row.state, row.at) for row in rows(bench)] == expected
    assert all(row.synced for row in rows(bench))
    assert connection.execute("SELECT at, synced FROM turns").fetchall() == [(int((NOW + DAY) * 1000), 1)]
    connection.close()
    writer.close()

    again = Bench(tmp_path / "store.db", OPTIONS, ToldClock(NOW + 2 * DAY))
    again.open().close()
    assert [(row.state, row.at) for row in rows(again)] == expected, "and never a second time"


def test_a_restart_before_the_time_comes_keeps_the_rows_of_the_same_boot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.memory.writer.boot_id", lambda: "this boot")
    bench = Bench(tmp_path / "store.db", OPTIONS, ToldClock(0.0, running=5.0))
    writer = bench.open()
    say(bench, writer, "before the restart")
    writer.close()
    bench.clock.pass_time(60)
    writer = bench.open()
    bench.clock.set_by(NOW)
    writer.step(flush=True)
    assert [(row.state, row.at) for row in rows(bench)] == [("before the restart", NOW)]
    writer.close()


def test_rows_of_a_boot_whose_clock_was_never_set_stay_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boots = iter(["one", "two"])
    monkeypatch.setattr("edge.memory.writer.boot_id", lambda: next(boots))
    bench = Bench(tmp_path / "store.db", OPTIONS, ToldClock(0.0, running=5.0))
    writer = bench.open()
    say(bench, writer, "lost in time")
    writer.close()
    bench.clock.set_by(NOW)
    writer = bench.open()
    say(bench, writer, "now")
    assert [row.state for row in rows(bench)] == ["now"]
    writer.close()


def test_age_is_purged_again_once_the_clock_is_believed(tmp_path: Path) -> None:
    answers: list[bool | None] = [True]
    bench = Bench(tmp_path / "store.db", replace(OPTIONS, history_days=30), probe=lambda: answers[-1])
    writer = bench.open()
    say(bench, writer, "old")
    bench.clock.set_by(400 * DAY)
    for _ in range(5):
        bench.clock.pass_time(120)
        writer.step(flush=True)
    assert [row.state for row in rows(bench)] == ["old"]
    assert not bench.guard.purge_trusted
    for answer in (False, True):
        answers.append(answer)
        bench.clock.pass_time(120)
        writer.step(flush=True)
    assert rows(bench) == []
    writer.close()
