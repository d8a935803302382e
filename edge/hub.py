"""The heart of the daemon: requests and home events in, service calls and words out. No I/O of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from edge.act.conversations import Conversations, Diary
from edge.act.jobs import Jobs, Keeper
from edge.act.own import OwnServices
from edge.act.watch import PATIENCE, Watches
from edge.clock import Clock
from edge.context.customs import Customs
from edge.ground.undo import DONE
from edge.home.causes import Causes
from edge.home.events import HomeEvent, NotExpressibleError
from edge.home.model import Snapshot
from edge.home.registry import Change, Registry
from edge.interpreter import Interpreter
from edge.turn import (
    Clause,
    DecisionKind,
    Frame,
    Job,
    JsonValue,
    Knowledge,
    Outcome,
    Plan,
    Request,
    Rewrite,
    ServiceCall,
    Step,
    Turn,
)
from edge.why.recent import Reasons

_LOG = logging.getLogger(__name__)


class Carrier(Protocol):
    """Takes service calls to the home."""

    def send(self, call: ServiceCall) -> None:
        """Send a call on its way; raises `NotExpressibleError` when nothing can carry it."""
        ...


class Recorder(Protocol):
    """Takes what must be remembered."""

    def record_turn(self, turn: Turn, snapshot: Snapshot) -> None:
        """Remember a turn and the very snapshot that it read."""
        ...

    def record_outcome(self, turn: Turn) -> None:
        """Replace the record of a turn by one that knows its outcome; what it read stays."""
        ...

    def record_change(self, change: Change, at: float, cause: str | None) -> None:
        """Remember a live change of state and its cause (`edge.home.causes`)."""
        ...


class Learning(Protocol):
    """What learns from turns and changes, and proposes what words may mean (`edge.learn.learner`)."""

    def propose(self, request: Request) -> tuple[Rewrite, ...]:
        """What these words may be meant to say, the most trusted first; empty nearly always."""
        ...

    def taught(self, request: Request) -> tuple[Rewrite, ...]:
        """What people have taught these words to mean, also while nothing may be learnt."""
        ...

    def spoken_of(self, request: Request) -> tuple[Rewrite, ...]:
        """The taught phrases that occur in these words."""
        ...

    def teach(self, person: str, phrase: str, command: str, now: float, *, name: bool = False) -> None:
        """From wall time `now` on a phrase means a command, for a person or (`""`) for the whole home.

        With `name` it stands for a thing's name within any request.
        """
        ...

    def unteach(self, person: str, phrase: str, now: float) -> None:
        """A phrase means nothing any more."""
        ...

    def turn(self, turn: Turn, snapshot: Snapshot) -> None:
        """A request has been dealt with; `snapshot` is the home that it read."""
        ...

    def outcome(self, turn_id: str, outcome: Outcome, at: float) -> None:
        """It is known which devices acknowledged, at wall time `at`."""
        ...

    def change(self, change: Change, at: float) -> None:
        """Something changed in the home, live, at wall time `at`."""
        ...

    def tick(self, now: float) -> None:
        """Judge what is old enough at wall time `now`."""
        ...

    def due(self, now: float) -> float | None:
        """Seconds from wall time `now` until `tick` has something to do, `None` when never."""
        ...


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to be said without being asked, on `device` where known."""

    text: str
    device: str | None = None
    kind: str = "notice"
    turn_id: str | None = None
    door: str = ""
    """The door of the request that it comes of, empty for none."""
    conversation: str | None = None
    data: Mapping[str, JsonValue] = field(default_factory=dict)
    """For `kind` `play`: `media_content_id` and `media_content_type`."""


class Hub:
    """One home's hub. Not thread-safe: one thread calls it."""

    def __init__(  # noqa: PLR0913 - one for each neighbour of the hub, all by name
        self,
        registry: Registry,
        interpreter: Interpreter,
        carrier: Carrier,
        clock: Clock,
        *,
        recorder: Recorder | None = None,
        keeper: Keeper | None = None,
        lists: MutableMapping[str, tuple[str, ...]] | None = None,
        learner: Learning | None = None,
        customs: Customs | None = None,
        patience: float = PATIENCE,
        tz_offset: Callable[[float], int] = lambda _: 0,
        language: str = "en",
        boot: str = "",
        diary: Diary | None = None,
    ) -> None:
        """Store what the hub works with.

        `lists` holds the items of the hub's own lists, and keeps what is put into it. Without a `learner` nothing
        is learnt from what is said and done. `patience` is how many
        seconds devices have to acknowledge; `tz_offset` gives the home's offset from UTC in seconds at a wall
        time; `language` is the one in which the hub speaks up by itself; `boot` names the machine's run, by which
        timers know over a restart how long it was; `diary` keeps conversations over one.
        """
        self.registry = registry
        self.interpreter = interpreter
        self._carrier = carrier
        self._clock = clock
        self._tz_offset = tz_offset
        self._language = language
        self._recorder = recorder
        self.jobs = Jobs(clock, keeper, tz_offset, boot)
        self.lists: MutableMapping[str, tuple[str, ...]] = {} if lists is None else lists
        self._own = OwnServices(self.jobs, self.lists, learner)
        self._watches = Watches(clock, patience)
        self.conversations = Conversations(diary)
        self.learning = True
        """Whether it may learn from what is said and done."""
        self._learner = learner
        self.customs = customs or Customs()
        self._causes = Causes()
        self._open: dict[str, Turn] = {}
        self._reasons = Reasons(interpreter)

    def start(self) -> list[Announcement]:
        """Take up the conversations and jobs that were kept; tells of those that were missed."""
        self.conversations.load()
        return [self._tell(job, "job_missed") for job in self.jobs.load()]

    def handle(self, request: Request) -> Turn:
        """Interpret a request and carry out what was decided.

        The turn's outcome is `None` while devices have still to acknowledge; `tick` settles it.
        """
        snapshot = self.registry.snapshot(self._clock.wall())
        request = self._placed(request, snapshot)
        knowledge = self.knowledge(request)
        started = self._clock.mono()
        if self.learner is not None and (rewrites := self.learner.propose(request)):
            knowledge = replace(knowledge, rewrites=(*knowledge.rewrites, *rewrites))
        turn = self.interpreter.interpret(request, snapshot, knowledge)
        turn = replace(turn, interpret_ms=round((self._clock.mono() - started) * 1000, 3))
        return self._reasons.explained(self._conclude(turn, snapshot), snapshot)

    def knowledge(self, request: Request) -> Knowledge:
        """What interpreting a request may read besides the home; what was learnt in passing is added by `handle`."""
        local = self.local(request.at)
        taught = self._learner
        return Knowledge(
            self.conversations.recent(request),
            self.jobs.known(),
            dict(self.lists),
            self.customs.habits_at(request, local),
            self.customs.tastes_at(request, local),
            taught.taught(request) if taught is not None else (),
            taught.spoken_of(request) if taught is not None else (),
            self.customs.turned_at(local),
        )

    def local(self, at: float) -> float:
        """Wall seconds on the home's own clock."""
        return at + self._tz_offset(at)

    def observe(self, events: Iterable[HomeEvent]) -> None:
        """Take in what the home reports."""
        now = self._clock.wall()
        for event in events:
            change = self.registry.apply(event, now)
            for part in change or ():
                self._observe_change(part, now)

    def tick(self) -> list[Announcement]:
        """Settle watches and fire what is due; returns what is to be said."""
        said = self._playing()
        if self.learner is not None:
            self.learner.tick(self._clock.wall())
        entities = self.registry.snapshot(self._clock.wall()).entities
        for watch, outcome in self._watches.settle(entities):
            text = self._settle(watch.turn_id, outcome)
            if text:
                said.append(Announcement(text, watch.device, "no_response", watch.turn_id))
        for job in (*self.jobs.take_due(), *self.jobs.take_true(self._holds)):
            said.extend(self._fire(job))
        return said

    def _holds(self, job: Job) -> bool | None:
        """Whether a watch's condition is true now; `None` where that cannot be told."""
        if job.condition is None:
            return None
        snapshot = self.registry.snapshot(self._clock.wall())
        return self.interpreter.holds(job.condition, self._request(job, ""), snapshot)

    def _playing(self) -> list[Announcement]:
        """What devices are to play themselves, and what is to be said to everybody."""
        waiting, self._own.to_play = self._own.to_play, []
        said = [Announcement("", str(data["device"]), "play", data=data) for data in waiting]
        messages, self._own.to_say = self._own.to_say, []
        for data in messages:
            devices = data.get("devices")
            named = [str(device) for device in devices] if isinstance(devices, list | tuple) else [None]
            said += [Announcement(str(data["message"]), device, "broadcast") for device in named]
        return said

    def next_due(self) -> float | None:
        """Monotonic time at which `tick` has something to do, `None` when never."""
        now = self._clock.mono() if self._own.to_play or self._own.to_say else None
        wait = self.learner.due(self._clock.wall()) if self.learner is not None else None
        learning = None if wait is None else self._clock.mono() + wait
        due = (now, learning, self._watches.next_due(), self.jobs.next_due())
        return min((t for t in due if t is not None), default=None)

    @property
    def learner(self) -> Learning | None:
        """What learns, unless that is switched off."""
        return self._learner if self.learning else None

    def _placed(self, request: Request, snapshot: Snapshot) -> Request:
        """The request with the area of its device and the home's time zone, where it did not say."""
        area = request.area or snapshot.area_of_device(request.device)
        return replace(request, area=area, tz_offset=request.tz_offset or self._tz_offset(request.at))

    def _observe_change(self, change: Change, now: float) -> None:
        if change.after is not None:
            self._watches.saw(change.after)
            if not change.retained:
                self.jobs.stir(change.after.id)
        cause = None if change.retained else self._causes.of(change, self._clock.mono())
        if self._recorder is not None and change.state_changed and not change.retained:
            self._recorder.record_change(change, now, cause)
        if self.learning:
            self.customs.changed(change, cause, self.local(now))
        if self.learner is not None and not change.retained:
            self.learner.change(change, now)

    def _conclude(self, turn: Turn, snapshot: Snapshot) -> Turn:
        decided = turn.decision
        if turn.decision.kind in DONE and turn.decision.plan is not None:
            turn = self._carry_out(turn, turn.decision.plan)
        self.conversations.add(turn.request, turn.decision)
        if self.learning:
            self.customs.asked(turn, self.local(turn.request.at))
        if self._recorder is not None:
            self._recorder.record_turn(replace(turn, decision=decided), snapshot)
        if self.learner is not None:
            self.learner.turn(turn, snapshot)
        return turn

    def _carry_out(self, turn: Turn, plan: Plan) -> Turn:
        if any(clause.frame.intent == "HearthUndo" for clause in plan.clauses):
            self.conversations.mark_undone(turn.request)
        asked = replace(turn.request, text=plan.hypothesis.text or turn.request.text)
        failed = [step.call.entity_id or "" for clause in plan.clauses for step in self._send(clause, asked)]
        effects = [step.effect for step in plan.steps if step.effect and step.effect.entity_id not in failed]
        self._watches.start(turn.request.id, turn.request.device, effects)
        if failed:
            response = self.interpreter.unreachable(failed, self.registry.snapshot(self._clock.wall()), turn.request)
            outcome = Outcome(missing=tuple(failed), said=response)
            return replace(turn, decision=replace(turn.decision, response=response), outcome=outcome)
        if not effects:
            return replace(turn, outcome=Outcome())
        self._open[turn.request.id] = turn
        return turn

    def _send(self, clause: Clause, request: Request) -> list[Step]:
        """Send a clause's calls; returns the steps that nothing can carry."""
        failed: list[Step] = []
        for step in clause.steps:
            try:
                if step.call.domain == "hearth":
                    self._own.call(step.call, request, clause.frame, step.tier)
                else:
                    self._expect(step, request)
                    self._carrier.send(step.call)
                    self._own.note(step.call)
            except NotExpressibleError as error:
                _LOG.warning(
                    "event=not_expressible entity=%s service=%s reason=%s",
                    step.call.entity_id,
                    step.call.service,
                    error,
                )
                failed.append(step)
        return failed

    def _expect(self, step: Step, request: Request) -> None:
        """What the step changes is our own doing."""
        entity = self.registry.snapshot(self._clock.wall()).entities.get(step.call.entity_id or "")
        self._causes.commanded(request.id, entity, step.effect, self._clock.mono())

    def _settle(self, turn_id: str, outcome: Outcome) -> str:
        """Record a turn's outcome; returns what to say when something did not respond."""
        turn = self._open.pop(turn_id, None)
        if turn is None:
            return ""
        said = ""
        if outcome.missing:
            snapshot = self.registry.snapshot(self._clock.wall())
            said = self.interpreter.no_response(outcome.missing, snapshot, turn.request)
        if self._recorder is not None:
            self._recorder.record_outcome(replace(turn, outcome=replace(outcome, said=said)))
        if self.learner is not None:
            self.learner.outcome(turn_id, outcome, self._clock.wall())
        return said

    def _fire(self, job: Job) -> list[Announcement]:
        if job.kind == "timer" and job.text:
            turn = self.handle(self._request(job, job.text))
            return [_announced(job, turn.decision.response, turn.request.id)]
        if job.frame is not None:
            return self._fire_command(job, job.frame)
        return [self._tell(job, f"{job.kind}_due")]

    def _fire_command(self, job: Job, frame: Frame) -> list[Announcement]:
        snapshot = self.registry.snapshot(self._clock.wall())
        turn = self.interpreter.carry_out(job, frame, self._request(job, job.text), snapshot)
        turn = self._conclude(turn, snapshot)
        quiet = turn.decision.kind is DecisionKind.ACT and job.kind == "command"
        return [] if quiet else [_announced(job, turn.decision.response, turn.request.id)]

    def _request(self, job: Job, text: str) -> Request:
        now = self._clock.wall()
        return Request(
            f"{job.id}!{now:.0f}",
            text,
            now,
            self._tz_offset(now),
            self._language,
            device=job.device,
            area=job.area,
            speaker=job.speaker,
            door="schedule",
        )

    def _tell(self, job: Job, key: str) -> Announcement:
        now = self._clock.wall()
        return _announced(job, self.interpreter.tell(job, key, now, self._tz_offset(now)))


def _announced(job: Job, text: str, turn_id: str | None = None) -> Announcement:
    """What a job has to say, where it was asked for."""
    return Announcement(text, job.device, job.kind, turn_id, job.door, job.conversation)
