"""Words and clauses, and how clauses are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edge.turn import Frame
from edge.understand.fold import fold
from edge.understand.ranking import Reading
from edge.understand.whens import When

_TOKEN = re.compile(r"\S+")
_BREAK = re.compile(r"[,;.!?]$")
_REVERSE = {"HassTurnOn": "HassTurnOff", "HassTurnOff": "HassTurnOn"}
JOIN_COST = 0.02
"""What each way of putting clauses together takes from the score."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place in the request; `folded` for comparing."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def breaks(self) -> bool:
        """Whether punctuation after it ends a clause."""
        return bool(_BREAK.search(self.text))


@dataclass(frozen=True, slots=True)
class Parts:
    """Clauses in order with their common score."""

    frames: tuple[Frame, ...]
    score: float


Words = tuple[Word, ...]


def words_of(text: str) -> Words:
    """The words of a text that are more than punctuation."""
    found = (Word(m[0], fold(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text))
    return tuple(word for word in found if word.folded)


def text_of(words: Sequence[Word]) -> str:
    """The words as spoken, without punctuation at their ends."""
    return " ".join(_BREAK.sub("", word.text) for word in words)


def folded_of(words: Sequence[Word]) -> str:
    """The words folded."""
    return " ".join(word.folded for word in words)


def segments_of(words: Words, cuts: Sequence[tuple[int, int]]) -> list[Words]:
    """The words between cuts, each cut as (end of the left part, start of the right part)."""
    starts = [0, *(start for _, start in cuts)]
    ends = [*(end for end, _ in cuts), len(words)]
    return [segment for start, end in zip(starts, ends, strict=True) if (segment := words[start:end])]


def single(reading: Reading, words: Words) -> Parts:
    """A reading as the one clause that `words` say."""
    return Parts((replace(reading.frame, span=(words[0].start, words[-1].end)),), reading.score)


def joined(*parts: Parts) -> Parts:
    """Clauses one after the other; the score is the lowest, less the cost of joining."""
    frames = tuple(frame for part in parts for frame in part.frames)
    return Parts(frames, min(part.score for part in parts) - JOIN_COST)


def meaning(frame: Frame) -> object:
    """Equal for frames that ask for the same."""
    return frame.intent, frozenset(frame.slots.items())


def at_time(parts: Parts, when: When) -> Parts | None:
    """The clauses done then; for a time that lasts, now and reversed at its end."""
    if any(_modified_in_time(frame) for frame in parts.frames):
        return None
    if not when.lasting:
        frames = tuple(replace(frame, delay=when.delay, at=when.at) for frame in parts.frames)
        return Parts(frames, parts.score - JOIN_COST)
    if any(frame.intent not in _REVERSE for frame in parts.frames):
        return None
    undone = tuple(replace(f, intent=_REVERSE[f.intent], delay=when.delay, at=when.at) for f in parts.frames)
    return Parts((*parts.frames, *undone), parts.score - JOIN_COST)


def _modified_in_time(frame: Frame) -> bool:
    return frame.delay is not None or frame.at is not None
