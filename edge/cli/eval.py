"""`hearth eval`: cases against a simulated home."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edge.cli.errors import NoInputError, WriteError
from edge.cli.exits import Exit

if TYPE_CHECKING:
    from hub_sim.cases import Case
    from hub_sim.replays import Replays
    from hub_sim.runner import Result

_VIAS = ("inprocess", "mqtt", "both")


@click.command("eval", help="Run cases against a simulated home and score them.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there; - for stdout.")
@click.option(
    "--via",
    type=click.Choice(_VIAS),
    default="inprocess",
    show_default=True,
    help="How home and hub are joined: directly, over a broker with the whole daemon, or both and compared.",
)
@click.option("--match", default="", help="Only cases whose file or sentence holds this text.")
@click.option("--replay", is_flag=True, help="Decide every recorded turn again; exit 1 when a decision differs.")
@click.option("--blind", is_flag=True, help="Drop the context: where, when, by whom, what was before. In process only.")
@click.option("--failures", "-f", is_flag=True, help="Show every case that failed.")
def command(
    paths: tuple[Path, ...], json_file: Path | None, via: str, match: str, *, failures: bool, replay: bool, blind: bool
) -> None:
    """Run every case below PATHS; exit code 1 when the two ways differ, or a turn decided again, else 0."""
    from hub_sim.blind import blindfold
    from hub_sim.loading import SimError

    if blind and (via != "inprocess" or replay):
        raise click.UsageError("--blind goes with --via inprocess, and not with --replay")
    vias = ("inprocess", "mqtt") if via == "both" else (via,)
    try:
        cases = _cases(paths, match)
        replays = _replays() if replay else None
        with blindfold() if blind else nullcontext():
            results = {name: _run(cases, name, replays) for name in vias}
    except SimError as error:
        raise NoInputError(str(error)) from error
    for name, outcome in results.items():
        _show(outcome, name, json_file, failures=failures)
    differ = via == "both" and _differences(results["inprocess"], results["mqtt"])
    differ = bool(replays is not None and _differently_decided(replays)) or differ
    if differ:
        raise SystemExit(Exit.FAILED)


def _replays() -> Replays:
    from hub_sim.replays import Replays

    return Replays()


def _cases(paths: tuple[Path, ...], match: str) -> list[Case]:
    from hub_sim.case_files import find_cases

    wanted = match.casefold()
    cases = find_cases(paths)
    return [case for case in cases if wanted in f"{case.file} {case.sentence}".casefold()]


def _run(cases: list[Case], name: str, replays: Replays | None) -> list[Result]:
    from hub_sim.runner import run_cases
    from hub_sim.vias import make_via

    via = make_via(name, replays)
    bar = click.progressbar(length=len(cases), label=name, file=sys.stderr, hidden=not sys.stderr.isatty())
    try:
        with bar:
            return run_cases(cases, via, lambda _result: bar.update(1))
    finally:
        via.close()


def _show(results: list[Result], name: str, json_file: Path | None, *, failures: bool) -> None:
    import json

    from hub_sim.report import as_json, table

    summary = as_json(results)
    if json_file == Path("-"):
        click.echo(json.dumps(summary, indent=2, ensure_ascii=False, default=str))
        return
    if failures:
        for row in summary["failures"]:
            click.echo(f"✗ {row['file']}: {row['sentence']}  [{row['failure_point']}]")
            for fault in row["got"]["wrong"]:
                click.echo(f"    {fault}")
            click.echo(f"    {row['got']['intent']} {row['got']['slots']} -> {row['got']['response']!r}")
    click.echo(f"via {name}\n{table(summary)}")
    if json_file is not None:
        text = json.dumps(summary, indent=2, ensure_ascii=False, default=str)
        try:
            json_file.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            message = f"{json_file}: {error.strerror}"
            raise WriteError(message) from error


def _differences(first: list[Result], second: list[Result]) -> int:
    """Say which cases have another verdict over the broker; their number."""
    count = 0
    for one, other in zip(first, second, strict=True):
        if one.passed == other.passed and bool(one.stray) == bool(other.stray):
            continue
        count += 1
        click.echo(f"≠ {one.name}\n    inprocess: {_brief(one)}\n    mqtt:      {_brief(other)}")
    click.echo(f"{count} of {len(first)} verdicts differ")
    return count


def _differently_decided(replays: Replays) -> int:
    """Say which turns come out otherwise when they are decided again; their number."""
    compared = list(replays.comparisons())
    differing = [one for one in compared if one.differences]
    for one in differing:
        click.echo(f"≠ replay of {one.turn.request.text!r}: {', '.join(one.differences)}")
    click.echo(f"{len(compared) - len(differing)} of {len(compared)} turns have the identical decision again")
    return len(differing)


def _brief(result: Result) -> str:
    verdict = "passed" if result.passed else "; ".join(result.verdict.wrong)
    return f"{verdict} ({result.reply.decision}: {result.reply.response})"
