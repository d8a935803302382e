"""Getting out of a corrupt database what can still be read.

Each table is read from its start until the damage and from its end back to it. Rows that do not look like rows of
their table are left behind, and so is what takes too long.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from edge.memory.connection import reading, transaction
from edge.memory.small_tables import SMALL_TABLES, columns_of

_LOG = logging.getLogger(__name__)
_BATCH = 500
_LARGE_TABLES = ("entities", "structures", "structure_uses", "labels", "turns", "states")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Rows copied by table, and the tables that were read to their end."""

    counts: Mapping[str, int]
    whole: frozenset[str]


def salvage(source: Path, target: sqlite3.Connection, seconds: float) -> Salvaged:
    """Copy readable rows of `source` that `target` lacks, for `seconds` at most.

    Whatever is wrong with `source` is no error. Raises `sqlite3.Error` for trouble with `target`.
    """
    deadline = time.monotonic() + seconds
    counts: dict[str, int] = {}
    whole: set[str] = set()
    try:
        with reading(source) as connection:
            connection.text_factory = _text
            for table in (*SMALL_TABLES, *_LARGE_TABLES):
                copy = _TableCopy(connection, target, table)
                copy.run(deadline)
                if copy.copied:
                    counts[table] = copy.copied
                if copy.whole:
                    whole.add(table)
    except _TargetError as error:
        raise error.reason from error
    except sqlite3.Error as error:
        _LOG.warning("event=salvage_stopped file=%s reason=%s", source, error)
    return Salvaged(counts, frozenset(whole))


class _TargetError(Exception):
    def __init__(self, reason: sqlite3.Error) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _TableCopy:
    """Copies one table; `whole` once it was read without damage."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
        self._source, self._target, self._table = source, target, table
        self.copied = 0
        self.whole = False
        self._damaged = False

    def run(self, deadline: float) -> None:
        names = columns_of(self._target, self._table)
        if self._columns() != names:
            return
        good = _checker(self._table, self._target)
        insert = f"INSERT OR IGNORE INTO {self._table} VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our names
        for direction in ("ASC", "DESC"):
            query = f"SELECT * FROM {self._table} ORDER BY {names[0]} {direction}"  # noqa: S608 - our names
            rows = self._readable(query)
            while batch := list(islice(rows, _BATCH)):
                added = self._insert(insert, [row for row in batch if good(row)])
                self.copied += added
                # Reading backwards has met what was read forwards, or there is no time left.
                if time.monotonic() > deadline or (direction == "DESC" and not added):
                    return
            if not self._damaged:
                self.whole = True
                return

    def _columns(self) -> list[str]:
        try:
            return columns_of(self._source, self._table)
        except sqlite3.Error:
            return []

    def _readable(self, query: str) -> Iterator[Row]:
        try:
            yield from self._source.execute(query)
        except (sqlite3.Error, OverflowError, MemoryError):
            self._damaged = True

    def _insert(self, sql: str, rows: list[Row]) -> int:
        try:
            with transaction(self._target):
                return self._target.executemany(sql, rows).rowcount if rows else 0
        except sqlite3.Error as error:
            raise _TargetError(error) from error


def _checker(table: str, target: sqlite3.Connection) -> Callable[[Row], bool]:
    if table == "states":
        entities = {row[0] for row in target.execute("SELECT id FROM entities")}
        return lambda row: row[1] in entities and _is_state(row)
    if table == "turns":
        structures = {row[0] for row in target.execute("SELECT id FROM structures")}
        return lambda row: row[4] in structures and _inflates(row[5]) and _inflates(row[6])
    return _CHECKS[table]


def _is_state(row: Row) -> bool:
    seq, _, at, synced, state, attributes, cause = row
    whole = _all_int(seq, at) and synced in (0, 1) and (attributes is None or _is_json(attributes))
    return whole and _is_text(state) and _is_text(cause)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _all_int(*values: object) -> bool:
    return all(isinstance(value, int) for value in values)


def _is_json(value: object) -> bool:
    try:
        json.loads(value) if isinstance(value, str) else json.loads("")
    except ValueError:
        return False
    return True


def _inflates(value: object) -> bool:
    try:
        return isinstance(value, bytes) and bool(zlib.decompress(value))
    except zlib.error:
        return False


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


_CHECKS: dict[str, Callable[[Row], bool]] = {
    "kv": lambda row: isinstance(row[0], str) and not row[0].startswith("store.") and _is_json(row[1]),
    "schedules": lambda row: isinstance(row[0], str) and isinstance(row[1], str) and _is_json(row[3]),
    "list_items": lambda row: isinstance(row[0], str) and isinstance(row[1], str) and _is_json(row[3]),
    "rewrites": lambda row: isinstance(row[0], str) and _all_int(row[1]) and _is_json(row[2]),
    "labels": lambda row: isinstance(row[1], str) and _all_int(row[0], row[2], row[3]) and _is_json(row[4]),
    "entities": lambda row: isinstance(row[1], str),
    "structures": lambda row: isinstance(row[1], str) and _inflates(row[2]),
    "structure_uses": lambda row: _all_int(*row),
}
