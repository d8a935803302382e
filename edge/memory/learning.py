"""What learning keeps: rewrites with the builds that made them, and labels of turns; bodies are kept as given."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edge.memory.connection import reading
from edge.memory.rows import milliseconds
from edge.memory.turn_codec import dumps
from edge.memory.waiting import SqlWrite

if TYPE_CHECKING:
    import sqlite3

    from edge.memory.store import Store

Changed = tuple[str, str | None, str | None]
"""A rewrite's id with its body before and after; `None`: not there."""

_BUILD = "INSERT OR REPLACE INTO rewrite_builds (number, pack, at, reason, changes) VALUES (?, ?, ?, ?, ?)"
_LABEL = """
INSERT INTO labels (turn, at, version, body) VALUES (?, ?, ?, ?)
ON CONFLICT (turn) DO UPDATE SET version = excluded.version, body = excluded.body"""
_PURGE_LABELS = "DELETE FROM labels WHERE seq IN (SELECT seq FROM labels WHERE at < ? ORDER BY seq LIMIT 5000)"
_PURGE_BUILDS = "DELETE FROM rewrite_builds WHERE pack < ?"


@dataclass(frozen=True, slots=True)
class BuildRow:
    """One change of the rewrites; `at` is wall time in seconds."""

    number: int
    pack: int
    at: float
    reason: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One turn's label under a version of the rules; `at` is the turn's wall time in seconds."""

    turn: str
    at: float
    version: int
    body: str


class LearningStore:
    """Writes through the store's one writer; reads through connections of its own."""

    def __init__(self, store: Store, path: Path, busy_seconds: float = 0.25) -> None:
        """`path` is the store's database."""
        self._store = store
        self._path = path
        self._busy_seconds = busy_seconds

    def put_build(self, build: BuildRow) -> Future[None]:
        """Carry out a build; done when committed, and committed whole or not at all."""
        changes = dumps([list(change) for change in build.changes])
        values = (build.number, build.pack, milliseconds(build.at), build.reason, changes)
        return self._store._put(_BUILD, *values)  # noqa: SLF001 - of the same room

    def put_label(self, label: LabelRow) -> bool:
        """Keep a label with the next commit; one of the same turn is replaced. False when the queue is full."""
        values = (label.turn, milliseconds(label.at), label.version, label.body)
        return self._store._buffer.add_write(SqlWrite(_LABEL, values))  # noqa: SLF001 - of the same room

    def purge(self, labels_before: float, packs_before: int) -> None:
        """Forget labels of turns before a wall time in seconds, and how to take back packs before a number."""
        self._store._buffer.add_write(SqlWrite(_PURGE_LABELS, (milliseconds(labels_before),)))  # noqa: SLF001
        self._store._buffer.add_write(SqlWrite(_PURGE_BUILDS, (packs_before,)))  # noqa: SLF001 - of the same room

    def rewrites(self) -> dict[str, str]:
        """Bodies of all rewrites by id. Raises `sqlite3.Error` when the file cannot be read now."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT id, body FROM rewrites ORDER BY id"))

    def builds(self) -> list[BuildRow]:
        """The builds that are kept, oldest first."""
        with self._reading() as connection:
            rows = connection.execute("SELECT number, pack, at, reason, changes FROM rewrite_builds ORDER BY number")
            return [BuildRow(n, pack, at / 1000, why, _changes(told)) for n, pack, at, why, told in rows]

    def labels(self, since: float = 0.0) -> Iterator[LabelRow]:
        """Labels of turns from a wall time in seconds on, in the order in which they were first given."""
        with self._reading() as connection:
            sql = "SELECT turn, at, version, body FROM labels WHERE at >= ? ORDER BY seq"
            for turn, at, version, body in connection.execute(sql, (milliseconds(since),)):
                yield LabelRow(turn, at / 1000, version, body)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with reading(self._path, self._busy_seconds) as connection:
            yield connection


def _changes(told: str) -> tuple[Changed, ...]:
    rows: Sequence[Sequence[str | None]] = json.loads(told)
    return tuple((str(id_), before, after) for id_, before, after in rows)
