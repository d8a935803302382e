"""A click group whose commands are imported only when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from edge.cli.errors import UnavailableError

_OURS = frozenset({"edge", "hub_sim", "device_models"})
_EXTRAS = {"yaml": "hearth-edge[sim]", "amqtt": "hearth-edge[sim]", "torch": "hearth-edge[train]"}
"""What brings a package that the base installation lacks."""


class LazyGroup(click.Group):
    """Commands named in `commands_help`, each the `command` of a module of `package`.

    Raises `UnavailableError` for a command whose module, or a package it needs, is not in this build.
    """

    def __init__(self, *args: Any, package: str, commands_help: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - click's own arguments are passed through
        super().__init__(*args, **kwargs)
        self.package = package
        self.commands_help = commands_help

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the registry, which is the order in which a newcomer meets them."""
        del ctx
        return list(self.commands_help)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; `None` for one that is not in the registry."""
        if cmd_name not in self.commands_help:
            return super().get_command(ctx, cmd_name)
        module = f"{self.package}.{cmd_name.replace('-', '_')}"
        try:
            command = importlib.import_module(module).command
        except ModuleNotFoundError as error:
            raise UnavailableError(_missing(cmd_name, module, error)) from error
        if not isinstance(command, click.Command):
            message = f"{module}.command is {type(command).__name__}, not a click command"
            raise TypeError(message)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever the command gives back
        """Run the command; a package that only shows to be missing there is told like one that was looked for."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] in _OURS:
                raise
            raise UnavailableError(_missing(ctx.invoked_subcommand or "", "", error)) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does; an unknown command is an error that names the nearest ones."""
        if args and not args[0].startswith("-") and args[0] not in self.commands_help:
            raise click.UsageError(_unknown(args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the registry, importing none."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self.commands_help.items()))


def _missing(name: str, module: str, error: ModuleNotFoundError) -> str:
    if error.name == module:
        return f"the command {name!r} is not in this build"
    needed = _EXTRAS.get((error.name or "").partition(".")[0], error.name)
    return f"the command {name!r} needs {error.name!r}, which is not installed: pip install '{needed}'"


def _unknown(word: str, known: list[str]) -> str:
    from difflib import get_close_matches

    nearest = get_close_matches(word, known)
    suggestion = f" Did you mean {' or '.join(map(repr, nearest))}?" if nearest else ""
    return f"there is no command {word!r}.{suggestion}"
