"""`hearth rewrites`: what the hub has learnt, and what may become of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from edge.cli.errors import CommandError, UnavailableError
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option
from edge.cli.say import call

_COLOURS = {"live": "green", "canary": "cyan", "blocked": "red", "quarantined": "yellow"}


@click.group("rewrites", invoke_without_command=True, help="Show and govern what the hub has learnt.")
@click.pass_context
def command(context: click.Context) -> None:
    """Without a subcommand, list what is served."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@command.command("list", help="List rewrites with their evidence.")
@click.option("--all", "everything", is_flag=True, help="Show also what is not served (yet, or any more).")
@json_option
@click.pass_obj
def list_(invocation: Invocation, *, everything: bool = False, as_json: bool = False) -> None:
    """List what is served; with `--all` everything that was ever learnt."""
    told = ask(invocation, {"action": "list", "served": not everything})
    if as_json:
        emit_json(told)
        return
    for line in lines(told, everything=everything):
        click.echo(line)


@command.command("approve", help="Serve a rewrite without more proof.")
@click.argument("rewrite")
@click.pass_obj
def approve(invocation: Invocation, rewrite: str) -> None:
    """Approve by id."""
    click.echo(line_of(ask(invocation, {"action": "approve", "id": rewrite})))


@command.command("forget", help="Drop a rewrite; it may be learnt again.")
@click.argument("rewrite")
@click.pass_obj
def forget(invocation: Invocation, rewrite: str) -> None:
    """Forget by id."""
    gone = ask(invocation, {"action": "forget", "id": rewrite})
    click.echo(f"forgotten: {gone['said']!r} is no longer taken for {gone['meant']!r}")


@command.command("block", help="Forbid a rewrite for ever.")
@click.argument("rewrite")
@click.pass_obj
def block(invocation: Invocation, rewrite: str) -> None:
    """Block by id."""
    click.echo(line_of(ask(invocation, {"action": "block", "id": rewrite})))


@command.command("rollback", help="Make all rewrites what they were one night ago.")
@click.option("--pack", type=int, help="Go back to the end of this pack; default: the one before the current.")
@click.pass_obj
def rollback(invocation: Invocation, pack: int | None) -> None:
    """Take back what was learnt since the end of a pack; what is blocked stays blocked."""
    told = ask(invocation, {"action": "rollback"} | ({"pack": pack} if pack is not None else {}))
    click.echo(f"{told['changed']} rewrites are what they were")


def ask(invocation: Invocation, parameters: dict[str, Any]) -> dict[str, Any]:
    """What the running hub answers. Raises `UnavailableError` without one, `CommandError` when it refuses."""
    from edge.link.caller import CallerError, NoAnswerError, UnreachableError

    try:
        with call(invocation.settings) as caller:
            told: dict[str, Any] = caller.ask("rewrites", parameters)
    except (NoAnswerError, UnreachableError) as error:
        raise UnavailableError(str(error)) from error
    except CallerError as error:
        raise CommandError(str(error)) from error
    return told


def lines(told: dict[str, Any], *, everything: bool = True) -> Iterator[str]:
    """The list for people; what works anyway and was never taken for misheard is only counted, unless `everything`."""
    quiet = [row for row in told["rewrites"] if row["kind"] == "habit" and not row["served"] and not everything]
    yield from (line_of(row) for row in told["rewrites"] if row not in quiet)
    if quiet:
        yield click.style(f"{len(quiet)} wordings that work, known also with one word misheard (--all)", dim=True)
    for blocked in told["blocks"]:
        whom = f" by {blocked['person']}" if blocked["person"] else ""
        yield click.style(f"never{whom}: {blocked['said']!r}", fg="red")
    yield click.style(f"{len(told['rewrites'])} rewrites, pack {told['pack']}", dim=True)


def line_of(row: dict[str, Any]) -> str:
    """One rewrite: what is said and meant, for whom and where, how sure, and how it fared."""
    stage = click.style(f"{row['stage']:<11}", fg=_COLOURS.get(row["stage"]))
    whom = f" [{', '.join(part for part in (row['person'], row['context']) if part)}]" if row["person"] else ""
    fared = f"confirmed {row['confirmed']}×, served {row['served']}×, won {row['wins']}, lost {row['losses']}"
    fared = f"taught, served {row['served']}×" if row["kind"] in {"taught", "name"} else fared
    said = f"like {row['said']!r}" if row["kind"] == "habit" else repr(row["said"])
    return f"{row['id']}  {stage} {said} → {row['meant']!r}{whom}  {click.style(fared, dim=True)}"
