"""`hearth version`."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from edge import __version__
from edge.cli.output import emit_json, json_option

LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "paho-mqtt", "hassil", "home-assistant-intents", "wyoming")


@click.command("version", help="Show the versions of hearth and of what it runs on.")
@json_option
def command(*, as_json: bool) -> None:
    """Show the versions of hearth and of what it runs on."""
    versions = installed()
    if as_json:
        emit_json(versions)
        return
    width = max(map(len, versions))
    for name, number in versions.items():
        click.echo(f"{name:<{width}}  {number}")


def installed() -> dict[str, str]:
    """Versions by name: hearth, Python, SQLite, the machine, and the libraries that decide behaviour."""
    import sqlite3

    libraries = {name: _library(name) for name in LIBRARIES}
    return {
        "hearth": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.system()} {platform.machine()}",
        **libraries,
    }


def _library(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
