"""Output for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def json_option(function: Function) -> Function:
    """Add `--json`, which the command receives as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")(function)


def emit_json(value: object) -> None:
    """Write a value as indented JSON; what JSON cannot hold is written as its text."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))
