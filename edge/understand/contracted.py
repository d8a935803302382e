"""Short forms written out where something is said to be so: "the door's still open" is "the door is open" (English)."""

from __future__ import annotations

import re

_STATES = (
    r"on|off|open|opened|shut|closed|locked|unlocked|running|going|playing|paused|muted|docked|charging|charged|idle|"
    r"done|finished|over|ready|complete|completed|through|ended|stopped|started|empty|full|low|dead|flat|"
    r"home|away|out|in|back|gone|asleep|awake|left|arrived|detected|dark|wet|dry|raining|snowing|"
    r"hot|cold|warm|cool|humid|hotter|colder|warmer|cooler|above|below|under|more|less|at|"
    r"higher|lower|up|down|not|being|been|getting"
)
_YET = r"still|already|finally|now|currently|actually|really|just|all"
_SHORT = re.compile(
    rf"(?<=\w)['’](?P<short>s|re) (?=(?:(?:{_YET}) )*(?:{_STATES})\b(?! (?:light|lamp|fan|door|window|room)s?\b))",
    re.IGNORECASE,
)
_ADVERB = re.compile(rf"\b(?P<verb>is|are|has|have|was|were) (?:(?:{_YET}) )+(?=\w)", re.IGNORECASE)
_WRITTEN = {"s": "is", "re": "are"}


def written_out(text: str) -> str:
    """A statement without short forms, and without words such as "still" after its verb.

    >>> written_out("the garage door's still open")
    'the garage door is open'
    >>> written_out("Ida's fan's on")
    "Ida's fan is on"
    """
    whole = _SHORT.sub(lambda found: f" {_WRITTEN[found['short'].casefold()]} ", text)
    return _ADVERB.sub(lambda found: f"{found['verb']} ", whole)
