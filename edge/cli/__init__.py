"""The `hearth` command.

Each command lives in a module of its own in this package, as a click command named `command`, and is
imported when it is asked for: `hearth --help` imports none of them. Whatever a command needs of the
house it imports in turn (`tests/cli/test_laziness.py` pins both).
"""

from __future__ import annotations

from pathlib import Path

import click

from edge import __version__
from edge.cli.exits import DOCUMENTATION
from edge.cli.invocation import Invocation
from edge.cli.lazy import LazyGroup

COMMANDS = {
    "run": "Start the hub, and a simulated home where the settings name no broker.",
    "say": "Say one sentence to the hub.",
    "repl": "Talk to the hub in the terminal.",
    "status": "Show how the hub is.",
    "home": "List what is in the home.",
    "jobs": "List what is due later, or cancel it.",
    "why": "Explain a decision from its record.",
    "rewrites": "Show and govern what the hub has learnt.",
    "replay": "Decide a recorded turn again and compare.",
    "init": "Look for a broker and write a configuration file.",
    "check-config": "Check a configuration file and list every mistake.",
    "config": "Show the settings or their schema.",
    "db": "Check or export what the hub remembers.",
    "eval": "Run cases against a simulated home and score them.",
    "bench": "Measure start-up, memory, latency and throughput.",
    "version": "Show the versions of hearth and of what it runs on.",
}
"""Every command with its short help; the module is the name with `_` for `-`."""


@click.group(
    cls=LazyGroup,
    package=__name__,
    commands_help=COMMANDS,
    epilog=DOCUMENTATION,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-c",
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="HEARTH_CONFIG",
    help="Configuration file (TOML, or a Home Assistant app's options.json).  "
    "[default: hearth.toml here, in ~/.config/hearth or in /etc/hearth]",
)
@click.option(
    "--set",
    "overrides",
    metavar="KEY=VALUE",
    multiple=True,
    help="Set one setting, above file and environment: --set broker.host=10.0.0.2",
)
@click.version_option(__version__, "-V", "--version", prog_name="hearth")
@click.pass_context
def main(context: click.Context, config: Path | None, overrides: tuple[str, ...]) -> None:
    """Understand what is said in a home, and act on it over MQTT."""
    context.obj = Invocation(config=config, overrides=overrides)
