"""From the model's numbers to clauses: words grouped by label, with the spans of their slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from edge.understand.neural_bundle import Bundle, Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float = NDArray[np.float32]

NONE, CLAUSE, SHARE = 0, 1, 2
"""What the boundary head says of a word."""
_FLOOR = 1e-6
_LINKING = frozenset({"and", "then", "also", "please", "plus", "afterwards", "finally"})


@dataclass(frozen=True, slots=True)
class Span:
    """A slot in the text: tag and character range."""

    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with one label. `shares` when it takes its verb from the clause before; `score` in 0..1."""

    label: Label
    spans: tuple[Span, ...]
    start: int
    end: int
    shares: bool
    score: float


@dataclass(frozen=True, slots=True)
class Scored:
    """The model's outputs as probabilities per word, with each word's character range and the word in lower case."""

    offsets: tuple[tuple[int, int], ...]
    said: tuple[str, ...]
    intent: Float
    slots: Float
    boundary: Float
    whole: Float
    oos: float


def scored(
    bundle: Bundle, outputs: Sequence[Float], words: Sequence[int | None], offsets: Sequence[tuple[int, int]], text: str
) -> Scored:
    """Probabilities per word from the outputs for one text; a word has the values of its first piece."""
    calibration = bundle.calibration
    first: dict[int, int] = {}
    ends: dict[int, int] = {}
    for piece, word in enumerate(words):
        if word is not None:
            first.setdefault(word, piece)
            ends[word] = offsets[piece][1]
    rows = list(first.values())
    intent, slots, boundary, oos = outputs[0][0], outputs[1][0], outputs[2][0], float(outputs[3][0])
    ranges = tuple((offsets[piece][0], ends[word]) for word, piece in first.items())
    return Scored(
        ranges,
        tuple(text[start:end].lower() for start, end in ranges),
        _softmax(intent[rows] / calibration.intent),
        _softmax(slots[rows] / calibration.slots),
        _softmax(boundary[rows] / calibration.boundary),
        _softmax(intent[:1] / calibration.intent)[0],
        float(1 / (1 + np.exp(-oos / calibration.oos))),
    )


def clauses(bundle: Bundle, values: Scored, *, ranks: Sequence[int] = ()) -> list[Clause]:
    """The clauses of an utterance in order, without discarded words.

    `ranks` chooses for the i-th clause its rank-th best label instead of the best.
    """
    discard = next((i for i, label in enumerate(bundle.labels) if label.scope == "discard"), -1)
    kept = [i for i in range(len(values.offsets)) if discard < 0 or values.intent[i, discard] < 0.5]
    found: list[Clause] = []
    for number, (kind, rows) in enumerate(_telling(_segments(values, kept), values.said)):
        rank = ranks[number] if number < len(ranks) else 0
        previous = found[-1] if kind == SHARE and found else None
        found.append(_clause(bundle, values, rows, previous, rank, alone=len(kept) == len(rows)))
    return found


def _segments(values: Scored, kept: Sequence[int]) -> list[tuple[int, list[int]]]:
    segments: list[tuple[int, list[int]]] = []
    for row in kept:
        kind = int(values.boundary[row].argmax()) if segments else CLAUSE
        if kind == NONE:
            segments[-1][1].append(row)
        else:
            segments.append((kind, [row]))
    return segments


def _telling(segments: Sequence[tuple[int, list[int]]], said: Sequence[str]) -> list[tuple[int, list[int]]]:
    """Segments that say something: a comma or an "and then" of its own belongs to what it leads to."""
    joined: list[tuple[int, list[int]]] = []
    lead: list[int] = []
    for kind, rows in segments:
        rows = [*lead, *rows]  # noqa: PLW2901 - what led here belongs here
        lead = []
        if all(said[row] in _LINKING or not any(map(str.isalnum, said[row])) for row in rows):
            lead = rows
        else:
            joined.append((kind, rows))
    if lead and joined:
        joined[-1][1].extend(lead)
    return joined or [(CLAUSE, lead)][: len(lead)]


def _clause(
    bundle: Bundle, values: Scored, rows: Sequence[int], previous: Clause | None, rank: int, *, alone: bool
) -> Clause:
    logs = np.log(values.intent[list(rows)] + _FLOOR).mean(0)
    if alone:
        logs = (logs + np.log(values.whole + _FLOOR)) / 2
    if previous is not None:
        best = bundle.labels.index(previous.label)
    else:
        best = int(np.argsort(-_weighed(bundle, logs, alone=alone))[rank])
    label = bundle.labels[best]
    spans, certainty = _spans(bundle, label, values, rows)
    start, end = values.offsets[rows[0]][0], values.offsets[rows[-1]][1]
    return Clause(label, spans, start, end, previous is not None, min(1.0, float(np.exp(logs[best]))) * certainty)


def _weighed(bundle: Bundle, logs: Float, *, alone: bool) -> Float:
    """Log chances to choose by: of a single clause, labels out of scope count less."""
    outside = np.array([label.scope == "out" for label in bundle.labels], np.float32)
    return logs - np.float32(bundle.calibration.out_bias) * outside if alone else logs


def _spans(bundle: Bundle, label: Label, values: Scored, rows: Sequence[int]) -> tuple[tuple[Span, ...], float]:
    """The best spans among the tags that the label may have, and how sure they are (0..1)."""
    allowed = np.array([tag == "O" or tag[2:] in label.tags for tag in bundle.tags])
    chances = np.where(allowed, values.slots[list(rows)], 0.0)
    path = best_path(np.log(chances + _FLOOR), bundle.tags)
    certainty = float(np.exp(np.log(chances[np.arange(len(rows)), path] + _FLOOR).mean()))
    spans: list[Span] = []
    for row, tag in zip(rows, (bundle.tags[i] for i in path), strict=True):
        start, end = values.offsets[row]
        if tag[0] == "I":
            spans[-1] = Span(tag[2:], spans[-1].start, end)
        elif tag[0] == "B":
            spans.append(Span(tag[2:], start, end))
    return tuple(spans), certainty


def best_path(scores: Float, tags: tuple[str, ...]) -> list[int]:
    """The likeliest tags of words with log scores `[words, tags]`, where `I-x` only follows `B-x` or `I-x`."""
    inside, begin = _inside(tags)
    total = scores[0].copy()
    total[inside] = -np.inf
    back = np.zeros(scores.shape, np.int64)
    for word in range(1, len(scores)):
        best = int(total.argmax())
        back[word] = best
        reach = np.full(len(tags), total[best])
        goes_on = total[inside] >= total[begin]
        back[word, inside] = np.where(goes_on, inside, begin)
        reach[inside] = np.maximum(total[inside], total[begin])
        total = reach + scores[word]
    path = [int(total.argmax())]
    for word in range(len(scores) - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1]


@lru_cache(maxsize=8)
def _inside(tags: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices of the `I-` tags and, beside each, of its `B-` tag."""
    inside = [i for i, tag in enumerate(tags) if tag[0] == "I"]
    return np.array(inside, np.int64), np.array([tags.index("B" + tags[i][1:]) for i in inside], np.int64)


def _softmax(logits: Float) -> Float:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)  # type: ignore[no-any-return]
