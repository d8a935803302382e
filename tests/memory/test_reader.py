from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_support import NOW, Bench, a_turn, home, light

from edge.home.codec import CodecError
from edge.memory.reader import Reader

HOUR = 3600.0


@contextmanager
def told(moments: list[float]) -> Iterator[Reader]:
    """A reader of a database with one row at each moment, in this order."""
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "store.db")
        writer = bench.open()
        for number, moment in enumerate(moments):
            bench.change(light(number % 3, str(number)), moment)
        writer.step(flush=True)
        yield Reader(bench.path)
        writer.close()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(0, HOUR) | st.floats(-2 * HOUR, 0) | st.floats(0, 40 * HOUR), max_size=60), st.floats(-1, 100)
)
def test_every_row_since_a_moment_is_found_though_the_clock_steps_back(steps: list[float], since: float) -> None:
    moments, at = [], NOW
    highest = NOW
    for step in steps:
        at = max(at + step, highest - 2 * HOUR)
        highest = max(highest, at)
        moments.append(round(at, 3))
    start = NOW + since * HOUR
    with told(moments) as reader:
        for name in range(3):
            expected = [str(n) for n, moment in enumerate(moments) if n % 3 == name and moment >= round(start, 3)]
            assert [row.state for row in reader.history(f"light.l{name}", start)] == expected


def test_the_end_of_a_time_counts_too() -> None:
    with told([NOW, NOW + 1, NOW + 2, NOW + 3, NOW + 6]) as reader:
        assert [row.state for row in reader.history("light.l0", NOW, NOW + 3)] == ["0", "3"]
        assert reader.history("light.none", 0) == []


def test_last_states_are_those_of_the_newest_rows() -> None:
    with told([NOW + number for number in range(10)]) as reader:
        assert {name: row.state for name, row in reader.last_states().items()} == {
            "light.l0": "9", "light.l1": "7", "light.l2": "8",
        }  # fmt: skip
        assert set(reader.last_states(most=1)) == {"light.l0"}


def test_reading_leaves_the_database_as_it_is(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db")
    writer = bench.open()
    bench.turn(a_turn("t"), home())
    writer.step(flush=True)
    writer.close()
    before = bench.path.read_bytes()
    reader = Reader(bench.path)
    assert reader.turns() == [a_turn("t")]
    with reader._reading() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM turns")
    assert bench.path.read_bytes() == before


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Reader(tmp_path / "none.db").turns()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_says_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "store.db")
    writer = bench.open()
    bench.turn(a_turn("t"), home())
    bench.change(light(0, brightness=3))
    writer.step(flush=True)
    writer.close()
    connection = sqlite3.connect(bench.path)
    connection.executescript("UPDATE turns SET body = x'00'; UPDATE states SET attributes = '{'; VACUUM")
    connection.close()
    with pytest.raises(CodecError, match="damaged"):
        Reader(bench.path).turn("t")
    with pytest.raises(CodecError, match="damaged"):
        Reader(bench.path).history("light.l0", 0)
