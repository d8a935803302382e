"""When somebody wants to be woken: a bare hour is one of the morning."""

from __future__ import annotations

from dataclasses import replace

from edge.ground.view import View
from edge.text import fold
from edge.turn import Frame

_WAKING = frozenset({"wake", "wakes", "waking", "woken", "woke", "awake", "awaken", "awoken", "rise", "morning"})
_UP = frozenset({"get", "be"})
_LATER = frozenset({"pm", "evening", "tonight", "afternoon", "night", "noon", "midday", "nap", "m"})
_HALF_DAY = 43_200.0
_DAY = 86_400.0


def awake(frame: Frame, view: View) -> Frame:
    """The frame of an alarm, in the morning where waking is asked for and no half of the day was said.

    "Wake me at seven", at six in the evening, is not for an hour later.
    """
    if frame.intent != "HearthSetAlarm" or frame.at is None:
        return frame
    return replace(frame, at=in_the_morning(frame.at, view))


def in_the_morning(at: float, view: View) -> float:
    """Wall seconds half a day from `at` where they are in the evening and the request asks to be woken."""
    local = (at + view.request.tz_offset) % _DAY
    if local < _HALF_DAY or not _wakes(view.request.text) or _in_full(view.request.text, local):
        return at
    earlier = at - _HALF_DAY
    return earlier if earlier > view.request.at else at + _HALF_DAY


def _wakes(text: str) -> bool:
    words = fold(text).split()
    risen = any(word == "up" and _UP & set(words[:place]) for place, word in enumerate(words))
    risen = risen or "out of bed" in " ".join(words)
    return (risen or bool(_WAKING & set(words))) and not _said_half(words)


def _said_half(words: list[str]) -> bool:
    return any(word in _LATER or (word[:-2].isdigit() and word.endswith("pm")) for word in words)


def _in_full(text: str, local: float) -> bool:
    """Whether the hour was said on the clock of 24 hours."""
    return str(int(local // 3600)) in fold(text).replace(":", " ").split()
