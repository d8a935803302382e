"""Wordings that work are remembered, and read where words sound like them and were refused."""

from __future__ import annotations

from learn_support import NOON, LearningHome, a_note

from edge.learn.dialogue import Tracked
from edge.learn.feedback import Label
from edge.learn.habits import Habits
from edge.learn.harvest import Judged
from edge.rewrite.entry import Stage
from edge.turn import DecisionKind, Tier

SAID, MISHEARD = "turn on the table lamp", "turm on the table lamp"
LAMP = ("light.table",)
GOOD, BAD = Label(1.0, 0.6), Label(0.0, 0.8)


def judged(label: Label = GOOD, **more: object) -> Judged:
    return Judged(Tracked(a_note("t", SAID, NOON, **more)), label)


def lived(times: int = 2, **more: str) -> LearningHome:
    home = LearningHome()
    for _ in range(times):
        home.say(SAID, **more)
        home.rest()
        home.hand({"light.table": "off"})
        home.rest()
    return home


def test_successes_are_counted_by_person_and_a_failure_ends_the_count() -> None:
    habits = Habits()
    assert [habits.seen(judged()) for _ in range(3)] == [1, 2, 3]
    assert habits.seen(judged(speaker="bo")) == 1
    assert habits.seen(judged(BAD)) == 0
    assert habits.seen(judged()) == 1


def test_what_is_no_example() -> None:
    habits = Habits()
    for more in (
        {"kind": DecisionKind.ANSWER}, {"leaned": True}, {"replied": True}, {"undo": True}, {"tier": Tier.COSTLY},
        {"problems": ("already",)}, {"text": "lamp on"},
    ):  # fmt: skip
        note = a_note(**({"text": SAID} | more))  # type: ignore[arg-type]
        assert habits.seen(Judged(Tracked(note), GOOD)) == 0, more


def test_one_word_misheard_of_what_always_works_is_understood() -> None:
    fresh = LearningHome()
    assert fresh.say(MISHEARD).decision.kind is DecisionKind.REFUSE
    home = lived()
    turn = home.say(MISHEARD)
    assert turn.decision.entities == LAMP
    assert turn.rewritten is not None
    assert (turn.rewritten.rewrite.text, turn.rewritten.rewrite.match) == (SAID, "near")


def test_once_is_no_habit_and_a_habit_is_one_s_own() -> None:
    assert lived(1).say(MISHEARD).decision.kind is DecisionKind.REFUSE
    assert lived().say(MISHEARD, speaker="bo").decision.kind is DecisionKind.REFUSE


def test_the_habit_itself_is_never_rewritten() -> None:
    home = lived(4)
    assert home.say(SAID).rewritten is None
    [entry] = [e for e in home.learner.entries() if e.kind == "habit"]
    assert (entry.count, entry.stage) == (2, Stage.CANARY), "and it is not written down every time"


def test_a_habit_that_was_not_meant_is_doubted() -> None:
    home = lived()
    for _ in range(2):
        assert home.say(MISHEARD).decision.entities == LAMP
        home.say("undo that")
        home.rest()
    assert home.say(MISHEARD).decision.kind is DecisionKind.REFUSE
