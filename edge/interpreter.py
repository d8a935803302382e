"""From a request to a turn, as a pure function of the request, the home and what is known.

No I/O, no clock, no randomness (rule 1 of the house): the same arguments give the same decision, which
is what `hearth replay` and `hearth why` rest on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from edge.act.respond import Responder
from edge.decide.breadth import within_names, within_places
from edge.decide.choose import MOST_OPTIONS, Candidate, Choice, Rules, candidates, choose, decision_of, judge
from edge.decide.dialogue import Settled, answer, open_question
from edge.decide.evidence import evidence_of
from edge.decide.leaning import lean
from edge.decide.overheard import overheard
from edge.decide.pointed import pointed
from edge.decide.rank import Weights, shipped_weights
from edge.decide.regret import regret
from edge.decide.taught import TEACH, asked_about, asks_something, learn, to_be_told, unknown_phrase, unlearn
from edge.ground.alternatives import alternatives
from edge.ground.conditions import holds
from edge.ground.names import NameIndex
from edge.ground.options import only_sensible, options_of
from edge.ground.planner import ground, ground_on
from edge.ground.view import View
from edge.home.model import Snapshot
from edge.learn.spoken import spoken_feedback
from edge.rewrite.apply import as_meant, considered, meaning_of
from edge.rewrite.guards import Meaning
from edge.turn import (
    Clause,
    Condition,
    Decision,
    DecisionKind,
    Frame,
    Hypothesis,
    Job,
    Knowledge,
    Plan,
    Request,
    Rewrite,
    Tier,
    Turn,
)
from edge.understand.lessons import Lesson, explanation, lessons, unlesson
from edge.understand.normalise import normalise
from edge.understand.replies import ReplyKind, reply_kind
from edge.understand.timely import Timely
from edge.understand.wording import Worded, without_lead


class Reading(Protocol):
    """What turns words into ranked hypotheses (`edge.understand.union`)."""

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Hypotheses, best first; `knowledge` is what was said and done lately."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """What the owner settled about interpretation.

    `pin` is asked for tier 3 when set; `tiers` are tiers by entity id; `versions` name what interprets.
    `confirm_costly` says when tier 2 is confirmed: `never`, `always`, or in `quiet` hours, whose beginning and
    end are seconds after local midnight.
    """

    pin: str | None = None
    tiers: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    confirm_costly: str = "never"
    quiet: tuple[float, float] = (22 * 3600.0, 7 * 3600.0)

    def confirms_costly(self, local: float) -> bool:
        """Whether tier 2 is confirmed at a local time, in seconds since any midnight."""
        begin, end = self.quiet
        time = local % 86_400
        quiet = begin <= time < end if begin <= end else time >= begin or time < end
        return self.confirm_costly == "always" or (self.confirm_costly == "quiet" and quiet)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read already."""

    hypotheses: tuple[Hypothesis, ...]

    def read(
        self,
        request: Request,  # noqa: ARG002 - a reading's shape
        snapshot: Snapshot,  # noqa: ARG002
        knowledge: Knowledge | None = None,  # noqa: ARG002
    ) -> Sequence[Hypothesis]:
        return self.hypotheses


class Interpreter:
    """Interprets requests in one home. Holds no state but a cache of the home's names."""

    def __init__(
        self, reading: Reading, responder: Responder, house: House | None = None, weights: Weights | None = None
    ) -> None:
        self._reading = Worded(Timely(reading))
        self._responder = responder
        self._house = house or House()
        rules = Rules(pin=self._house.pin is not None)
        self._always = rules
        self._careful = replace(rules, confirm_from=Tier.COSTLY)
        self._weights = weights or shipped_weights()
        self._names: tuple[Snapshot, NameIndex] | None = None

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:
        """The turn that a request comes to, complete but for its outcome."""
        view = self._view(request, snapshot, knowledge)
        settled, (choice, hypotheses) = self._choice(view)
        if settled or not knowledge.rewrites:
            return self._turn(view, choice, hypotheses)
        return self._perhaps_rewritten(view, choice, hypotheses)

    def carry_out(self, job: Job, frame: Frame, request: Request, snapshot: Snapshot) -> Turn:
        """The turn of a command that was kept for later and is due; never graver than it was when spoken."""
        view = self._view(request, snapshot, Knowledge())
        hypothesis = Hypothesis((frame,), 1.0, "schedule", job.text)
        known = bool(job.targets) and all(target in snapshot.entities for target in job.targets)
        made = Plan(hypothesis, (ground_on(frame, job.targets, view) if known else ground(frame, view),))
        choice = judge(made, self._rules(view), request.at)
        if choice.kind is DecisionKind.ASK and made.steps:
            kind = DecisionKind.ACT if made.tier <= job.tier else DecisionKind.REFUSE
            choice = replace(choice, kind=kind, question=None)
        return replace(self._turn(view, choice, (hypothesis,)), job=job)

    def holds(self, condition: Condition, request: Request, snapshot: Snapshot) -> bool | None:
        """Whether what a watch waits for is so now; `None` where that cannot be told."""
        verdict = holds(condition, self._view(request, snapshot, Knowledge()))
        return verdict if isinstance(verdict, bool) else None

    def no_response(self, missing: Sequence[str], snapshot: Snapshot, request: Request) -> str:
        """What to say when entities did not acknowledge."""
        return self._responder.no_response(missing, snapshot, request.language)

    def unreachable(self, failed: Sequence[str], snapshot: Snapshot, request: Request) -> str:
        """What to say when nothing can carry a command to entities."""
        return self._responder.unreachable(failed, snapshot, request.language)

    def tell(self, job: Job, key: str, at: float, tz_offset: int) -> str:
        """What to say of a job that is due or was missed, at wall time `at`."""
        return self._responder.job(job, key, at, tz_offset)

    def again(self, turn: Turn, snapshot: Snapshot) -> Turn:
        """The turn that a recorded one comes to again, from what it read."""
        job = turn.job
        if job is not None and job.frame is not None:
            return self.carry_out(job, job.frame, turn.request, snapshot)
        return self.interpret(turn.request, snapshot, turn.knowledge)

    def weighed(
        self, request: Request, snapshot: Snapshot, knowledge: Knowledge
    ) -> tuple[list[Plan], list[Mapping[str, float]]]:
        """Every plan that a request has here and now, with the evidence by which they are ranked."""
        view = self._view(request, snapshot, knowledge)
        return _weighed(self._reading.read(request, snapshot, knowledge), view)

    def ranking(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> list[Candidate]:
        """Every plan that a request has here and now with its probability, likeliest first."""
        return candidates(*self.weighed(request, snapshot, knowledge), self._weights)

    def decide(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Decision:
        """The decision of `interpret`, without the words: for asking what would have been."""
        if knowledge.rewrites:
            return self.interpret(request, snapshot, knowledge).decision
        _, (choice, _) = self._choice(self._view(request, snapshot, knowledge))
        return decision_of(choice, "")

    def rereading(self, hypotheses: Sequence[Hypothesis]) -> Interpreter:
        """The same interpreter over hypotheses that are already there, whatever is said."""
        same = Interpreter(_Read(tuple(hypotheses)), self._responder, self._house, self._weights)
        same._names = self._names
        return same

    def _choice(self, view: View) -> tuple[bool, Settled]:
        """The choice, and whether it settled a question of our own."""
        reply = reply_kind(view.request.text, view.request.language)
        settled = answer(view, self._rules(view), self._house.pin, lambda text: self._plans(text, view))
        return settled is not None, settled or self._fresh(reply, view)

    def _rules(self, view: View) -> Rules:
        """What it takes to act at this moment."""
        careful = self._house.confirms_costly(view.request.at + view.request.tz_offset)
        return self._careful if careful else self._always

    def _view(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> View:
        return View(request, snapshot, self._index(snapshot), knowledge, self._house.tiers)

    def _index(self, snapshot: Snapshot) -> NameIndex:
        known = self._names
        if known is None or not _same_structure(known[0], snapshot):
            known = (snapshot, NameIndex(snapshot))
            self._names = known
        return known[1]

    def _turn(self, view: View, choice: Choice, hypotheses: tuple[Hypothesis, ...]) -> Turn:
        unknown = unknown_phrase(choice, view)
        choice = replace(choice, evidence={**choice.evidence, "unknown": unknown}) if unknown else choice
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

    def _fresh(self, reply: ReplyKind | None, view: View, rules: Rules | None = None) -> Settled:
        """Read a request that answers nothing; `rules` are those of the moment where no others are given."""
        rules = rules or self._rules(view)
        taught = self._lesson(view)
        if taught is not None:
            return taught, (taught.plan.hypothesis,) if taught.plan else ()
        taken_back = regret(reply, view)
        if taken_back is not None:
            return judge(taken_back, rules, view.request.at), (taken_back.hypothesis,)
        there = pointed(view, lambda text: self._plans(text, view))
        if isinstance(there, Choice):
            return there, (there.plan.hypothesis,) if there.plan else ()
        view = there
        leaning = lean(view, rules, lambda text: self._plans(text, view))
        told = spoken_feedback(view.request.text, view.request.language) if view.knowledge.recent else None
        if told is not None and (leaning is None or leaning.plan is None):
            return Choice(DecisionKind.LEARN, evidence={"feedback": str(told)}), ()
        if leaning is not None:
            return leaning, (leaning.plan.hypothesis,) if leaning.plan else ()
        hypotheses = tuple(self._reading.read(view.request, view.snapshot, view.knowledge))
        read = _read_lesson(hypotheses) if hypotheses and hypotheses[0].intent == TEACH else None
        learnt = self._learn([read], view) if read is not None else None
        if learnt is not None:
            return learnt, hypotheses
        found = candidates(*_weighed(hypotheses, view), self._weights)
        chosen = overheard(choose(found, rules, view.request.at), view.request)
        return self._settled(chosen, view, rules), hypotheses

    def _lesson(self, view: View) -> Choice | None:
        """The choice where the words teach something, or bid to forget it; English only."""
        text = view.request.text
        if not view.request.language.startswith("en"):
            return None
        told = unlesson(without_lead(text))
        choice = unlearn(told, view, self._rules(view)) if told is not None else None
        if choice is not None:
            return choice
        phrase = asked_about(view)
        if phrase and reply_kind(text) is ReplyKind.YES:
            return to_be_told(phrase, view)
        question = open_question(view)
        if question is not None and question.kind == "teach":
            return self._told(str(question.plan.hypothesis.slots["phrase"]), view)
        if phrase and (command := explanation(text)):
            return self._learn([Lesson(phrase, command)], view)
        cuts = lessons(text)
        if len(cuts) > 1 and not any(lesson.naming for lesson in cuts):
            read = _read_lesson(self._reading.read(view.request, view.snapshot, view.knowledge))
            cuts = (read, *cuts) if read else cuts
        return self._learn(cuts, view) if cuts else None

    def _told(self, phrase: str, view: View) -> Choice | None:
        """The lesson where somebody says what a phrase shall do; `None` where something else was said."""
        command = explanation(view.request.text) or view.request.text
        if asks_something(self._alone(command, view)):
            return None
        choice = self._learn([Lesson(phrase, command)], view)
        return choice if choice is not None and choice.kind is not DecisionKind.REFUSE else None

    def _alone(self, text: str, view: View) -> Choice:
        """What words come to as a request of their own, whatever was said before and however things are now."""
        there = replace(view, request=replace(view.request, text=text, nbest=()), regardless=True)
        return self._fresh(None, replace(there, knowledge=Knowledge(lists=view.knowledge.lists)))[0]

    def _learn(self, told: Sequence[Lesson], view: View) -> Choice | None:
        def read(text: str) -> Choice:
            return self._alone(text, view)

        kept = frozenset(t.phrase for t in told if spoken_feedback(t.phrase, view.request.language) is not None)
        return learn(told, view, self._rules(view), read, kept)

    def _perhaps_rewritten(self, view: View, choice: Choice, hypotheses: tuple[Hypothesis, ...]) -> Turn:
        """The turn of the words, or of what learning says they mean where every guardrail allows it."""
        meant: dict[str, Settled] = {}

        def read(rewrite: Rewrite) -> Meaning:
            meant[rewrite.id] = self._as_meant(rewrite, view)
            other = meant[rewrite.id][0]
            words = rewrite.source if rewrite.frames else rewrite.text
            return meaning_of(normalise(words), other.kind, other.plan)

        before = meaning_of(normalise(view.request.text), choice.kind, choice.plan)
        rewriting = considered(view.request, view.knowledge.rewrites, before, read)
        if rewriting is not None and rewriting.served:
            choice, hypotheses = meant[rewriting.rewrite.id]
            told = {"rewrite": rewriting.rewrite.id, "meant": rewriting.rewrite.text}
            choice = replace(choice, evidence={**choice.evidence, **told})
        return replace(self._turn(view, choice, hypotheses), rewritten=rewriting)

    def _as_meant(self, rewrite: Rewrite, view: View) -> Settled:
        """What the request comes to in the words of a rewrite, or by the frames that it stands for."""
        there = replace(view, request=as_meant(view.request, rewrite))
        if not rewrite.frames:
            # Who says a phrase may not have its command in mind: what is costly is confirmed each time.
            return self._fresh(None, there, self._careful if rewrite.taught else None)
        hypothesis = Hypothesis(rewrite.frames, 1.0, "rewrite", rewrite.text)
        about = rewrite.targets or ((),) * len(rewrite.frames)
        made = Plan(hypothesis, tuple(_on(f, ids, there) for f, ids in zip(rewrite.frames, about, strict=False)))
        return judge(made, self._rules(view), view.request.at), (hypothesis,)

    def _plans(self, text: str, view: View) -> list[Plan]:
        """The plans of another wording, likeliest first."""
        there = replace(view, request=replace(view.request, text=text, nbest=()))
        said = self._reading.read(there.request, there.snapshot, there.knowledge)
        ranked = candidates(*_weighed(said, there), self._weights)
        return [candidate.plan for candidate in ranked]

    def _settled(self, choice: Choice, view: View, rules: Rules) -> Choice:
        """A question of *which* gets its options; it is not asked when only one of them makes sense."""
        if choice.question is None or choice.question.kind != "which" or choice.plan is None:
            return choice
        options = choice.question.options or options_of(choice.plan, view)
        sensible = only_sensible(options)
        if sensible is not None:
            return judge(sensible, rules, view.request.at)
        return replace(choice, question=replace(choice.question, options=options[: 2 * MOST_OPTIONS]))


def _read_lesson(hypotheses: Sequence[Hypothesis]) -> Lesson | None:
    """The lesson that a channel reads, where it tells phrase and command apart."""
    found = next((h.slots for h in hypotheses[:1] if h.intent == TEACH and len(h.frames) == 1), {})
    whole = found.keys() >= {"phrase", "command"}
    return Lesson(str(found["phrase"]).strip(" ,:"), str(found["command"])) if whole else None


def _on(frame: Frame, entity_ids: tuple[str, ...], view: View) -> Clause:
    """A clause on the things that were meant, where they are all still there."""
    there = bool(entity_ids) and all(id_ in view.snapshot.entities for id_ in entity_ids)
    return ground_on(frame, entity_ids, view) if there else ground(frame, view)


def _as_read(hypothesis: Hypothesis, view: View) -> View:
    """The view with the words that were read, which the clauses' places refer to."""
    if hypothesis.source == "timely" or hypothesis.text in {"", view.request.text}:
        return view
    return replace(view, request=replace(view.request, text=hypothesis.text))


def _weighed(hypotheses: Sequence[Hypothesis], view: View) -> tuple[list[Plan], list[Mapping[str, float]]]:
    made = [plan for hypothesis in hypotheses for plan in alternatives(hypothesis, _as_read(hypothesis, view))]
    plans = within_names(within_places(made, view), view)
    best = max((hypothesis.score for hypothesis in hypotheses), default=1.0)
    return plans, [evidence_of(made, view, best) for made in plans]


def _same_structure(one: Snapshot, other: Snapshot) -> bool:
    """Whether two pictures show the same things; a picture without a generation is like itself only."""
    return one is other or (one.areas is other.areas and one.generation == other.generation > 0)
