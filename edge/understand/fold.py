"""Text folded for comparison: case, accents, punctuation and spacing no longer matter.

Templates, names and requests are folded alike; the offsets lead from every folded character back to
the words as spoken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = frozenset('.,?!;:"`´“”„«»¿¡؟،؛。、？！；：…—–―()[]{}<>|*\u200b\ufeff')
_SPACES = frozenset("-_/\u2010\u2011")
_APOSTROPHES = frozenset("’‘ʼ＇")
_BETWEEN_DIGITS = frozenset(".,:")
_MARKS = range(0x0300, 0x0370)
_CJK = "一-鿿㐀-䶿぀-ヿ가-힯"
_CJK_BLANK = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`, which ends with one blank; `offsets[i]` is where `text[i]` stands in `original`."""

    text: str
    offsets: tuple[int, ...]
    original: str

    def spoken(self, start: int, end: int) -> str:
        """The words as spoken of a folded character range, without outer blanks and punctuation."""
        if start >= end:
            return ""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return self.original[first:last].strip().strip("".join(_DROPPED)).strip()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The character range in the original of a folded character range."""
        return (self.offsets[start], self.offsets[end - 1] + 1) if start < end else (0, 0)

    def without(self, pattern: re.Pattern[str]) -> Folded:
        """The same text without what `pattern` finds."""
        parts: list[str] = []
        offsets: list[int] = []
        at = 0
        for found in pattern.finditer(self.text):
            parts.append(self.text[at : found.start()])
            offsets.extend(self.offsets[at : found.start()])
            at = found.end()
        if not at:
            return self
        text = "".join(parts) + self.text[at:]
        rest = (*offsets, *self.offsets[at:])
        return Folded(text, rest, self.original) if text.strip() else self


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Folded text without outer blanks: for names and keys."""
    return fold_tracked(text).text.strip()


def fold_tracked(text: str, *, compact: bool = False) -> Folded:
    """Fold a request and keep the way back; `compact` drops blanks between characters of scripts that use none."""
    folded = _folded(text)
    return folded.without(_CJK_BLANK) if compact else folded


def _folded(text: str) -> Folded:
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for folded in _fold_in_context(text, index, character):
            if folded != " " or (characters and characters[-1] != " "):
                characters.append(folded)
                offsets.append(index)
    if characters and characters[-1] != " ":
        characters.append(" ")
        offsets.append(len(text))
    return Folded("".join(characters), tuple(offsets), text)


def fold_chunk(text: str) -> str:
    """Fold a piece of a template, whose outer blanks have a meaning and are kept."""
    core = fold(text)
    if not core:
        return " " if text else ""
    lead = " " if text[0].isspace() or text[0] in _SPACES else ""
    return lead + core + (" " if text[-1].isspace() or text[-1] in _SPACES else "")


def _fold_in_context(text: str, index: int, character: str) -> str:
    if character.isascii() and character.isalnum():
        return character.lower()
    if character in _BETWEEN_DIGITS and _digits_around(text, index):
        return character
    if character == "-" and _starts_negative(text, index):
        return character
    return _fold_character(character)


def _digits_around(text: str, index: int) -> bool:
    return 0 < index < len(text) - 1 and text[index - 1].isdigit() and text[index + 1].isdigit()


def _starts_negative(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    return before.isspace() and text[index + 1 : index + 2].isdigit()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    bare = "".join(mark for mark in decomposed if ord(mark) not in _MARKS)
    return "".join(map(_plain, unicodedata.normalize("NFC", bare)))


def _plain(character: str) -> str:
    if character.isspace() or character in _SPACES:
        return " "
    if character in _APOSTROPHES:
        return "'"
    return "" if character in _DROPPED else character
