"""Detectors of rephrases: the same wish in other words against another wish, a repetition, a change of mind."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from learn_support import NOON, a_note, failed

from edge.learn.record import Note
from edge.learn.rephrase import (
    EditDistance,
    EvidenceDetector,
    Heard,
    PhoneticDistance,
    RephraseDetector,
    is_repetition,
    similarity,
    sounds_alike,
)
from edge.learn.signals import SignalKind

ALL: tuple[RephraseDetector, ...] = (EditDistance(), PhoneticDistance(), EvidenceDetector())


def dialogue(*notes: Note, signals: Sequence[SignalKind] = ()) -> list[Heard]:
    return [Heard(note, frozenset(signals) if at == 0 else frozenset()) for at, note in enumerate(notes)]


@pytest.mark.parametrize("detector", ALL, ids=lambda d: type(d).__name__)
def test_a_failed_wish_in_nearly_the_same_words_is_found(detector: RephraseDetector) -> None:
    said = dialogue(failed("1", "turn on the taple lamp"), a_note("2", "turn on the table lamp", NOON + 8))
    found = detector.find(said)
    assert found is not None
    assert found.turn == 1
    assert 0.5 < found.score <= 1


@pytest.mark.parametrize("detector", ALL, ids=lambda d: type(d).__name__)
def test_what_comes_too_late_is_another_wish(detector: RephraseDetector) -> None:
    said = dialogue(failed("1", "turn on the taple lamp"), a_note("2", "turn on the table lamp", NOON + 200))
    assert detector.find(said) is None


@pytest.mark.parametrize("detector", ALL, ids=lambda d: type(d).__name__)
def test_a_turn_alone_has_no_rephrase(detector: RephraseDetector) -> None:
    assert detector.find(dialogue(failed("1", "turn on the lamp"))) is None


@pytest.mark.parametrize("detector", ALL, ids=lambda d: type(d).__name__)
def test_quite_other_words_are_another_wish(detector: RephraseDetector) -> None:
    said = dialogue(a_note("1", "turn on the kitchen lights"), a_note("2", "what's the weather tomorrow", NOON + 8))
    assert detector.find(said) is None


def test_the_same_of_another_thing_after_a_success_is_another_wish() -> None:
    said = dialogue(
        a_note("1", "turn on the kitchen light", targets=("light.kitchen",), exact=True),
        a_note("2", "turn on the bedroom light", NOON + 8, targets=("light.bedroom",)),
    )
    assert EditDistance().find(said) is not None, "what makes the task hard for distances"
    assert EvidenceDetector().find(said) is None


def test_the_same_of_another_thing_after_an_undo_is_a_rephrase() -> None:
    said = dialogue(
        a_note("1", "turn on the desk light", targets=("light.kitchen",)),
        a_note("2", "turn on the desk lamp", NOON + 8, targets=("light.desk",)),
        signals=[SignalKind.UNDONE],
    )
    assert EvidenceDetector().find(said) is not None


def test_the_opposite_is_a_change_of_mind() -> None:
    said = dialogue(failed("1", "turn on the table lamp"), a_note("2", "turn off the table lamp", NOON + 8))
    assert EvidenceDetector().find(said) is None


def test_a_repetition_tells_nothing_new() -> None:
    one, other = failed("1", "turn on the glow worm"), failed("2", "Turn on the glow worm, please", NOON + 8)
    assert is_repetition(one, other)
    assert EvidenceDetector().find(dialogue(one, other)) is None


def test_the_nearest_of_several_is_taken() -> None:
    said = dialogue(
        failed("1", "turn on the glow worm"),
        a_note("2", "turn on the glow lamp worm", NOON + 8),
        a_note("3", "what time is it", NOON + 16),
    )
    assert [detector.find(said).turn for detector in ALL] == [1, 1, 1]  # type: ignore[union-attr]


def test_sounding_alike_is_not_spelling_alike() -> None:
    one, other = a_note("1", "fill the night"), a_note("2", "phil the knight")
    assert sounds_alike(one, other) > similarity(one, other)
