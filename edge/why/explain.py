"""Finding the one fact without which the decision would have been another.

The facts are tried on the hypotheses that were recorded, which is quick; the one that seems to have decided is
then confirmed by reading the request anew, as it would have been read without it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from edge.interpreter import Interpreter
from edge.turn import Decision, Plan
from edge.why.facts import Fact, Record, facts

MOST_WORK = 48
"""What may be spent on one question, in decisions over known hypotheses (about a millisecond each)."""
_READING = 4
"""What reading the request anew costs in these."""
MOST_RIVALS = 6


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with the fact that made it, and what it `otherwise` would have been.

    No fact means that changing none of those tried would have changed the decision: the words alone made it.
    """

    record: Record
    fact: Fact | None = None
    otherwise: Decision | None = None


def explain(record: Record, interpreter: Interpreter) -> Explanation:
    """The fact that decided, if a single one did. Of several the one that leads to other things is named."""
    record = replace(record, snapshot=replace(record.snapshot, generation=record.snapshot.generation or 1))
    quick = interpreter.rereading(record.turn.hypotheses)
    made = outcome(record.turn.decision)
    if outcome(quick.decide(record.request, record.snapshot, record.knowledge)) != made:
        quick = interpreter  # an answer to a question of ours, or one that leaned on another wording
    timed = any(frame.at is not None for hypothesis in record.turn.hypotheses for frame in hypothesis.frames)
    weak: Explanation | None = None
    spent = 0
    for fact in facts(record, _rivals(record, quick)):
        if spent >= MOST_WORK:
            break
        reread = quick is interpreter or (fact.kind == "hour" and timed)  # a time of day is settled in reading
        spent += 0 if reread else 1
        if not reread and outcome(quick.decide(fact.request, fact.snapshot, fact.knowledge)) == made:
            continue
        spent += _READING
        otherwise = interpreter.decide(fact.request, fact.snapshot, fact.knowledge)
        if outcome(otherwise) == made:
            continue
        found = Explanation(record, fact, otherwise)
        if set(otherwise.entities) - set(record.turn.decision.entities):
            return found
        weak = weak or found
    return weak or Explanation(record)


def outcome(decision: Decision) -> Hashable:
    """Equal for decisions that come to the same: kind, intent, targets and calls."""
    plan = decision.question.plan if decision.question else decision.plan
    calls = frozenset(_calls(plan)) if plan else frozenset()
    return decision.kind, decision.intent, frozenset(decision.entities), calls


def _calls(plan: Plan) -> list[Hashable]:
    return [(s.call.domain, s.call.service, s.call.entity_id, repr(sorted(s.call.data.items()))) for s in plan.steps]


def _rivals(record: Record, quick: Interpreter) -> list[str]:
    """Ids of what the plans next in rank were about."""
    found = quick.ranking(record.request, record.snapshot, record.knowledge)
    ids = dict.fromkeys(id_ for candidate in found[: 2 * MOST_RIVALS] for id_ in candidate.plan.targets)
    return [id_ for id_ in ids if id_ in record.snapshot.entities][:MOST_RIVALS]
