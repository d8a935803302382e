"""What is taken back: "undo", "no" and "cancel that" after a deed, "put them back on", "never mind" of what waits."""

from __future__ import annotations

from edge.ground.targets import SURE
from edge.ground.undo import DONE, last_undoable, take_back, undo
from edge.ground.view import View
from edge.turn import Clause, Exchange, Plan
from edge.understand.replies import ReplyKind
from edge.understand.taking_back import called_off, put_back

JUST_DONE_SECONDS = 60.0
"""How long after a deed "cancel that" means the deed."""
DENIED_SECONDS = 15.0
"""How long after a deed a bare "no" means the deed."""
PUT_OFF_SECONDS = 300.0
"""How long after something was put off "never mind" and "leave it on" call it off, nothing else having been said."""


def regret(reply: ReplyKind | None, view: View) -> Plan | None:
    """The plan that takes back what the words regret; `None` where they ask for something of their own."""
    if reply is ReplyKind.UNDO or regretted(reply, view):
        return undo(view)
    return _put_back(view) or _called_off(view)


def regretted(reply: ReplyKind | None, view: View) -> bool:
    """Whether "no" or "cancel that" means what was done a moment ago, nothing else having been said since."""
    last = _just_done(view)
    if last is None or last.plan is None:
        return False
    cancels = reply is ReplyKind.CANCEL and "cancel" in view.request.text.casefold()
    patience = JUST_DONE_SECONDS if cancels else DENIED_SECONDS if reply is ReplyKind.NO else -1.0
    return bool(last.plan.inverse) and view.request.at - last.at <= patience


def _put_back(view: View) -> Plan | None:
    """The last deed taken back where that brings things back to how the words say, all of them."""
    end = put_back(view.request.text) if view.request.language.startswith("en") else None
    last = _just_done(view)
    if end is None or last is None or last is not last_undoable(view):
        return None
    made = undo(view)
    ends = {step.effect.state if step.effect else None for step in made.steps}
    return made if not end or ends == {end} else None


def _called_off(view: View) -> Plan | None:
    """What was just put off, not to be done at all."""
    told = called_off(view.request.text) if view.request.language.startswith("en") else None
    last = _just_done(view)
    if told is None or last is None or last.plan is None or view.request.at - last.at > PUT_OFF_SECONDS:
        return None
    waiting = tuple(clause for clause in last.plan.clauses if _waits(clause, view))
    if not waiting or (told.about and not _is_about(told.about, last.plan, view)):
        return None
    return take_back(Plan(last.plan.hypothesis, waiting), view)


def _just_done(view: View) -> Exchange | None:
    """The newest exchange, where something was done by it that was not taken back since."""
    last = view.knowledge.recent[-1] if view.knowledge.recent else None
    return last if last is not None and last.decision in DONE and not last.undone and last.plan is not None else None


def _waits(clause: Clause, view: View) -> bool:
    """Whether all that a clause did is to keep something for later, which is still waiting."""
    kept = {job.id for job in view.knowledge.jobs}
    return bool(clause.steps) and all(
        step.call.domain == "hearth" and bool(step.inverse) and step.call.data.get("id") in kept
        for step in clause.steps
    )


def _is_about(words: str, plan: Plan, view: View) -> bool:
    """Whether the words name something that a plan is about."""
    found = view.names.entities(words, lambda id_: id_ in plan.targets)
    return bool(found) and found[0].score >= SURE
