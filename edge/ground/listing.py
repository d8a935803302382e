"""More for the list that was just spoken of: "and eggs", "also two lemons"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from edge.ground.followups import deeds, dialogue_plan, last_exchange
from edge.ground.planner import ground
from edge.ground.view import View
from edge.turn import Plan

_AND = re.compile(r",? +and +|, *", re.IGNORECASE)
_MOST_WORDS = 8
_GRAMMAR = "grammar"


def continued_list(rest: str, view: View, read: Callable[[], Sequence[Plan]]) -> list[Plan]:
    """The plan that puts `rest` on (or takes it off) the list of the last request; empty when it is a command itself.

    `read` gives the plans of `rest` as a request of its own.
    """
    last = last_exchange(view)
    if last is None or last.plan is None or len(rest.split()) > _MOST_WORDS:
        return []
    frame = deeds(last.plan)[-1].frame
    if "item" not in frame.slots or not frame.intent.endswith("Item"):
        return []
    best = next(iter(read()), None)
    if best is not None and best.hypothesis.source == _GRAMMAR and best.steps:
        return []
    items = [part.strip() for part in _AND.split(rest) if part.strip()]
    return [dialogue_plan(ground(replace(frame, slots={**frame.slots, "item": item}), view) for item in items)]
