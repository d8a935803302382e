"""How words are compared: one folding for names, requests and answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w%°']+")
_ARTICLES = frozenset({"the", "my", "our", "a", "an", "your"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces; `''` when nothing is left."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_NOT_WORD.sub(" ", plain.replace("_", " ").replace("'", "")).split())


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text, without English articles and possessives where others remain."""
    words = tuple(fold(text).split())
    kept = tuple(word for word in words if word not in _ARTICLES)
    return kept or words


def singular(word: str) -> str:
    """A folded English word without its plural ending; good enough for comparing, not for speaking."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def common_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two lists begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
