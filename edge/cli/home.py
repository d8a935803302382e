"""`hearth home`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from edge.cli.errors import UnavailableError
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option
from edge.cli.say import call

Row = dict[str, Any]


@click.command("home", help="List what is in the home.")
@click.argument("words", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Show also what cannot be spoken about.")
@json_option
@click.pass_obj
def command(invocation: Invocation, words: tuple[str, ...], *, everything: bool, as_json: bool) -> None:
    """List areas and entities with their states; with WORDS only those in whose line they occur."""
    from edge.link.caller import CallerError

    try:
        with call(invocation.settings) as caller:
            picture = caller.ask("home")
    except CallerError as error:
        raise UnavailableError(str(error)) from error
    if as_json:
        emit_json(picture)
        return
    for line in lines(picture, words, everything=everything):
        click.echo(line)


def lines(picture: dict[str, Any], words: Iterable[str] = (), *, everything: bool = False) -> Iterator[str]:
    """The home as a table, area by area; stale states are marked `?`, what cannot be reached `✗`."""
    names = {area["id"]: area["name"] for area in picture["areas"]}
    wanted = [word.lower() for word in words]
    rows = [row for row in picture["entities"] if everything or row["exposed"]]
    rows = [row for row in rows if all(word in _searched(row, names) for word in wanted)]
    width = max((len(row["name"]) for row in rows), default=0)
    for area in [*names, None]:
        found = sorted((row for row in rows if _place(row, names) == area), key=lambda row: str(row["id"]))
        if found:
            yield click.style(names[area] if area else "nowhere in particular", bold=True)
            yield from (_line(row, width) for row in found)
    yield click.style(f"{len(rows)} entities in {len(names)} areas", dim=True)


def _line(row: Row, width: int) -> str:
    mark = "✗" if not row["available"] else "?" if row["stale"] else " "
    state = "unknown" if row["state"] is None else f"{row['state']}{row['unit'] or ''}"
    colour = {"on": "green", "open": "green", "unlocked": "yellow", "off": None}.get(str(row["state"]))
    return (
        f"  {row['name']:<{width}}  {mark} {click.style(f'{state:<14}', fg=colour)}  {click.style(row['id'], dim=True)}"
    )


def _place(row: Row, names: dict[str, str]) -> str | None:
    return row["area"] if row["area"] in names else None


def _searched(row: Row, names: dict[str, str]) -> str:
    return " ".join([row["name"], row["id"], names.get(row["area"], ""), str(row["state"]), *row["aliases"]]).lower()
