"""An alarm that was just set or asked about is moved by its pronoun: "move it to seven"."""

from __future__ import annotations

import re

from edge.turn import Frame, Knowledge, Request
from edge.understand.times import parse_time

_MOVE = re.compile(
    r"^(?:please |can you |could you |no,? |actually,? )*(?:move|change|push|shift|set|reschedule) (?:it|that|this)"
    r"(?: back| forward| up)? (?:to|for|at) (?P<time>.+?)(?: please| instead)?[\s.!]*$",
    re.IGNORECASE,
)
_OF_ALARMS = frozenset({"HearthSetAlarm", "HearthModifyAlarm", "HearthAlarmStatus", "HearthSnoozeAlarm"})
_WITHIN_SECONDS = 120.0


def moved_alarm(request: Request, knowledge: Knowledge | None) -> Frame | None:
    """The frame that moves the alarm which was just spoken of; `None` where something else was, or is said."""
    last = knowledge.recent[-1] if knowledge is not None and knowledge.recent else None
    if last is None or last.plan is None or request.at - last.at > _WITHIN_SECONDS:
        return None
    if last.plan.hypothesis.intent not in _OF_ALARMS:
        return None
    found = _MOVE.match(request.text.strip())
    at = parse_time(found["time"], request.at, request.tz_offset) if found else None
    return Frame("HearthModifyAlarm", at=at) if at is not None else None
