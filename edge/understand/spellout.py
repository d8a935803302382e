"""Numbers in words for any language, from Unicode's spell-out rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from edge.understand.fold import fold

_HIGHEST = 100
_HALVES = 40


class Spellout:
    """The words of 0..100, and of halves up to 40, in one language; made at first use."""

    def __init__(self, language: str) -> None:
        """`language` is a code such as `de` or `pt-BR`; one without rules has no number words."""
        self._language = language

    def find(self, text: str, start: int) -> Iterator[tuple[int, int | float]]:
        """Numbers that the folded `text` says at `start`, as (end, value), longest first."""
        words, longest = self._words
        for end in range(min(len(text), start + longest), start, -1):
            value = words.get(text[start:end])
            if value is not None:
                yield end, value

    @cached_property
    def _words(self) -> tuple[dict[str, int | float], int]:
        words: dict[str, int | float] = {}
        for number in (*range(_HIGHEST + 1), *(n + 0.5 for n in range(_HALVES))):
            for said in self._spellings(number):
                words.setdefault(fold(said), number)
        words.pop("", None)
        return words, max(map(len, words), default=0)

    def _spellings(self, number: float) -> Iterable[str]:
        from hassil.numbers import get_rbnf_engine

        try:
            return get_rbnf_engine(self._language).format_number(number).text_by_ruleset.values()
        except ValueError:  # a language without rules, or without rules for this number
            return ()
