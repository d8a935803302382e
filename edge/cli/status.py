"""`hearth status`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from edge.cli.errors import UnavailableError
from edge.cli.exits import Exit
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option
from edge.cli.say import call


@click.command("status", help="Show how the hub is.")
@json_option
@click.pass_obj
def command(invocation: Invocation, *, as_json: bool) -> None:
    """Show the running hub's health; exit code 1 when it is degraded."""
    from edge.link.caller import CallerError

    try:
        with call(invocation.settings, 5.0) as caller:
            health = caller.ask("health_check")
    except CallerError as error:
        raise UnavailableError(str(error)) from error
    if as_json:
        emit_json(health)
    else:
        for line in lines(health):
            click.echo(line)
    if not health["healthy"]:
        raise SystemExit(Exit.FAILED)


def lines(health: dict[str, Any]) -> list[str]:
    """Health for the terminal: the state, its causes, and the counts in a column."""
    good = health["status"] == "ok"
    head = click.style(health["status"], fg="green" if good else "red", bold=True)
    shown = [f"{head}  hearth {health['version']}, up {timedelta(seconds=health['uptime_s'])}"]
    shown += [click.style(f"  {cause}", fg="red") for cause in health["causes"]]
    width = max((len(name) for name in health["counts"]), default=0)
    return [*shown, *(f"  {name.replace('_', ' '):<{width}}  {value}" for name, value in health["counts"].items())]
