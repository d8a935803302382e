"""Words that take back what was just done or put off: "put them back on", "actually don't, leave it on" (English)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HESITANT = (
    r"(?:(?:oh|ah|oops|oopsie|whoops|no+|nope|wait|hang on|hold on|actually|sorry|hmm+|er+m?|u[hm]+|ok(?:ay)?|right|"
    r"well|please|on second thoughts?|on reflection|thinking about it|come to think of it|you know what|my mistake|"
    r"i(?:'ve)? changed my mind|change of plan)\b[\s,.!-]*)*"
)
_TAIL = r"(?:[\s,]+(?:please|thanks|thank you|then|again|after all|anyway|actually|for now|though|instead|would you))*"
_THEM = r"(?:it|that|this|them|those|these|everything|things|(?:all|both) of (?:it|them|those))"
_END = r"on|off|up|down|open|closed|shut"
_AS_BEFORE = (
    r"(?:to )?(?:how|the way|where|what|as) (?:it|they|that|those|everything|things) (?:was|were|had been)(?: before)?"
    r"|to normal|to before"
)
_BACK = re.compile(
    rf"^{_HESITANT}(?:(?:put|turn|switch|change|set|move|bring|get|have) {_THEM}(?: all)? (?:straight |right )?back"
    rf"(?: (?P<end>{_END}))?(?:,? (?:{_AS_BEFORE}))?|(?:put|leave|have|set) {_THEM} (?:as|how|the way) "
    rf"(?:it|they) (?:was|were)(?: before)?){_TAIL}$",
    re.IGNORECASE,
)
_ENDS = {"on": "on", "off": "off", "up": "open", "down": "closed", "open": "open", "closed": "closed", "shut": "closed"}
_LEFT = (
    r"(?:on|off|open|closed|shut|up|down|running|going|playing|alone|be|as (?:it is|they are|is)|how it is|like that)"
)
_PLAIN = (
    r"(?:never ?mind(?: (?:that|it|about (?:it|that)))?|forget (?:about )?(?:it|that|this)|scratch (?:that|it)|"
    r"scrap (?:that|it)|skip (?:that|it)|drop (?:that|it)|cancel(?: (?:it|that|this|them))?|call (?:it|that) off|"
    r"(?:don'?t|do not)(?: (?:bother(?: (?:with|about) (?:it|that))?|do (?:it|that|so|anything)))?|"
    r"(?:there(?:'s| is) )?no need(?: (?:for|to do) (?:it|that))?|i don'?t (?:need|want) (?:it|that)(?: any ?more)?|"
    r"not needed(?: any ?more)?|i(?:'ve)? changed my mind|leave (?:it|that|them))"
)
_OFF = re.compile(
    rf"^{_HESITANT}(?:(?:{_PLAIN}|(?:leave|keep) (?P<left>.+?) {_LEFT}){_TAIL}(?:[\s,.!-]+|$){_HESITANT})+$",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"it", "that", "this", "them", "those", "these"})


@dataclass(frozen=True, slots=True)
class CallOff:
    """That what was put off is not to be done at all; `about` is the thing named, empty for what was just spoken of."""

    about: str = ""


def put_back(text: str) -> str | None:
    """The state to which things are to go back, empty where none is said; `None` for any other request.

    >>> put_back("whoops, put them back on"), put_back("put it back how it was")
    ('on', '')
    """
    found = _BACK.match(text.strip().rstrip(".!?"))
    return None if found is None else _ENDS.get((found["end"] or "").casefold(), "")


def called_off(text: str) -> CallOff | None:
    """Whether the words, all of them, say that something is not to be done after all.

    >>> called_off("actually don't, leave the fountain on")
    CallOff(about='the fountain')
    """
    said = text.strip().rstrip(".!?")
    found = _OFF.match(said)
    if found is None or not said:
        return None
    about = (found["left"] or "").strip(" ,")
    return CallOff("" if about.casefold() in _PRONOUNS else about)
