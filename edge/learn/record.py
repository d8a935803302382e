"""What learning keeps of a turn, and the state that stands for what was understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from edge.home.model import Snapshot
from edge.learn.spoken import Spoken, spoken_feedback
from edge.rewrite.keys import normal
from edge.text import fold
from edge.turn import Clause, DecisionKind, Effect, Frame, Plan, Rewriting, Tier, Turn

TARGETS = frozenset({"name", "area", "floor", "domain", "device_class"})
_UNREAD = "?"


@dataclass(frozen=True, slots=True)
class Note:
    """A turn as learning sees it.

    `state` is the interpretation in one line, equal for all wordings of the same wish; `frames` what it rests on
    and `said` the wording that was read. `targets` are all entities it was about (`clause_targets`: by clause),
    `effects` what it should have made true. `exact` says that everything was named exactly. `asked` is the kind of
    question that the hub asked back, `spoken` feedback given in words. `leaned` says that the wording means nothing
    without the turn before it, `replied` that it answered the hub. `missing` are entities that could not be reached.
    """

    id: str
    at: float
    text: str
    state: str
    kind: DecisionKind
    language: str = "en"
    said: str = ""
    device: str | None = None
    area: str | None = None
    speaker: str = ""
    conversation: str | None = None
    tz_offset: int = 0
    frames: tuple[Frame, ...] = ()
    targets: tuple[str, ...] = ()
    clause_targets: tuple[tuple[str, ...], ...] = ()
    effects: tuple[Effect, ...] = ()
    problems: tuple[str, ...] = ()
    tier: Tier = Tier.TELL
    confidence: float = 0.0
    source: str = ""
    exact: bool = False
    asked: str = ""
    spoken: Spoken | None = None
    undo: bool = False
    leaned: bool = False
    replied: bool = False
    missing: tuple[str, ...] = ()
    rewriting: Rewriting | None = None

    @property
    def understood(self) -> bool:
        """Whether the hub did or answered something."""
        return self.kind in {DecisionKind.ACT, DecisionKind.ANSWER}

    @property
    def wording(self) -> str:
        """The words that stand for what was understood: those that were read, rewritten or not."""
        return self.rewriting.rewrite.text if self.rewriting is not None and self.rewriting.served else self.said

    @property
    def taught(self) -> bool:
        """Whether the words were read as somebody had taught them."""
        return self.rewritten and self.rewriting is not None and self.rewriting.rewrite.taught

    @property
    def rewritten(self) -> bool:
        """Whether a rewrite was served."""
        return self.rewriting is not None and self.rewriting.served


def note_of(turn: Turn, snapshot: Snapshot | None = None) -> Note:
    """What learning keeps of a finished turn; with the home that it read, its frames name things as the home does."""
    request, decision = turn.request, turn.decision
    question = decision.question
    plan = decision.plan or (question.plan if question else None)
    clauses = plan.clauses if plan else ()
    undo = bool(clauses) and all(clause.frame.intent == "HearthUndo" for clause in clauses)
    deeds = tuple(clause for clause in clauses if clause.frame.intent != "HearthUndo")
    return Note(
        request.id,
        request.at,
        request.text,
        state_of(deeds, request.text, request.language),
        decision.kind,
        request.language,
        said=plan.hypothesis.text if plan and plan.hypothesis.text else request.text,
        device=request.device,
        area=request.area,
        speaker=request.speaker or "",
        conversation=request.conversation,
        tz_offset=request.tz_offset,
        frames=tuple(_called(clause, snapshot) for clause in deeds),
        targets=_targets(deeds),
        clause_targets=tuple(clause.targets for clause in deeds),
        effects=_effects(clauses) if decision.kind is DecisionKind.ACT else (),
        problems=tuple(problem.code for clause in deeds for problem in clause.problems),
        tier=max((step.tier for clause in deeds for step in clause.steps), default=Tier.TELL),
        confidence=decision.confidence,
        source=plan.hypothesis.source if plan else "",
        exact=bool(deeds) and all(clause.confidence >= 1.0 and not clause.inferred for clause in deeds),
        asked=question.kind if question else "",
        spoken=spoken_feedback(request.text, request.language),
        undo=undo,
        leaned=bool(plan) and plan.hypothesis.source == "dialogue" if plan else False,
        replied=_is_reply(turn, plan),
        missing=turn.outcome.missing if turn.outcome else (),
        rewriting=turn.rewritten,
    )


def state_of(clauses: Iterable[Clause], text: str, language: str = "en") -> str:
    """The interpretation as one line: per clause its intent, its targets in this home, its values.

    What was not understood is a state of its own, by its wording.
    """
    parts = [_clause(clause) for clause in clauses]
    return " + ".join(parts) or f"{_UNREAD}{normal(text, language)}"


def is_unread(state: str) -> bool:
    """Whether a state stands for words that were not understood."""
    return state.startswith(_UNREAD)


def intents_of(note: Note) -> tuple[str, ...]:
    """The intents of a note's clauses, in order."""
    return tuple(frame.intent for frame in note.frames)


def _called(clause: Clause, snapshot: Snapshot | None) -> Frame:
    """The frame with its thing and its room called what the home calls them, however they were heard."""
    frame = clause.frame
    found = [snapshot.entities[id_] for id_ in clause.targets if id_ in snapshot.entities] if snapshot else []
    if not found or snapshot is None:
        return frame
    slots = dict(frame.slots)
    if "name" in slots and len(found) == 1:
        slots["name"] = found[0].name
    area = snapshot.areas.get(found[0].area or "")
    if "area" in slots and area is not None and all(entity.area == area.id for entity in found):
        slots["area"] = area.name
    return replace(frame, slots=slots)


def _clause(clause: Clause) -> str:
    frame = clause.frame
    values = sorted(f"{k}={fold(str(v))}" for k, v in frame.slots.items() if k not in TARGETS)
    named = sorted(f"{k}~{fold(str(v))}" for k, v in frame.slots.items() if k in TARGETS)
    about = sorted(clause.targets) or named
    when = [f"in {frame.delay:g}"] if frame.delay else []
    return " ".join([frame.intent, *about, *values, *when])


def _targets(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target for clause in clauses for target in clause.targets))


def _effects(clauses: Iterable[Clause]) -> tuple[Effect, ...]:
    return tuple(step.effect for clause in clauses for step in clause.steps if step.effect)


def _is_reply(turn: Turn, plan: Plan | None) -> bool:
    """Whether the turn answered the hub's own question: then it is read from the plan that was asked about."""
    last = turn.knowledge.recent[-1] if turn.knowledge.recent else None
    if last is None or last.question is None or plan is None:
        return "reply" in turn.decision.evidence
    return "reply" in turn.decision.evidence or not turn.hypotheses or turn.hypotheses == (plan.hypothesis,)
