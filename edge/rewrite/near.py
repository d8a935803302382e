"""Wordings that differ by one word misheard: keys under which they meet, and whether it may be the same wording.

The keys are those of symmetric deletion (Garbe's SymSpell): each wording is filed under itself without one of its
words, so that two wordings with one word changed, lost or added share a key, and looking up takes as many look-ups as
there are words. Words of closed classes (poles, numbers, negations, times) are never taken for others, nor for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from edge.rewrite.lexicon import lexicon
from edge.text import common_start

FEWEST_WORDS = 3
"""Of shorter wordings one word is too much of what was said."""
MOST_WORDS = 12
_ALIKE = 0.6
_LITTLE = 2
"""Letters of a word that may be lost or added unnoticed."""


def without_one(wording: str) -> Iterator[str]:
    """The normalised wording without each of its words; nothing for one too short or too long."""
    words, begin = wording.split(" "), 0
    for word in words if FEWEST_WORDS <= len(words) <= MOST_WORDS else ():
        end = begin + len(word) + 1
        yield (wording[:begin] + wording[end:]).rstrip(" ")
        begin = end


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """How a word sounds (Metaphone); what has digits stays as it is."""
    from jellyfish import metaphone

    return word if any(map(str.isdigit, word)) else metaphone(word) or word


def alike(one: str, other: str) -> bool:
    """Whether one word or phrase may have been heard for the other: near in letters, and in sound."""
    from rapidfuzz import fuzz

    sounds = [" ".join(map(sound, words.split())) for words in (one, other)]
    return fuzz.ratio(one, other) >= 100 * _ALIKE and fuzz.ratio(*sounds) >= 100 * _ALIKE


def misheard(heard: str, known: str, language: str = "en") -> bool:
    """Whether a normalised wording may be a known one with one word misheard, lost or added.

    >>> misheard("turn on glow warm", "turn on glow worm"), misheard("turn on lamp 2", "turn on lamp 3")
    (True, False)
    """
    one, other = heard.split(), known.split()
    head = common_start(one, other)
    tail = common_start(one[head:][::-1], other[head:][::-1])
    mine, theirs = one[head : len(one) - tail], other[head : len(other) - tail]
    if one == other or len(mine) > 1 or len(theirs) > 1 or _closed(mine, language) or _closed(theirs, language):
        return False
    if mine and theirs:
        return alike(mine[0], theirs[0])
    return all(len(word) <= _LITTLE for word in (*mine, *theirs))


def _closed(words: Sequence[str], language: str) -> bool:
    known = lexicon(language)
    closed = known.poles.keys() | known.numbers | known.negations | known.units | known.parts
    return any(word in closed or any(map(str.isdigit, word)) for word in words)
