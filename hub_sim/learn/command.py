"""`python -m hub_sim learn`: the figures of self-learning on simulated homes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hub_sim.learn import POLICIES

if TYPE_CHECKING:
    from hub_sim.learn.pairs import Pair

_SHOWN = (
    "coverage", "live_rewrites", "harmful_live", "served_rewrites", "harmful_served", "stages", "recurring",
    "recoveries", "origins", "latency_ms",
)  # fmt: skip
"""Details that are shown in the terminal too."""


@click.command("learn")
@click.option("--homes", default=10, show_default=True, help="How many homes, all of them unseen by any training.")
@click.option("--days", default=10, show_default=True, help="Days that are lived in each.")
@click.option("--seed", default="1", show_default=True, help="Homes, people and days of another seed are others.")
@click.option("--policy", type=click.Choice(POLICIES), default="default", show_default=True)
@click.option("--wer", default=0.05, show_default=True, help="Word error rate of the recogniser, 0 to 1.")
@click.option("--steadiness", default=0.7, show_default=True, help="How often a misheard word is misheard as usual.")
@click.option("--contrarian", default=0.0, show_default=True, help="Share of residents who react wrongly.")
@click.option("--jobs", default=2, show_default=True, help="Homes that are lived at the same time.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there; - for stdout.")
@click.option("--details", "details_file", type=click.Path(path_type=Path), help="Write days, causes and more there.")
@click.option("--plot", "plot_file", type=click.Path(path_type=Path), help="Draw the defect rate per day there (PNG).")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder of finished homes, to take up again.")
@click.option("--losses", is_flag=True, help="Show every loss.")
def learn(  # noqa: PLR0913 - the options of a command line
    *,
    homes: int,
    days: int,
    seed: str,
    policy: str,
    wer: float,
    steadiness: float,
    contrarian: float,
    jobs: int,
    json_file: Path | None,
    details_file: Path | None,
    plot_file: Path | None,
    keep: Path | None,
    losses: bool,
) -> None:
    """Live the same days with and without learning, and compare."""
    from hub_sim.learn.figures import days_to, details, summary
    from hub_sim.learn.pairs import Task
    from hub_sim.learn.plot import PlotError, draw, lines
    from hub_sim.learn.runner import run
    from hub_sim.residents.people import Options

    options = Options(wer=wer, contrarian=contrarian, days=days, steadiness=steadiness)
    tasks = [Task(f"{seed}-{number}", options, policy) for number in range(homes)]
    pairs: list[Pair] = []
    with click.progressbar(length=homes, label="homes (simulated)", show_pos=True) as bar:
        for pair in run(tasks, jobs, keep):
            pairs.append(pair)
            bar.update(1)
    pairs.sort(key=lambda pair: tasks.index(Task(pair.home, options, policy)))
    figures, more = summary(pairs, days, seed, policy), details(pairs, days)
    if losses:
        _show_losses(pairs)
    _show(figures, more)
    click.echo(lines(days_to(pairs, days)))
    _write(json_file, figures)
    _write(details_file, more)
    if plot_file is not None:
        try:
            draw(days_to(pairs, days), figures, plot_file)
        except PlotError as error:
            raise click.ClickException(str(error)) from error


def _show(figures: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    click.echo("simulated figures:")
    for key, value in figures.items():
        click.echo(f"  {key:<22} {value}")
    for key in (
        "coverage",
        "live_rewrites",
        "harmful_live",
        "stages",
        "recurring",
        "recoveries",
        "origins",
        "latency_ms",
    ):
        click.echo(f"  {key:<22} {more[key]}")


def _show_losses(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        for turn in pair.learning:
            if turn.loss:
                click.echo(
                    f"✗ {pair.home} day {turn.day} {turn.resident} tier {turn.tier} {turn.stage}: "
                    f"{turn.heard!r} read as {turn.proposal!r}\n"
                    f"    wanted {turn.goal}; {turn.result}, unrewritten {turn.passed}"
                )


def _write(file: Path | None, figures: Mapping[str, Any]) -> None:
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    if file == Path("-"):
        click.echo(text)
    elif file is not None:
        file.write_text(text + "\n", encoding="utf-8")
