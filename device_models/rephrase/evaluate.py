"""How well rephrases are found: the span model beside edit distance, sound and a pairwise encoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import jellyfish
import numpy as np
from rapidfuzz import fuzz

from device_models.rephrase.data import Dialogue
from edge.learn.rephrase_encoding import MAX_TURNS, Said
from edge.text import fold

Scorer = Callable[[Sequence[Said]], Sequence[float]]
"""Scores of the turns after the first, higher for likelier."""


def edit(turns: Sequence[Said]) -> list[float]:
    """Similarity of the words' letters, 0..1."""
    return [fuzz.token_sort_ratio(fold(turns[0].text), fold(turn.text)) / 100 for turn in turns[1:MAX_TURNS]]


def sound(turns: Sequence[Said]) -> list[float]:
    """Similarity of how the words sound (Metaphone), 0..1."""
    first, *rest = (" ".join(jellyfish.metaphone(word) for word in fold(turn.text).split()) for turn in turns)
    return [fuzz.ratio(first, other) / 100 for other in rest[: MAX_TURNS - 1]]


BASELINES: Mapping[str, Scorer] = {"edit_distance": edit, "phonetic_distance": sound}


def best_threshold(scores: Sequence[Sequence[float]], goals: Sequence[int]) -> float:
    """The threshold with the most dialogues right; to be chosen on other dialogues than those measured."""
    tops = sorted({max(row) for row in scores if row})
    steps = tops[:: max(1, len(tops) // 200)]
    return max(steps, key=lambda threshold: _right(scores, goals, threshold), default=0.0)


def figures(scores: Sequence[Sequence[float]], goals: Sequence[int], threshold: float) -> dict[str, float]:
    """Exact-turn accuracy; F1, precision and recall of finding the very turn; PR-AUC of there being a rephrase.

    `goals` are the right turns (1..), 0 for none. A rephrase found at the wrong turn is both a false alarm and a miss.
    """
    said = [_picked(row, threshold) for row in scores]
    hits = sum(a == b != 0 for a, b in zip(said, goals, strict=True))
    alarms, wanted = sum(a != 0 for a in said), sum(b != 0 for b in goals)
    precision, recall = hits / max(1, alarms), hits / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    exact = float(np.mean([a == b for a, b in zip(said, goals, strict=True)]))
    pr_auc = _average_precision([max(row, default=-1e9) for row in scores], [goal != 0 for goal in goals])
    return {"n": len(goals), "exact_turn": exact, "f1": f1, "precision": precision, "recall": recall,
            "pr_auc": pr_auc}  # fmt: skip


def goals_of(dialogues: Sequence[Dialogue]) -> list[int]:
    """The right turn of every dialogue, 0 for none (also for one beyond what is read)."""
    return [goal if (goal := dialogue.rephrase or 0) < MAX_TURNS else 0 for dialogue in dialogues]


def scored(scorer: Scorer, dialogues: Sequence[Dialogue]) -> list[Sequence[float]]:
    """The scores of every dialogue."""
    return [scorer(dialogue.turns) for dialogue in dialogues]


def _right(scores: Sequence[Sequence[float]], goals: Sequence[int], threshold: float) -> int:
    return sum(_picked(row, threshold) == goal for row, goal in zip(scores, goals, strict=True))


def _picked(scores: Sequence[float], threshold: float) -> int:
    if not scores:
        return 0
    best = max(range(len(scores)), key=scores.__getitem__)
    return best + 1 if scores[best] > threshold else 0


def _average_precision(scores: Sequence[float], truth: Sequence[bool]) -> float:
    ranked = [truth[i] for i in sorted(range(len(scores)), key=lambda i: -scores[i])]
    found, total = 0, 0.0
    for rank, is_true in enumerate(ranked, 1):
        found += is_true
        total += found / rank if is_true else 0.0
    return total / max(1, found)
