"""Asking for, and cancelling, what the hub keeps for later: commands and watches (English)."""

from __future__ import annotations

import re

from edge.turn import Frame, SlotValue

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
