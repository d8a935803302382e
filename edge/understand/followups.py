"""Requests that lean on the one before: corrections ("no, the strip") and ellipsis ("and the kitchen").

Closed word classes of a language, matched at the beginning of the request; what remains is a target or
a whole request, which grounding decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FollowUpKind(StrEnum):
    """How a request leans on the one before."""

    CORRECTION = "correction"
    CONTINUATION = "continuation"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The kind, and what remains of the words."""

    kind: FollowUpKind
    rest: str


_PATTERNS: Mapping[str, tuple[tuple[FollowUpKind, re.Pattern[str]], ...]] = {
    "en": (
        (
            FollowUpKind.CORRECTION,
            re.compile(
                r"^(?:(?:no+|nope|wrong(?: one)?|not (?:that|this|the) ?(?:one)?)\b[\s,.!-]*)+"
                r"(?:(?:i|we) (?:meant?|said|wanted) )?(?P<rest>.+)$|"
                r"^(?:sorry[\s,]*)?(?:i|we) meant? (?P<meant>.+)$|^(?P<other>the other (?:one|ones|\w+))$",
                re.IGNORECASE,
            ),
        ),
        (
            FollowUpKind.CONTINUATION,
            re.compile(
                r"^(?:and(?: also)?|also|what about|how about|(?:the )?same (?:for|in|with)|as well as|plus) "
                r"(?P<rest>.+?)(?:,? (?:too|as well|also))?$",
                re.IGNORECASE,
            ),
        ),
    ),
    "de": (
        (
            FollowUpKind.CORRECTION,
            re.compile(
                r"^(?:nein|nee|falsch)\b[\s,.!-]*(?:ich meinte )?(?P<rest>.+)$|^ich meinte (?P<meant>.+)$"
                r"|^(?P<other>(?:das|den|die) andere[ns]?.*)$",
                re.IGNORECASE,
            ),
        ),
        (
            FollowUpKind.CONTINUATION,
            re.compile(r"^(?:und(?: auch)?|auch|was ist mit) (?P<rest>.+?)(?: auch)?$", re.IGNORECASE),
        ),
    ),
    "fr": (
        (
            FollowUpKind.CORRECTION,
            re.compile(
                r"^non\b[\s,.!-]*(?:je voulais dire )?(?P<rest>.+)$|^je voulais dire (?P<meant>.+)$"
                r"|^(?P<other>l'autre.*)$",
                re.IGNORECASE,
            ),
        ),
        (FollowUpKind.CONTINUATION, re.compile(r"^(?:et(?: aussi)?|aussi) (?P<rest>.+?)(?: aussi)?$", re.IGNORECASE)),
    ),
}


def follow_up(text: str, language: str = "en") -> FollowUp | None:
    """How a request leans on the one before, or `None` when it stands alone.

    >>> follow_up("no, the strip").rest
    'the strip'
    """
    for kind, pattern in _PATTERNS.get(language.split("-", maxsplit=1)[0], _PATTERNS["en"]):
        match = pattern.match(text.strip().rstrip(".!?"))
        if match:
            rest = next(value for value in match.groups() if value)
            return FollowUp(kind, rest.strip(" ,"))
    return None


_OTHER = re.compile(r"\b(?:other|andere\w*|autre)\b", re.IGNORECASE)


def means_other(rest: str) -> bool:
    """Whether what remains asks for the other thing than the one that was taken."""
    return _OTHER.search(rest) is not None
