"""The learner over restarts: what it learnt, what it was forbidden, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from learn_support import NOON, LearningHome, an_entry, served

from edge.app.learning import Keeping, build_of, build_row, detector_of, entry_of, entry_text, label_of, make_learner
from edge.home.codec import CodecError
from edge.learn.learner import Learner
from edge.learn.rephrase_model import SpanDetector
from edge.memory.learning import BuildRow, LearningStore
from edge.memory.records import StoreOptions
from edge.memory.store import Store
from edge.rewrite.book import Build
from edge.rewrite.entry import Stage
from edge.rewrite.offpolicy import Logged
from edge.rewrite.standing import Block
from edge.turn import Frame, Tier


@contextmanager
def remembering(path: Path, home: LearningHome) -> Iterator[LearningStore]:
    """A home whose learner keeps what it learns in a store."""
    with Store(path, StoreOptions(ballast_bytes=0)) as store:
        kept = LearningStore(store, path)
        Keeping(home.learner, store, kept).start(home.clock.wall())
        yield kept
        store.flush().result(5)


def told(learner: Learner) -> dict[str, str]:
    return {entry.id: entry_text(entry) for entry in learner.entries()}


def again(path: Path, now: float) -> Learner:
    with Store(path, StoreOptions(ballast_bytes=0)) as store:
        return make_learner(store, LearningStore(store, path), now)


def test_what_was_learnt_is_known_after_a_restart(tmp_path: Path) -> None:
    home, path = LearningHome(), tmp_path / "store.db"
    with remembering(path, home):
        home.teach("turn on the glow worm", "turn on the table lamp")
    assert Stage.CANARY in home.stages()
    later = again(path, home.clock.wall())
    assert told(later) == told(home.learner)
    home.learner.experience.refresh(home.clock.wall())
    state = "HassTurnOn light.table"
    one, other = (learner.experience.absorption(state, "anna", home.clock.wall()) for learner in (home.learner, later))
    assert one.good == pytest.approx(other.good)


def test_served_at_once_after_a_restart(tmp_path: Path) -> None:
    home, path = LearningHome(), tmp_path / "store.db"
    with remembering(path, home):
        home.teach("turn on the glow worm", "turn on the table lamp")
    second = LearningHome()
    second.learner = again(path, home.clock.wall())
    second.hub._learner = second.learner
    assert second.say("turn on the glow worm").decision.entities == ("light.table",)


def test_rollback_after_a_restart_restores_the_store_byte_by_byte(tmp_path: Path) -> None:
    home, path = LearningHome(), tmp_path / "store.db"
    with remembering(path, home) as kept:
        home.teach("turn on the glow worm", "turn on the table lamp")
        home.learner.night(home.clock.wall())
        home.hub._recorder = None
    with remembering(path, home2 := LearningHome()) as kept:
        before = kept.rewrites()
        home2.clock.advance(7 * 86_400)
        home2.learner.night(home2.clock.wall())
        home2.teach("turn on the moon beam", "turn on the led strip", off="light.strip")
    with Store(path, StoreOptions(ballast_bytes=0)) as store:
        kept = LearningStore(store, path)
        learner = make_learner(store, kept, home2.clock.wall())
        assert kept.rewrites() != before
        learner.rollback(home2.clock.wall())
        store.flush().result(5)
        assert kept.rewrites() == before
        assert told(learner) == before


def test_never_again_outlives_everything(tmp_path: Path) -> None:
    home, path = LearningHome(), tmp_path / "store.db"
    with remembering(path, home):
        home.teach("turn on the glow worm", "turn on the table lamp")
        home.say("turn on the glow worm")
        home.say("never do that again")
    second = LearningHome()
    second.learner = again(path, home.clock.wall())
    assert second.learner.book.blocks()
    second.hub._learner = second.learner
    second.teach("turn on the glow worm", "turn on the table lamp", times=5)
    assert (
        second.say("turn on the glow worm").rewritten is None
        or not second.say("turn on the glow worm").rewritten.served
    )  # type: ignore[union-attr]


def test_labels_are_kept_with_their_signals_and_can_be_given_anew(tmp_path: Path) -> None:
    home, path = LearningHome(), tmp_path / "store.db"
    with remembering(path, home) as kept:
        home.say("turn on the glow worm")
        home.say("turn on the table lamp")
        home.rest()
    rows = list(kept.labels())
    first, second = (label_of(row) for row in rows)
    assert (first.label.bad, second.label.good) == (True, True)
    assert first.further == second.state
    assert first.again(rows[0].at) == first.label
    assert first.again(rows[0].at, 1).version == 1


def test_an_entry_comes_back_as_it_was() -> None:
    entry = served(
        frames=(Frame("HassTurnOn", {"name": "Lamp", "brightness": 30}),), targets=(("light.table",),), tier=Tier.COMFORT,
        log=(Logged(rewritten=True, propensity=0.9, reward=1.0),), context="lounge|*",
    )  # fmt: skip
    assert entry_of(entry_text(entry)) == entry
    assert entry_text(entry_of(entry_text(entry))) == entry_text(entry)


def test_a_build_comes_back_as_it_was() -> None:
    build = Build(3, 1, NOON, "session", {"e1": None, "e2": served(id="e2")}, {"e1": an_entry(), "e2": None})
    assert build_of(build_row(build)) == build


def test_a_damaged_row_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, StoreOptions(ballast_bytes=0)) as store:
        kept = LearningStore(store, path)
        good = entry_text(served())
        kept.put_build(BuildRow(1, 0, NOON, "session", (("e1", None, good), ("e2", None, '{"id": 3'))))
        store.put_value("learning.blocks", [{"source": "x"}, "nonsense"])
        store.flush().result(5)
        learner = make_learner(store, kept, NOON)
    assert [entry.id for entry in learner.entries()] == ["e1"]
    assert learner.book.blocks() == [Block("", "x")]
    with pytest.raises(CodecError):
        entry_of('{"id": 3}')


def test_builds_of_a_loaded_book_go_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, StoreOptions(ballast_bytes=0)) as store:
        kept = LearningStore(store, path)
        for number in range(3):
            learner = make_learner(store, kept, NOON)
            learner.book.commit({f"e{number}": served(id=f"e{number}")}, NOON, "session")
            store.flush().result(5)
        assert [row.number for row in kept.builds()] == [1, 2, 3]
    assert len(learner.book) == 3


def test_the_span_model_is_an_option_and_evidence_the_rule(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert detector_of("evidence") is None
    assert isinstance(detector_of("model"), SpanDetector)
    assert detector_of("model", tmp_path) is None
    assert "event=rephrase_model_refused" in caplog.text
