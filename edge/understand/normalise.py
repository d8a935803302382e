"""Text normalisation: what recognisers and people write differently becomes one form, with digits for numbers.

The form is what learnt readers and comparisons want; grammars read the words themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edge.understand.numbers import DENOMINATORS, TENS, UNITS, readings

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:[.,:]\d+)*|%|°[cf]?", re.IGNORECASE)
_NOT_ALONE = frozenset({"a", "an", "and", "point", "oh", *DENOMINATORS})
_PERCENT = frozenset({"percent", "pct"})


@dataclass(frozen=True, slots=True)
class Token:
    """One normalised token with its character range in the original text."""

    text: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Lower case, no punctuation, numbers in digits, `%` for percent.

    >>> normalise("Set it to twenty-one and a half degrees, please!")
    'set it to 21.5 degrees please'
    """
    return " ".join(token.text for token in tokens(text))


def tokens(text: str) -> list[Token]:
    """The tokens of `normalise` in order."""
    raw = [Token(m[0].casefold().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    normalised: list[Token] = []
    at = 0
    while at < len(raw):
        token, used = _number(raw, at) or _percent(raw, at) or (raw[at], 1)
        normalised.append(token)
        at += used
    return normalised


def _number(raw: list[Token], at: int) -> tuple[Token, int] | None:
    """A number in words that starts here; a lone "a", "half" or "second" is left as it is."""
    first = raw[at].text
    if not (first in UNITS or first in TENS or first in {"a", "minus"} or first[:1].isdigit()):
        return None
    words = [token.text for token in raw[at : at + 12]]
    for used, value in readings(words):
        if words[used - 1] == "and" or (used == 1 and first in _NOT_ALONE) or words[:2] == ["a", "half"]:
            continue
        if first == "a" and words[1] in DENOMINATORS:
            return None
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        return Token(shown, raw[at].start, raw[at + used - 1].end), used
    return None


def _percent(raw: list[Token], at: int) -> tuple[Token, int] | None:
    token = raw[at]
    if token.text in _PERCENT:
        return Token("%", token.start, token.end), 1
    if token.text == "per" and raw[at + 1 : at + 2] and raw[at + 1].text == "cent":
        return Token("%", token.start, raw[at + 1].end), 2
    return None
