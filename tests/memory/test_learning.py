"""What learning keeps in the store: builds are carried out whole, bodies come back byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from memory_support import NOW

from edge.memory.learning import BuildRow, LabelRow, LearningStore
from edge.memory.records import StoreOptions
from edge.memory.store import Store


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[LearningStore]:
    with Store(tmp_path / "store.db", StoreOptions(ballast_bytes=0)) as store:
        yield LearningStore(store, tmp_path / "store.db")


def build(number: int, *changes: tuple[str, str | None, str | None], pack: int = 0) -> BuildRow:
    return BuildRow(number, pack, NOW + number, "session", changes)


def test_a_build_puts_in_replaces_and_takes_out(kept: LearningStore) -> None:
    kept.put_build(build(1, ("a", None, '{"x":1}'), ("b", None, '{"y": "ü\\n"}'))).result(5)
    assert kept.rewrites() == {"a": '{"x":1}', "b": '{"y": "ü\\n"}'}
    kept.put_build(build(2, ("a", '{"x":1}', '{"x":2}'), ("b", '{"y": "ü\\n"}', None))).result(5)
    assert kept.rewrites() == {"a": '{"x":2}'}


def test_builds_come_back_in_order_with_both_sides(kept: LearningStore) -> None:
    rows = [build(1, ("a", None, "{}")), build(2, ("a", "{}", None), pack=1), build(3)]
    for row in rows:
        kept.put_build(row).result(5)
    assert kept.builds() == rows


def test_a_build_given_twice_is_there_once(kept: LearningStore) -> None:
    for _ in range(2):
        kept.put_build(build(1, ("a", None, "{}"))).result(5)
    assert (len(kept.builds()), kept.rewrites()) == (1, {"a": "{}"})


def test_a_label_can_be_given_again(kept: LearningStore) -> None:
    assert kept.put_label(LabelRow("t1", NOW, 1, "{}"))
    assert kept.put_label(LabelRow("t2", NOW + 1, 1, "{}"))
    assert kept.put_label(LabelRow("t1", NOW, 2, '{"again":true}'))
    kept.put_build(build(1)).result(5)
    assert list(kept.labels()) == [LabelRow("t1", NOW, 2, '{"again":true}'), LabelRow("t2", NOW + 1, 1, "{}")]
    assert [row.turn for row in kept.labels(since=NOW + 1)] == ["t2"]


def test_old_labels_and_packs_are_purged(kept: LearningStore) -> None:
    for number in range(4):
        kept.put_label(LabelRow(f"t{number}", NOW + number, 2, "{}"))
        kept.put_build(build(number, ("a", None, "{}"), pack=number)).result(5)
    kept.purge(NOW + 2, 3)
    kept.put_build(build(9, pack=3)).result(5)
    assert [row.turn for row in kept.labels()] == ["t2", "t3"]
    assert [row.number for row in kept.builds()] == [3, 9]
    assert kept.rewrites() == {"a": "{}"}, "what they made stays"


def test_a_label_costs_little_to_write(kept: LearningStore) -> None:
    body = '{"state":"HassTurnOn light.kitchen","label":{"score":1.0,"weight":0.6,"rule":"held"},"signals":[]}'
    for number in range(200):
        kept.put_label(LabelRow(f"{number:036}", NOW + number, 2, body))
    kept.put_build(build(1)).result(5)
    assert len(body) < 500
    assert len(list(kept.labels())) == 200
