"""`python -m hub_sim context`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click

from edge.turn import Turn
from hub_sim.context.generate import MAKERS, WORDINGS, make_pairs, read_wordings
from hub_sim.context.pairs import Pair
from hub_sim.context.run import Verdict, run_pairs, summary, table
from hub_sim.hubs import interpreter


def measure(
    pairs: int, homes: int, seed: int, kinds: tuple[str, ...], json_file: Path | None, *, failures: bool, wordings: Path
) -> None:
    """Run the benchmark and report. Raises `click.BadParameter` for a kind that there is not."""
    unknown = sorted(set(kinds) - set(MAKERS))
    if unknown:
        raise click.BadParameter(f"no kind {unknown[0]}; there are {', '.join(sorted(MAKERS))}")
    bar = click.progressbar(length=pairs, label="pairs", file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar:
        made = chosen(pairs, homes, seed, kinds, wordings)
        verdicts = run_pairs(made, interpreter(), lambda _verdict: bar.update(1))
    figures = summary(verdicts)
    text = json.dumps(figures, indent=2)
    if json_file == Path("-"):
        click.echo(text)
        return
    for verdict in verdicts if failures else ():
        _show(verdict)
    click.echo(table(figures))
    if json_file is not None:
        json_file.write_text(text + "\n", encoding="utf-8")


def chosen(pairs: int, homes: int, seed: int, kinds: Iterable[str], wordings: Path = WORDINGS) -> Iterable[Pair]:
    """So many pairs, of some kinds only where any are named."""
    words = read_wordings(wordings)
    wanted = frozenset(kinds)
    every = pairs if not wanted else pairs * len(MAKERS)
    return islice((pair for pair in make_pairs(every, homes, seed, words) if not wanted or pair.kind in wanted), pairs)


def _show(verdict: Verdict) -> None:
    pair = verdict.pair
    if all(verdict.right) and verdict.stable and not verdict.acted_wrong:
        return
    click.echo(f"✗ {pair.kind}/{pair.fact}: {pair.text}")
    for name, member, fine, turn in zip(
        ("first", "second"), (pair.first, pair.second), verdict.right, verdict.turns, strict=False
    ):
        if not fine:
            reading = member.reading
            wanted: object = [sorted(outcome) for outcome in reading.outcomes] or sorted(reading.about)
            click.echo(
                f"    {name}: wanted {reading.decision} {wanted} {reading.data or ''}\n        got {_told(turn)}"
            )
    if not verdict.stable:
        click.echo(f"    {pair.irrelevant} mattered: {_told(verdict.turns[0])}\n        then {_told(verdict.turns[2])}")


def _told(turn: Turn) -> str:
    decision = turn.decision
    return (
        f"{decision.kind} {decision.intent} {dict(decision.slots)} {list(decision.entities)} "
        f"p={decision.confidence} {decision.response!r}"
    )
