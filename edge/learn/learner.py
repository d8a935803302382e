"""The learner: turns and signals in, proposals out. The pure heart of self-learning: no clock, no disk, no chance.

Call `propose` before and `turn` after interpreting a request, `outcome`, `change` and `signal` as things become
known, `tick` now and then, `night` once a night. All times are wall seconds.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from edge.home.model import Snapshot
from edge.home.registry import Change
from edge.learn.byhand import fixed_by_hand
from edge.learn.dialogue import Tracked, feedback_on, link_rephrases, relate
from edge.learn.experience import Experience
from edge.learn.feedback import SETTLE_SECONDS, Label, label
from edge.learn.harvest import Judged, abandoned, judged
from edge.learn.record import Note, note_of
from edge.learn.rephrase import EvidenceDetector, RephraseDetector
from edge.learn.sessions import GAP_SECONDS, Session, Sessions, key_of, spot
from edge.learn.signals import BLAME, Signal, SignalKind
from edge.learn.spoken import Spoken
from edge.learn.teaching import Teaching
from edge.learn.watching import HandWatch
from edge.rewrite.book import Book, Build
from edge.rewrite.cycle import Policy
from edge.rewrite.entry import NAME, OUTRIGHT, SERVED, TAUGHT, Entry, Stage, taught_entry
from edge.rewrite.keys import normal
from edge.rewrite.standing import Block, Limits, Tally, allowed
from edge.turn import DecisionKind, Outcome, Request, Rewrite, Turn
from edge.understand.replies import ReplyKind, leading_reply, reply_kind

DAY = 86_400.0
REMEMBERED = 2000
"""Turns whose labels late signals can still change."""
FEEDBACK_SECONDS = 15 * 60.0
"""Feedback in words is about a turn of at most this age."""
_REFUSALS = frozenset({ReplyKind.NO, ReplyKind.CANCEL})


@dataclass(frozen=True, slots=True)
class LearnerOptions:
    """`serve`: whether anything is proposed at all. `phrases`: whether parts of wordings are learnt as well.

    `gap` is the silence in seconds that ends a session; `language` the home's own. `night_hour` is the local hour at
    which `tick` does a night's work of its own accord; without one, call `night`.
    """

    serve: bool = True
    phrases: bool = True
    gap: float = GAP_SECONDS
    language: str = "en"
    night_hour: float | None = None
    policy: Policy = field(default_factory=Policy)
    limits: Limits = field(default_factory=Limits)


class Learner:
    """One home's learner. Not thread-safe; deterministic: the same calls lead to the same book."""

    def __init__(self, options: LearnerOptions | None = None, detector: RephraseDetector | None = None) -> None:
        self.options = options or LearnerOptions()
        self.paused = False
        self.on_label: Callable[[Judged, str, str], None] = lambda _turn, _state, _further: None
        """Told of every label that is settled, with the state that the words got and the one meant (or nothing)."""
        self.book = Book(self.options.policy, self.options.language)
        self.experience = Experience()
        self._teaching = Teaching(self.book, self.experience, phrases=self.options.phrases)
        self._detector = detector or EvidenceDetector()
        self._sessions = Sessions(self.options.gap)
        self._hands = HandWatch()
        self._tracked: OrderedDict[str, Tracked] = OrderedDict()
        self._latest: dict[str, Tracked] = {}
        self._taken_back: dict[str, float] = {}
        self._settling: list[Session] = []
        self._tally = Tally(deque(maxlen=self.options.limits.turns), deque(maxlen=self.options.limits.outcomes))
        self._next_night = 0.0
        self._tz_offset = 0

    def propose(self, request: Request) -> tuple[Rewrite, ...]:
        """What these words may be meant to say; empty nearly always. Takes microseconds."""
        if self.paused or not self.options.serve:
            return ()
        if self._taken_back and self._is_taken_back(request):
            return ()
        found = [rewrite for rewrite in self.book.cache.propose(request) if not rewrite.taught]
        return allowed(found, self._tally, self.options.limits) if found else ()

    def taught(self, request: Request) -> tuple[Rewrite, ...]:
        """What these words were taught to mean; that is served also where nothing learnt is."""
        if not self.book.taught():
            return ()
        return tuple(rewrite for rewrite in self.book.cache.propose(request) if rewrite.taught)

    def spoken_of(self, request: Request) -> tuple[Rewrite, ...]:
        """The taught phrases of this speaker, and of the home, that occur in the words."""
        said = f" {normal(request.text, request.language)} "
        known = [entry for entry in self.book.taught() if entry.stage in SERVED and f" {entry.source} " in said]
        known = [entry for entry in known if entry.person in {"", request.speaker}]
        return tuple(entry.proposal(1.0) for entry in sorted(known, key=lambda entry: (not entry.person, entry.id)))

    def teach(self, person: str, phrase: str, command: str, now: float, *, name: bool = False) -> None:
        """From wall time `now` on a phrase means a command, for a person or (`""`) for the whole home.

        With `name` it stands for a thing's name within any request.
        """
        kind = NAME if name else TAUGHT
        entry = taught_entry(person, phrase, command, now, self.options.language, kind)
        self.book.teach(entry, now, self._taught_ids(person, phrase))

    def unteach(self, person: str, phrase: str, now: float) -> None:
        """A phrase that somebody taught means nothing any more; one that was not taught is no error."""
        self.book.commit(dict.fromkeys(self._taught_ids(person, phrase)), now, "untaught")

    def _taught_ids(self, person: str, phrase: str) -> list[str]:
        return [taught_entry(person, phrase, "", 0.0, self.options.language, kind).id for kind in sorted(OUTRIGHT)]

    def turn(self, turn: Turn, snapshot: Snapshot | None = None) -> None:
        """A request has been dealt with; `snapshot` is the home that it read."""
        if self.paused or turn.request.door == "schedule":
            return
        self._tz_offset = turn.request.tz_offset
        self._end_sessions(turn.request.at)
        note = note_of(turn, snapshot)
        self._hands.acted(note)
        if note.spoken is not None or self._is_protest(note):
            self._hear(note)
            return
        self._tally.rewritten.append(note.rewritten and not note.taught)
        if note.undo:
            self._take_back(note)
            return
        self._keep(note)

    def outcome(self, turn_id: str, outcome: Outcome, at: float) -> None:
        """It is known which devices acknowledged."""
        tracked = self._tracked.get(turn_id)
        if tracked is not None and outcome.missing:
            tracked.add(SignalKind.UNACKNOWLEDGED, at, outcome.missing[0])

    def change(self, change: Change, at: float) -> None:
        """Something changed in the home, live."""
        if self.paused:
            return
        signal = self._hands.changed(change.before, change.after, at)
        if signal is not None:
            self.signal(signal)

    def signal(self, signal: Signal) -> None:
        """Somebody or something reacted to a turn; one that is remembered no more is left alone."""
        tracked = self._tracked.get(signal.turn)
        if tracked is None or self.paused:
            return
        tracked.signals.append(signal)
        if signal.kind in BLAME or signal.kind is SignalKind.PUT_BACK:
            self._withhold(tracked, signal.at)
        if signal.kind is SignalKind.NEVER:
            self._never(tracked, signal.at)
        elif tracked.note.id in self._teaching.settled:
            self._teaching.revise(judged(tracked, signal.at), signal.at)

    def tick(self, now: float) -> None:
        """Settle the sessions that are old enough to be judged, and do a night's work when it is due."""
        if self.paused:
            return
        self._end_sessions(now)
        due = [session for session in self._settling if now - session.last >= SETTLE_SECONDS]
        if due:
            self._settling = [session for session in self._settling if session not in due]
            self._hands.forget(now)
            for session in due:
                self._settle(session, now)
        if self._next_night and now >= self._next_night:
            self.night(now)

    def due(self, now: float) -> float | None:
        """Seconds from now until `tick` has something to do; `None` when never."""
        waits = [session.last + SETTLE_SECONDS for session in (*self._settling, *self._sessions.open())]
        if self.options.night_hour is not None:
            self._next_night = self._next_night or self._night_after(now)
            waits.append(self._next_night)
        return max(0.0, min(waits) - now) if waits and not self.paused else None

    def night(self, now: float) -> None:
        """Work out the chain anew, age what was seen, move every rewrite on, and begin another pack."""
        self._next_night = 0.0
        self.tick(now)
        self._teaching.night(now)

    def load(self, entries: Iterable[Entry], blocks: Iterable[Block], builds: Iterable[Build]) -> None:
        """Take up what an earlier process kept; labels go to `experience.recall`."""
        self.book.load(entries, blocks, builds)
        self._teaching.load()

    def approve(self, entry_id: str, now: float) -> Entry:
        """Serve a rewrite from now on without more proof; guardrails hold. Raises `KeyError` for an unknown id."""
        entry = self._known(entry_id)
        self.book.commit({entry_id: replace(entry, approved=True).moved(Stage.LIVE, now, "approved")}, now, "approved")
        return self._known(entry_id)

    def forget(self, entry_id: str, now: float) -> Entry:
        """Drop a rewrite, which may be learnt again. Raises `KeyError` for an unknown id."""
        entry = self._known(entry_id)
        self.book.commit({entry_id: None}, now, "forgotten")
        return entry

    def block(self, entry_id: str, now: float) -> Entry:
        """Forbid a rewrite for ever. Raises `KeyError` for an unknown id."""
        entry = self._known(entry_id)
        self.book.block(Block(entry.person, entry.source, entry.target), now, "blocked by command")
        return self._known(entry_id)

    def rollback(self, now: float, pack: int | None = None) -> Build | None:
        """Make all rewrites what they were at the end of a pack (default: the one before), but for blocks."""
        return self.book.rollback(now, pack)

    def entries(self) -> list[Entry]:
        """All rewrites, whatever their stage."""
        return self.book.entries()

    def labels(self, now: float) -> Mapping[str, Label]:
        """The labels of the turns remembered, as of wall time `now`."""
        return {id_: label(tracked.signals, tracked.note.at, now) for id_, tracked in self._tracked.items()}

    def _end_sessions(self, now: float) -> None:
        for ended in self._sessions.take_over(now):
            self._taken_back.pop(ended.key, None)
            abandoned([self._tracked[n.id] for n in ended.notes if n.id in self._tracked])
            self._settling.append(ended)

    def _night_after(self, now: float) -> float:
        """The next wall time at which it is the hour of the night's work here."""
        local = now + self._tz_offset
        tonight = local // DAY * DAY + (self.options.night_hour or 0.0) * 3600
        return (tonight if tonight > local else tonight + DAY) - self._tz_offset

    def _known(self, entry_id: str) -> Entry:
        entry = self.book.get(entry_id)
        if entry is None:
            raise KeyError(f"there is no rewrite {entry_id!r}; list them to see their ids")
        return entry

    def _keep(self, note: Note) -> None:
        session = self._sessions.add(note)
        new = Tracked(note)
        last = self._tracked.get(session.notes[-2].id) if len(session.notes) > 1 else None
        self._tracked[note.id] = new
        self._latest[key_of(note)] = new
        relate(last, new)
        while len(self._tracked) > REMEMBERED:
            self._tracked.popitem(last=False)

    def _is_protest(self, note: Note) -> bool:
        """Whether it is a bare no to what was done ("no", "no stop"), and no answer to a question."""
        about = self._latest.get(key_of(note))
        recent = about is not None and note.at - about.note.at <= self.options.gap and not about.note.asked
        if not recent:
            return False
        first, rest = leading_reply(note.text, note.language)
        if note.frames:
            return first is ReplyKind.NO and reply_kind(rest, note.language) in _REFUSALS
        return reply_kind(note.text, note.language) in _REFUSALS

    def _hear(self, note: Note) -> None:
        """Feedback in words is about the last turn here, or the last one of this speaker a while ago."""
        about = self._latest.get(key_of(note))
        if about is None or note.at - about.note.at > FEEDBACK_SECONDS:
            return
        feedback_on(about, note)
        if SignalKind.WRONG in about.kinds():
            self._withhold(about, note.at)
        if note.spoken is Spoken.NEVER:
            self._never(about, note.at)

    def _take_back(self, note: Note) -> None:
        about = self._latest.get(key_of(note))
        if about is not None and about.note.kind is DecisionKind.ACT and note.kind is DecisionKind.ACT:
            about.add(SignalKind.UNDONE, note.at, note.id)
            self._withhold(about, note.at)

    def _withhold(self, blamed: Tracked, at: float) -> None:
        """Who has just taken a rewrite back is taken at their word for as long as they go on."""
        if blamed.note.rewritten:
            self._taken_back[key_of(blamed.note)] = at

    def _is_taken_back(self, request: Request) -> bool:
        key = spot(request.conversation, request.speaker, request.device or request.area)
        at = self._taken_back.get(key)
        return at is not None and request.at - at <= self.options.gap

    def _never(self, tracked: Tracked, at: float) -> None:
        """Forbid any rewrite of these words to what was done, and all others by which they would be read so."""
        note = tracked.note
        blocks = [Block(note.speaker, normal(note.text, note.language), note.state)]
        if note.rewritten:
            blocks += [Block(entry.person, entry.source, entry.target) for entry in self._teaching.readings(note)]
        for block in dict.fromkeys(blocks):
            self.book.block(block, at, "never again, said by voice")

    def _settle(self, session: Session, now: float) -> None:
        tracked = [self._tracked[note.id] for note in session.notes if note.id in self._tracked]
        link_rephrases(tracked, self._detector)
        turns = [judged(turn, now) for turn in tracked]
        if turns:
            self._tell(turns)
            by_hand = fixed_by_hand(turns, self._hands.by_hand)
            for won in self._teaching.settle(turns, now, by_hand):
                self._tally.won.append(won)

    def _tell(self, turns: list[Judged]) -> None:
        known = {turn.note.id: turn for turn in turns}
        for turn in turns:
            further = known.get(turn.tracked.again) if turn.label.bad else None
            self.on_label(turn, self._teaching.heard(turn.note), further.note.state if further else "")
