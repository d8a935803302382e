"""`hearth run`."""

from __future__ import annotations

import errno
import logging
import sys
from typing import TYPE_CHECKING, Any

import click

from edge.cli.errors import CommandError, ConfigError
from edge.cli.exits import Exit
from edge.cli.invocation import Invocation

if TYPE_CHECKING:
    from edge.settings import Settings


@click.command("run", help="Start the hub, and a simulated home where the settings name no broker.")
@click.option("--home", "home_folder", type=click.Path(exists=True), help="Fixtures of the simulated home.")
@click.option("--dialect", help="Topic family in which the simulated home speaks.")
@click.option("--speed", type=float, default=1.0, show_default=True, help="How fast the simulated home's time goes.")
@click.option(
    "--listen/--no-listen",
    default=None,
    help="Take requests from the keyboard, or from a pipe until it ends.  [default: on a terminal]",
)
@click.option("--say", multiple=True, help="Say this to the simulated home's hub, then end.")
@click.pass_obj
def command(invocation: Invocation, /, *, listen: bool | None, **simulation: Any) -> None:  # noqa: ANN401  click's own
    """Run until SIGTERM or Ctrl-C."""
    settings = invocation.settings
    from edge.app.logs import log_to_stderr

    log_to_stderr(settings.logging.level, settings.logging.format)
    if settings.broker.host is not None:
        serve(settings)
        return
    from hub_sim.demo import run_demo

    run_demo(settings, _serve_findable, listen=sys.stdin.isatty() if listen is None else listen, **simulation)


def serve(settings: Settings) -> None:
    """Run the daemon in this process until it is told to end.

    Raises `ConfigError` (78) for what only another configuration can mend, `CommandError` when a part dies.
    """
    import asyncio

    from edge.app.allocator import set_up
    from edge.app.daemon import Daemon
    from edge.app.house import SettingsHouse
    from edge.app.options import Options
    from edge.app.supervision import TaskDiedError
    from edge.link.client import BrokerConfigError
    from edge.memory.errors import AlreadyOpenError, StoreRefusedError

    set_up()
    daemon = Daemon(Options.of(settings), lambda link: SettingsHouse(settings, link))
    try:
        asyncio.run(daemon.run())
    except (BrokerConfigError, StoreRefusedError) as error:
        raise ConfigError(str(error)) from error
    except (AlreadyOpenError, OSError) as error:
        raise CommandError(f"cannot start: {remedied(error)}") from error
    except TaskDiedError as error:
        logging.getLogger("edge").critical("event=task_died task=%s", error.name, exc_info=error.cause)
        click.echo(str(error), err=True)
        raise SystemExit(Exit.SOFTWARE) from error


def remedied(error: Exception) -> str:
    """What went wrong, and where it is a port that is taken, what to do."""
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"{error.strerror}; does another hub run here? Stop it, or set doors.wyoming.uri to another port"
    return str(error)


def _serve_findable(settings: Settings) -> None:
    """Serve on a broker that no settings name, so that `hearth say` finds it all the same."""
    from edge.link.running import told_where

    with told_where(settings.hub.id, str(settings.broker.host), settings.broker.port):
        serve(settings)
