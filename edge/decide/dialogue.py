"""What an answer to the hub's own question settles: yes and no, a PIN, one of several, both, none, another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edge.decide.answers import chosen, in_order, together
from edge.decide.choose import Choice, Rules, judge
from edge.decide.leaning import Read, said_value
from edge.ground.antecedents import NO_NAMES
from edge.ground.followups import deeds, dialogue_plan, elsewhere
from edge.ground.planner import ground, refreshed
from edge.ground.retiming import SaidValue, lasting_frame, settled_frame
from edge.ground.targets import NEAR, SURE, Target
from edge.ground.undo import UNDO
from edge.ground.values import revalued
from edge.ground.view import View
from edge.text import fold
from edge.turn import Clause, DecisionKind, Exchange, Frame, Hypothesis, Plan, Question, Tier
from edge.understand.followups import FollowUpKind, follow_up, means_other
from edge.understand.replies import ReplyKind, leading_reply, reply_choices, reply_kind, reply_pin

QUESTION_SECONDS = 60.0
"""How long the hub waits for the answer to a question of its own."""
_SURE_REPLY = 0.8
"""Least score of a reading as agreement in words of one's own; it never agrees to what is confirmed for safety."""

_SETTLE: Mapping[str, Callable[[Frame, SaidValue, float], Frame | None]] = {
    "how_long": lasting_frame,
    "when": settled_frame,
}
"""How the answer to a question about time settles a frame, by the question's kind."""

Settled = tuple[Choice, tuple[Hypothesis, ...]]
"""A choice with the hypotheses that it was made among."""


def answer(view: View, rules: Rules, pin: str | None, read: Read) -> Settled | None:
    """What a request settles as the answer to the last question; `None` when it is no answer or nothing was asked."""
    question = open_question(view)
    if question is None:
        return None
    reply = reply_kind(view.request.text, view.request.language)
    if reply in {ReplyKind.NO, ReplyKind.CANCEL}:
        return _declined(str(reply)), ()
    if question.kind in _SETTLE:
        return _settled_time(question, view, rules)
    if question.kind == "teach":
        return None
    settled = (
        _confirmed(question, _agreeing(question, reply, view, read), view, rules, pin)
        if question.kind == "confirm"
        else _picked(question, view, rules)
    )
    return settled or _otherwise(question, view, rules) or _in_own_words(question, view, rules, read)


def open_question(view: View) -> Question | None:
    """The question that the newest exchange asked, while its answer is awaited."""
    last: Exchange | None = view.knowledge.recent[-1] if view.knowledge.recent else None
    if last is None or last.question is None:
        return None
    return last.question if view.request.at - last.at <= QUESTION_SECONDS else None


def _declined(reply: str) -> Choice:
    return Choice(DecisionKind.ANSWER, evidence={"reply": reply})


def _confirmed(
    question: Question, reply: ReplyKind | None, view: View, rules: Rules, pin: str | None
) -> Settled | None:
    said = reply_pin(view.request.text, view.request.language) if question.pin else None
    if reply is not ReplyKind.YES and said is None:
        return None
    made = refreshed(question.plan, view)
    if question.pin and said is None:
        return Choice(DecisionKind.ASK, made, replace(question, asked_at=view.request.at)), ()
    if question.pin and said != pin:
        return Choice(DecisionKind.REFUSE, made, evidence={"reason": "wrong pin"}), ()
    return _agreed(made, view, rules), (made.hypothesis,)


def _agreeing(question: Question, reply: ReplyKind | None, view: View, read: Read) -> ReplyKind | None:
    """The reply; yes also where what was asked about is bidden again after it: "yes, unlock it"."""
    first, rest = leading_reply(view.request.text, view.request.language)
    if reply is not None or first is not ReplyKind.YES:
        return reply
    said, asked = next(iter(read(rest)), None), deeds(question.plan)
    if said is None or len(said.clauses) != len(asked):
        return None
    again = all(_is_same(told, clause) for told, clause in zip(said.clauses, asked, strict=True))
    return ReplyKind.YES if again else None


def _is_same(told: Clause, asked: Clause) -> bool:
    """Whether a clause bids what another one does, of the same things or of "it"."""
    it = fold(str(told.frame.slots.get("name", ""))) in NO_NAMES
    return told.frame.intent == asked.frame.intent and (it or told.targets == asked.targets)


def _agreed(made: Plan, view: View, rules: Rules) -> Choice:
    """A confirmed plan: nothing about it is asked again."""
    choice = judge(made, rules, view.request.at)
    if choice.kind in {DecisionKind.ASK, DecisionKind.REFUSE} and made.steps:
        return replace(choice, kind=DecisionKind.ACT, question=None, evidence={"reply": "yes"})
    return choice


def _settled_time(question: Question, view: View, rules: Rules) -> Settled | None:
    """What was asked for, for as long or for the time that is said."""
    said = said_value(view.request.text, view)
    settle = _SETTLE[question.kind]
    frames = [said and settle(clause.frame, said, view.request.at) for clause in question.plan.clauses]
    kept = [frame for frame in frames if frame]
    if len(kept) != len(frames):
        return None
    made = dialogue_plan([ground(frame, view) for frame in kept])
    return judge(made, rules, view.request.at), (made.hypothesis,)


def _picked(question: Question, view: View, rules: Rules) -> Settled | None:
    """The options that were named by their places or names, or all of them."""
    text, options = view.request.text, question.options
    found = follow_up(text, view.request.language)
    if found is not None and found.kind is FollowUpKind.EVERY:
        picked: Sequence[Plan] = options
    else:
        picked = in_order(reply_choices(text, view.request.language), options) or chosen(text, options, view.snapshot)
    if not picked or (len(picked) > 1 and len(picked) == len(options) and found is None):
        return None
    made = refreshed(together(picked), view)
    return judge(made, rules, view.request.at), (made.hypothesis,)


def _otherwise(question: Question, view: View, rules: Rules) -> Settled | None:
    """The question is answered by another target or value than those it offered: "no, the desk lamp"."""
    found = follow_up(view.request.text, view.request.language)
    rest = found.rest if found is not None else view.request.text
    corrects = any(clause.frame.intent == UNDO for clause in question.plan.clauses)
    if corrects or means_other(rest):
        return None
    for clause in reversed(deeds(question.plan)):
        kind: Target = {"domain": view.entity(clause.targets[0]).domain} if _known(clause.targets, view) else {}
        least = NEAR if question.kind == "which" else SURE
        instead = elsewhere(clause.frame, rest, view, least=least, kind=kind) or revalued(
            clause, said_value(rest, view), view
        )
        certain = found is not None and found.certain and all(made.targets for made in instead)
        if instead and (certain or any(made.steps for made in instead)):
            made = dialogue_plan(instead)
            return judge(made, rules, view.request.at), (made.hypothesis,)
    return None


def _in_own_words(question: Question, view: View, rules: Rules, read: Read) -> Settled | None:
    """Agreement or refusal that the model reads in other words; never enough for what safety wants confirmed."""
    best = next(iter(read(view.request.text)), None)
    if best is None or best.hypothesis.score < _SURE_REPLY:
        return None
    if best.hypothesis.intent in {"HearthDeny", "HassNevermind"}:
        return _declined("no"), (best.hypothesis,)
    if best.hypothesis.intent == "HearthConfirm" and question.kind == "confirm" and question.plan.tier < Tier.COSTLY:
        made = refreshed(question.plan, view)
        return _agreed(made, view, rules), (made.hypothesis,)
    return None


def _known(ids: Sequence[str], view: View) -> bool:
    return bool(ids) and ids[0] in view.snapshot.entities
