"""Other names for things and rooms (English): "let's call the arc lamp giraffe", "the den is also known as the cave".

Only the words are taken apart; whether the home has a thing of the name decides where it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Naming = tuple[str, str]
"""The new name and the words for what it names."""

_OFTEN = r"(?:(?:also|always|usually|often|sometimes|just|now|simply|generally) )*"
_WHO = (
    r"(?:let'?s|let us|we(?: all)?(?: could| can| will|'ll)?|you (?:can|could|may|should)|everyone|everybody|people|"
    r"(?:the|my|our) \w+(?: \w+)?|i (?=(?:also|always|usually|often|sometimes|just|generally) |call\b)|"
    r"i(?:'d like to| would like to| want to| want you to|'m going to))"
)
_BID = r"(?:please |can you |could you )*"
_CALL = re.compile(
    rf"(?:{_WHO} {_OFTEN}(?:calls?|name|nickname|dub)|{_BID}(?:name|nickname|dub)) (?P<both>.+)",
    re.IGNORECASE,
)
_AS = re.compile(
    rf"(?:{_WHO} {_OFTEN}|{_BID})(?:refer to|rename|know) (?P<known>.+?) (?:as|to) (?P<name>.+)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"(?P<known>.+?) (?:(?:is|are|'s|will be|shall be|should be|can be) {_OFTEN}(?:called|known as|named|nicknamed|"
    rf"referred to as)|(?:also )?goes by(?: the name(?: of)?)?) (?P<name>.+)",
    re.IGNORECASE,
)
_NAME_FOR = re.compile(
    r"(?:another|a different|our|my|the (?:other|new)|a new|a) (?:nick)?name (?:for|of) (?P<known>.+?) (?:is|will be) "
    r"(?P<name>.+)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:what|who|which|how|why|where|when|is|are|do|does|did)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an|my|our|your)$", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r",? (?:from now on|from here on|instead|in future|please|okay|ok|now|these days|too|as well)$", re.IGNORECASE
)
_OFTEN_DONE = re.compile(r"\b(?:every|each|daily|tomorrow|today|tonight|later|when|if|before|after)\b", re.IGNORECASE)
"""Words that say when somebody is called, not what."""
_LONGEST = 4


def namings(text: str) -> tuple[Naming, ...]:
    """Every way to see words as naming something, likeliest first; more than one where nothing marks the cut.

    >>> namings("the arc lamp is also known as giraffe")
    (('giraffe', 'the arc lamp'),)
    """
    said = text.strip()
    while (shorter := _AFTERWARDS.sub("", said)) != said:
        said = shorter
    if _ASKS.match(said):
        return ()
    for pattern in (_AS, _NAME_FOR, _CALLED):
        found = pattern.fullmatch(said)
        if found:
            return ((found["name"], found["known"]),)
    found = _CALL.fullmatch(said)
    return tuple(_cuts(found["both"].split())) if found else ()


def _cuts(words: list[str]) -> Iterator[Naming]:
    """The words cut before an article, else with as much as can be for what is named."""
    if _OFTEN_DONE.search(" ".join(words)):
        return
    places = [at for at in range(len(words) - 1, 0, -1) if len(words) - at <= _LONGEST]
    marked = [at for at in places if _ARTICLE.match(words[at])]
    for at in marked or [at for at in places if not _ARTICLE.match(words[at - 1])]:
        yield " ".join(words[at:]), " ".join(words[:at])
