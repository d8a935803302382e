"""What an event costs the SD card, and how big things get (F10's queue, F18)."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from memory_support import LONG, NOW, Bench, light

from edge.memory.connection import LOG_LIMIT
from edge.memory.records import StoreOptions
from edge.memory.store import Store
from edge.memory.writer import written_bytes

ROWS, DEVICES, A_SECOND = 100_000, 50, 5
DAYS = 30 if LONG else 0.25


@pytest.mark.skipif(written_bytes() is None, reason="the kernel does not tell what a thread writes (/proc/self/io)")
def test_an_event_costs_at_most_500_bytes(tmp_path: Path) -> None:
    bench, chance = Bench(tmp_path / "store.db"), random.Random(1)
    writer = bench.open()
    _write(bench, ROWS, chance)
    before = _io()
    commits = writer.stats.commits
    _write(bench, ROWS // 10, chance)
    os.sync()
    after = _io()
    per_event = (after - before) / (ROWS // 10)
    assert per_event <= 500, f"{per_event:.0f} bytes an event on a table of {ROWS} rows"
    assert per_event * A_SECOND * 86_400 <= 250e6
    minutes = ROWS / 10 / A_SECOND / 60
    assert (writer.stats.commits - commits) / minutes <= 15
    assert writer.stats.log_bytes <= LOG_LIMIT
    assert writer.stats.accounts.shed == writer.stats.accounts.coalesced == 0
    writer.close()


def _write(bench: Bench, rows: int, chance: random.Random) -> None:
    for _ in range(rows):
        bench.clock.pass_time(1 / A_SECOND)
        bench.change(light(chance.randrange(DEVICES), f"{chance.uniform(15, 25):.1f}"))
        bench.writer.step()


def _io() -> int:
    told = written_bytes()
    assert told is not None
    return told


def test_days_of_events_stay_within_the_cap_and_the_log_within_its_own(tmp_path: Path) -> None:
    cap = 200_000_000 if LONG else 2_000_000
    bench = Bench(tmp_path / "store.db", StoreOptions(ballast_bytes=0, max_bytes=cap))
    writer, largest, log = bench.open(), 0, 0
    seconds = int(DAYS * 86_400)
    for second in range(seconds):
        for number in range(A_SECOND):
            bench.change(light((second * A_SECOND + number) % DEVICES, str(second), power=second % 97))
        bench.clock.pass_time(1)
        while writer.step() == 0:
            pass
        largest, log = max(largest, writer.stats.database_bytes), max(log, writer.stats.log_bytes)
    assert largest <= cap * 1.05
    assert log <= LOG_LIMIT
    assert writer.stats.purged > 0
    accounts = bench.buffer.accounts()
    assert accounts.received == accounts.stored + accounts.pending == seconds * A_SECOND
    writer.close()


def test_a_flood_is_bounded_and_accounted_for(tmp_path: Path) -> None:
    options = replace(StoreOptions(ballast_bytes=0), capacity=1000)
    bench = Bench(tmp_path / "store.db", options)
    writer = bench.open()
    chance = random.Random(2)
    for number in range(20_000):
        bench.change(light(chance.randrange(3000), str(number)), NOW + number)
        assert bench.buffer.depth() <= 1000
        if chance.random() < 0.0005:
            writer.step(flush=True)
    writer.step(flush=True)
    told = bench.buffer.accounts()
    assert told.received == 20_000 == told.stored + told.coalesced + told.shed
    assert min(told.stored, told.coalesced, told.shed) > 0
    writer.close()


def test_two_thousand_a_second_are_all_stored(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db", StoreOptions(ballast_bytes=0)) as store:
        for number in range(20_000):
            store.record_change(light(number % 500, str(number)), NOW + number)
            if number % 2000 == 1999:
                store.flush().result(10)
        told = store.stats().accounts
        assert (told.stored, told.shed, told.coalesced) == (20_000, 0, 0)
