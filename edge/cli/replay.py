"""`hearth replay`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edge.cli.db import database_option, existing
from edge.cli.errors import CommandError, NoInputError
from edge.cli.exits import Exit
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option

if TYPE_CHECKING:
    from edge.app.replaying import Comparison
    from edge.settings import Settings


@click.command("replay", help="Decide a recorded turn again and compare.")
@click.argument("turns", nargs=-1)
@click.option("--last", type=click.IntRange(1), help="Replay the newest so many turns.")
@database_option
@json_option
@click.pass_obj
def command(
    invocation: Invocation, turns: tuple[str, ...], last: int | None, database: Path | None, *, as_json: bool
) -> None:
    """Decide TURNS (ids of requests) again from their records; without any, the newest turn.

    Exits 1 when a decision differs, which is what another version of the models or sentences may cause.
    """
    ids = turns or _newest(existing(invocation, database), last or 1)
    compared = _replayed(ids, existing(invocation, database), invocation.settings)
    if as_json:
        emit_json([_as_json(comparison) for comparison in compared])
    else:
        for comparison in compared:
            click.echo(_told(comparison))
    if any(comparison.differences for comparison in compared):
        raise SystemExit(Exit.FAILED)


def _newest(path: Path, number: int) -> list[str]:
    import sqlite3

    from edge.memory.reader import Reader

    try:
        return [turn.request.id for turn in Reader(path).turns(limit=number)]
    except (sqlite3.Error, ValueError) as error:
        message = f"{path}: {error}; `hearth db check` says more"
        raise CommandError(message) from error


def _replayed(ids: Sequence[str], path: Path, settings: Settings) -> list[Comparison]:
    import sqlite3

    from edge.app.house import make_interpreter
    from edge.app.replaying import compared
    from edge.memory.errors import UnknownTurnError
    from edge.memory.reader import Reader

    interpreter = make_interpreter(settings)
    reader = Reader(path)
    try:
        return [compared(reader.replay(turn_id), interpreter) for turn_id in ids]
    except UnknownTurnError as error:
        raise NoInputError(str(error)) from error
    except (sqlite3.Error, ValueError) as error:
        message = f"{path}: {error}; `hearth db check` says more"
        raise CommandError(message) from error


def _told(comparison: Comparison) -> str:
    turn = comparison.turn
    head = (
        f"{turn.request.id}  {turn.request.text!r} → {turn.decision.kind.value} {turn.decision.intent or ''}".rstrip()
    )
    if not comparison.differences:
        return f"{head}  same"
    lines = [f"{head}  DIFFERS"]
    for name, (recorded, again) in comparison.differences.items():
        lines += [f"  {name}", f"    recorded: {recorded}", f"    again:    {again}"]
    return "\n".join(lines)


def _as_json(comparison: Comparison) -> dict[str, Any]:
    from edge.home.codec import encode

    return {
        "id": comparison.turn.request.id,
        "text": comparison.turn.request.text,
        "same": not comparison.differences,
        "versions": {"recorded": encode(comparison.turn.versions), "again": encode(comparison.again.versions)},
        "differences": {
            name: {"recorded": encode(recorded), "again": encode(again)}
            for name, (recorded, again) in comparison.differences.items()
        },
    }
