"""`hearth init`."""

from __future__ import annotations

from pathlib import Path

import click

from edge.cli.errors import CommandError, WriteError
from edge.cli.output import emit_json, json_option
from edge.cli.probe import USUAL, Address, Answer, look


def read_address(text: str) -> Address:
    """Read `HOST` or `HOST:PORT`; an IPv6 address with a port stands in brackets."""
    host, colon, port = text.rpartition(":")
    if not colon or (":" in host and not host.startswith("[")):
        return Address(text)
    if not (host and port.isdigit() and 0 < int(port) < 65536):
        message = f"{text!r} is not HOST or HOST:PORT"
        raise click.BadParameter(message)
    return Address(host.strip("[]"), int(port))


@click.command("init", help="Look for a broker and write a configuration file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=Path("hearth.toml"))
@click.option(
    "--broker", type=read_address, metavar="HOST[:PORT]", help="Take this broker, whether it answers now or not."
)
@click.option("--no-broker", is_flag=True, help="Look for none: the home is simulated.")
@click.option("--force", is_flag=True, help="Overwrite the file if it exists; the old one stays as FILE.bak.")
@json_option
def command(file: Path, broker: Address | None, *, no_broker: bool, force: bool, as_json: bool) -> None:
    """Write FILE with every setting explained, after asking the usual places for a broker."""
    if file.exists() and not force:
        message = f"{file} exists; --force overwrites it, or name another file"
        raise CommandError(message)
    answers = {} if no_broker else look([broker] if broker else USUAL)
    chosen = broker or _chosen(answers)
    _write(file, _content(chosen))
    if as_json:
        tried = {str(address): answer.name.lower() for address, answer in answers.items()}
        emit_json({"file": str(file), "broker": str(chosen) if chosen else None, "tried": tried})
        return
    _tell(file, chosen, answers)


def _chosen(answers: dict[Address, Answer]) -> Address | None:
    """The first broker that lets us in, else the first that would with a password."""
    for wanted in (Answer.OPEN, Answer.PASSWORD):
        for address, answer in answers.items():
            if answer is wanted:
                return address
    return None


def _write(file: Path, text: str) -> None:
    from edge.memory.atomic import write_atomically

    try:
        # Readable by a service's own user; secrets belong into files of their own.
        write_atomically(file, text.encode(), mode=0o644)
    except OSError as error:
        message = f"{file}: {error.strerror}; nothing was changed"
        raise WriteError(message) from error


def _content(chosen: Address | None) -> str:
    from edge.settings.document import commented

    if chosen is None:
        return commented()
    return commented({"broker": {"host": chosen.host, "port": chosen.port}})


def _tell(file: Path, chosen: Address | None, answers: dict[Address, Answer]) -> None:
    for address, answer in answers.items():
        click.echo(f"  {address}: {answer.value}")
    if chosen is None:
        click.echo(f"wrote {file} without a broker: `hearth run` simulates a home; set broker.host for a real one")
        return
    click.echo(f"wrote {file} with the broker {chosen}")
    if answers[chosen] is Answer.PASSWORD:
        click.echo("set broker.username and broker.password_file in it: the broker wants them")
    click.echo("next: hearth run")
