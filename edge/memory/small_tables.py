"""The small tables, which are dear: copied to a file, and put back when the database is lost.

History can be missed; what people set up and taught cannot. Later tables of that kind join `SMALL_TABLES`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edge.memory.atomic import read_whole, write_atomically
from edge.memory.connection import transaction

SMALL_TABLES = ("kv", "schedules", "list_items", "rewrites")
_COPIED = {"rewrites": " WHERE json_extract(body, '$.stage') <> 'candidate'"}
"""What is copied of a table: most rewrites were only ever meant once, and such are soon learnt again."""
_OWN_KEYS = "store."
"""Keys of `kv` that describe one database file and mean nothing in another."""
_FORMAT = 1

Tables = Mapping[str, Mapping[str, Any]]


def copy_out(connection: sqlite3.Connection) -> bytes:
    """The small tables as JSON. Raises `sqlite3.Error`."""
    tables = {table: _read(connection, table) for table in SMALL_TABLES}
    return json.dumps({"format": _FORMAT, "tables": tables}).encode()


def save(path: Path, content: bytes) -> None:
    """Write the copy, atomically. Raises `OSError`."""
    write_atomically(path, content)


def load(path: Path) -> Tables:
    """The newest whole copy at `path`; empty when there is none."""
    return read_whole(path, _parse) or {}


def restore(connection: sqlite3.Connection, tables: Tables) -> dict[str, int]:
    """Put rows back that are not there; the number put by table. Columns that are gone are left out."""
    counts = {}
    with transaction(connection):
        for table in SMALL_TABLES:
            told = tables.get(table)
            if told and (count := _put(connection, table, told["columns"], told["rows"])):
                counts[table] = count
    return counts


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """A table's columns, in order; none for a table that is not there."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _read(connection: sqlite3.Connection, table: str) -> dict[str, Any]:
    query = f"SELECT * FROM {table}{_COPIED.get(table, '')}"  # noqa: S608 - our names
    rows = [list(row) for row in connection.execute(query)]
    return {"columns": columns_of(connection, table), "rows": rows}


def _put(connection: sqlite3.Connection, table: str, columns: list[str], rows: list[list[Any]]) -> int:
    kept = [name for name in columns if name in columns_of(connection, table)]
    places = [columns.index(name) for name in kept]
    marks = ", ".join("?" * len(kept))
    sql = f"INSERT OR IGNORE INTO {table} ({', '.join(kept)}) VALUES ({marks})"  # noqa: S608 - our names
    values = [[row[place] for place in places] for row in rows]
    if table == "kv":
        values = [row for row in values if not str(row[0]).startswith(_OWN_KEYS)]
    return connection.executemany(sql, values).rowcount if values else 0


def _parse(content: bytes) -> Tables:
    told = json.loads(content)
    if not isinstance(told, dict) or told.get("format") != _FORMAT or not isinstance(told.get("tables"), dict):
        message = "no copy of the small tables"
        raise ValueError(message)
    tables: Tables = told["tables"]
    return tables
