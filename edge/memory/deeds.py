"""The changes of some kinds of entities out of the whole log, oldest first: what habits are learnt from anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from edge.memory.connection import reading
from edge.memory.reader import _STATE, _VISIBLE, FOREVER, _first_seq, _state_row
from edge.memory.records import StateRow
from edge.memory.rows import milliseconds

_SLICE = 5_000
"""Rows of the log looked at in one piece of reading: readers hold back checkpoints."""


def changes(path: Path, domains: Collection[str], since: float, until: float = FOREVER) -> Iterator[StateRow]:
    """Rows of the entities of some domains within wall times in seconds, in the order in which they were made.

    Rows made on a clock that was plainly wrong are left out. Raises `sqlite3.Error`.
    """
    with reading(path) as connection:
        entities = _entities(connection, domains)
        start = _first_seq(connection, milliseconds(since))
        end = int(connection.execute("SELECT coalesce(max(seq), -1) FROM states").fetchone()[0])
    for first in range(start, end + 1, _SLICE):
        with reading(path) as connection:
            rows = _slice(connection, entities, first, min(first + _SLICE, end + 1))
        yield from (row for row in rows if since <= row.at <= until)


def _entities(connection: sqlite3.Connection, domains: Collection[str]) -> str:
    rows = connection.execute("SELECT id, entity_id FROM entities")
    return json.dumps([number for number, entity_id in rows if entity_id.partition(".")[0] in domains])


def _slice(connection: sqlite3.Connection, entities: str, first: int, end: int) -> list[StateRow]:
    chosen = f"s.seq >= ? AND s.seq < ? AND {_VISIBLE} AND s.entity IN (SELECT value FROM json_each(?))"  # noqa: S608 - our words
    sql = f"{_STATE} WHERE {chosen} ORDER BY s.seq"
    return [_state_row(values) for values in connection.execute(sql, (first, end, entities))]
