"""`hearth repl`."""

from __future__ import annotations

import contextlib
import time
import uuid
from typing import Any

import click

from edge.cli.errors import UnavailableError
from edge.cli.invocation import Invocation
from edge.cli.say import call, spoken

COLOURS = {"act": "green", "answer": "cyan", "ask": "yellow", "learn": "magenta", "refuse": "red", "ignore": "white"}


@click.command("repl", help="Talk to the hub in the terminal.")
@click.option("--device", help="Id of the device that you stand at.")
@click.option("--area", help="Id of the area that you stand in.")
@click.option("--speaker", help="Id of who you are.")
@click.option("--why/--no-why", default=True, show_default=True, help="Show the evidence for each decision.")
@click.pass_obj
def command(invocation: Invocation, /, *, why: bool, **fields: str) -> None:
    """Say sentence after sentence in one conversation, until an empty line or the end of input."""
    from edge.link.caller import CallerError, NoAnswerError

    conversation = f"repl-{uuid.uuid4().hex[:8]}"
    try:
        with call(invocation.settings) as caller:
            while text := _read():
                asked = time.perf_counter()
                try:
                    answer = caller.say(text, conversation=conversation, **fields)
                except NoAnswerError as error:
                    click.secho(str(error), fg="red", err=True)
                    continue
                for line in lines(answer, (time.perf_counter() - asked) * 1000, why=why):
                    click.echo(line)
    except CallerError as error:
        raise UnavailableError(str(error)) from error


def lines(answer: dict[str, Any], milliseconds: float, *, why: bool) -> list[str]:
    """An answer for the terminal: what was said, what was decided, and on what evidence."""
    decision = str(answer.get("decision", "error"))
    shown = [click.style(spoken(answer), fg=COLOURS.get(decision, "red"), bold=True)]
    facts = [decision, _call(answer), *answer.get("entities", [])]
    timing = f"{answer.get('interpret_ms', 0):.1f} ms of {milliseconds:.1f} ms"
    shown.append(click.style(f"  {' · '.join(fact for fact in facts if fact)}  ({timing})", dim=True))
    if why and (reasons := _why(answer)):
        shown.append(click.style(f"  because {reasons}", dim=True))
    return shown


def _call(answer: dict[str, Any]) -> str:
    if not answer.get("intent"):
        return ""
    slots = ", ".join(f"{name}={value}" for name, value in answer.get("slots", {}).items())
    return f"{answer['intent']}({slots})"


def _why(answer: dict[str, Any]) -> str:
    evidence = {"read by": answer.get("source"), **answer.get("evidence", {})}
    if answer.get("intent"):
        evidence["confidence"] = answer.get("confidence")
    return ", ".join(f"{name} {_number(value)}" for name, value in evidence.items() if value not in (None, ""))


def _number(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _read() -> str:
    with contextlib.suppress(click.Abort, EOFError):
        return str(click.prompt(click.style("you", fg="blue"), default="", show_default=False)).strip()
    return ""
