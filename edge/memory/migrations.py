"""Numbered migrations, each committed together with its own record.

A migration is a file `schema/NNN_name.sql`. What is pending is told by the table `migrations`;
`user_version` repeats the newest number for whoever looks at the file from outside.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from edge.memory.atomic import sync_directory
from edge.memory.connection import APPLICATION_ID, pragma, transaction
from edge.memory.errors import MigrationError, SchemaTooNewError

_FILE = re.compile(r"(\d{3})_(\w+)\.sql")
_RECORDS = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; `number` counts from 1 without gaps."""

    number: int
    name: str
    sql: str


@cache
def known() -> tuple[Migration, ...]:
    """All migrations of this version, in order."""
    entries = resources.files("edge.memory").joinpath("schema").iterdir()
    found = [
        Migration(int(match[1]), match[2], entry.read_text(encoding="utf-8"))
        for entry in entries
        if (match := _FILE.fullmatch(entry.name))
    ]
    return tuple(sorted(found, key=lambda migration: migration.number))


def migrate(connection: sqlite3.Connection, backup: Path | None = None, steps: Sequence[Migration] = ()) -> list[int]:
    """Apply what is pending of `steps` (default: `known()`); the numbers applied.

    A store that holds anything is first copied to `backup`. A crash at any point leaves the schema before or after a
    whole step. Raises `SchemaTooNewError`, `MigrationError`, or `sqlite3.Error` for trouble with the file.
    """
    steps = steps or known()
    refuse_newer(connection, steps)
    done = applied(connection)
    pending = [step for step in steps if step.number not in done]
    if pending and done and backup is not None:
        back_up(connection, backup)
    for step in pending:
        _apply(connection, step)
    if not pending and pragma(connection, "user_version") != steps[-1].number:
        with transaction(connection):
            _stamp(connection, steps[-1].number)
    return [step.number for step in pending]


def refuse_newer(connection: sqlite3.Connection, steps: Sequence[Migration] = ()) -> None:
    """Raise `SchemaTooNewError` for a store that a newer version has written."""
    newest = (steps or known())[-1].number
    found = max([pragma(connection, "user_version"), *applied(connection)])
    if found > newest:
        message = f"the store has schema {found} and this version knows {newest}: install the newer version again"
        raise SchemaTooNewError(message)


def applied(connection: sqlite3.Connection) -> set[int]:
    """The numbers of the migrations that this store has had."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
        return set()
    return {row[0] for row in connection.execute("SELECT number FROM migrations")}


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database to `target`, atomically. Raises `OSError` or `sqlite3.Error`."""
    temporary = target.with_name(f"{target.name}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_directory(target.parent)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script; `executescript` would commit before the first."""
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""
    if text.strip():
        yield text


def _apply(connection: sqlite3.Connection, step: Migration) -> None:
    try:
        with transaction(connection):
            connection.execute(_RECORDS)
            for statement in statements(step.sql):
                connection.execute(statement)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", (step.number, step.name))
            _stamp(connection, step.number)
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
        message = f"migration {step.number} ({step.name}) does not fit this store: {error}; its backup is beside it"
        raise MigrationError(message) from error


def _stamp(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")
