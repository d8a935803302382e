"""`python -m hub_sim safety`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from hub_sim.safety.run import Trial, outcomes


@click.command("safety")
@click.option("--requests", default=100_000, show_default=True, type=click.IntRange(1), help="Random requests.")
@click.option("--homes", default=40, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same requests.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes that share the work.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there.")
def safety(requests: int, homes: int, seed: int, jobs: int, json_file: Path | None) -> None:
    """Check that nothing opens the house unconfirmed and nothing reaches further than was said."""
    kinds: Counter[str] = Counter()
    found = 0
    bar = click.progressbar(length=requests, label="requests", file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar:
        for outcome in outcomes(Trial(requests, homes, seed), jobs):
            kinds += outcome.decisions
            found += len(outcome.violations)
            for line in outcome.violations:
                click.echo(f"✗ {line}")
            bar.update(outcome.requests)
    figures = {"requests": requests, "violations": found, "decisions": dict(kinds.most_common())}
    click.echo(json.dumps(figures, indent=2))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if found:
        raise SystemExit(1)
