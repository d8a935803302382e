"""From lessons to rewrites: confirms, weighs outcomes, and moves rewrites through their life cycle."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from edge.learn.accounts import Claim, claims_of, confirmed, more_doubted, passed_through, rewritten, seconded, worked
from edge.learn.experience import Experience
from edge.learn.habits import NEEDED, Habits
from edge.learn.harvest import Judged, Lesson, lessons
from edge.learn.phrases import Phrase
from edge.learn.record import Note
from edge.rewrite.book import Book
from edge.rewrite.cache import HABIT
from edge.rewrite.cycle import advanced, passed_as, propensity
from edge.rewrite.entry import OUTRIGHT, SERVED, Entry, Stage, entry_id
from edge.rewrite.keys import contexts, normal
from edge.rewrite.near import misheard, without_one
from edge.text import fold
from edge.turn import DecisionKind

_REMEMBERED = 2000
_REACHED = 0.15
"""Least share of those who begin with a wording that must come by its target (learning, 1.1)."""
_DRIFT = 0.02
"""A propensity that has changed by less is not worth writing down."""
_RIVAL = 0.6
"""Another meaning with more than this part of the support keeps a rewrite back."""


class Teaching:
    """Turns what sessions teach into changes of the book; one build a session."""

    def __init__(self, book: Book, experience: Experience, *, phrases: bool = True) -> None:
        self._book = book
        self._experience = experience
        self._phrases = phrases
        self.settled: OrderedDict[str, float] = OrderedDict()
        self._changes: dict[str, Entry] = {}
        self._said: dict[str, dict[str, None]] = {}
        self._less: dict[str, dict[str, None]] = {}
        self._indexed: set[str] = set()
        self._habits = Habits()

    def load(self) -> None:
        """Take up the book as it was loaded."""
        for entry in self._book.entries():
            self._index(entry)

    def settle(self, session: Sequence[Judged], now: float, more: Iterable[Lesson] = ()) -> list[bool]:
        """Learn from a session, and from `more` lessons about it; for each rewrite that was served, whether it won."""
        self._experience.learn(session, self.heard)
        # A turn that was rewritten is counted for what its words alone would have got.
        self._experience.refresh(now, {s for turn in session for s in (turn.note.state, self.heard(turn.note))})
        won = [result for turn in session if (result := self._outcome(turn, now)) is not None]
        for lesson in (*lessons(session), *more):
            self._confirm(lesson, now)
        for turn in session:
            self._worked(turn, now)
        self._advance(now)
        self._commit(now, "session")
        self._remember(session)
        return won

    def revise(self, turn: Judged, now: float) -> None:
        """A signal came after the label was settled: the outcome that was counted is put right."""
        counted = self.settled.get(turn.note.id)
        if counted is None or abs(counted - turn.label.score) < 0.5:
            return
        self.settled[turn.note.id] = turn.label.score
        self._outcome(turn, now)
        self._advance(now)
        self._commit(now, "late signal")

    def night(self, now: float) -> None:
        """Age everything, move every rewrite on, begin another pack."""
        self._experience.night(now)
        policy, changes = self._book.policy, dict[str, Entry | None]()
        for entry in self._book.entries():
            aged = entry.decayed(now)
            if self._is_faded(aged):
                changes[entry.id] = None
            elif entry.stage is not Stage.CANDIDATE or aged.count >= policy.confirmations_needed(aged):
                moved = self._moved_on(entry, now)
                drifted = entry.stage in SERVED and abs(propensity(moved, policy) - propensity(entry, policy)) > _DRIFT
                # What has only aged is not written again: its age is known.
                changes |= {entry.id: moved} if moved.stage is not entry.stage or drifted else {}
        self._book.turn_page(now, changes, "night")
        self._said.clear()
        self._less.clear()
        self._indexed.clear()
        self.load()

    def _is_faded(self, aged: Entry) -> bool:
        keeps = aged.stage in {Stage.BLOCKED, Stage.QUARANTINED} or aged.approved
        return not keeps and aged.support + aged.uses + aged.r_ok + aged.r_bad < self._book.policy.faded

    def _outcome(self, turn: Judged, now: float) -> bool | None:
        """Count what came of a turn for the rewrites that it concerns."""
        note, found = turn.note, turn.label
        if found.weight <= 0:
            return None
        rewriting = note.rewriting
        served = rewriting.rewrite.id if rewriting is not None and rewriting.served else None
        for entry in self._concerned(note):
            if served is None:
                chance = rewriting.propensity if rewriting and rewriting.rewrite.id == entry.id else 0.0
                self._put(passed_through(entry.decayed(now), turn, chance))
            elif entry.id == served and rewriting is not None:
                self._put(rewritten(entry.decayed(now), turn, rewriting.propensity))
            elif _reads_so(entry, note):
                self._put(more_doubted(entry.decayed(now), turn))
        known = self._get(served) if served else None
        return _won(known, turn) if known is not None else None

    def readings(self, note: Note) -> list[Entry]:
        """The rewrites by which a turn was, or could have been, read as it was."""
        served = self._served(note)
        return [entry for entry in self._concerned(note) if entry is served or _reads_so(entry, note)]

    def _concerned(self, note: Note) -> list[Entry]:
        """The rewrites whose source was said."""
        wording = normal(note.text, note.language)
        found: list[Entry] = []
        for person in dict.fromkeys((note.speaker, "")):
            found += self._rivals("utterance", person, wording)
        folded = f" {fold(note.text)} "
        for word in folded.split():
            for id_ in self._said.get(word, ()):
                entry = self._get(id_)
                if entry and entry.person in {"", note.speaker} and f" {entry.source} " in folded:
                    found.append(entry)
        if note.rewriting is not None:
            entry = self._get(note.rewriting.rewrite.id)
            found += [entry] if entry is not None else []
        return list({entry.id: entry for entry in found}.values())

    def heard(self, note: Note) -> str:
        """The interpretation that the words alone would have got."""
        entry = self._served(note)
        return entry.heard if entry is not None and entry.heard else note.state

    def _served(self, note: Note) -> Entry | None:
        rewriting = note.rewriting
        return self._get(rewriting.rewrite.id) if rewriting is not None and rewriting.served else None

    def _confirm(self, lesson: Lesson, now: float) -> None:
        """Credit what was meant: as the whole wording and as the phrase in it, for the person and for the home."""
        if lesson.said.state == lesson.meant.state:
            return
        for claim in claims_of(lesson, self._learnt(lesson.said), phrases=self._phrases):
            for person in dict.fromkeys((lesson.said.speaker, "")):
                self._credit(claim, person, lesson, now)

    def _worked(self, turn: Judged, now: float) -> None:
        """Remember a wording that works again and again; only what has nearly faded is written anew."""
        if self._habits.seen(turn) < NEEDED:
            return
        note = turn.note
        source = normal(note.text, note.language)
        id_ = entry_id(HABIT, note.speaker, "", source, source)
        known = self._get(id_)
        if known is not None and known.decayed(now).support >= 1.0:
            return
        new = Entry(id_, HABIT, source, note.text, source, note.text, person=note.speaker, at=now, since=now)
        entry = replace(known.decayed(now) if known else new, passed="refuse")
        while entry.count < NEEDED:
            entry = worked(entry, turn)
        self._put(worked(entry, turn) if known else entry)

    def _learnt(self, note: Note) -> list[Phrase]:
        """What the phrases of a wording were learnt to mean, by this person first."""
        found = [
            entry for entry in self._concerned(note) if entry.kind == "phrase" and entry.stage is not Stage.BLOCKED
        ]
        return [Phrase(entry.source, entry.text) for entry in sorted(found, key=lambda entry: not entry.person)]

    def _credit(self, claim: Claim, person: str, lesson: Lesson, now: float) -> None:
        """Confirm a rewrite; where its words have had another meaning, also as bound to this room and this hour."""
        said = lesson.said
        rivals = [
            rival
            for rival in self._rivals(claim.kind, person, claim.source)
            if rival.target != claim.target and rival.stage is not Stage.BLOCKED
        ]
        here = {"", *contexts(said.area, said.at, said.tz_offset)}
        for rival in rivals:
            if rival.context in here:
                self._put(self._contradicted(rival, lesson, now))
        bound = contexts(said.area, said.at, said.tz_offset) if rivals else ()
        for context in ("", *bound):
            id_ = entry_id(claim.kind, person, context, claim.source, claim.target)
            known = self._get(id_) or self._new(id_, claim, person, context, lesson, now)
            entry = confirmed(known.decayed(now), lesson, claim)
            if self._book.is_blocked(entry):
                entry = entry.moved(Stage.BLOCKED, now, "forbidden")
            self._put(entry)
        if said.kind is DecisionKind.REFUSE and claim.kind == "utterance":
            for entry in self._heard_otherwise(claim, person, said.language):
                self._put(seconded(entry.decayed(now), lesson))

    def _heard_otherwise(self, claim: Claim, person: str, language: str) -> list[Entry]:
        """Rewrites of refused words that differ by one misheard word, to the same target."""
        ids = {id_ for key in (claim.source, *without_one(claim.source)) for id_ in self._less.get(key, ())}
        known = [entry for id_ in sorted(ids) if (entry := self._get(id_)) is not None]
        return [
            entry
            for entry in known
            if (entry.person, entry.target, entry.passed, entry.context) == (person, claim.target, "refuse", "")
            and entry.source != claim.source
            and entry.stage is not Stage.BLOCKED
            and misheard(claim.source, entry.source, language)
        ]

    def _contradicted(self, rival: Entry, lesson: Lesson, now: float) -> Entry:
        """Another meaning of words that have just meant something else.

        Where it was served and corrected outright it must be confirmed once more before it is served again.
        """
        policy, aged = self._book.policy, rival.decayed(now)
        faded = replace(aged, support=aged.support * policy.forget)
        corrected = lesson.strong and lesson.said.rewritten and rival.stage in SERVED and not rival.approved
        if not corrected:
            return faded
        once_less = max(0, policy.confirmations_needed(replace(faded, strong=0)) - 1)
        doubted = replace(faded, count=min(faded.count, once_less), strong=0, support=faded.support * policy.forget)
        return doubted.moved(Stage.CANDIDATE, now, "corrected: to be confirmed once more")

    def _new(self, id_: str, claim: Claim, person: str, context: str, lesson: Lesson, now: float) -> Entry:
        """A new rewrite, with how its words fared until now, this time included."""
        said = lesson.said
        new = Entry(
            id_, claim.kind, claim.source, claim.said, claim.target, claim.text, person=person, context=context, at=now
        )
        new = replace(new, since=now, passed=passed_as(said.kind), heard=said.state)
        old = self._served(said)
        if old is not None:
            # The words were rewritten, wrongly: what they fare like alone is known from the rewrite that was served.
            return replace(new, n_bad=old.n_bad, n_ok=old.n_ok, passed=old.passed, heard=old.heard)
        row = self._experience.passed(person, said.state, now)
        return replace(new, n_ok=row.good, n_bad=row.bad + sum(row.to.values()))

    def _advance(self, now: float) -> None:
        """Move on what was touched, as often as the evidence carries it."""
        for id_ in list(self._changes):
            was = self._changes[id_].stage
            entry = self._changes[id_] = self._moved_on(self._changes[id_], now)
            if entry.kind == "phrase" and entry.stage is Stage.QUARANTINED is not was:
                self._follow(entry, now)

    def _moved_on(self, entry: Entry, now: float) -> Entry:
        """The rewrite as far on as the evidence carries it."""
        stage: Stage | None = None
        while entry.stage is not stage:
            stage = entry.stage
            entry = advanced(entry, now, self._book.policy, best=self._is_best(entry, now))
        return entry

    def _follow(self, phrase: Entry, now: float) -> None:
        """Wordings that rest on the same meaning of a phrase go with it when it is no longer meant."""
        for entry in self._book.entries():
            same = entry.kind == "utterance" and entry.person == phrase.person and entry.stage in SERVED
            if same and f" {phrase.source} " in f" {entry.source} " and phrase.target in fold(entry.text):
                known = self._changes.get(entry.id, entry)
                self._put(known.moved(Stage.QUARANTINED, now, f"{phrase.source!r} is no longer meant so"))

    def _is_best(self, entry: Entry, now: float) -> bool:
        """Whether no other meaning of the same words is nearly as well supported, and enough people come to it."""
        rivals = [
            rival
            for rival in self._rivals(entry.kind, entry.person, entry.source)
            if rival.target != entry.target and rival.context == entry.context and _stands(rival)
        ]
        strongest = max((rival.decayed(now).support for rival in rivals), default=0.0)
        if strongest > _RIVAL * entry.support:
            return False
        return entry.kind == "phrase" or self._reached(entry, now)

    def _reached(self, entry: Entry, now: float) -> bool:
        """Whether enough people come by the target, from the interpretation first heard or from the words as such.

        The words of one wish are not always interpreted alike: what they get depends on the home.
        """
        if entry.support >= _REACHED * (entry.support + entry.uses):
            return True
        found = self._experience.absorption(entry.heard, entry.person, now)
        return found.visited.get(entry.target, 0.0) >= _REACHED

    def _rivals(self, kind: str, person: str, source: str) -> list[Entry]:
        known = {entry.id: entry for entry in self._book.rivals(kind, person, source)}
        fresh = (e for e in self._changes.values() if (e.kind, e.person, e.source) == (kind, person, source))
        return list({**known, **{entry.id: entry for entry in fresh}}.values())

    def _get(self, id_: str) -> Entry | None:
        return self._changes.get(id_) or self._book.get(id_)

    def _put(self, entry: Entry) -> None:
        self._changes[entry.id] = entry
        self._index(entry)

    def _index(self, entry: Entry) -> None:
        if entry.id in self._indexed:
            return
        self._indexed.add(entry.id)
        if entry.kind == "phrase":
            self._said.setdefault(entry.source.split()[0], {})[entry.id] = None
        if entry.kind != "utterance":
            return
        for key in (entry.source, *without_one(entry.source)):
            self._less.setdefault(key, {})[entry.id] = None

    def _commit(self, now: float, reason: str) -> None:
        changes, self._changes = self._changes, {}
        self._book.commit(changes, now, reason)

    def _remember(self, session: Iterable[Judged]) -> None:
        for turn in session:
            self.settled[turn.note.id] = turn.label.score
        while len(self.settled) > _REMEMBERED:
            self.settled.popitem(last=False)


def _reads_so(entry: Entry, note: Note) -> bool:
    """Whether a rewrite would have read the words as they were read: it stands or falls with what was served."""
    if entry.kind == "utterance":
        return entry.target == note.state
    named = (value for frame in note.frames for value in frame.slots.values() if isinstance(value, str))
    return fold(entry.text) in map(fold, named)


def _stands(entry: Entry) -> bool:
    return entry.stage not in {Stage.BLOCKED, Stage.QUARANTINED, Stage.RETIRED}


def _won(entry: Entry, turn: Judged) -> bool | None:
    """Whether serving a rewrite won or lost against what the words themselves mostly come to; `None`: neither.

    What was taught is no guess that could win or lose.
    """
    if entry.kind in OUTRIGHT:
        return None
    fails = entry.n_bad >= entry.n_ok
    if turn.label.good and fails:
        return True
    return False if turn.label.bad and not fails else None
