"""How it is not: "I'm not cold" asks for nothing, "it isn't warm enough" is cold, and so is "not very warm".

A model reads the adjective and misses the word before it; the plain form of the words tells them apart. English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edge.turn import Frame, SlotValue

_SO: Mapping[str, str] = {
    "cold": "cold|chilly|freezing|frozen|nippy|shivering|frosty|draughty|drafty|parky",
    "hot": "hot|warm|boiling|roasting|sweating|sweltering|baking|overheated|overheating",
    "dark": "dark|dim|gloomy|murky",
    "bright": "bright|light|glaring|dazzling",
    "stuffy": "stuffy|stale|airless|muggy|stifling",
    "dry": "dry",
    "humid": "humid|damp|moist|clammy",
    "loud": "loud|noisy",
    "quiet": "quiet",
}
"""The adjectives of each need."""
_WANTING: Mapping[str, str] = {
    "warm": "cold", "hot": "cold", "cool": "hot", "cold": "hot", "bright": "dark", "light": "dark", "dark": "bright",
    "dim": "bright", "loud": "quiet", "quiet": "loud", "fresh": "stuffy", "humid": "dry", "dry": "humid",
}  # fmt: skip
"""What it is where it is not enough of something."""
_PLEASANT = frozenset({"warm", "bright", "fresh", "cosy"})
"""What is not very much so is the opposite, as people put it."""
_HARDLY = re.compile(r"\b(?:very|exactly|particularly|terribly|especially|what you'?d call)\s*$")
_GAP = (
    r"(?:(?:feeling|finding|being|getting|too|very|so|that|all|really|at|even|exactly|particularly|especially|terribly"
    r"|overly|a|bit|one|any|remotely|actually|quite|think|thinking|find|feel|be|it|is|it'?s|i'?m|i|am|we|we'?re|are"
    r"|in|the|least|anything|like|what|you'?d|call|or)\s+){0,7}"
)
_NEVER = r"(?:not|never|no longer|hardly)"
_HAS_NOT = r"(?:is|are|was|were|am|ai|do|does|did|wo)n'?t"
_NO_QUESTION = r"(?!\s+(?:it|you|we|they|that|this|he|she)\b)"
_NOBODY = r"(?:nobody|no ?one|none of us|neither of us)(?:'s| is| are| feels?| was)?"
_LEAD = (
    r"(?:(?:don'?t worry|no need|no worries|never mind|it'?s fine|it'?s ok(?:ay)?"
    r"|no+|nah|nope|well|oh|but|and|actually|thanks|thank you|ok(?:ay)?|sorry|hey|really|hmm+|um|yeah|because)"
    r"[\s,.!]+)*"
)
_WHO = (
    r"(?:i|we|it|that|this|he|she|they|here|the (?:room|house|flat|place|air|music|sound|kids|children|baby)"
    r"|(?:the |my |our )\w*room|(?:the |my |our )(?:kitchen|lounge|office|study|hall|hallway))"
)
_TAIL = (
    r"(?:[\s,]+(?:in here|in there|here|there|at all|any ?more|now|right now|just now|at the moment|today|tonight|yet"
    r"|already|is it|are we|are you|are they|am i|really|thanks|thank you|for me|for us|outside|though|actually"
    r"|to (?:read|see|work|sleep)"
    r"|in (?:the|my|our) (?P<place>\w+(?: \w+)?)))*[\s.!]*"
)
_ADJECTIVE = "|".join(sorted({word for words in _SO.values() for word in words.split("|")} | set(_WANTING)))
_AM = r"(?:'?m|'?re|'s| am| are| is| was| do| does| feel| feels)?(?: really| still| just)?"
_WHOLE = re.compile(
    rf"{_LEAD}(?:{_WHO}(?:{_AM} {_NEVER}| {_HAS_NOT})|{_NOBODY})"
    rf"\s+(?P<gap>{_GAP})(?P<so>{_ADJECTIVE})(?P<enough> enough)?{_TAIL}",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    rf"{_LEAD}{_WHO}(?:'?m|'?re|'s| am| are| is| feels?)(?: quite| plenty| already| now| just)* "
    rf"(?:{_ADJECTIVE}) enough{_TAIL}",
    re.IGNORECASE,
)
"""How it is as it should be."""
_PLAINLY: Mapping[str, str] = {
    "dark": "dark|dim|gloomy|murky",
    "cold": "cold|chilly|freezing|nippy|draughty|drafty|parky",
    "hot": "hot|boiling|roasting|sweltering|baking",
    "stuffy": "stuffy|airless",
    "loud": "noisy",
}
"""Adjectives that nobody says of a room who is content with it."""
_COMPLAINT = re.compile(
    rf"{_LEAD}(?:it|this room|the room|(?:the |my )\w*room)(?:'?s| is| feels| has got| has gotten)"
    r"(?: (?:a bit|a little(?: bit)?|rather|quite|so|very|really|too|way too|far too|pretty|getting|awfully|terribly"
    rf"|absolutely|still|all|kind of|sort of))* (?P<so>{'|'.join(_PLAINLY.values())})"
    r"(?:[\s,]+(?:in here|here|now|again|already|tonight|today|isn'?t it|in (?:the|my|our) (?P<place>\w+(?: \w+)?)))*"
    r"[\s.!]*",
    re.IGNORECASE,
)
_NOT_SO = rf"(?:\b(?:{_NEVER}|{_NOBODY})|{_HAS_NOT}{_NO_QUESTION})\s+{_GAP}"
_DENIED: Mapping[str, re.Pattern[str]] = {
    need: re.compile(rf"{_NOT_SO}(?:{words})\b(?! enough)", re.IGNORECASE) for need, words in _SO.items()
}
_SAID: Mapping[str, re.Pattern[str]] = {
    need: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for need, words in _SO.items()
}


def felt(text: str) -> Frame | None:
    """What a denial of how it is comes to, `None` where the request is none.

    >>> felt("no, I'm not cold").intent, felt("it isn't warm enough").slots
    ('HassNevermind', {'need': 'cold'})
    """
    said = text.strip().replace("’", "'")
    found = _WHOLE.fullmatch(said)
    if found is None:
        return Frame("HassNevermind") if _CONTENT.fullmatch(said) else None
    so = found["so"].lower()
    hardly = so in _PLEASANT and _HARDLY.search(found["gap"].lower())
    if not (found["enough"] or hardly):
        return Frame("HassNevermind")
    if so not in _WANTING:
        return None
    place: dict[str, SlotValue] = {"area": found["place"]} if found["place"] else {}
    return Frame("HearthNeed", {"need": _WANTING[so], **place})


def complaint(text: str) -> Frame | None:
    """The need of a plain complaint of a room, `None` for anything else.

    >>> complaint("it's rather gloomy in here").slots
    {'need': 'dark'}
    """
    found = _COMPLAINT.fullmatch(text.strip().replace("’", "'"))
    if found is None:
        return None
    need = next(need for need, words in _PLAINLY.items() if found["so"].lower() in words.split("|"))
    place: dict[str, SlotValue] = {"area": found["place"]} if found["place"] else {}
    return Frame("HearthNeed", {"need": need, **place})


def is_denied(frame: Frame, words: str) -> bool:
    """Whether a need is named in the words only to say that there is none: "I'm not cold, turn the heating off"."""
    need = str(frame.slots.get("need", ""))
    if frame.intent != "HearthNeed" or need not in _DENIED:
        return False
    words = words.replace("’", "'")
    said, denied = len(_SAID[need].findall(words)), len(_DENIED[need].findall(words))
    return 0 < said == denied
