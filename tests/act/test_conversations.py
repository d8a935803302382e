"""What is remembered of a conversation, for how long, and over a restart."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from edge.act.conversations import KEPT, MEMORY_SECONDS, SLOTS, Conversations
from edge.turn import Clause, Decision, DecisionKind, Exchange, Frame, Hypothesis, Plan, Request

FRAME = Frame("HassTurnOn")
ACT = Decision(DecisionKind.ACT, plan=Plan(Hypothesis((FRAME,), 1.0, "grammar"), (Clause(FRAME),)))


class Diary:
    def __init__(self) -> None:
        self.slots: dict[int, tuple[str, Exchange]] = {}
        self.written = 0

    def write(self, slot: int, key: str, exchange: Exchange) -> None:
        self.slots[slot] = (key, exchange)
        self.written += 1

    def read(self) -> Iterable[tuple[int, str, Exchange]]:
        return [(slot, key, exchange) for slot, (key, exchange) in self.slots.items()]


def request(at: float, text: str = "x", device: str | None = "puck", **more: str) -> Request:
    return Request(f"r{at}", text, at, device=device, **more)  # type: ignore[arg-type]


def texts(known: Conversations, asked: Request) -> list[str]:
    return [exchange.text for exchange in known.recent(asked)]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"device": "puck"}, True),
        ({"device": "other"}, False),
        ({"device": None, "speaker": "ann"}, False),
        ({"device": "other", "conversation": "c1"}, False),
    ],
)
def test_whose_a_conversation_is(other: dict[str, str], same: bool) -> None:
    known = Conversations()
    known.add(request(1.0, "hello"), ACT)
    assert bool(texts(known, request(2.0, **other))) is same  # type: ignore[arg-type]


def test_only_so_much_and_only_for_a_while() -> None:
    known = Conversations()
    for at in range(KEPT + 3):
        known.add(request(float(at), str(at)), ACT)
    assert texts(known, request(20.0)) == [str(at) for at in range(3, KEPT + 3)]
    assert texts(known, request(MEMORY_SECONDS + KEPT + 3)) == []
    assert texts(known, request(-5.0)) == [], "a clock that was set back leaves nothing to lean on"


def test_what_was_kept_comes_back_in_order() -> None:
    diary = Diary()
    known = Conversations(diary)
    for at in range(SLOTS + 4):
        known.add(request(float(at), str(at), "a" if at % 2 else "b"), ACT)
    assert len(diary.slots) == SLOTS
    again = Conversations(diary)
    again.load()
    for device in ("a", "b"):
        asked = request(50.0, device=device)
        assert texts(again, asked) == texts(known, asked)
    again.add(request(60.0, "new", "a"), ACT)
    assert {exchange.text for _, exchange in diary.slots.values()} >= {"new", "35"}
    assert "4" not in {exchange.text for _, exchange in diary.slots.values()}, "the oldest slot is written next"


def test_what_was_undone_is_kept_as_such() -> None:
    diary = Diary()
    known = Conversations(diary)
    known.add(request(1.0), ACT)
    known.mark_undone(request(2.0))
    again = Conversations(diary)
    again.load()
    assert [exchange.undone for exchange in again.recent(request(3.0))] == [True]
    again.mark_undone(request(3.0))
    assert diary.written == 2, "nothing is undone twice"


def test_without_a_diary_nothing_is_loaded() -> None:
    known = Conversations()
    known.load()
    assert texts(known, request(1.0)) == []
