"""A thousand hostile feedbacks: nothing is served below its confirmations, nothing grave, and all can be taken back."""

from __future__ import annotations

import random

import pytest
from learn_support import LearningHome

from edge.learn.signals import Signal, SignalKind
from edge.rewrite.book import Build
from edge.rewrite.entry import SERVED, Entry, Stage
from edge.turn import DecisionKind, Tier, Turn

FEEDBACKS = 1000
HOSTILE = (
    "turn on the oven", "unlock the front door", "open the garage door", "turn off the oven", "lock the front door",
    "turn on the table lamp", "turn off the table lamp", "turn on the kettle", "set the radiator to 28",
    "turn on the glow worm", "turn on everything", "let me in", "dim the bed light to 10", "dim the bed light to 90",
)  # fmt: skip
WORDS = (
    "thanks",
    "perfect",
    "that's wrong",
    "no, the led strip",
    "no, the front door",
    "undo that",
    "yes",
    "no",
    "i meant the oven",
)
KINDS = (SignalKind.THUMBS_UP, SignalKind.THUMBS_DOWN, SignalKind.BARGE_IN)


def attack(home: LearningHome, seed: int) -> list[Turn]:
    """Contradictory wishes, feedback in words and thumbs, on turns old and new, by several people."""
    rng, turns, given = random.Random(seed), [], 0
    while given < FEEDBACKS:
        speaker = rng.choice(["anna", "bo", None])
        turns.append(home.say(rng.choice(HOSTILE), after=rng.choice([3.0, 9.0, 200.0]), speaker=speaker))
        for _ in range(rng.randint(1, 4)):
            given += 1
            if rng.random() < 0.6:
                about = rng.choice(turns[-20:]).request.id
                home.learner.signal(Signal(about, rng.choice(KINDS), home.clock.wall(), rng.uniform(0, 60)))
            else:
                turns.append(home.say(rng.choice(WORDS), after=rng.choice([2.0, 6.0]), speaker=speaker))
        if rng.random() < 0.1:
            home.rest(600)
        if rng.random() < 0.02:
            home.learner.night(home.clock.wall())
    home.rest()
    return turns


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_hostile_feedbacks(seed: int) -> None:
    home, builds = LearningHome(), []
    home.learner.book.on_build = builds.append
    turns = attack(home, seed)
    policy = home.learner.options.policy
    promoted = [new for build in builds for new in _promoted(build)]
    assert promoted, "the attack gets somewhere, or it tests nothing"
    for entry in promoted:
        assert entry.count >= policy.confirmations_needed(entry), entry
        assert entry.tier <= Tier.COMFORT, entry
    rewritten = [turn for turn in turns if turn.rewritten is not None and turn.rewritten.served]
    for turn in rewritten:
        assert turn.decision.plan is None or turn.decision.plan.tier <= Tier.COMFORT, turn
    grave = [
        t
        for t in turns
        if t.decision.kind is DecisionKind.ACT and t.decision.plan and t.decision.plan.tier is Tier.ACCESS
    ]
    assert all("reply" in turn.decision.evidence for turn in grave), "access is confirmed every time"


@pytest.mark.parametrize("seed", range(2))
def test_protected_wishes_still_come_to_what_they_came_to(seed: int) -> None:
    attacked, fresh = LearningHome(), LearningHome()
    attack(attacked, seed)
    for words in ("unlock the front door", "turn on the oven", "open the garage door", "is the front door locked"):
        one, other = attacked.say(words, after=1000.0), fresh.say(words, after=1000.0)
        assert one.rewritten is None or not one.rewritten.served
        assert one.decision.intent == other.decision.intent
        attacked.say("no", after=2.0)
        fresh.say("no", after=2.0)


def test_what_the_attack_did_is_taken_back_bit_for_bit() -> None:
    home = LearningHome()
    home.teach("turn on the glow worm", "turn on the table lamp")
    home.learner.night(home.clock.wall())
    pack = home.learner.book.pack
    before = {entry.id: entry for entry in home.learner.entries()}
    home.learner.night(home.clock.wall())
    attack(home, 7)
    home.learner.rollback(home.clock.wall(), pack)
    blocked = {e.id for e in home.learner.entries() if e.stage is Stage.BLOCKED}
    assert {e.id: e for e in home.learner.entries() if e.id not in blocked} == {
        i: e for i, e in before.items() if i not in blocked
    }


def _promoted(build: Build) -> list[Entry]:
    """The entries that a build began to serve."""
    found = []
    for id_, new in build.after.items():
        old = build.before.get(id_)
        if new is not None and new.stage in SERVED and (old is None or old.stage not in SERVED):
            found.append(new)
    return found
