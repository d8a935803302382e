"""What pauses for a while, and what goes on again: of several players the ones that were paused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edge.ground.view import View
from edge.home.model import Entity
from edge.turn import Frame

_GOES_ON: frozenset[str] = frozenset({"HassMediaUnpause"})

_A_WHILE = re.compile(r"\bfor (?:just |about |around )?\w+", re.IGNORECASE)
_LATER = re.compile(r"\b(?:in|after|at)\b", re.IGNORECASE)


def at_once(frame: Frame, view: View) -> Frame:
    """The frame of a pause without the time that it is to last: "pause for ten minutes" pauses now."""
    words = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    lasting = _A_WHILE.search(words) is not None and _LATER.search(words) is None
    return replace(frame, delay=None) if frame.intent == "HassMediaPause" and frame.delay and lasting else frame


def paused_first(intent: str, fitting: Sequence[Entity]) -> Sequence[Entity]:
    """Of what may be meant by going on, what was paused; all of it where nothing was, or for other intents."""
    paused = [entity for entity in fitting if entity.state == "paused"] if intent in _GOES_ON else []
    return paused or fitting
