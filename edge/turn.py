"""The types that flow through the house, from what was said to what came of it.

Everything here is immutable and holds plain values only, so that a `Turn` can be stored
whole and replayed (rule 2 of the house). This module imports nothing of the house.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

JsonValue = object
"""What a state attribute or service datum may be: anything that JSON can hold, tuples for lists."""
SlotValue = str | int | float | bool


class Tier(IntEnum):
    """How much harm acting wrongly does (design, rule 3)."""

    TELL = 0
    COMFORT = 1
    COSTLY = 2
    ACCESS = 3


class DecisionKind(StrEnum):
    """What the hub did with a request (`spec/cases`)."""

    ACT = "act"
    ANSWER = "answer"
    ASK = "ask"
    LEARN = "learn"
    REFUSE = "refuse"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One entry of a recogniser's n-best list; `confidence` in 0..1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Request:
    """Something that somebody said.

    `at` is wall time in seconds since 1970 UTC; `tz_offset` the home's offset from UTC then, in
    seconds. `device` is the id of the device that heard it and `area` the id of the area it stands
    in, when known. `seed` is the only source of randomness that interpretation may use.
    """

    id: str
    text: str
    at: float
    tz_offset: int = 0
    language: str = "en"
    device: str | None = None
    area: str | None = None
    speaker: str | None = None
    confidence: float | None = None
    nbest: tuple[Alternative, ...] = ()
    conversation: str | None = None
    door: str = "console"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact as in "if the kitchen is above 23": `slots` say what is read, as in a `HassGetState` frame.

    `comparison` is one of `is`, `above`, `below`; `value` a state or a number in the entity's unit.
    """

    slots: Mapping[str, SlotValue]
    comparison: str
    value: SlotValue


@dataclass(frozen=True, slots=True)
class Frame:
    """One clause as understood: a Home Assistant intent with its slots.

    `name`, `area` and `floor` slots hold the home's own name where the words matched one exactly,
    else the words as spoken; numbers are numbers (percent 0..100, degrees, seconds). `domains`
    restricts what `name` may mean (hassil's `requires_context`). `excepted` are the slots of targets
    left out ("all but the fan"). `delay` is seconds from now; `at` wall seconds. `response` is the
    key of the response template. `span` is the clause's character range in the request. `repeat` are the
    weekdays (0 is Monday) on which `at` comes again. `trigger` says when the condition counts: empty for
    now, `once` for the next time that it becomes true, `always` for every time. `when` are the words of a time that
    was said and not understood: until it is, nothing is done.
    """

    intent: str
    slots: Mapping[str, SlotValue] = field(default_factory=dict)
    domains: tuple[str, ...] = ()
    device_classes: tuple[str, ...] = ()
    response: str = "default"
    excepted: tuple[Mapping[str, SlotValue], ...] = ()
    condition: Condition | None = None
    delay: float | None = None
    at: float | None = None
    span: tuple[int, int] | None = None
    repeat: tuple[int, ...] = ()
    trigger: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One reading of the whole request: its clauses in order, with a score in 0..1 and its source.

    `source` names the channel (`grammar`, `neural`, `taught`, `context`, `dialogue`); `text` is the
    wording that was read, which differs from the request's when it was rewritten.
    """

    frames: tuple[Frame, ...]
    score: float
    source: str
    text: str = ""

    @property
    def intent(self) -> str:
        """Intent of the first clause."""
        return self.frames[0].intent

    @property
    def slots(self) -> Mapping[str, SlotValue]:
        """Slots of the first clause."""
        return self.frames[0].slots


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """A Home Assistant service on at most one entity.

    The domain `hearth` is our own: timers, alarms, reminders, schedules and lists that the hub itself
    keeps; those have no entity. `data` uses Home Assistant's field names and units.
    """

    domain: str
    service: str
    entity_id: str | None = None
    data: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step should make true: the acknowledgement watch compares it with the live state.

    `state` and every attribute named must be seen; `None` as state leaves the state open.
    `transitional` are states that count as "under way" (a cover that is `opening`).
    """

    entity_id: str
    state: str | None = None
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)
    transitional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One service call with its expected effect, its tier and the calls that would undo it."""

    call: ServiceCall
    tier: Tier
    effect: Effect | None = None
    inverse: tuple[ServiceCall, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a clause, or a part of it, cannot be done.

    `code` is one of `no_entity`, `no_area`, `no_floor`, `no_target`, `not_supported`, `out_of_range`,
    `unavailable`, `already`, `ambiguous`, `not_permitted`, `no_intent`, `condition_false`, `no_duration`,
    `no_time` (none was said, or none that names a moment), `unread_time`; `subject` is the name concerned, as said
    or as the home calls it; `candidates` entity ids that were near.
    """

    code: str
    subject: str = ""
    candidates: tuple[str, ...] = ()
    detail: Mapping[str, SlotValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """What one frame comes to in this home now.

    `targets` are the ids of all entities that the clause is about, also those that need nothing done.
    `facts` is what a question found (`matched` and `unmatched` entity ids, a value, its unit).
    `confidence` in 0..1 says how surely the words name the targets (1 = exactly); `inferred` targets
    were not said at all, but taken from the moment.
    """

    frame: Frame
    targets: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, JsonValue] = field(default_factory=dict)
    confidence: float = 1.0
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a hypothesis comes to in this home now, clause by clause."""

    hypothesis: Hypothesis
    clauses: tuple[Clause, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return tuple(step for clause in self.clauses for step in clause.steps)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in order."""
        return tuple(problem for clause in self.clauses for problem in clause.problems)

    @property
    def targets(self) -> tuple[str, ...]:
        """Ids of all entities that the plan is about, each once, in order."""
        return tuple(dict.fromkeys(target for clause in self.clauses for target in clause.targets))

    @property
    def tier(self) -> Tier:
        """The highest tier of any step; `TELL` when there is none."""
        return max((step.tier for step in self.steps), default=Tier.TELL)

    @property
    def inverse(self) -> tuple[ServiceCall, ...]:
        """The calls that undo the whole plan, last step first."""
        return tuple(call for step in reversed(self.steps) for call in step.inverse)


@dataclass(frozen=True, slots=True)
class Question:
    """What the hub asked and what each answer would do.

    `kind` is `confirm` (yes/no; `pin` when a PIN is wanted too), `which` (one of `options`), `how_long` (a duration),
    `when` (a time) or `teach` (what a phrase shall do).
    """

    kind: str
    plan: Plan
    options: tuple[Plan, ...] = ()
    pin: bool = False
    asked_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """The one choice over all plans, with what is said and the evidence for it.

    `response` is the spoken answer in the request's language; `entities` are the plan's targets;
    `evidence` maps feature names to what they contributed.
    """

    kind: DecisionKind
    response: str = ""
    intent: str | None = None
    slots: Mapping[str, SlotValue] = field(default_factory=dict)
    entities: tuple[str, ...] = ()
    plan: Plan | None = None
    question: Question | None = None
    confidence: float = 0.0
    evidence: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a decision: which entities acknowledged within the watch and which did not.

    `said` is what was said about those that did not.
    """

    acknowledged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    undone: bool = False
    latency_ms: float = 0.0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a later turn needs of an earlier one in the same conversation."""

    at: float
    text: str
    decision: DecisionKind
    device: str | None = None
    speaker: str | None = None
    area: str | None = None
    plan: Plan | None = None
    question: Question | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Something due later: a `timer`, `alarm`, `reminder`, `command` (delayed) or `watch`.

    `remaining` and `total` are seconds; `remaining` is as of the snapshot. `text` is what to say or the
    request to carry out; `device` the one that is told. A `watch` has a `condition` and no `remaining`.
    `at` (wall seconds) is set for what is due by the clock on the wall, and then rules over `remaining`.
    `tier` is the highest that what is kept may reach when it is due. `repeat` are the weekdays (0 is
    Monday) on which `at` comes again. A watch looks at `entities`; it is `armed` once its condition was
    seen to be false, and `standing` when it stays after it was true. `door` and `conversation` are those
    of the request that set it. `as_of` is the monotonic time of `remaining` in the machine's run `boot`.
    `targets` are the things that `frame` is about where its words do not say ("turn it off in ten minutes").
    """

    id: str
    kind: str
    name: str = ""
    remaining: float | None = None
    total: float | None = None
    paused: bool = False
    device: str | None = None
    area: str | None = None
    speaker: str | None = None
    text: str = ""
    frame: Frame | None = None
    condition: Condition | None = None
    tier: Tier = Tier.COMFORT
    at: float | None = None
    repeat: tuple[int, ...] = ()
    entities: tuple[str, ...] = ()
    armed: bool = True
    standing: bool = False
    door: str = ""
    conversation: str | None = None
    as_of: float | None = None
    boot: str = ""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a wording may be meant to say, as learnt from how people corrected the hub; it only proposes.

    `source` is the wording it stands for, `text` the one to read in its place for this request. `frames`, where
    there are any, say what is meant instead, for a correction that would not stand alone ("no, the strip"), each
    with the entity ids of its `targets`.
    `match` says how it was found (`exact`, `normalised`, `phonetic`, `near`, `phrase`), `scope` for whom it was learnt
    (`person`, `home`), `stage` where in its life cycle it stands. `propensity` in 0..1 is the probability with
    which it is to be served. `passed` is what the hub used to do with the source wording (a `DecisionKind`),
    `uses` and `defect` how often and how badly, in 0..1. `breadth` is the most targets it ever had when it was
    right. `taught` ones were not learnt in passing: somebody said outright what the words shall mean.
    """

    id: str
    source: str
    text: str
    frames: tuple[Frame, ...] = ()
    targets: tuple[tuple[str, ...], ...] = ()
    match: str = "exact"
    scope: str = "home"
    stage: str = "canary"
    propensity: float = 0.0
    passed: str = ""
    uses: float = 0.0
    defect: float = 1.0
    breadth: int = 1
    context: str = ""
    taught: bool = False


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What became of the one rewrite that was considered for a request.

    `served` says whether it was read in place of the words. `refused` names the guardrail that forbade it,
    or is `draw` where chance, with the rewrite's propensity, left the words as they were (a control).
    """

    rewrite: Rewrite
    served: bool = False
    propensity: float = 0.0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What interpretation may read besides the request and the snapshot; grows with the house.

    `recent` is this conversation's exchanges, newest last; `jobs` what is due later; `lists` the items
    of the lists that the hub itself keeps. `habits` is the probability of each deed ("entity service")
    at this moment, from history; `tastes` that of each kind of media for this speaker. `rewrites` are what
    learning proposes for exactly these words, the most trusted first; `taught` are the taught phrases that these
    words speak of ("forget cosy"). `turned` is what was switched a moment ago, by entity id, in seconds since.
    """

    recent: tuple[Exchange, ...] = ()
    jobs: tuple[Job, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    habits: Mapping[str, float] = field(default_factory=dict)
    tastes: Mapping[str, float] = field(default_factory=dict)
    rewrites: tuple[Rewrite, ...] = ()
    taught: tuple[Rewrite, ...] = ()
    turned: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """The complete record of one request.

    `structure` and `states` are the content hashes of the snapshot's two halves (see
    `edge.home.model.Snapshot`); memory keeps both, so that the turn can be replayed. `job` is the command kept
    for later that the turn carried out, when it was one.
    """

    request: Request
    decision: Decision
    hypotheses: tuple[Hypothesis, ...] = ()
    knowledge: Knowledge = field(default_factory=Knowledge)
    structure: str = ""
    states: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    interpret_ms: float = 0.0
    rewritten: Rewriting | None = None
    job: Job | None = None
