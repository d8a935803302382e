"""Requests that lean on the one before: corrections ("no, the strip"), ellipsis ("and the kitchen"), "again".

Closed word classes of a language, matched around the request; what remains is a target, a value or a
whole request, which grounding decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FollowUpKind(StrEnum):
    """How a request leans on the one before."""

    CORRECTION = "correction"
    CONTINUATION = "continuation"
    AGAIN = "again"
    MORE = "more"
    LESS = "less"
    EVERY = "every"
    WRONG = "wrong"
    EXCEPT = "except"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The kind, and what remains of the words; `certain` when the words say nothing else.

    An uncertain one is meant only where the remainder is a target or a value by itself.
    """

    kind: FollowUpKind
    rest: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Way:
    kind: FollowUpKind
    pattern: re.Pattern[str]
    certain: bool = True


def follow_up(text: str, language: str = "en") -> FollowUp | None:
    """How a request leans on the one before, or `None` when it stands alone.

    >>> follow_up("no, the strip").rest
    'the strip'
    """
    said = _POLITE.sub("", text.strip().rstrip(".!?")).strip(" ,")
    for way in _WAYS.get(language.split("-", maxsplit=1)[0], _WAYS["en"]):
        match = way.pattern.match(said)
        if match:
            rest = next((value for value in match.groups() if value), "").strip(" ,")
            found = FollowUp(way.kind, rest, way.certain)
            return (_doubled(found, language) if len(rest) < len(said) else None) or found
    return None


def _doubled(found: FollowUp, language: str) -> FollowUp | None:
    """A correction said twice ("no, not that one") is the latter."""
    inner = follow_up(found.rest, language) if found.kind is FollowUpKind.CORRECTION and found.rest else None
    return inner if inner and inner.kind in {FollowUpKind.CORRECTION, FollowUpKind.WRONG} else None


def means_other(rest: str) -> bool:
    """Whether what remains asks for the other thing than the one that was taken."""
    return _OTHER.search(rest) is not None


def _way(kind: FollowUpKind, pattern: str, *, certain: bool = True) -> _Way:
    return _Way(kind, re.compile(pattern, re.IGNORECASE), certain)


_POLITE = re.compile(
    r"^(?:please|ok(?:ay)?|well|oh|uh|um|hey)\b[\s,]*|[\s,]*\b(?:please|thanks|thank you)$", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:other|others|andere\w*|autres?)\b", re.IGNORECASE)

_NO = r"(?:no+|nope|nah|wrong(?: one)?|not (?:that|this|the)(?: one)?(?=[\s,.!-]*$|[\s]*[,.!-])|not (?:that|this) one)"
_HESITANT = (
    r"(?:sorry|oops|whoops|wait|hang on|hold on|actually|or rather|rather|i mean|on second thoughts?|on reflection|"
    r"come to think of it|thinking about it|you know what|change of plan)"
)
_MEANT = r"(?:(?:i|we) (?:actually )?(?:meant?|said|was talking about)(?: to say)? )"
_WANTED = r"(?:(?:i|we) (?:actually )?(?:meant?|said|wanted|want|was talking about)(?: to say)? )"
_FEW = r"(?:just )?(?:(?:a (?:little|wee|tiny)? ?(?:bit|little|tad|touch)|slightly|some|much|lots|even|still) )*"
_IT_IS = r"(?:(?:that|this|it)(?:'s| is| was) )"
_WANTED_ONE = r"(?:it|the one|the right one|right|what i (?:meant|wanted|said|asked for))"
_SAME = r"(?:the )?same(?: thing)?(?: again)? (?:for|in|with|on|to|goes for)"
_DO_SO = r"do (?:the same|that|it)(?: thing)?(?: also)? (?:for|in|with|to|on)"

_ENGLISH: Sequence[_Way] = (
    _way(FollowUpKind.AGAIN,
         r"^(?:(?:and )?(?:do|say|try|run|repeat) )?(?:it |that |this |the same(?: thing)? |that one )?"
         r"(?:again|once more|one more time|another time)$|^repeat(?: that| it)?$|^(?:the )?same again$|^one more$"),
    _way(FollowUpKind.MORE,
         rf"^(?:and )?{_FEW}more(?: (?:than that|still|again))?$|^(?:and )?further$|^keep going$"
         r"|^(?:that(?:'s| is) |it(?:'s| is) )?(?:still )?not enough$"),
    _way(FollowUpKind.LESS,
         rf"^(?:and )?{_FEW}less(?: than that)?$|^not (?:so|that|quite so|as) much$"
         rf"|^{_IT_IS}?(?:a (?:little )?bit |way |far |still )?too much$"),
    _way(FollowUpKind.EVERY,
         r"^(?:both|all)(?: (?:of )?(?:them|those|these|the above|of them)| (?:two|three|four|ones))?$"
         r"|^all (?:two|three|four) of them$"),
    _way(FollowUpKind.WRONG,
         rf"^{_IT_IS}?(?:the )?wrong(?: one| light| room| device| thing)?$"
         rf"|^(?:that|this|it)(?:'s| is| was) not {_WANTED_ONE}$|^(?:that|this|it) (?:is|was)n't {_WANTED_ONE}$"
         r"|^not (?:that|this)(?: one)?$|^i (?:didn't|did not) (?:mean|want|say|ask for) (?:that|this)(?: one)?$"),
    _way(FollowUpKind.EXCEPT,
         r"^(?:but |and )?(?:except(?: for)?|but not|apart from|without|leave out) (?P<rest>.+)$"
         r"|^(?:but )?leave (?P<left>.+?) (?:on|off|open|closed|alone|as it is|as they are)$"
         r"|^not (?P<spared>the [^,]+)$",
         certain=False),
    _way(FollowUpKind.CORRECTION,
         rf"^(?:{_NO}\b[\s,.!-]*)+(?:{_HESITANT}\b[\s,]*)*{_WANTED}?(?:it(?:'s| is| was) )?(?P<rest>.+)$"
         rf"|^(?:{_HESITANT}[\s,]*)*{_MEANT}(?P<meant>.+)$"
         r"|^(?:try |use |take )?(?P<other>the other (?:one|ones|\w+))$"),
    _way(FollowUpKind.CORRECTION,
         r"^not (?:in |on )?(?:the |my )?[^,]+?(?:,| but|,? i meant?|,? i said) +(?!i mean|i said)(?P<rest>.+)$"
         rf"|^(?:{_HESITANT}\b[\s,]*)+(?P<said>.+)$|^(?P<instead>.+?) instead$|^(?P<right>[^,]+), not .+$"
         r"|^(?:better )?make (?:it|that) (?P<made>.+)$"
         r"|^the (?!other |first |second |third |last |same )(?P<one>.+?) ones?$",
         certain=False),
    _way(FollowUpKind.CONTINUATION,
         rf"^(?:and(?: also| then| now)?|also|plus|(?:and )?(?:what|how) about|(?:and )?{_DO_SO}|(?:and )?{_SAME}"
         r"|as well as|likewise (?:for|in)) (?P<rest>.+?)(?:,? (?:too|as well|also))?$"),
    _way(FollowUpKind.CONTINUATION,
         r"^(?:now|then) (?P<next>.+)$|^(?P<rest>.+?),? (?:too|as well|also)$"
         r"|^(?P<more>(?:(?:set|start|make|do) )?(?:another|one more) (?:(?:one|timer)\b|for\b|.+ (?:one|timer)\b).*)$"
         r"|^(?P<level>all the way(?: up| down| open| closed)?|fully|completely|half ?way|maximum|minimum|max|min)$",
         certain=False),
)  # fmt: skip

_WAYS: Mapping[str, Sequence[_Way]] = {
    "en": _ENGLISH,
    "de": (
        _way(FollowUpKind.AGAIN, r"^(?:mach (?:das|es) )?(?:noch ?mal|nochmals|noch einmal|wieder)$"),
        _way(FollowUpKind.MORE, r"^(?:noch )?(?:etwas |ein (?:bisschen|wenig) |viel )?mehr$"),
        _way(FollowUpKind.LESS, r"^(?:etwas |ein (?:bisschen|wenig) |viel )?weniger$|^(?:das ist )?zu viel$"),
        _way(FollowUpKind.EVERY, r"^(?:alle )?beide$|^alle(?: davon)?$"),
        _way(FollowUpKind.WRONG, r"^(?:das (?:war|ist) )?falsch$|^nicht (?:das|die|der|den)$"),
        _way(FollowUpKind.CORRECTION,
             r"^(?:nein|nee|falsch)\b[\s,.!-]*(?:ich meinte )?(?P<rest>.+)$|^ich meinte (?P<meant>.+)$"
             r"|^(?P<other>(?:das|den|die) andere[ns]?.*)$"),
        _way(FollowUpKind.CONTINUATION,
             r"^(?:und(?: auch)?|auch|was ist mit|das(?:selbe| gleiche) (?:in|im|für)) (?P<rest>.+?)(?: auch)?$"),
    ),
    "fr": (
        _way(FollowUpKind.AGAIN, r"^(?:encore(?: une fois)?|refais[- ](?:le|ça))$"),
        _way(FollowUpKind.MORE, r"^(?:encore )?(?:un peu )?plus$"),
        _way(FollowUpKind.LESS, r"^(?:un peu )?moins$|^(?:c'est )?trop$"),
        _way(FollowUpKind.EVERY, r"^(?:les deux|tous|toutes)$"),
        _way(FollowUpKind.CORRECTION,
             r"^non\b[\s,.!-]*(?:je voulais dire )?(?P<rest>.+)$|^je voulais dire (?P<meant>.+)$"
             r"|^(?P<other>l'autre.*)$"),
        _way(FollowUpKind.CONTINUATION, r"^(?:et(?: aussi)?|aussi|pareil (?:pour|dans)) (?P<rest>.+?)(?: aussi)?$"),
    ),
}  # fmt: skip
