"""Sessions: runs of turns that belong together by place, person and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from edge.learn.record import Note

GAP_SECONDS = 45.0
"""A longer silence ends a session (learning, 1.1)."""
LONGEST = 30
"""Turns of the longest session; a chatterbox begins another."""


@dataclass(slots=True)
class Session:
    """Turns of one person at one satellite (or in one conversation), each at most `GAP_SECONDS` after the last."""

    key: str
    notes: list[Note] = field(default_factory=list)

    @property
    def last(self) -> float:
        """Wall time of the newest turn, seconds."""
        return self.notes[-1].at


def key_of(note: Note) -> str:
    """Who speaks where: the conversation if there is one, else person and satellite.

    People whom the hub cannot tell apart share a session at the same satellite.
    """
    return spot(note.conversation, note.speaker, note.device or note.area)


def spot(conversation: str | None, speaker: str | None, place: str | None) -> str:
    """The key of who speaks where; `place` is the device, or the area."""
    return conversation or f"{speaker or ''}@{place or ''}"


class Sessions:
    """Open sessions of a household. `add` and `take_over` go by the time that they are told."""

    def __init__(self, gap: float = GAP_SECONDS) -> None:
        self._gap = gap
        self._open: dict[str, Session] = {}
        self._ended: list[Session] = []

    def add(self, note: Note) -> Session:
        """The session that a turn belongs to, with the turn in it."""
        key = key_of(note)
        session = self._open.get(key)
        if session is None or note.at - session.last > self._gap or len(session.notes) >= LONGEST:
            self._ended += [session] if session is not None else []
            session = Session(key)
            self._open[key] = session
        session.notes.append(note)
        return session

    def current(self, note: Note) -> Session | None:
        """The open session that a turn would join."""
        session = self._open.get(key_of(note))
        return session if session is not None and note.at - session.last <= self._gap else None

    def open(self) -> Iterable[Session]:
        """The sessions that have not ended, as far as is known."""
        return self._open.values()

    def take_over(self, now: float) -> list[Session]:
        """The sessions that have ended, which are forgotten here."""
        silent = [session for session in self._open.values() if now - session.last > self._gap]
        for session in silent:
            del self._open[session.key]
        ended, self._ended = [*self._ended, *silent], []
        return ended


def sessions_of(notes: Iterable[Note], gap: float = GAP_SECONDS) -> Iterator[Session]:
    """The sessions of a log of turns in order of time, each as it ends."""
    sessions = Sessions(gap)
    for note in notes:
        yield from sessions.take_over(note.at)
        sessions.add(note)
    yield from sessions.take_over(float("inf"))
