"""Feedback in words: thanks, "that's wrong", "never do that again".

Closed classes of a language, as patterns over folded words that must match the whole wording; a request that only
contains such words is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from edge.text import fold


class Spoken(StrEnum):
    """What feedback in words says, gravest first."""

    NEVER = "never"
    WRONG = "wrong"
    RIGHT = "right"
    THANKS = "thanks"


@lru_cache(maxsize=2048)
def spoken_feedback(text: str, language: str = "en") -> Spoken | None:
    """What a wording says about the turn before it; `None` when it is a request of its own.

    >>> spoken_feedback("No, that's wrong!")
    <Spoken.WRONG: 'wrong'>
    """
    said = fold(text)
    patterns = _patterns(language.split("-", maxsplit=1)[0])
    return next((kind for kind, pattern in patterns.items() if pattern.fullmatch(said)), None)


@cache
def _patterns(language: str) -> Mapping[Spoken, re.Pattern[str]]:
    told = _told().get(language) or _told()["en"]
    return {kind: re.compile("|".join(told[kind])) for kind in Spoken}


@cache
def _told() -> Mapping[str, Mapping[str, list[str]]]:
    told: Any = json.loads((files("edge.learn") / "spoken.json").read_text(encoding="utf-8"))
    return {language: dict(classes) for language, classes in told.items()}
