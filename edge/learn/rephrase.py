"""Whether somebody said the same wish again in other words: the protocol, and detectors by distance and by evidence.

A learnt detector (span prediction over the dialogue, learning 1.2) plugs in behind the same protocol.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from edge.learn.record import Note, intents_of
from edge.learn.signals import SignalKind
from edge.rewrite.keys import normal, phonetic
from edge.rewrite.lexicon import numbers, poles
from edge.turn import DecisionKind

MOST_TURNS = 6
WINDOW_SECONDS = 90.0
"""A rephrase comes within this time of the turn that it repairs."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn of a dialogue with the kinds of signals known about it so far."""

    note: Note
    signals: frozenset[SignalKind] = field(default_factory=frozenset)


Dialogue = Sequence[Heard]
"""A turn and those after it in the same session, in order; the first is the one that may be rephrased."""


@dataclass(frozen=True, slots=True)
class Rephrase:
    """The turn of the dialogue (its position, 1 or more) that rephrases the first, with a score in 0..1."""

    turn: int
    score: float


class RephraseDetector(Protocol):
    """Finds the rephrase of a dialogue's first turn."""

    def find(self, dialogue: Dialogue) -> Rephrase | None:
        """The turn that rephrases the first, or `None`: the later turns want something else."""
        ...


class EditDistance:
    """Baseline: the next turn whose wording is near enough, by normalised Indel similarity (RapidFuzz ratio)."""

    def __init__(self, threshold: float = 0.6) -> None:
        """`threshold` in 0..1 is the least similarity."""
        self._threshold = threshold

    def find(self, dialogue: Dialogue) -> Rephrase | None:
        """The most similar later turn at or above the threshold."""
        return _nearest(dialogue, similarity, self._threshold)


class PhoneticDistance:
    """Baseline: the later turn that sounds most alike, by similarity of Metaphone codes."""

    def __init__(self, threshold: float = 0.6) -> None:
        """`threshold` in 0..1 is the least similarity."""
        self._threshold = threshold

    def find(self, dialogue: Dialogue) -> Rephrase | None:
        """The most alike later turn at or above the threshold."""
        return _nearest(dialogue, sounds_alike, self._threshold)


class EvidenceDetector:
    """A logistic sum over wording, sound, interpretation, time and reactions; needs no training.

    `threshold` in 0..1 is the least probability at which a turn counts as a rephrase, `failed` that where the first
    turn came to nothing: there a mistake costs little, for a rewrite needs several that agree.
    """

    def __init__(self, threshold: float = 0.6, failed: float = 0.45) -> None:
        self._threshold = threshold
        self._failed = failed

    def find(self, dialogue: Dialogue) -> Rephrase | None:
        """The likeliest later turn; an exact repetition is none, for it tells nothing new."""
        found = [Rephrase(at, _probability(dialogue, at)) for at in range(1, min(len(dialogue), MOST_TURNS))]
        best = max(found, key=lambda rephrase: rephrase.score, default=None)
        least = self._threshold if dialogue[0].note.understood else self._failed
        return best if best is not None and best.score >= least else None


def similarity(one: Note, other: Note) -> float:
    """How alike two wordings are, 0..1."""
    from rapidfuzz import fuzz

    return fuzz.ratio(normal(one.text, one.language), normal(other.text, other.language)) / 100


def sounds_alike(one: Note, other: Note) -> float:
    """How alike two wordings sound, 0..1."""
    from rapidfuzz import fuzz

    return fuzz.ratio(phonetic(one.text, one.language), phonetic(other.text, other.language)) / 100


def is_repetition(one: Note, other: Note) -> bool:
    """Whether the same words were said again."""
    return normal(one.text, one.language) == normal(other.text, other.language)


def _nearest(dialogue: Dialogue, measure: Measure, threshold: float) -> Rephrase | None:
    head = dialogue[0].note
    later = [(at, measure(head, h.note)) for at, h in enumerate(dialogue[1:MOST_TURNS], 1) if _in_time(head, h.note)]
    at, score = max(later, key=lambda pair: pair[1], default=(0, 0.0))
    return Rephrase(at, score) if at and score >= threshold else None


class Measure(Protocol):
    """A similarity of two turns."""

    def __call__(self, one: Note, other: Note, /) -> float:
        """Similarity in 0..1."""
        ...


def _in_time(head: Note, later: Note) -> bool:
    return later.at - head.at <= WINDOW_SECONDS


_WEIGHTS: Mapping[str, float] = {
    "bias": -2.5,
    "wording": 3.0,
    "sound": 3.2,
    "intent": 0.7,
    "target": 1.6,
    "same": 0.8,
    "failed": 0.6,
    "already": 0.7,
    "taken_back": 0.0,
    "blamed": 1.4,
    "cut_short": 1.1,
    "asked": -0.3,
    "worked": -1.1,
    "exact": -1.3,
    "rewritten": 0.5,
    "amended": 1.6,
    "opposite": -5.0,
    "number": -0.9,
    "gap": -0.8,
    "between": 0.2,
    "failed_again": -0.7,
}
"""Fitted to simulated dialogues of known goals (train half of the wordings), rounded."""


def _probability(dialogue: Dialogue, at: int) -> float:
    head, later = dialogue[0], dialogue[at]
    if not _in_time(head.note, later.note) or is_repetition(head.note, later.note) or later.note.undo:
        return 0.0
    if head.note.rewritten and head.note.state == later.note.state and head.note.kind is DecisionKind.ACT:
        return 0.0  # the rewrite did just that: nothing is mended
    return 1.0 / (1.0 + math.exp(-sum(_WEIGHTS[name] * value for name, value in features(dialogue, at).items())))


def features(dialogue: Dialogue, at: int) -> Mapping[str, float]:
    """What speaks for and against the turn `at` being a rephrase of the first; by the names of the weights."""
    head, later = dialogue[0], dialogue[at]
    told = {**_alike(head.note, later.note), **_reactions(head, later)}
    doubted = told["taken_back"] or told["cut_short"] or head.note.rewritten
    amended = bool(doubted and told["intent"] and not told["same"])
    return {**told, "amended": float(amended), "between": float(at - 1)}


def _alike(head: Note, later: Note) -> Mapping[str, float]:
    language = head.language
    one, other = poles(head.text, language), poles(later.text, language)
    opposite = any((axis, -sign) in other and (axis, sign) not in other for axis, sign in one)
    same_targets = bool(head.targets) and set(head.targets) == set(later.targets)
    return {
        "bias": 1.0,
        "wording": similarity(head, later),
        "sound": sounds_alike(head, later),
        "intent": float(bool(head.frames) and intents_of(head) == intents_of(later)),
        "target": float(bool(set(head.targets) & set(later.targets)) and not same_targets),
        "same": float(same_targets),
        "opposite": float(opposite and not later.leaned),
        "number": float(numbers(head.text, language) != numbers(later.text, language)),
    }


def _reactions(head: Heard, later: Heard) -> Mapping[str, float]:
    failed = not head.note.understood or bool(head.note.missing)
    already = "already" in head.note.problems and head.note.kind is DecisionKind.ANSWER
    back = bool(head.signals & {SignalKind.UNDONE, SignalKind.PUT_BACK})
    blamed = bool(head.signals & {SignalKind.WRONG, SignalKind.THUMBS_DOWN, SignalKind.NEVER, SignalKind.DECLINED})
    worked = not (failed or back or blamed or already)
    return {
        "failed": float(failed),
        "already": float(already),
        "taken_back": float(back),
        "blamed": float(blamed),
        "cut_short": float(SignalKind.BARGE_IN in head.signals),
        "asked": float(head.note.kind is DecisionKind.ASK),
        "worked": float(worked),
        # What a rewrite named exactly, nobody said: another name after it may well be what was meant.
        "exact": float(worked and head.note.exact and not head.note.rewritten),
        "rewritten": float(worked and head.note.rewritten),
        "gap": min(1.0, (later.note.at - head.note.at) / WINDOW_SECONDS),
        "failed_again": float(not later.note.understood),
    }
