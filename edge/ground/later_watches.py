"""What is to be done, or told, when something becomes true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from edge.ground.conditions import holds, watched
from edge.ground.later import doing, gravest, kept
from edge.ground.view import View
from edge.turn import Clause, Condition, Frame, JsonValue, Problem, Step

TELL = "HearthTellWhen"


def wait(frame: Frame, view: View, now: Callable[[Frame, View], Clause]) -> Clause:
    """Keep a clause until its condition becomes true; `now` is what it comes to at once.

    A command whose condition is true already is done at once, unless it is for every time.
    """
    condition = frame.condition
    if condition is None:
        return now(replace(frame, trigger=""), view)
    verdict = holds(condition, view)
    ids = watched(condition, view)
    if isinstance(verdict, Problem) and not ids:
        return Clause(frame, problems=(verdict,))
    if verdict is True and frame.trigger == "once":
        return _already(frame, condition, ids, view, now)
    then = _telling(frame, view) if frame.intent == TELL else _doing(frame, view, now)
    steps = tuple(_watching(step, ids, condition, verdict) for step in then.steps)
    return replace(then, frame=frame, steps=steps)


def _already(
    frame: Frame, condition: Condition, ids: tuple[str, ...], view: View, now: Callable[[Frame, View], Clause]
) -> Clause:
    if frame.intent == TELL:
        return Clause(frame, ids, problems=(Problem("already", "", ids[:1], {"state": str(condition.value)}),))
    return now(replace(frame, condition=None, trigger=""), view)


def _telling(frame: Frame, view: View) -> Clause:
    return Clause(frame, steps=(kept(frame, "watch", {"message": str(frame.slots.get("message", ""))}, view),))


def _doing(frame: Frame, view: View, now: Callable[[Frame, View], Clause]) -> Clause:
    """A command for later must be possible now too, and is as grave as what it will do."""
    then = now(replace(frame, condition=None, trigger=""), replace(view, regardless=True))
    if then.problems and not then.steps:
        return replace(then, frame=frame)
    return replace(then, frame=frame, steps=(kept(frame, "watch", doing(then.steps), view, gravest(then.steps)),))


def _watching(step: Step, ids: tuple[str, ...], condition: Condition, verdict: bool | Problem) -> Step:  # noqa: FBT001
    data: dict[str, JsonValue] = {
        **step.call.data,
        "entities": list(ids),
        "armed": verdict is not True,
        "id": f"{step.call.data['id']}:{condition.comparison}",
    }
    call = replace(step.call, data=data)
    cancel = replace(step.inverse[0], data={"id": data["id"]})
    return replace(step, call=call, inverse=(cancel,))
