"""When a clause is to be done, by the words that the model marked as times."""

from __future__ import annotations

import re

from edge.understand import neural_values as values
from edge.understand.neural_decode import Clause
from edge.understand.neural_targets import Place
from edge.understand.numbers import parse_number
from edge.understand.times import parse_time

ALARMS = frozenset({"HearthSetAlarm", "HearthModifyAlarm", "HearthSnoozeAlarm"})
_NOW = frozenset({"now", "immediately", "instantly", "currently", "today", "asap", "already", "again"})
_TIMELY = re.compile(
    r"\d|\b(?:[ap]m|o'?clock|noon|mid(?:day|night)|morning|afternoon|evening|(?:to|over)?night|dawn|dusk|sun\w+|"
    r"(?:second|minute|hour|day|week|month|year|season)s?|weekends?|\w+day|later|soon|after|before|past|half|quarter|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|\w+(?:teen|ty)|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
"""Words that speak of time at all, whatever the model marked."""


def when(clause: Clause, place: Place) -> tuple[float | None, float | None]:
    """Seconds of delay, or the wall time meant; people call both a time, and so do corpora."""
    request = place.request
    minutes = _bare_minutes(clause, place)
    if minutes is not None:
        return (None, request.at + minutes) if clause.label.intent in ALARMS else (minutes, None)
    lasting = (values.seconds(words) for tag in ("delay", "time") for words in place.values(clause, tag)[:1])
    delay = next((found for found in lasting if found is not None), None)
    if delay is not None:
        return (None, request.at + delay) if clause.label.intent in ALARMS else (delay, None)
    times = place.values(clause, "time")
    times = times[-1:] if clause.label.intent == "HearthModifyAlarm" else times[:1]
    said = [*place.values(clause, "date")[:1], *times]
    for words in (" ".join(said), " ".join(reversed(said)), *reversed(said)):
        at = parse_time(words, request.at, request.tz_offset) if words else None
        if at is not None:
            return None, at
    return None, _last_time(clause, place) if clause.label.intent in ALARMS else None


def _bare_minutes(clause: Clause, place: Place) -> float | None:
    """Seconds of "in five": a number after "in" counts minutes, whatever it is marked as."""
    span = next((span for span in clause.spans if span.tag in {"time", "delay"}), None)
    if span is None or place.text[clause.start : span.start].lower().split()[-1:] != ["in"]:
        return None
    number = parse_number(place.said(span))
    return None if number is None else float(number) * 60


def unread_time(clause: Clause, place: Place) -> str:
    """The words of a time that nobody understands."""
    said = (words for tag in ("time", "delay", "date") for words in place.values(clause, tag))
    return next((words for words in said if _TIMELY.search(words) and not _NOW & set(words.lower().split())), "")


def _last_time(clause: Clause, place: Place) -> float | None:
    """The time that the words of an alarm end with, where none was marked: an alarm without a time is none."""
    words = place.text[clause.start : clause.end].split()
    endings = (" ".join(words[start:]) for start in range(1, len(words)))
    times = (parse_time(ending, place.request.at, place.request.tz_offset) for ending in endings)
    return next((at for at in times if at is not None), None)
