"""Errors that end a command with a message on stderr and a documented exit code.

click.ClickException
└── CommandError            1
    ├── NoInputError        66
    ├── UnavailableError    69
    ├── WriteError          74
    └── ConfigError         78
"""

from __future__ import annotations

import sys
from typing import IO

import click

from edge.cli.exits import Exit


class CommandError(click.ClickException):
    """The command was carried out as far as possible and failed; exit code 1."""

    exit_code = Exit.FAILED


class NoInputError(CommandError):
    """A file that was named is missing or cannot be read; exit code 66."""

    exit_code = Exit.NO_INPUT


class UnavailableError(CommandError):
    """Something needed cannot be reached or is not in this build; exit code 69."""

    exit_code = Exit.UNAVAILABLE


class WriteError(CommandError):
    """A file cannot be written; exit code 74."""

    exit_code = Exit.IO_ERROR


class ConfigError(CommandError):
    """The configuration is wrong; exit code 78, on which the service manager does not restart."""

    exit_code = Exit.CONFIG

    def show(self, file: IO[str] | None = None) -> None:
        """Write the mistakes alone: each starts with its place, as compilers do."""
        click.echo(self.format_message(), file=file or sys.stderr)
