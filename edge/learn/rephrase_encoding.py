"""A stretch of dialogue as the rephrase model reads it: word pieces, and what is known of each turn beside them.

ContReph (Wang et al., EMNLP 2021) finds the rephrase of a turn as a span of the turns that follow it, given their
time gaps and implicit feedback. The layout here is our own: `[CLS] u0 [SEP] u1 [SEP] u2 …` with a row of signals
for every piece. The `[SEP]` after a turn carries what came of it and how the next one followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import jellyfish
import numpy as np

from edge.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_TURNS = 6
"""Turns in a dialogue, the first included."""
MAX_PIECES = 96
"""Word pieces in a dialogue; longer turns are cut evenly."""
GAPS = (2.0, 5.0, 10.0, 20.0, 45.0, 120.0)
"""Seconds at which one bucket of time gaps ends and the next begins."""
RESPONSES = ("act", "answer", "ask", "refuse", "ignore")
"""What the hub did with a turn; another word counts as none of them."""
_EVENTS = ("barge_in", "put_back", "same_device", "same_speaker")
_MATCHES = ("same_word", "sounds_alike", "number")
_MEANINGS = ("same_intent", "other_intent", "same_things", "some_things", "other_things")
SIGNALS = (
    *(f"turn_{index}" for index in range(MAX_TURNS)),
    *(f"gap_{index}" for index in range(len(GAPS) + 1)),
    *(f"after_{response}" for response in RESPONSES),
    *_EVENTS,
    *_MATCHES,
    *_MEANINGS,
)
"""Names of the model's signals, each 0 or 1; the order is part of the exported model."""
_AT = {name: index for index, name in enumerate(SIGNALS)}


class Pieces(Protocol):
    """A tokenizer (`tokenizers.Tokenizer`)."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> PiecesOf:
        """Word pieces of a text."""
        ...

    def token_to_id(self, token: str) -> int | None:
        """The id of a special piece."""
        ...


class PiecesOf(Protocol):
    """An encoded text."""

    @property
    def ids(self) -> list[int]:
        """Piece ids."""
        ...

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Each piece's characters as (start, end)."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a dialogue.

    `gap` is the seconds since the turn before; `response` what the hub did with this turn (`RESPONSES`); `barge_in`
    whether the speaker cut the answer short; `put_back` whether somebody undid its effect by hand before the next.
    `intent` and `entities` are what the hub took it for, empty where it understood nothing.
    """

    text: str
    gap: float = 0.0
    response: str = ""
    barge_in: bool = False
    put_back: bool = False
    device: str | None = None
    speaker: str | None = None
    intent: str = ""
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Encoded:
    """`ids [T]` int64, `signals [T, S]` uint8, and of every turn its first and last piece (inclusive)."""

    ids: NDArray[np.int64]
    signals: NDArray[np.uint8]
    spans: tuple[tuple[int, int], ...]


def encode(dialogue: Sequence[Said], tokenizer: Pieces) -> Encoded:
    """The first `MAX_TURNS` turns of a dialogue. Raises `ValueError` when it is empty."""
    turns = dialogue[:MAX_TURNS]
    if not turns:
        raise ValueError("an empty dialogue has no rephrase; give at least one turn")
    room = (MAX_PIECES - 1) // len(turns) - 1
    first = _Words(turns[0].text)
    later = _Words(" ".join(turn.text for turn in turns[1:]))
    ids, rows, spans = [_special(tokenizer, "[CLS]")], [_row()], []
    for index, turn in enumerate(turns):
        start = len(ids)
        encoded = tokenizer.encode(turn.text, add_special_tokens=False)
        compared = later if index == 0 else first
        meaning = _towards(turns[0], turn) if index else ()
        for piece, (begin, end) in zip(encoded.ids[:room], encoded.offsets[:room], strict=True):
            ids.append(piece)
            rows.append(_row(f"turn_{index}", *meaning, *compared.matches(_word_at(turn.text, begin, end))))
        if len(ids) == start:
            ids.append(_special(tokenizer, "[UNK]"))
            rows.append(_row(f"turn_{index}", *meaning))
        spans.append((start, len(ids) - 1))
        ids.append(_special(tokenizer, "[SEP]"))
        rows.append(_row(*_came_of(turn), *(_led_to(turn, turns[index + 1]) if index + 1 < len(turns) else ())))
    return Encoded(np.asarray(ids, np.int64), np.asarray(rows, np.uint8), tuple(spans))


class _Words:
    """The words of a text, for finding them again as they are written and as they sound."""

    def __init__(self, text: str) -> None:
        self._words = frozenset(fold(text).split())
        self._sounds = frozenset(filter(None, map(_sound, self._words)))

    def matches(self, word: str) -> tuple[str, ...]:
        """Names of the signals that a word has towards these."""
        number = ("number",) if any(char.isdigit() for char in word) else ()
        if word in self._words:
            return ("same_word", *number)
        return ("sounds_alike", *number) if _sound(word) in self._sounds else number


def _towards(first: Said, turn: Said) -> list[str]:
    """How the hub's reading of a turn lies to that of the first."""
    names = []
    if first.intent and turn.intent:
        names.append("same_intent" if first.intent == turn.intent else "other_intent")
    if first.entities and turn.entities:
        shared = first.entities & turn.entities
        same = first.entities == turn.entities
        names.append("same_things" if same else "some_things" if shared else "other_things")
    return names


def _came_of(turn: Said) -> list[str]:
    names = [f"after_{turn.response}"] if turn.response in RESPONSES else []
    return names + [name for name in ("barge_in", "put_back") if getattr(turn, name)]


def _led_to(turn: Said, after: Said) -> list[str]:
    names = [f"gap_{sum(after.gap >= edge for edge in GAPS)}"]
    names += ["same_device"] if turn.device == after.device else []
    return names + (["same_speaker"] if turn.speaker == after.speaker else [])


def _row(*names: str) -> list[int]:
    row = [0] * len(SIGNALS)
    for name in names:
        row[_AT[name]] = 1
    return row


def _word_at(text: str, begin: int, end: int) -> str:
    """The whole folded word that a piece belongs to."""
    while begin > 0 and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return fold(text[begin:end])


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    """How an English word sounds; '' for one without letters."""
    return jellyfish.metaphone(word) if word.isascii() and word.isalpha() else ""


def _special(tokenizer: Pieces, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the tokenizer has no {token}; use the one exported with the model")
    return found


def turn_scores(start: NDArray[np.float32], end: NDArray[np.float32], spans: Sequence[tuple[int, int]]) -> list[float]:
    """Log probabilities (natural) that the rephrase is each turn after the first, minus that of none.

    `start [T]` and `end [T]` are logits; piece 0 stands for none. Normalising cancels in the difference.
    """
    none = float(start[0] + end[0])
    return [float(start[a] + end[b]) - none for a, b in spans[1:]]


def gaps_from_start(dialogue: Sequence[Said]) -> list[float]:
    """Seconds from the first turn to each turn."""
    total, gaps = 0.0, [0.0]
    for _, turn in pairwise(dialogue):
        total += turn.gap
        gaps.append(total)
    return gaps
