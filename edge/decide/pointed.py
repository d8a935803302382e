"""A request that points at a room instead of naming it, as the request that names it; or the question which room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from edge.decide.choose import Choice
from edge.ground.pointing import wordings
from edge.ground.view import View
from edge.turn import DecisionKind, Plan, Question

_KEPT = frozenset({"item", "message", "phrase", "command", "search_query"})
"""Slots of words that are kept as they were said."""
Read = Callable[[str], Sequence[Plan]]
"""Reads a wording as a request of its own: its plans, best first."""


def pointed(view: View, read: Read) -> View | Choice:
    """The view of the request with the room's name, or the question which of several rooms is meant."""
    texts = wordings(view)
    found = {text: plans[0] for text in texts if (plans := read(text))}
    if not texts or any(_keeps(plan, view) for plan in found.values()):
        return view
    if len(texts) == 1:
        return _said(texts[0], view)
    able = {text: plan for text, plan in found.items() if plan.steps} or {
        text: plan for text, plan in found.items() if plan.targets
    }
    if not able:
        return view
    first = next(iter(able.values()))
    if len(able) == 1 and not first.steps:
        return _said(next(iter(able)), view)
    plans = tuple(able.values())
    question = Question("which" if len(plans) > 1 else "confirm", first, plans[1:] and plans, asked_at=view.request.at)
    return Choice(DecisionKind.ASK, first, question, 1.0, {"source": first.hypothesis.source})


def _said(text: str, view: View) -> View:
    return replace(view, request=replace(view.request, text=text, nbest=()))


def _keeps(plan: Plan, view: View) -> bool:
    """Whether a plan keeps words that were said otherwise: "remind me to clean my room"."""
    said = view.request.text.casefold()
    kept = (str(frame.slots[key]) for frame in plan.hypothesis.frames for key in _KEPT & frame.slots.keys())
    return any(words.casefold() not in said for words in kept)
