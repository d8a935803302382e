"""`hearth config show` and `hearth config schema`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import click

from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option

Origin = Callable[[tuple[str, ...]], str]


@click.group("config", help="Show the settings or their schema.")
def command() -> None:
    """Show the settings or their schema."""


@command.command("schema", help="Write the JSON schema of the configuration file.")
def schema() -> None:
    """Write the JSON schema of the configuration file."""
    from edge.settings.schema import json_schema

    emit_json(json_schema())


@command.command("show", help="Show the settings in force and where each came from; secrets are hidden.")
@click.option("--changed", is_flag=True, help="Only what differs from the defaults.")
@json_option
@click.pass_obj
def show(invocation: Invocation, *, changed: bool, as_json: bool) -> None:
    """Show the settings in force, as TOML with each value's origin, or as JSON."""
    loaded = invocation.loaded
    values = loaded.settings.model_dump(mode="json", exclude_defaults=changed)
    if as_json:
        emit_json(values)
        return
    for line in _lines(values, (), loaded.origin):
        click.echo(line)


def _lines(
    values: Mapping[str, object], path: tuple[str, ...], origin: Callable[[tuple[str, ...]], str]
) -> Iterator[str]:
    """A table as TOML: its own keys first, then the tables in it."""
    from edge.settings.schema import dotted, toml

    own = {key: value for key, value in values.items() if not isinstance(value, dict) and value is not None}
    if own:
        yield f"[{dotted(path)}]"
        texts = {key: f"{key} = {toml(value)}" for key, value in own.items()}
        width = max(map(len, texts.values()))
        for key, text in texts.items():
            yield f"{text:<{width}}  # {origin((*path, key))}"
        yield ""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _lines(value, (*path, key), origin)
