"""`hearth say`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from edge.cli.errors import ConfigError, UnavailableError
from edge.cli.exits import Exit
from edge.cli.invocation import Invocation
from edge.cli.output import emit_json, json_option

if TYPE_CHECKING:
    from edge.link.caller import Caller
    from edge.settings import Settings

_UNDERSTOOD = frozenset({"act", "answer", "ask", "learn"})


@click.command("say", help="Say one sentence to the hub.")
@click.argument("words", nargs=-1, required=True)
@click.option("--device", help="Id of the device that heard it.")
@click.option("--area", help="Id of the area in which it was said.")
@click.option("--speaker", help="Id of who said it.")
@click.option("--language", help="Language in which it was said.  [default: the hub's]")
@click.option("--conversation", help="Id that joins sentences to a conversation.")
@click.option("--timeout", default=10.0, show_default=True, help="Seconds to wait for the answer.")
@json_option
@click.pass_obj
def command(invocation: Invocation, /, words: tuple[str, ...], timeout: float, *, as_json: bool, **fields: str) -> None:
    """Say one sentence to the running hub and show its answer."""
    from edge.link.caller import CallerError

    try:
        with call(invocation.settings, timeout) as caller:
            answer = caller.say(" ".join(words), **fields)
    except CallerError as error:
        raise UnavailableError(str(error)) from error
    if as_json:
        emit_json(answer)
    else:
        click.echo(spoken(answer), err="error" in answer)
    if answer.get("decision") not in _UNDERSTOOD:
        raise SystemExit(Exit.FAILED)


def call(settings: Settings, patience: float = 10.0) -> Caller:
    """A caller at the running hub: at the settings' broker, else at that of a simulated home on this machine.

    Raises `UnavailableError` when there is neither.
    """
    from dataclasses import replace

    from edge.app.options import broker_of
    from edge.link.caller import Caller
    from edge.link.client import BrokerConfigError, tls_context
    from edge.link.running import where

    broker = broker_of(settings, client_id="caller")
    if settings.broker.host is None:
        found = where(settings.hub.id)
        if found is None:
            raise UnavailableError(
                "no hub runs here: start one with `hearth run`, or name its broker with --set broker.host=…"
            )
        broker = replace(broker, host=found[0], port=found[1])
    try:
        if broker.tls:
            tls_context(broker)
    except BrokerConfigError as error:
        raise ConfigError(str(error)) from error
    return Caller(broker, f"{settings.broker.base_topic}/{settings.hub.id}", patience)


def spoken(answer: dict[str, Any]) -> str:
    """What to show of an answer."""
    if "error" in answer:
        return f"{answer['error']['code']}: {answer['error']['message']}"
    return str(answer.get("response") or f"({answer.get('decision')})")
