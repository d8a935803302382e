"""What timers are for: whole as it was said when one is set, and as its name when one is asked about (English)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edge.turn import Frame, Job
from edge.understand.durations import parse_duration
from edge.understand.fold import fold

_FOR = re.compile(
    r"\bfor (?:the |my |our |some |a |an )?(?P<name>[^,.;!?]+?)"
    r"(?=(?: (?:for|in|at|on|to|and|please|that|which|with|thanks|of|lasting)\b.*)?[,.;!?]*$|[,.;!?])",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"^(?:(?:and|so|ok(?:ay)?|hey|then)[\s,]+)*(?:how (?:long|much (?:longer|time)|many minutes)|what(?:'?s| is) left"
    r"|what about|how about|how'?s|how is|how are|when (?:is|are|will)|(?:is|are))\b(?P<rest>.+)$",
    re.IGNORECASE,
)
_ASKED = frozenset(
    {
        "is", "are", "left", "on", "for", "of", "the", "my", "our", "do", "does", "have", "i", "we", "got",
        "until", "till", "to", "go", "longer", "more", "time", "timer", "will", "be", "it", "take", "takes",
        "still", "remaining", "has", "done", "finished", "ready", "doing", "now", "nearly", "almost",
        "before", "with", "in", "at", "getting", "yet",
    }
)  # fmt: skip
_MOST_WORDS = 3


def timer_named(frame: Frame, words: str) -> Frame:
    """The frame of a timer with its name whole, where a part of what it is for was read as its name."""
    name = frame.slots.get("name")
    if frame.intent != "HassStartTimer" or not isinstance(name, str) or not name:
        return frame
    for found in (_FOR.match(words, at.start()) for at in re.finditer(r"\bfor\b", words, re.IGNORECASE)):
        whole = found["name"].strip() if found else ""
        said = fold(whole).split()
        part = fold(name).split()
        longer = len(part) < len(said) <= _MOST_WORDS and (said[: len(part)] == part or said[-len(part) :] == part)
        if longer and parse_duration(whole) is None and not any(word.isdigit() for word in said):
            return replace(frame, slots={**frame.slots, "name": whole})
    return frame


def left_of(text: str, jobs: Sequence[Job]) -> Frame | None:
    """The question how long a timer that is called so still runs; `None` where the words name anything else.

    >>> left_of("how long for the rice", [Job("1", "timer", "rice")]).slots
    {'name': 'rice'}
    """
    found = _LEFT.match(text.strip().rstrip("?.!"))
    said = [word for word in fold(found["rest"]).split() if word not in _ASKED] if found else []
    named = [job.name for job in jobs if job.kind == "timer" and job.name]
    meant = [name for name in named if [word for word in fold(name).split() if word not in _ASKED] == said != []]
    return Frame("HassTimerStatus", {"name": meant[0]}) if len(set(meant)) == 1 else None
