"""What a request comes to that leans on the one before: corrections, ellipsis, "again", "a bit more", "both"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from edge.decide.choose import Choice, Rules, judge
from edge.ground.followups import (
    also_the_others,
    continued,
    corrected,
    deeds,
    dialogue_plan,
    last_exchange,
    more_or_less,
    once_more,
    spared,
    the_other,
)
from edge.ground.listing import continued_list
from edge.ground.planner import ground
from edge.ground.retiming import SaidValue, another_timer_frame
from edge.ground.undo import UNDO, take_back, undo
from edge.ground.view import View
from edge.turn import DecisionKind, Plan, Question
from edge.understand.colours import colour_kelvin, colour_name
from edge.understand.durations import parse_duration
from edge.understand.followups import FollowUp, FollowUpKind, follow_up, means_other
from edge.understand.more_timers import another_timer
from edge.understand.times import parse_time
from edge.understand.units import parse_percentage, parse_temperature

_PUT = re.compile(
    r"^(?:(?:make|set|turn|put|dim) (?:it|that|them|this)(?: down| up)?(?: to| at)?|to|at|in) (?=\S)", re.IGNORECASE
)
_ANOTHER_AT = re.compile(r"^(?:another(?: one| alarm| reminder)?|one(?: more)?) (?:for|at) (?=\S)", re.IGNORECASE)
_SETTLED_TIME = re.compile(
    r"\d\s?[ap]\.?m|\b(?:[ap]\.?m|noon|midday|midnight|morning|afternoon|evening|night|tonight|today|tomorrow|"
    r"\w+day|1[3-9]|2[0-3]|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
"""Words that say a day, or which half of it."""
_LEVELS = {
    "all the way": 100.0, "all the way up": 100.0, "all the way open": 100.0, "fully": 100.0, "completely": 100.0,
    "all the way down": 0.0, "all the way closed": 0.0,
}  # fmt: skip
Read = Callable[[str], Sequence[Plan]]
"""Reads a wording as a request of its own: its plans, best first."""


def lean(view: View, rules: Rules, read: Read) -> Choice | None:
    """The choice for a request that leans on the one before, `None` for one that stands alone."""
    found = follow_up(view.request.text, view.request.language)
    if found is None:
        return None
    plans = _PLANS[found.kind](found, view, read) if last_exchange(view) is not None else []
    plans = [plan for plan in plans if plan.clauses]
    if plans:
        return _settled(plans, rules, view)
    return (
        Choice(DecisionKind.REFUSE, evidence={"reason": "nothing to lean on"}) if found.kind in _MEANS_NOTHING else None
    )


def said_value(words: str, view: View) -> SaidValue | None:
    """The value that the words say and nothing else: a colour, percent, degrees, a number, a time or a duration."""
    words = _PUT.sub("", words.strip())
    level = _LEVELS.get(words.casefold())
    if level is not None:
        return SaidValue(level, "%")
    colour = colour_name(words) or (words.strip().casefold() if colour_kelvin(words) else None)
    if colour is not None:
        return SaidValue(colour=colour)
    percent = parse_percentage(words)
    if percent is not None:
        return SaidValue(float(percent), "%")
    found = _degrees(words)
    at = parse_time(words, view.request.at, view.request.tz_offset)
    seconds = parse_duration(words.casefold().removeprefix("for "))
    if found is None and at is None and seconds is None:
        return None
    return replace(found or SaidValue(), at=at, seconds=seconds, loose=_SETTLED_TIME.search(words) is None)


def _degrees(words: str) -> SaidValue | None:
    degrees = parse_temperature(words.removeprefix("to "))
    if degrees is None:
        return None
    spoken = any(word in words.casefold() for word in ("degree", "°"))
    return SaidValue(float(degrees.value), degrees.unit or ("°C" if spoken else ""))


def _settled(plans: Sequence[Plan], rules: Rules, view: View) -> Choice:
    """One plan is judged by itself; of several that do something it is asked which."""
    active = [plan for plan in plans if plan.steps] or list(plans[:1])
    if len(active) == 1:
        return replace(judge(active[0], rules, view.request.at), confidence=1.0, evidence={"source": "dialogue"})
    question = Question("which", active[0], tuple(active), asked_at=view.request.at)
    return Choice(DecisionKind.ASK, active[0], question, 1.0, {"source": "dialogue"})


def _correction(found: FollowUp, view: View, read: Read) -> list[Plan]:
    if means_other(found.rest):
        others = the_other(view)
        if others:
            return others
    plans = corrected(found.rest, said_value(found.rest, view), view, certain=found.certain)
    return plans if plans or not found.certain else _instead(found.rest, view, read)


def _instead(rest: str, view: View, read: Read) -> list[Plan]:
    """A correction that is a whole request of its own: the last deed is taken back first."""
    last = last_exchange(view)
    said = [plan for plan in read(rest) if plan.steps][:1]
    if last is None or last.plan is None or not said:
        return []
    made = said[0]
    if last.decision is not DecisionKind.ACT or last.undone:
        return [made]
    alike = {clause.frame.intent for clause in made.clauses} | {_OPPOSITE.get(c.frame.intent, "") for c in made.clauses}
    wrong = [clause for clause in deeds(last.plan) if clause.frame.intent in alike] or list(deeds(last.plan))
    back = take_back(replace(last.plan, clauses=tuple(wrong)), view, spared=frozenset(made.targets))
    undone = tuple(clause for clause in back.clauses if clause.steps)
    return [dialogue_plan((*undone, *made.clauses))]


def _continuation(found: FollowUp, view: View, _read: Read) -> list[Plan]:
    last = last_exchange(view)
    frame = deeds(last.plan)[-1].frame if last is not None and last.plan is not None else None
    if frame is not None and view.request.language.startswith("en"):
        timer = another_timer(found.rest) if frame.intent == "HassStartTimer" else None
        if timer is not None:
            return [dialogue_plan([ground(another_timer_frame(frame, timer.seconds, timer.name), view)])]
        found = replace(found, rest=_ANOTHER_AT.sub("", found.rest))
    if means_other(found.rest):
        return also_the_others(view)
    return continued(found.rest, said_value(found.rest, view), view) or (
        continued_list(found.rest, view, lambda: _read(found.rest)) if found.certain else []
    )


def _again(_found: FollowUp, view: View, _read: Read) -> list[Plan]:
    newest = view.knowledge.recent[-1]
    if newest.plan is not None and all(clause.frame.intent == UNDO for clause in newest.plan.clauses):
        return [undo(view)]
    return once_more(view)


def _wrong(_found: FollowUp, view: View, _read: Read) -> list[Plan]:
    """Nothing better was named: the deed is taken back, and done to the other one where there is just one."""
    last = last_exchange(view)
    if last is None or last.decision is not DecisionKind.ACT or last.undone:
        return []
    others = [plan for plan in the_other(view) if plan.steps]
    singular = "one" in view.request.text.casefold().split()
    return others if singular and len(others) == 1 else [undo(view)]


_MEANS_NOTHING = frozenset({FollowUpKind.AGAIN, FollowUpKind.EVERY, FollowUpKind.WRONG})
"""Kinds whose words say nothing by themselves: without something to lean on they are not read as a command."""
_OPPOSITE = {"HassTurnOn": "HassTurnOff", "HassTurnOff": "HassTurnOn"}
_PLANS: dict[FollowUpKind, Callable[[FollowUp, View, Read], list[Plan]]] = {
    FollowUpKind.CORRECTION: _correction,
    FollowUpKind.CONTINUATION: _continuation,
    FollowUpKind.AGAIN: _again,
    FollowUpKind.MORE: lambda _f, view, _r: more_or_less(1, view),
    FollowUpKind.LESS: lambda _f, view, _r: more_or_less(-1, view),
    FollowUpKind.EVERY: lambda _f, view, _r: also_the_others(view),
    FollowUpKind.WRONG: _wrong,
    FollowUpKind.EXCEPT: lambda found, view, _r: spared(found.rest, view),
}
