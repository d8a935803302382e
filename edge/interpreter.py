"""From a request to a turn, as a pure function of the request, the home and what is known.

No I/O, no clock, no randomness (rule 1 of the house): the same arguments give the same decision, which
is what `hearth replay` and `hearth why` rest on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from edge.act.respond import Responder
from edge.decide.answers import chosen, in_order
from edge.decide.choose import MOST_OPTIONS, Choice, Rules, candidates, choose, decision_of, judge
from edge.decide.evidence import evidence_of
from edge.decide.rank import Weights, shipped_weights
from edge.ground.alternatives import alternatives
from edge.ground.followups import continued, corrected, last_exchange
from edge.ground.names import NameIndex
from edge.ground.options import only_sensible, options_of
from edge.ground.planner import ground, refreshed
from edge.ground.undo import take_back, undo
from edge.ground.view import View
from edge.home.model import Snapshot
from edge.turn import (
    DecisionKind,
    Exchange,
    Frame,
    Hypothesis,
    Job,
    Knowledge,
    Plan,
    Question,
    Request,
    Turn,
)
from edge.understand.followups import FollowUpKind, follow_up, means_other
from edge.understand.replies import ReplyKind, reply_choice, reply_kind, reply_pin

QUESTION_SECONDS = 60.0
"""How long the hub waits for the answer to a question of its own."""


Settled = tuple[Choice, tuple[Hypothesis, ...]]
"""A choice with the hypotheses that it was made among."""


class Reading(Protocol):
    """What turns words into ranked hypotheses (`edge.understand.union`)."""

    def read(self, request: Request, snapshot: Snapshot) -> Sequence[Hypothesis]:
        """Hypotheses, best first."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """What the owner settled about interpretation.

    `pin` is asked for tier 3 when set; `tiers` are tiers by entity id; `versions` name what interprets.
    """

    pin: str | None = None
    tiers: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


class Interpreter:
    """Interprets requests in one home. Holds no state but a cache of the home's names."""

    def __init__(
        self, reading: Reading, responder: Responder, house: House | None = None, weights: Weights | None = None
    ) -> None:
        self._reading = reading
        self._responder = responder
        self._house = house or House()
        self._rules = Rules(pin=self._house.pin is not None)
        self._weights = weights or shipped_weights()
        self._names: tuple[Snapshot, NameIndex] | None = None

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:
        """The turn that a request comes to, complete but for its outcome."""
        view = self._view(request, snapshot, knowledge)
        reply = reply_kind(request.text, request.language)
        choice, hypotheses = self._reply(reply, view) or self._fresh(reply, view)
        return self._turn(view, choice, hypotheses)

    def carry_out(self, job: Job, frame: Frame, request: Request, snapshot: Snapshot) -> Turn:
        """The turn of a command that was kept for later and is due; never graver than it was when spoken."""
        view = self._view(request, snapshot, Knowledge())
        hypothesis = Hypothesis((frame,), 1.0, "schedule", job.text)
        made = Plan(hypothesis, (ground(frame, view),))
        choice = judge(made, self._rules, request.at)
        if choice.kind is DecisionKind.ASK and made.steps:
            kind = DecisionKind.ACT if made.tier <= job.tier else DecisionKind.REFUSE
            choice = replace(choice, kind=kind, question=None)
        return self._turn(view, choice, (hypothesis,))

    def no_response(self, missing: Sequence[str], snapshot: Snapshot, request: Request) -> str:
        """What to say when entities did not acknowledge."""
        return self._responder.no_response(missing, snapshot, request.language)

    def unreachable(self, failed: Sequence[str], snapshot: Snapshot, request: Request) -> str:
        """What to say when nothing can carry a command to entities."""
        return self._responder.unreachable(failed, snapshot, request.language)

    def tell(self, job: Job, key: str, at: float, tz_offset: int) -> str:
        """What to say of a job that is due or was missed, at wall time `at`."""
        return self._responder.job(job, key, at, tz_offset)

    def _view(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> View:
        return View(request, snapshot, self._index(snapshot), knowledge, self._house.tiers)

    def _index(self, snapshot: Snapshot) -> NameIndex:
        known = self._names
        if known is None or not _same_structure(known[0], snapshot):
            known = (snapshot, NameIndex(snapshot))
            self._names = known
        return known[1]

    def _turn(self, view: View, choice: Choice, hypotheses: tuple[Hypothesis, ...]) -> Turn:
        response = self._responder.say(choice, view)
        return Turn(
            request=view.request,
            decision=decision_of(choice, response),
            hypotheses=hypotheses,
            knowledge=view.knowledge,
            structure=view.snapshot.structure_hash,
            states=view.snapshot.states_hash,
            versions=self._house.versions,
        )

    def _fresh(self, reply: ReplyKind | None, view: View) -> Settled:
        """Read a request that answers nothing."""
        if reply is ReplyKind.UNDO:
            taken_back = undo(view)
            return judge(taken_back, self._rules, view.request.at), (taken_back.hypothesis,)
        hypotheses = tuple(self._reading.read(view.request, view.snapshot))
        plans = [made for hypothesis in hypotheses for made in alternatives(hypothesis, view)]
        plans += self._leaning(view)
        found = candidates(plans, [evidence_of(made, view) for made in plans], self._weights)
        return self._settled(choose(found, self._rules, view.request.at), view), hypotheses

    def _leaning(self, view: View) -> list[Plan]:
        """Plans that the request has as a correction or a continuation of the one before."""
        leaning = follow_up(view.request.text, view.request.language)
        if leaning is None:
            return []
        if leaning.kind is FollowUpKind.CONTINUATION:
            return continued(leaning.rest, view)
        corrections = corrected(leaning.rest, view, other=means_other(leaning.rest))
        return corrections or self._instead(leaning.rest, view)

    def _instead(self, rest: str, view: View) -> list[Plan]:
        """A correction that is a whole request of its own: the last deed is taken back first."""
        last = last_exchange(view)
        if last is None or last.plan is None or last.decision is not DecisionKind.ACT:
            return []
        back = tuple(clause for clause in take_back(last.plan, view).clauses if clause.steps)
        said = self._reading.read(replace(view.request, text=rest), view.snapshot)
        plans = [made for hypothesis in said for made in alternatives(hypothesis, view)]
        return [replace(made, clauses=(*back, *made.clauses)) for made in plans if made.steps]

    def _settled(self, choice: Choice, view: View) -> Choice:
        """A question of *which* gets its options; it is not asked when only one of them makes sense."""
        if choice.question is None or choice.question.kind != "which" or choice.plan is None:
            return choice
        options = choice.question.options or options_of(choice.plan, view)
        sensible = only_sensible(options)
        if sensible is not None:
            return judge(sensible, self._rules, view.request.at)
        return replace(choice, question=replace(choice.question, options=options[: 2 * MOST_OPTIONS]))

    def _reply(self, reply: ReplyKind | None, view: View) -> Settled | None:
        """What an answer to the hub's last question settles; `None` when it is no answer."""
        question = _open_question(view)
        if question is None:
            return None
        if reply in {ReplyKind.NO, ReplyKind.CANCEL}:
            return Choice(DecisionKind.ANSWER, evidence={"reply": str(reply)}), ()
        if question.kind == "confirm":
            return self._confirmed(question, reply, view)
        return self._picked(question, view)

    def _confirmed(self, question: Question, reply: ReplyKind | None, view: View) -> Settled | None:
        pin = reply_pin(view.request.text, view.request.language) if question.pin else None
        if reply is not ReplyKind.YES and pin is None:
            return None
        made = refreshed(question.plan, view)
        if question.pin and pin is None:
            return Choice(DecisionKind.ASK, made, replace(question, asked_at=view.request.at)), ()
        if question.pin and pin != self._house.pin:
            return Choice(DecisionKind.REFUSE, made, evidence={"reason": "wrong pin"}), ()
        return self._agreed(made, view), (made.hypothesis,)

    def _agreed(self, made: Plan, view: View) -> Choice:
        """A confirmed plan: nothing about it is asked again."""
        choice = judge(made, self._rules, view.request.at)
        if choice.kind in {DecisionKind.ASK, DecisionKind.REFUSE} and made.steps:
            return replace(choice, kind=DecisionKind.ACT, question=None, evidence={"reply": "yes"})
        return choice

    def _picked(self, question: Question, view: View) -> Settled | None:
        picked = in_order(reply_choice(view.request.text, view.request.language), question.options) or chosen(
            view.request.text, question.options, view.snapshot
        )
        if len(picked) == 1:
            made = refreshed(picked[0], view)
            return judge(made, self._rules, view.request.at), (made.hypothesis,)
        return None


def _open_question(view: View) -> Question | None:
    last: Exchange | None = view.knowledge.recent[-1] if view.knowledge.recent else None
    if last is None or last.question is None:
        return None
    return last.question if view.request.at - last.at <= QUESTION_SECONDS else None


def _same_structure(one: Snapshot, other: Snapshot) -> bool:
    """Whether two pictures show the same things; a picture without a generation is like itself only."""
    return one is other or (one.areas is other.areas and one.generation == other.generation > 0)
