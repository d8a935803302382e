"""`hearth jobs`: timers, alarms, reminders, commands for later and watches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from edge.cli.errors import CommandError, UnavailableError
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option
from edge.cli.say import call

Row = dict[str, Any]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@click.command("jobs", help="List what is due later, or cancel it.")
@click.option("--cancel", metavar="ID", help="Cancel the job of that id.")
@click.option("--cancel-all", is_flag=True, help="Cancel every job.")
@json_option
@click.pass_obj
def command(invocation: Invocation, *, cancel: str | None, cancel_all: bool, as_json: bool) -> None:
    """List timers, alarms, reminders, commands for later and watches of the running hub, the soonest first."""
    from edge.link.caller import CallerError, NoAnswerError, UnreachableError

    wanted = "all" if cancel_all else cancel
    try:
        with call(invocation.settings) as caller:
            told = caller.ask("jobs", {"cancel": wanted} if wanted else None)
    except (NoAnswerError, UnreachableError) as error:
        raise UnavailableError(str(error)) from error
    except CallerError as error:
        raise CommandError(str(error)) from error
    if as_json:
        emit_json(told)
        return
    for line in lines(told):
        click.echo(line)


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The jobs as a table, and what was cancelled."""
    for job_id in told["cancelled"]:
        yield f"cancelled {job_id}"
    rows: list[Row] = told["jobs"]
    width = max((len(_due(row)) for row in rows), default=0)
    for row in rows:
        what = row["text"] or row["name"] or ""
        yield f"{row['kind']:<9}  {_due(row):<{width}}  {what}  {click.style(row['id'], dim=True)}".rstrip()
    if not rows:
        yield click.style("nothing is due later", dim=True)


def _due(row: Row) -> str:
    """When a job is due, on this machine's clock."""
    if row["kind"] == "watch":
        return "when " + ", ".join(row["waits_for"])
    if row["repeat"]:
        days = "daily" if len(row["repeat"]) == len(_DAYS) else " ".join(_DAYS[day] for day in row["repeat"])
        return f"{days} {_local(row['at']):%H:%M}"
    if row["at"] is not None:
        return f"{_local(row['at']):%a %d.%m. %H:%M}"
    minutes, seconds = divmod(max(0, round(row["remaining"] or 0)), 60)
    left = f"in {minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return f"{left} (paused)" if row["paused"] else left


def _local(at: float) -> datetime:
    return datetime.fromtimestamp(at).astimezone()
