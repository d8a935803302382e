"""`hearth db check` and `hearth db export`: what the hub remembers, read beside a running hub."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edge.cli.errors import CommandError, NoInputError, WriteError
from edge.cli.exits import Exit
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option

if TYPE_CHECKING:
    from edge.cli.db_read import Condition

TABLES = ("states", "turns", "schedules", "lists", "values")
DAY = 86_400.0
database_option = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The database; by default the settings'."
)


@click.group("db", help="Check or export what the hub remembers.")
def command() -> None:
    """Check or export what the hub remembers."""


@command.command("check", help="Check that the database is whole and say what is in it.")
@database_option
@json_option
@click.pass_obj
def check(invocation: Invocation, database: Path | None, *, as_json: bool) -> None:
    """Read the whole database; exits 1 when it is damaged or not the hub's."""
    from edge.cli.db_read import condition_of

    found = condition_of(existing(invocation, database))
    if as_json:
        from dataclasses import asdict

        emit_json(asdict(found))
    else:
        _tell(found)
    if found.problem is not None:
        raise SystemExit(Exit.FAILED)


@command.command("export", help="Write a table as JSON, one object a line.")
@click.argument("table", type=click.Choice(TABLES))
@click.option("--days", type=click.FloatRange(min=0), help="Only states and turns of the last so many days.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; by default stdout.")
@database_option
@click.pass_obj
def export(invocation: Invocation, table: str, days: float | None, output: Path | None, database: Path | None) -> None:
    """Write a table's rows in their order; times are seconds since 1970 UTC."""
    import sqlite3
    import time

    from edge.cli.db_read import rows_of, write_lines
    from edge.home.codec import CodecError

    path = existing(invocation, database)
    since = time.time() - days * DAY if days is not None else 0.0
    try:
        if output is None:
            write_lines(rows_of(path, table, since), sys.stdout)
            return
        with output.open("w", encoding="utf-8") as file:
            count = write_lines(rows_of(path, table, since), file)
    except (sqlite3.Error, CodecError) as error:
        message = f"{path}: {error}; `hearth db check` says more"
        raise CommandError(message) from error
    except OSError as error:
        message = f"{error.filename or output}: {error.strerror}"
        raise WriteError(message) from error
    click.echo(f"{output}: {count} rows of {table}")


def existing(invocation: Invocation, database: Path | None) -> Path:
    """The database that is named, else the settings'; raises `NoInputError` where there is none."""
    path = database or invocation.settings.database
    if not path.is_file():
        message = f"{path}: there is no database; the hub makes it when it runs, or name one with --database"
        raise NoInputError(message)
    return path


def _tell(found: Condition) -> None:
    click.echo(f"{found.path}: {found.problem or 'whole'}")
    if found.problem is not None:
        click.echo("    remedy: start the hub; it puts a damaged database aside and saves what can be read")
        return
    click.echo(f"  schema {found.schema}, {found.bytes / 1e6:.1f} MB, log {found.log_bytes / 1e6:.1f} MB")
    for table, count in found.rows.items():
        click.echo(f"  {table:<10} {count}")
