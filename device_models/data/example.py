"""A labelled utterance, whatever corpus it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edge.home.model import Snapshot


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with one slot tag, or none; `word` pieces are glued to the one before (punctuation)."""

    text: str
    tag: str | None = None
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words with one label. `boundary` is 0 (continues), 1 (clause) or 2 (shares a verb)."""

    label: str
    pieces: tuple[Piece, ...]
    boundary: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A text with character spans.

    `segments` are (start, end, label, boundary) and cover every word; `slots` are (start, end, tag), or
    `None` where the corpus does not know them; `partial` when words without a slot may have one all the
    same. `home` is where it was said, `context` the context
    vector, both `None` where unknown.
    `written` is what a person wrote, where models that did not learn from it were asked for their opinion too.
    """

    text: str
    segments: tuple[tuple[int, int, str, int], ...]
    slots: tuple[tuple[int, int, str], ...] | None
    source: str
    home: Snapshot | None = None
    context: tuple[float, ...] | None = field(default=None, repr=False)
    partial: bool = False
    written: str | None = None

    @property
    def label(self) -> str:
        """The label of the first segment that is not discarded."""
        return next((s[2] for s in self.segments if s[2] != "HearthDiscard"), self.segments[0][2])


def assemble(
    segments: Iterable[Segment], source: str, home: Snapshot | None = None, context: tuple[float, ...] | None = None
) -> Example:
    """Join segments to a text, spans kept; pieces are separated by one space unless glued."""
    text = ""
    spans: list[tuple[int, int, str, int]] = []
    slots: list[tuple[int, int, str]] = []
    for segment in segments:
        begin: int | None = None
        for piece in segment.pieces:
            if not piece.text:
                continue
            text += "" if piece.glued or not text else " "
            start, text = len(text), text + piece.text
            begin = start if begin is None else begin
            if piece.tag:
                slots.append((start, len(text), piece.tag))
        if begin is not None:
            spans.append((begin, len(text), segment.label, segment.boundary))
    return Example(text, tuple(spans), tuple(slots), source, home, context)


def whole(text: str, label: str, source: str, slots: Sequence[tuple[int, int, str]] | None = None) -> Example:
    """An utterance that is one clause."""
    return Example(text, ((0, len(text), label, 1),), tuple(slots) if slots is not None else None, source)
