"""Times that are said and name no moment: "later", "in a bit", "after dinner", "next week" (English).

A command with one of them is not for now; when, has to be asked. Closed classes of words, at either end of a
request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MEAL = r"(?:breakfast|brunch|lunch|dinner|supper|tea|bed|nap|story|bath|play|school|home)"
_PART = (
    rf"(?:{_MEAL} ?time|breakfast|brunch|lunch|dinner|supper|(?:the )?crack of dawn|first light|daybreak|dawn|dusk|"
    r"twilight|nightfall|sunrise|sunset|christmas|easter|new year)"
)
_SPAN = r"(?:week|weekend|month|year|season)"
_WHOSE = r"(?:the|my|our|your|his|her|their|i|i'm|i've|we|we're|we've|you|he|she|they|it|it's|everyone|everybody|that)"
_NAMELESS = (
    rf"(?:a (?:bit|while|little) |much )?later(?: on)?(?: today| tonight| this \w+| in the \w+)?|"
    r"(?:pretty |quite |very |really )?soon(?:ish)?|shortly|presently|eventually|overnight|"
    r"(?:at )?some (?:time|point|other time)(?: soon| later| today| this \w+)?|sometime(?: soon| later)?|another time|"
    r"(?:in|after) (?:just )?(?:a|another) (?:(?:little|wee|short) )?(?:bit|while|mo|jiffy|tick)|in due course|"
    rf"(?:at|by|around|about|over|during|for|on) {_PART}|"
    rf"(?:next|this coming|the following) {_SPAN}|(?:over |at |on )?(?:the|this) weekend|the {_SPAN} after(?: next)?"
)
_FIGURE = (
    r"(?:i|we|it) (?:all )?(?:melt|freeze|forget|die|faint|starve|boil|roast|bake|cook|scream|explode|go \w+|lose)\b"
)
"""What comes before nothing: a figure of speech for "quickly"."""
_LAST = re.compile(
    rf"^(?P<rest>.+?),? (?P<time>{_NAMELESS}|(?:after|before) (?!{_FIGURE})\S.*|once {_WHOSE} \S.*)$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"^(?P<time>{_NAMELESS}|(?:after|before) [^,]+(?=,)|once {_WHOSE} [^,]+(?=,)),? (?P<rest>.+)$",
    re.IGNORECASE,
)
_POLITE = re.compile(r"[\s,]*(?:,? please| thanks| thank you| ok(?:ay)?)?[\s.!?]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VagueTime:
    """The words of the time, and the request without them."""

    words: str
    rest: str


def vague_time(text: str) -> VagueTime | None:
    """The nameless time that a request says at one of its ends, `None` where it says none.

    >>> vague_time("turn off the lamp in a bit, please")
    VagueTime(words='in a bit', rest='turn off the lamp')
    """
    said = _POLITE.sub("", text.strip())
    found = _LAST.match(said) or _FIRST.match(said)
    return None if found is None else VagueTime(found["time"], found["rest"].strip(" ,"))
