"""Requests with a time of their own, before the channels read the rest: recurring, when something happens, sunset.

The channels know commands and moments; what recurs, and what waits for something, is taken off here and put
back onto their frames.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from edge.home.model import Snapshot
from edge.intents import QUESTIONS
from edge.turn import Condition, Frame, Hypothesis, Knowledge, Request, SlotValue
from edge.understand.fold import fold
from edge.understand.happenings import read_happening
from edge.understand.keeping import STATUS, about_kept, calls_off, cancels_kept
from edge.understand.provisos import proviso
from edge.understand.recurrences import Recurrence, recurrence
from edge.understand.sun import sun_time
from edge.understand.triggers import Trigger, triggers
from edge.understand.vague_times import vague_time

TELL = "HearthTellWhen"
_DAY = 86_400.0
_OUT = frozenset({"HearthUnsupported", "HearthChat", "HearthIgnore", "HassNevermind", "HassRespond"})
_FREE = frozenset(
    {"HassMediaSearchAndPlay", "HassBroadcast", "HassListAddItem", "HassShoppingListAddItem", "HearthTeach"}
)
"""Intents whose own words may be about days."""
_PLAYS = frozenset({"HassMediaSearchAndPlay"})
_TIMES = frozenset({"Timer", "Alarm", "Reminder"})
"""What has a time of its own, by the end of its intent."""
_ARTICLES = re.compile(r"^(?:the|my|our|a|an|any|your) ", re.IGNORECASE)
LEAST = 0.35
"""Least score of a reading by which a command within a request counts as understood."""


class Reading(Protocol):
    """What reads the rest."""

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Hypotheses, best first."""
        ...


class Timely:
    """A reading around another one. Pure; English only, other languages are handed through."""

    def __init__(self, reading: Reading) -> None:
        """`reading` reads commands and questions."""
        self._reading = reading

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Hypotheses, best first."""
        if not request.language.startswith("en"):
            return self._reading.read(request, snapshot, knowledge)
        kept = about_kept(request.text) or cancels_kept(request.text, _kept_texts(knowledge))
        if kept is not None and (kept.intent == STATUS or _keeps_any(knowledge)):
            return (Hypothesis((kept,), 1.0, "timely", request.text),)
        if calls_off(request.text):
            return (Hypothesis((Frame("HassNevermind"),), 1.0, "timely", request.text),)
        return (
            self._waiting(request, snapshot, knowledge)
            or self._recurring(request, snapshot, knowledge)
            or self._by_the_sun(request, snapshot, knowledge)
            or self._provided(self._some_time(request, snapshot, knowledge), request, snapshot)
        )

    def _provided(self, found: Sequence[Hypothesis], request: Request, snapshot: Snapshot) -> Sequence[Hypothesis]:
        """The hypotheses with the condition that was said, where a reader lost it: nothing is done without looking."""
        said = proviso(request.text)
        if said is None or not any(_lost(hypothesis) for hypothesis in found):
            return found
        condition = self._happening(said.said, request, snapshot)
        if condition is None or said.negated:
            condition = Condition({"name": said.said}, "is", "so")
        return tuple(_under(hypothesis, condition) if _lost(hypothesis) else hypothesis for hypothesis in found)

    def _some_time(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None) -> Sequence[Hypothesis]:
        """What the reading says; a command for a time that names no moment waits until one is named."""
        found = self._put_off(request, snapshot, knowledge)
        said = vague_time(request.text)
        words = fold(said.words) if said is not None else ""
        if said is None or not found or not all(_is_for_now(frame, words) for frame in found[0].frames):
            return found
        if any(words in fold(name) for entity in snapshot.exposed for name in (entity.name, *entity.aliases)):
            return found
        best = self._best(said.rest, request, snapshot, knowledge)
        if best is None or not all(_is_for_now(frame, words) for frame in best.frames):
            return found
        frames = tuple(replace(frame, when=said.words) for frame in best.frames)
        return (replace(best, frames=frames, source="timely", text=request.text),)

    def _put_off(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None) -> Sequence[Hypothesis]:
        """What the reading says; words kept for the end of a timer are read now, while it is known what "it" is."""
        found = list(self._reading.read(request, snapshot, knowledge))
        for position, hypothesis in enumerate(found[:1]):
            command = hypothesis.slots.get("conversation_command")
            inner = self._best(str(command), request, snapshot, knowledge) if command else None
            if inner is not None and len(hypothesis.frames) == 1:
                delay = _seconds(hypothesis.slots)
                frames = tuple(replace(frame, delay=delay) for frame in inner.frames)
                found[position] = replace(hypothesis, frames=frames)
        return found

    def _waiting(
        self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None
    ) -> tuple[Hypothesis, ...] | None:
        """What is to be done when something happens; a happening that is not understood makes it nothing else."""
        unread: Hypothesis | None = None
        for trigger in triggers(request.text):
            frames, score = self._then(trigger, request, snapshot, knowledge)
            if not frames:
                continue
            condition = self._happening(trigger.happening, request, snapshot)
            when = "always" if trigger.standing else "once"
            if condition is not None:
                made = tuple(replace(frame, condition=condition, trigger=when) for frame in frames)
                return (Hypothesis(made, score, "timely", request.text),)
            unknown = Condition({"name": trigger.happening}, "is", "so")
            made = tuple(replace(frame, condition=unknown, trigger=when) for frame in frames)
            if trigger.certain:
                unread = unread or Hypothesis(made, score, "timely", request.text)
        return (unread,) if unread is not None else None

    def _then(
        self, trigger: Trigger, request: Request, snapshot: Snapshot, knowledge: Knowledge | None
    ) -> tuple[tuple[Frame, ...], float]:
        if trigger.tells:
            return (Frame(TELL, {"message": trigger.message or _told(trigger.happening)}),), 1.0
        best = self._best(trigger.command, request, snapshot, knowledge)
        return (best.frames, best.score) if best is not None else ((), 0.0)

    def _best(self, text: str, request: Request, snapshot: Snapshot, knowledge: Knowledge | None) -> Hypothesis | None:
        """The best reading of a command, where it is one."""
        found = self._reading.read(replace(request, text=text, nbest=()), snapshot, knowledge)
        best = next(iter(found), None)
        if best is None or best.score < LEAST or any(frame.intent in _OUT for frame in best.frames):
            return None
        return best

    def _happening(self, text: str, request: Request, snapshot: Snapshot) -> Condition | None:
        def ask(question: str) -> Frame | None:
            found = self._reading.read(replace(request, text=question, nbest=()), snapshot, None)
            told = sorted((h for h in found if h.score >= LEAST), key=lambda h: h.source != "grammar")
            return next((h.frames[0] for h in told if "state" in h.slots), None)

        return read_happening(
            text, ask, lambda words: place_of(words, snapshot), lambda who: _person(who, request, snapshot)
        )

    def _recurring(
        self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None
    ) -> tuple[Hypothesis, ...] | None:
        found = recurrence(request.text)
        if found is None:
            return None
        inner: Sequence[Hypothesis] = ()
        for text in dict.fromkeys((found.rest, found.placed)):
            plain = replace(request, text=text, nbest=())
            if text and not _timed(inner):
                inner = self._by_the_sun(plain, snapshot, knowledge) or self._reading.read(plain, snapshot, knowledge)
        if not inner or inner[0].intent in QUESTIONS | _OUT | _FREE:
            return None
        return tuple(_repeated(hypothesis, found, request) for hypothesis in inner[:1])

    def _by_the_sun(
        self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None
    ) -> tuple[Hypothesis, ...] | None:
        """A command for sunrise or sunset, where the home knows them; without, it is not done now either."""
        found = sun_time(request.text, snapshot)
        best = self._best(found.rest, request, snapshot, knowledge) if found is not None else None
        if found is None or best is None:
            return None
        unknown = Condition({"domain": "sun"}, "is", "light" if found.rising else "dark")
        frames = tuple(
            replace(frame, at=found.at) if found.at is not None else replace(frame, condition=unknown, trigger="once")
            for frame in best.frames
        )
        return (replace(best, frames=frames, source="timely", text=request.text),)


def place_of(words: str, snapshot: Snapshot) -> Mapping[str, SlotValue] | None:
    """The slot of the entity, area or floor that the words name exactly in this home, else `None`."""
    key = fold(_ARTICLES.sub("", words.strip()))
    for entity in snapshot.exposed:
        if key in {fold(name) for name in (entity.name, *entity.aliases)}:
            return {"name": entity.name}
    for slot, places in (("area", snapshot.areas.values()), ("floor", snapshot.floors.values())):
        for known in places:
            if key in {fold(name) for name in (known.name, *known.aliases)}:
                return {slot: known.name}
    return None


def _lost(hypothesis: Hypothesis) -> bool:
    """Whether commands of a request that was made under a condition are all read as if it was not."""
    unbound = all(frame.condition is None for frame in hypothesis.frames)
    return unbound and any(_is_for_now(frame, "") or frame.delay or frame.at for frame in hypothesis.frames)


def _under(hypothesis: Hypothesis, condition: Condition) -> Hypothesis:
    return replace(hypothesis, frames=tuple(replace(frame, condition=condition) for frame in hypothesis.frames))


def _is_for_now(frame: Frame, words: str) -> bool:
    """Whether a frame is a command that would be carried out at once, and none whose own text holds the `words`."""
    timed = frame.at is not None or frame.delay is not None or frame.condition is not None or bool(frame.when)
    text = frame.intent in _FREE - _PLAYS or (
        frame.intent in _PLAYS and any(words in fold(str(value)) for value in frame.slots.values())
    )
    own = frame.intent in QUESTIONS | _OUT or any(frame.intent.endswith(kind) for kind in _TIMES)
    return not (timed or text or own)


def _kept_texts(knowledge: Knowledge | None) -> tuple[str, ...]:
    jobs = knowledge.jobs if knowledge is not None else ()
    return tuple(job.text for job in jobs if job.kind in {"command", "watch"})


def _keeps_any(knowledge: Knowledge | None) -> bool:
    return knowledge is not None and any(job.kind in {"command", "watch"} for job in knowledge.jobs)


def _seconds(slots: Mapping[str, SlotValue]) -> float:
    units = (("hours", 3600.0), ("minutes", 60.0), ("seconds", 1.0))
    said = ((slots.get(unit), length) for unit, length in units)
    return sum(length * (0.5 if value in {"half", "1/2"} else float(value)) for value, length in said if value)


def _timed(found: Sequence[Hypothesis]) -> bool:
    return bool(found) and all(frame.at is not None for frame in found[0].frames)


def _repeated(hypothesis: Hypothesis, found: Recurrence, request: Request) -> Hypothesis:
    """The hypothesis for each of the days; without a time it says so, and is not done once instead."""
    frames = tuple(
        replace(frame, repeat=found.days, at=None if frame.at is None else _first(frame.at, found, request))
        for frame in hypothesis.frames
    )
    return replace(hypothesis, frames=frames, text=request.text)


def _first(at: float, found: Recurrence, request: Request) -> float:
    """The first moment from now on at the local time of day of `at`, in its part of the day, on one of the days."""
    time_of_day = (at + request.tz_offset) % _DAY
    early = {"morning": True, "noon": False, "afternoon": False, "evening": False, "night": False}.get(found.part)
    if early is not None and early != (time_of_day < _DAY / 2):
        time_of_day = (time_of_day + _DAY / 2) % _DAY
    now = request.at + request.tz_offset
    moments = (now // _DAY * _DAY + time_of_day + ahead * _DAY for ahead in range(9))
    return next(m for m in moments if m > now and int(m // _DAY + 3) % 7 in found.days) - request.tz_offset


def _person(who: str, request: Request, snapshot: Snapshot) -> str | None:
    key = fold(who)
    if key in {"i", "me", "we"}:
        speaker = snapshot.people.get(request.speaker or "")
        return speaker.name if speaker else None
    known = [p for p in snapshot.people.values() if key in {fold(name) for name in (p.name, *p.aliases)}]
    named = [e for e in snapshot.by_domain.get("person", ()) if key == fold(e.name)]
    return known[0].name if known else named[0].name if named else None


def _told(happening: str) -> str:
    """What to say when it has happened: the words themselves."""
    said = re.sub(r"^(?:it|there) (?=rains|snows)", "it ", happening.strip())
    return said[:1].upper() + said[1:]
