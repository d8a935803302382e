from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge.memory.clock_guard import Stamp
from edge.memory.recent import Recent
from edge.memory.records import StateRow

END = 1e9


def row(name: str, at: float) -> StateRow:
    return StateRow(name, at, str(at))


@given(st.lists(st.sampled_from("abc"), max_size=40), st.integers(1, 10), st.integers(0, 40), st.booleans())
def test_what_it_answers_is_all_there_is(names: list[str], size: int, since: int, complete: bool) -> None:
    rows = [row(name, float(at)) for at, name in enumerate(names)]
    recent = Recent(size)
    older, newer = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    recent.load(older, complete=complete)
    for item in newer:
        recent.add(item)
    for name in "abc":
        told = recent.history(name, since, END)
        if told is not None:
            assert told == [item for item in rows if item.entity_id == name and item.at >= since]
    assert {name: item.at for name, item in recent.last().items()} == {item.entity_id: item.at for item in rows}


def test_a_window_that_holds_everything_says_so() -> None:
    recent = Recent(10)
    assert recent.history("a", 0, END) is None, "nothing is known before the disk was read"
    recent.load([row("a", 1.0), row("a", 2.0)], complete=True)
    assert [item.at for item in recent.history("a", -5, 1.5) or []] == [1.0]


def test_rows_seen_before_the_disk_was_read_stay_behind_those_of_the_disk() -> None:
    recent = Recent(10)
    recent.add(row("a", 5.0))
    recent.load([row("a", 1.0), row("b", 2.0)], complete=True)
    assert [item.at for item in recent.history("a", 0, END) or []] == [1.0, 5.0]


def test_rows_of_an_unset_clock_are_moved_once_it_is_set() -> None:
    recent = Recent(10)
    recent.load([], complete=True)
    recent.add(StateRow("a", 10.0, "on", synced=False), origin=0.0)
    recent.add(StateRow("a", 1020.0, "off"))
    recent.settle(Stamp(500.0, synced=False))
    recent.settle(Stamp(1000.0, synced=True))
    recent.settle(Stamp(9000.0, synced=True))
    assert [(item.at, item.synced) for item in recent.history("a", 0, END) or []] == [(1010.0, True), (1020.0, True)]
    assert recent.last()["a"].state == "off"
