"""Reading what is committed, through short read-only connections; from any thread or process."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from edge.home.codec import CodecError, plain
from edge.memory.clock_guard import NEVER_BEFORE
from edge.memory.connection import reading
from edge.memory.errors import UnknownTurnError
from edge.memory.records import ListItem, Replay, Schedule, StateRow
from edge.memory.rows import milliseconds
from edge.memory.turn_codec import PackedSnapshot, unpack_snapshot, unpack_turn
from edge.turn import JsonValue, Turn

_STATE = """
SELECT s.seq, e.entity_id, s.at, s.synced, s.state, s.attributes, s.cause
FROM states s JOIN entities e ON e.id = s.entity"""
_VISIBLE = f"(s.synced = 1 OR s.at >= {milliseconds(NEVER_BEFORE)})"
_MARGIN = 3 * 3600.0
"""Seconds: a clock that was set back by less leaves no row unfound."""
FOREVER = float(2**53)
"""Seconds: later than any row."""


class Reader:
    """What the store holds. Everything raises `sqlite3.Error` when the file cannot be read now."""

    def __init__(self, path: Path, busy_seconds: float = 0.25) -> None:
        """Read the database at `path`; opens it only while reading."""
        self._path = path
        self._busy_seconds = busy_seconds

    def history(self, entity_id: str, since: float, until: float = FOREVER) -> list[StateRow]:
        """An entity's rows within wall times in seconds, in the order in which they were made.

        Reads the log from about `since` on: it has no index, which would cost an SD card 17 times the writing.
        """
        with self._reading() as connection:
            row = connection.execute("SELECT id FROM entities WHERE entity_id = ?", (entity_id,)).fetchone()
            if row is None:
                return []
            start = _first_seq(connection, milliseconds(since - _MARGIN))
            where = f"WHERE s.seq >= ? AND s.entity = ? AND s.at BETWEEN ? AND ? AND {_VISIBLE} ORDER BY s.seq"
            bounds = (start, row[0], milliseconds(since), milliseconds(until))
            return [_state_row(values) for values in connection.execute(f"{_STATE} {where}", bounds)]

    def last_states(self, most: int = 50_000) -> dict[str, StateRow]:
        """The last row of every entity that is among the newest `most` rows."""
        with self._reading() as connection:
            rows = connection.execute(f"{_STATE} WHERE {_VISIBLE} ORDER BY s.seq DESC LIMIT ?", (most,))
            last: dict[str, tuple[Any, ...]] = {}
            for values in rows:
                last.setdefault(values[1], values)
        return {entity_id: _state_row(values) for entity_id, values in last.items()}

    def turn(self, turn_id: str) -> Turn | None:
        """The turn of a request's id, if it is remembered."""
        with self._reading() as connection:
            row = connection.execute("SELECT body FROM turns WHERE id = ?", (turn_id,)).fetchone()
        return unpack_turn(row[0]) if row else None

    def turns(self, since: float = 0.0, limit: int = 100) -> list[Turn]:
        """The newest `limit` turns not older than `since` (wall seconds), oldest first."""
        with self._reading() as connection:
            sql = "SELECT body FROM turns WHERE at >= ? ORDER BY seq DESC LIMIT ?"
            rows = connection.execute(sql, (milliseconds(since), limit)).fetchall()
        return [unpack_turn(body) for (body,) in reversed(rows)]

    def replay(self, turn_id: str) -> Replay:
        """Everything that the turn's interpretation read. Raises `UnknownTurnError` or `CodecError`."""
        with self._reading() as connection:
            sql = """SELECT t.body, t.states, s.body, s.id FROM turns t JOIN structures s ON s.id = t.structure
                     WHERE t.id = ?"""
            row = connection.execute(sql, (turn_id,)).fetchone()
        if row is None:
            message = f"no turn {turn_id!r} is remembered in {self._path}"
            raise UnknownTurnError(message)
        snapshot = unpack_snapshot(PackedSnapshot(row[2], row[1]))
        # Generations are one process's own; below zero they cannot be mistaken for those of this one.
        return Replay(unpack_turn(row[0]), replace(snapshot, generation=-row[3]))

    def schedules(self, kind: str | None = None) -> list[Schedule]:
        """All schedules, or those of a kind, soonest first."""
        with self._reading() as connection:
            where = "WHERE ?1 IS NULL OR kind = ?1 ORDER BY due IS NULL, due, id"
            sql = f"SELECT id, kind, due, body FROM schedules {where}"  # noqa: S608 - our words
            rows = connection.execute(sql, (kind,)).fetchall()
        return [Schedule(i, k, None if due is None else due / 1000, _json(body)) for i, k, due, body in rows]

    def items(self, name: str) -> list[ListItem]:
        """The entries of a list, in order."""
        with self._reading() as connection:
            sql = "SELECT id, list, position, body FROM list_items WHERE list = ? ORDER BY position, id"
            return [ListItem(i, n, position, _json(body)) for i, n, position, body in connection.execute(sql, (name,))]

    def lists(self) -> list[str]:
        """The names of the lists that have entries."""
        with self._reading() as connection:
            return [row[0] for row in connection.execute("SELECT DISTINCT list FROM list_items ORDER BY list")]

    def value(self, key: str) -> JsonValue:
        """The JSON value kept under a key, or `None`."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM kv WHERE key = ?", (key,)).fetchone()
        return plain(json.loads(row[0])) if row else None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with reading(self._path, self._busy_seconds) as connection:
            yield connection


def newest_rows(connection: sqlite3.Connection, most: int) -> list[StateRow]:
    """The newest rows of all entities, oldest first."""
    rows = connection.execute(f"{_STATE} WHERE {_VISIBLE} ORDER BY s.seq DESC LIMIT ?", (most,)).fetchall()
    return [_state_row(values) for values in reversed(rows)]


def newest_synced(connection: sqlite3.Connection) -> float:
    """Wall seconds of the newest row made on a clock that was right; 0 when there is none near the end."""
    sql = "SELECT max(at) FROM (SELECT at, synced FROM states ORDER BY seq DESC LIMIT 1000) WHERE synced = 1"
    return float(connection.execute(sql).fetchone()[0] or 0) / 1000


def _first_seq(connection: sqlite3.Connection, at: int) -> int:
    """A row from which on every later moment than `at` (milliseconds) is found; times grow with `seq`, nearly."""
    # Apart, each is a look at one end of the table; together they would be read off all of it.
    ends = "SELECT coalesce((SELECT min(seq) FROM states), 0), coalesce((SELECT max(seq) FROM states), 0)"
    low, high = connection.execute(ends).fetchone()
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(
            "SELECT seq, at FROM states WHERE seq >= ? AND synced = 1 ORDER BY seq LIMIT 1", (middle,)
        ).fetchone()
        if row is None or row[1] >= at:
            high = middle
        else:
            low = row[0] + 1
    return int(low)


def _state_row(values: tuple[Any, ...]) -> StateRow:
    seq, entity_id, at, synced, state, attributes, cause = values
    return StateRow(entity_id, at / 1000, state, _json(attributes), cause, bool(synced), seq)


def _json(text: str | None) -> dict[str, JsonValue]:
    if text is None:
        return {}
    try:
        told = json.loads(text)
    except ValueError as error:
        message = f"damaged JSON in the store: {error}"
        raise CodecError(message) from error
    return cast("dict[str, JsonValue]", plain(told)) if isinstance(told, dict) else {}
