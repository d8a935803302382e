"""Coverings by their own verbs: who says "close it back up" wants nothing opened (English)."""

from __future__ import annotations

import re
from dataclasses import replace

from edge.turn import Frame

_VERB = re.compile(
    r"^(?:(?:please|can|could|would|will|you|we|just|now|then|and|also|ok(?:ay)?|hey|go ahead and|i want you to"
    r"|let'?s|no)[\s,]+)*(?P<verb>open|close|shut)\b",
    re.IGNORECASE,
)
_ENDS = {"open": "HassTurnOn", "close": "HassTurnOff", "shut": "HassTurnOff"}
_COVERINGS = frozenset({"cover", "valve"})


def as_covered(frame: Frame, words: str) -> Frame:
    """The frame of a covering as its clause's own verb has it, whatever "up" and "down" beside it were read as."""
    found = _VERB.match(words.strip())
    domains = {str(frame.slots["domain"])} if "domain" in frame.slots else set(frame.domains)
    if found is None or frame.intent not in _ENDS.values() or not domains or not domains <= _COVERINGS:
        return frame
    return replace(frame, intent=_ENDS[found["verb"].lower()])
