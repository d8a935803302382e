"""The book of rewrites: builds, blocks that win over everything, and rollback bit for bit."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from learn_support import NOON, an_entry, served

from edge.rewrite.book import KEPT_PACKS, Book, Build
from edge.rewrite.entry import Entry, Stage
from edge.rewrite.standing import Block, Limits, Tally, allowed, blocked, winning, within_budget
from edge.turn import Request, Rewrite


def ask(book: Book, text: str = "turn on the glow worm") -> list[str]:
    return [r.id for r in book.cache.propose(Request("q", text, NOON, speaker="anna"))]


def book_of(*entries: Entry) -> Book:
    book = Book()
    book.commit({entry.id: entry for entry in entries}, NOON, "test")
    return book


def test_what_is_served_is_in_the_cache_and_nothing_else() -> None:
    book = book_of(an_entry())
    assert ask(book) == []
    book.commit({"e1": served()}, NOON, "confirmed")
    assert ask(book) == ["e1"]
    book.commit({"e1": None}, NOON, "forgotten")
    assert (ask(book), len(book)) == ([], 0)


def test_a_build_tells_what_changed_and_only_that() -> None:
    book = book_of(an_entry())
    told: list[Build] = []
    book.on_build = told.append
    assert book.commit({"e1": an_entry()}, NOON, "nothing new") is None
    build = book.commit({"e1": served(), "e2": served(id="e2")}, NOON + 5, "session")
    assert build is not None
    assert (build.before, set(build.after)) == ({"e1": an_entry(), "e2": None}, {"e1", "e2"})
    assert (told, build.number) == ([build], 2)


def test_rivals_are_the_rewrites_of_one_source() -> None:
    book = book_of(an_entry(), an_entry(id="e2", target="other"), an_entry(id="e3", person="bo"))
    assert [e.id for e in book.rivals("utterance", "anna", "turn on glow worm")] == ["e1", "e2"]


def test_what_was_forbidden_stays_so_though_an_older_copy_is_loaded() -> None:
    book = Book()
    book.load([served(), served(id="e2", source="other")], [Block("anna", "turn on glow worm", "")], [])
    assert [(e.id, e.stage) for e in book.entries()] == [("e1", Stage.BLOCKED), ("e2", Stage.CANARY)]
    assert ask(book) == ["e2"]


def state(book: Book) -> tuple[dict[str, Entry], list[Any]]:
    """All that a rollback must restore, and what the cache makes of it."""
    texts = ["turn on the glow worm", "say 1", "say 2", "say 3"]
    return {e.id: e for e in book.entries()}, [book.cache.propose(Request("q", t, NOON, speaker="anna")) for t in texts]


@pytest.mark.parametrize("seed", range(20))
def test_rollback_restores_the_end_of_the_last_pack_bit_for_bit(seed: int) -> None:
    rng, book = random.Random(seed), Book()
    ids = [f"e{n}" for n in range(6)]

    def churn() -> None:
        for n in range(rng.randint(1, 12)):
            id_ = rng.choice(ids)
            kind = rng.choice(["utterance", "phrase"])
            new = served(id=id_, kind=kind, source=f"say {rng.randint(1, 3)}", support=rng.random(), at=NOON + n)
            book.commit({id_: rng.choice([new, None])}, NOON + n, "session")

    churn()
    book.turn_page(NOON, {}, "night")
    before = state(book)
    book.turn_page(NOON + 1, {id_: served(id=id_, wins=9) for id_ in ids[:2]}, "night")
    churn()
    book.rollback(NOON + 2)
    assert state(book) == before
    assert book.rollback(NOON + 3) is None, "there is nothing more to take back"


def test_rollback_goes_to_an_earlier_pack_as_well_and_can_be_repeated_after_new_learning() -> None:
    book, states = Book(), []
    for night in range(5):
        states.append(state(book))
        book.turn_page(NOON + night, {}, "night")
        book.commit({"e1": served(wins=night)}, NOON + night, "session")
    book.rollback(NOON, pack=2)
    assert state(book) == states[2]
    book.commit({"e1": served(wins=99)}, NOON, "session")
    book.rollback(NOON, pack=0)
    assert state(book) == states[0]


def test_a_block_outlives_rollback_and_night() -> None:
    book = book_of(an_entry())
    book.turn_page(NOON, {"e1": served()}, "night")
    book.block(Block("anna", "turn on glow worm", "lamp on"), NOON, "never again")
    assert (ask(book), book.entries()[0].stage) == ([], Stage.BLOCKED)
    book.rollback(NOON)
    assert ask(book) == []
    assert book.is_blocked(an_entry())


@pytest.mark.parametrize(
    ("block", "hit"),
    [
        (Block("anna", "say", "x"), True), (Block("anna", "say"), True), (Block("", "say", "x"), True),
        (Block("bo", "say", "x"), False), (Block("anna", "say", "y"), False), (Block("anna", "other"), False),
    ],
)  # fmt: skip
def test_who_blocks_what(block: Block, hit: bool) -> None:
    assert blocked([block], "anna", "say", "x") is hit


def test_anybody_s_block_keeps_it_from_the_whole_home() -> None:
    assert blocked([Block("anna", "say", "x")], "", "say", "x")


def test_packs_beyond_two_weeks_are_not_kept() -> None:
    book = Book()
    for night in range(40):
        book.turn_page(NOON, {"e1": served(wins=night)}, "night")
    assert len(book._undo) == KEPT_PACKS


def test_what_was_kept_is_taken_up() -> None:
    first, builds = Book(), []
    first.on_build = builds.append
    first.commit({"e1": served()}, NOON, "session")
    first.turn_page(NOON, {"e2": served(id="e2", source="say 1")}, "night")
    second = Book()
    second.load(first.entries(), [Block("bo", "say 1")], builds)
    assert state(second) == state(first)
    assert second.pack == first.pack
    second.rollback(NOON)
    first.rollback(NOON)
    assert state(second) == state(first)


REWRITES = (Rewrite("a", "x", "y", stage="live"), Rewrite("b", "x", "z", stage="canary"))


def test_the_budget_stops_rewriting_too_much() -> None:
    limits = Limits(budget=0.3, turns=100)
    tally = Tally()
    tally.rewritten.extend([True] * 9)
    assert within_budget(tally, limits), "the beginning is free"
    tally.rewritten.extend([True] * 40 + [False] * 51)
    assert not within_budget(tally, limits)
    assert allowed(REWRITES, tally, limits) == ()


def test_losing_overall_leaves_only_the_proved() -> None:
    tally, limits = Tally(), Limits()
    tally.won.extend([True] * 8 + [False] * 3)
    assert winning(tally, limits), "too few to tell"
    tally.won.extend([True, False])
    assert not winning(tally, limits)
    assert [r.id for r in allowed(REWRITES, tally, limits)] == ["a"]
    tally.won.extend([True] * 100)
    assert allowed(REWRITES, tally, limits) == REWRITES


def test_an_approved_entry_keeps_what_it_is_called() -> None:
    entry = replace(served(), approved=True)
    assert entry.proposal(1.0).source == "turn on the glow worm"
    assert entry.proposal(1.0).scope == "person"
