"""One more timer, after one was set: "and a fifteen minute one for the bread", "another for the rice, ten minutes"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edge.understand.durations import parse_duration

_ONE = r"(?:(?:a |an )?(?:another|one more|second|third|new|separate|one)(?: one| timer)?|a timer)"
_FOR_WHAT = r"for (?:the |my |our |some )?(?P<name>[^,]+?)"
_WAYS = tuple(
    re.compile(rf"^(?:set |start |make |do |add )?{way}(?: please)?$", re.IGNORECASE)
    for way in (
        rf"(?:a |an |another )?(?P<length>.+?) (?:one|timer)(?: {_FOR_WHAT})?",
        rf"{_ONE} (?:for|of|at) (?P<length>.+?)(?:,? {_FOR_WHAT})?",
        rf"{_ONE},? {_FOR_WHAT},? (?:for |at |of )?(?P<length>.+?)",
        r"(?:the |an? )?(?P<name>[^,]+?) (?:one|timer),? (?:for |at |of )(?P<length>.+?)",
        rf"(?P<length>.+?) {_FOR_WHAT}",
    )
)
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class AnotherTimer:
    """How long another timer is to run, in seconds, and what it is for (empty where that was not said)."""

    seconds: float
    name: str = ""


def another_timer(rest: str) -> AnotherTimer | None:
    """The timer that words ask for where one was just set; `None` where they are something else.

    >>> another_timer("a fifteen minute one for the garlic bread")
    AnotherTimer(seconds=900.0, name='garlic bread')
    """
    said = rest.strip().rstrip(".!?")
    for way in _WAYS:
        found = way.match(said)
        length = parse_duration(found["length"]) if found else None
        if found is None or length is None:
            continue
        name = (found.groupdict().get("name") or "").strip()
        if len(name.split()) <= _MOST_WORDS and parse_duration(name) is None:
            return AnotherTimer(length, name)
    return None
