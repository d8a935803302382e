"""Asking for, and cancelling, what the hub keeps for later: commands and watches (English)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edge.turn import Frame, SlotValue
from edge.understand.fold import fold

STATUS, CANCEL = "HearthScheduleStatus", "HearthCancelSchedule"

_KEPT = r"(?:scheduled|planned|pending|delayed|upcoming)"
_KIND = (
    r"(?:schedules?|scheduled (?:commands?|things?|tasks?|actions?|jobs?)|"
    r"planned (?:commands?|things?|tasks?|actions?)|"
    r"(?:pending|delayed) (?:commands?|tasks?|actions?|jobs?)|jobs|watch(?:es)?|notifications?|alerts?)"
)
_STATUS = re.compile(
    r"^(?:what(?:'s| is| are| have| has| do| did)?|which|list|show(?: me)?|tell me|do i have(?: any)?"
    r"|are there(?: any)?|is there)\b"
    rf".*\b(?:{_KEPT}|schedules?|jobs|watch(?:es|ing)?|waiting for)\b",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    rf"^(?:please )?(?:cancel|delete|remove|clear|drop|forget|stop|scrap)(?: all)?(?: of)?(?: (?:the|my|that|those))* "
    rf"(?:(?:everything|all|anything)(?: that(?:'s| is| are))? {_KEPT}|"
    rf"{_KIND}(?: (?:for|about|on|of|to|that) (?P<about>.+))?|{_KEPT} (?P<named>.+)|(?P<kept>.+?) {_KIND})$|"
    r"^(?:please )?(?:stop|quit|no longer|don't) (?:watching|waiting for|watch|wait for)(?: (?:the|my))? "
    r"(?P<watched>.+)$|"
    r"^(?:please )?(?:don't|do not|no need to) (?:tell|notify|alert|warn) (?:me|us)(?: any ?more)?"
    r"(?: (?:when|about|if) (?P<told>.+))?$",
    re.IGNORECASE,
)


def about_kept(text: str) -> Frame | None:
    """The question after, or the cancelling of, commands and watches that are kept; `None` for anything else."""
    said = text.strip().rstrip(".!?")
    if _STATUS.match(said):
        return Frame(STATUS)
    found = _CANCEL.match(said)
    if found is None:
        return None
    about = next((value for value in found.groupdict().values() if value), "")
    slots: dict[str, SlotValue] = {"message": about} if about else {}
    return Frame(CANCEL, slots)


def calls_off(text: str) -> bool:
    """Whether a deed is called off by its own words; it is not done then, be it kept or not.

    >>> calls_off("cancel turning the fan off"), calls_off("cancel the timer")
    (True, False)
    """
    return _CALLED_OFF.match(text.strip().replace("’", "'")) is not None


def cancels_kept(text: str, kept: Sequence[str]) -> Frame | None:
    """The cancelling of a command or watch by its own words ("cancel the bedroom curtains"); `kept` are their texts."""
    found = _PLAIN.match(text.strip().rstrip(".!?"))
    if found is None:
        return None
    words = {word for word in fold(found["about"]).split() if word not in _EMPTY}
    named = any(words <= set(fold(said).split()) for said in kept)
    return Frame(CANCEL, {"message": found["about"]}) if words and named else None


_PLAIN = re.compile(
    r"^(?:please )?(?:cancel|delete|remove|forget|scrap) (?:the |my |that )?(?P<about>.+?)(?: one)?$", re.IGNORECASE
)
_EMPTY = frozenset(
    {"the", "my", "a", "that", "this", "it", "all", "one", "for", "in", "at", "on", "off", "turn", "timer", "turning",
     "switching", "opening", "closing", "shutting", "starting", "stopping", "running", "putting", "setting"}
)  # fmt: skip
_CALLED_OFF = re.compile(
    r"^(?:please |no,? |oh,? )*(?:cancel|call off|scrap|forget(?: about)?|don't bother|never mind(?: about)?|skip) "
    r"(?:turning|switching|opening|closing|shutting|starting|stopping|running|putting|setting|playing|dimming|locking|"
    r"unlocking|raising|lowering)\b",
    re.IGNORECASE,
)
