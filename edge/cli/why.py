"""`hearth why`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edge.cli.db import database_option, existing
from edge.cli.errors import CommandError, NoInputError
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option

if TYPE_CHECKING:
    from edge.settings import Settings
    from edge.turn import Turn
    from edge.why.explain import Explanation


@click.command("why", help="Explain a decision from its record.")
@click.argument("turn", required=False)
@database_option
@json_option
@click.pass_obj
def command(invocation: Invocation, turn: str | None, database: Path | None, *, as_json: bool) -> None:
    """Name the fact that decided TURN (the id of a request); without an id, of the newest decision."""
    from edge.why.words import told

    explained = _explained(turn, existing(invocation, database), invocation.settings)
    if as_json:
        emit_json(_as_json(explained))
        return
    made = explained.record.turn
    click.echo(f"{made.request.id}  {made.request.text!r} → {made.decision.kind.value} {made.decision.intent or ''}")
    click.echo(told(explained))


def _explained(turn_id: str | None, path: Path, settings: Settings) -> Explanation:
    import sqlite3

    from edge.app.house import make_interpreter
    from edge.memory.errors import UnknownTurnError
    from edge.memory.reader import Reader
    from edge.why.explain import explain
    from edge.why.facts import Record

    reader = Reader(path)
    try:
        kept = reader.replay(turn_id or _newest(reader.turns()))
    except UnknownTurnError as error:
        raise NoInputError(str(error)) from error
    except (sqlite3.Error, ValueError) as error:
        message = f"{path}: {error}; `hearth db check` says more"
        raise CommandError(message) from error
    record = Record(kept.turn.request, kept.snapshot, kept.turn.knowledge, kept.turn)
    return explain(record, make_interpreter(settings))


def _newest(turns: list[Turn]) -> str:
    """The newest turn that did not itself ask why. Raises `NoInputError` when there is none."""
    found = next((turn for turn in turns if turn.decision.intent != "HearthWhy"), None)
    if found is None:
        raise NoInputError("nothing has been decided yet; say something to the hub first")
    return found.request.id


def _as_json(explained: Explanation) -> dict[str, Any]:
    from edge.why.words import told

    fact, otherwise = explained.fact, explained.otherwise
    return {
        "id": explained.record.turn.request.id,
        "text": explained.record.turn.request.text,
        "why": told(explained),
        "fact": {"kind": fact.kind, "about": fact.about} if fact else None,
        "otherwise": {"decision": otherwise.kind.value, "entities": list(otherwise.entities)} if otherwise else None,
    }
