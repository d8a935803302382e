"""`hearth bench`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edge.cli.errors import UnavailableError, WriteError
from edge.cli.exits import Exit

if TYPE_CHECKING:
    from hub_sim.bench.figures import Figure


@click.command("bench", help="Measure start-up, memory, latency and throughput.")
@click.option("--entities", type=click.IntRange(12, 2000), default=100, show_default=True, help="Size of the home.")
@click.option("--requests", type=click.IntRange(10), default=300, show_default=True, help="How many are timed.")
@click.option(
    "--seconds", type=click.FloatRange(0.5), default=10.0, show_default=True, help="How long each rate is held."
)
@click.option(
    "--flood",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    help="Seconds of 2,000 state messages a second during which requests are timed; 0 for none.",
)
@click.option("--inprocess", is_flag=True, help="Only interpretation: no broker, no process.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there; - for stdout.")
@click.option("--check", is_flag=True, help="Exit with 1 when a budget is not kept.")
def command(
    entities: int, requests: int, seconds: float, flood: float, json_file: Path | None, *, inprocess: bool, check: bool
) -> None:
    """Measure this machine's hub in a made-up home, beside its budgets."""
    figures = _measured(entities, requests, seconds, flood, inprocess=inprocess)
    if json_file == Path("-"):
        click.echo(_as_json(figures, entities))
    else:
        click.echo(table(figures))
        _write(json_file, _as_json(figures, entities))
    if check and not all(figure.kept for figure in figures):
        raise SystemExit(Exit.FAILED)


def table(figures: Sequence[Figure]) -> str:
    """The figures for people: name, value, budget and whether it is kept."""
    lines = []
    for figure in figures:
        sign = "≥" if figure.more_is_better else "≤"
        budget = f"{sign} {figure.limit:g}" if figure.limit is not None else ""
        verdict = "" if figure.limit is None else "ok" if figure.kept else "OVER"
        lines.append(
            f"{figure.name:<26} {figure.value:>10.2f} {figure.unit:<12} {budget:<9} {verdict:<5} {figure.note}".rstrip()
        )
    return "\n".join(lines)


def _measured(entities: int, requests: int, seconds: float, flood: float, *, inprocess: bool) -> list[Figure]:
    from hub_sim.bench.interpret import interpret_figures
    from hub_sim.loading import SimError

    _tell("interpret")
    figures = interpret_figures(entities, requests)
    if inprocess:
        return figures
    from hub_sim.bench.daemon import daemon_figures

    try:
        return figures + daemon_figures(entities, requests, seconds, _tell, flood=flood)
    except SimError as error:
        raise UnavailableError(str(error)) from error


def _tell(phase: str) -> None:
    click.echo(f"bench: {phase}", err=True)


def _as_json(figures: Sequence[Figure], entities: int) -> str:
    from edge.cli.version import installed

    told = [{**asdict(figure), "kept": figure.kept} for figure in figures]
    return json.dumps({"entities": entities, "figures": told, "versions": installed()}, indent=2, ensure_ascii=False)


def _write(path: Path | None, text: str) -> None:
    if path is None:
        return
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise WriteError(message) from error
