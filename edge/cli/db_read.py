"""Reading the hub's database as a whole, in pieces that do not hold back its writer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from edge.home.codec import encode
from edge.memory.connection import APPLICATION_ID, is_sound, pragma, reading
from edge.memory.files import StoreFiles
from edge.memory.turn_codec import unpack_turn

BATCH = 1000
"""Rows a connection reads: a long read holds back checkpoints, and the hub's log grows meanwhile."""
BUSY_SECONDS = 5.0
_COUNTED = {
    "entities": "entities", "states": "states", "turns": "turns", "schedules": "schedules",
    "lists": "list_items", "values": "kv",
}  # fmt: skip
_PAGED = {
    "states": """SELECT s.seq, e.entity_id, s.at, s.synced, s.state, s.attributes, s.cause
                 FROM states s JOIN entities e ON e.id = s.entity
                 WHERE s.seq > ? AND s.at >= ? ORDER BY s.seq LIMIT ?""",
    "turns": "SELECT seq, body FROM turns WHERE seq > ? AND at >= ? ORDER BY seq LIMIT ?",
}
_WHOLE = {
    "schedules": "SELECT id, kind, due, body FROM schedules ORDER BY due IS NULL, due, id",
    "lists": "SELECT id, list, position, body FROM list_items ORDER BY list, position, id",
    "values": "SELECT key, value AS body FROM kv ORDER BY key",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """How a database is: sizes in bytes, rows by table; `problem` is `None` when it is whole."""

    path: Path
    problem: str | None = None
    schema: int = 0
    bytes: int = 0
    log_bytes: int = 0
    rows: dict[str, int] = field(default_factory=dict)


def condition_of(path: Path) -> Condition:
    """Look at a database file; never raises for what is wrong with the file itself."""
    try:
        with reading(path, BUSY_SECONDS) as connection:
            return _condition(path, connection)
    except sqlite3.Error as error:
        return Condition(path, f"{error} ({getattr(error, 'sqlite_errorname', 'SQLite')})")


def rows_of(path: Path, table: str, since: float = 0.0) -> Iterator[dict[str, Any]]:
    """Rows of a table as JSON objects; `since` (wall seconds) counts for states and turns.

    Raises `sqlite3.Error` and `CodecError`.
    """
    if table in _PAGED:
        yield from _paged(path, table, int(since * 1000))
        return
    with reading(path, BUSY_SECONDS) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(_WHOLE[table]).fetchall()
    yield from (_told(dict(row)) for row in rows)


def write_lines(rows: Iterable[dict[str, Any]], file: IO[str]) -> int:
    """Write rows one a line; how many there were."""
    count = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _condition(path: Path, connection: sqlite3.Connection) -> Condition:
    if pragma(connection, "application_id") != APPLICATION_ID:
        return Condition(path, "is not a database of Hearth")
    if not is_sound(connection):
        return Condition(path, "is damaged: quick_check found faults")
    log = StoreFiles(path).log
    return Condition(
        path,
        schema=pragma(connection, "user_version"),
        bytes=path.stat().st_size,
        log_bytes=log.stat().st_size if log.exists() else 0,
        rows={name: _count(connection, table) for name, table in _COUNTED.items()},
    )


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a name of ours


def _paged(path: Path, table: str, since_ms: int) -> Iterator[dict[str, Any]]:
    after = -1
    while True:
        with reading(path, BUSY_SECONDS) as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute(_PAGED[table], (after, since_ms, BATCH)).fetchall()
        if not rows:
            return
        after = rows[-1]["seq"]
        yield from (_turn(row) if table == "turns" else _told(dict(row)) for row in rows)


def _turn(row: sqlite3.Row) -> dict[str, Any]:
    turn: dict[str, Any] = encode(unpack_turn(row["body"]))
    return turn


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its times in seconds and its JSON as values; without what is empty."""
    for moment in ("at", "due"):
        if row.get(moment) is not None:
            row[moment] /= 1000
    for text in ("attributes", "body"):
        if row.get(text) is not None:
            row[text] = json.loads(row[text])
    if "synced" in row:
        row["synced"] = bool(row["synced"])
    return {key: value for key, value in row.items() if value is not None}
