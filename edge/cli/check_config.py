"""`hearth check-config`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from edge.cli.errors import ConfigError, NoInputError
from edge.cli.exits import Exit
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option


@click.command("check-config", help="Check a configuration file and list every mistake.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@json_option
@click.pass_obj
def command(invocation: Invocation, file: Path | None, *, as_json: bool) -> None:
    """Check FILE, by default the file that `hearth run` would read, as `hearth run` would read it.

    Environment and `--set` count too. Exits 78 when anything is wrong and 66 when the file cannot be read.
    """
    checked = Invocation(file or invocation.path, invocation.overrides)
    if checked.path is None:
        message = "there is no configuration file to check; write one with `hearth init`, or name it"
        raise NoInputError(message)
    if as_json:
        _check_as_json(checked)
        return
    settings = checked.settings
    where = f"{settings.broker.host}:{settings.broker.port}" if settings.broker.host else "none, the home is simulated"
    click.echo(f"{checked.path}: ok (broker: {where})")


def _check_as_json(checked: Invocation) -> None:
    from edge.settings import SettingsError

    problems: list[dict[str, object]] = []
    try:
        _ = checked.loaded
    except ConfigError as error:
        cause = error.__cause__
        problems = [asdict(problem) for problem in cause.problems] if isinstance(cause, SettingsError) else []
    emit_json({"file": str(checked.path), "ok": not problems, "problems": problems})
    if problems:
        raise SystemExit(Exit.CONFIG)
