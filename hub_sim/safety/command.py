"""`python -m hub_sim safety`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from hub_sim.hubs import interpreter
from hub_sim.safety.anything import anything
from hub_sim.safety.check import violations


@click.command("safety")
@click.option("--requests", default=100_000, show_default=True, type=click.IntRange(1), help="Random requests.")
@click.option("--homes", default=40, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same requests.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there.")
def safety(requests: int, homes: int, seed: int, json_file: Path | None) -> None:
    """Check that nothing opens the house unconfirmed and nothing reaches further than was said."""
    kinds: Counter[str] = Counter()
    found: list[str] = []
    bar = click.progressbar(length=requests, label="requests", file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar:
        for case in anything(requests, homes, seed):
            turn = interpreter().interpret(case.request, case.snapshot, case.knowledge)
            kinds[str(turn.decision.kind)] += 1
            found += [f"{case.request.id} {case.request.text!r}: {wrong}" for wrong in violations(turn, case)]
            bar.update(1)
    for line in found[:20]:
        click.echo(f"✗ {line}")
    figures = {"requests": requests, "violations": len(found), "decisions": dict(kinds.most_common())}
    click.echo(json.dumps(figures, indent=2))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if found:
        raise SystemExit(1)
