"""`python -m hub_sim`: the simulator's own tools."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hub_sim.learn.command import learn
from hub_sim.safety.command import safety


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Tools around the simulated home."""


@main.command("ha-tests")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--channel", type=click.Choice(("grammar", "all")), default="grammar", show_default=True)
@click.option("--language", default="en", show_default=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there; - for stdout.")
@click.option("--failures", "-f", is_flag=True, help="Show every sentence that was read wrongly.")
def ha_tests(folder: Path, channel: str, language: str, json_file: Path | None, *, failures: bool) -> None:
    """Check Home Assistant's own test sentences in FOLDER: intent and slots of the best reading."""
    from hub_sim.ha_tests import find_checks, make_reader, run_checks, summary
    from hub_sim.loading import SimError

    try:
        checks = list(find_checks(folder))
    except SimError as error:
        raise click.ClickException(str(error)) from error
    figures = summary(run_checks(checks, make_reader(channel, language)))
    text = json.dumps(figures, indent=2, ensure_ascii=False, default=str)
    if json_file == Path("-"):
        click.echo(text)
        return
    for row in figures["failures"] if failures else ():
        click.echo(f"✗ {row['file']}: {row['sentence']}\n    wanted {row['expected']}\n    got    {row['got']}")
    click.echo(f"{'intent':<32} sentences  intent  passed")
    for name, row in figures["intents"].items():
        click.echo(f"{name:<32} {row['sentences']:>9}  {row['intent']:>6}  {row['passed']:>6}")
    total = max(1, figures["sentences"])
    click.echo(
        f"{figures['passed']} of {figures['sentences']} passed ({100 * figures['passed'] / total:.2f} %), "
        f"intent right {100 * figures['intent'] / total:.2f} %, read p50 {figures['latency_ms']['p50']:.2f} ms, "
        f"p99 {figures['latency_ms']['p99']:.2f} ms"
    )
    if json_file is not None:
        json_file.write_text(text + "\n", encoding="utf-8")


@main.command("context")
@click.option("--pairs", default=2000, show_default=True, type=click.IntRange(1), help="Pairs of moments.")
@click.option("--homes", default=50, show_default=True, type=click.IntRange(1), help="Unseen homes.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same pairs.")
@click.option("--kind", "kinds", multiple=True, help="Only these kinds.")
@click.option("--held-out", is_flag=True, help="Say it in the second set of wordings, whose failures nobody has read.")
@click.option("--third", is_flag=True, help="Say it in the third set of wordings, whose failures are there to be read.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there; - for stdout.")
@click.option("--failures", "-f", is_flag=True, help="Show every pair that was not read as it should be.")
def context(
    pairs: int,
    homes: int,
    seed: int,
    kinds: tuple[str, ...],
    json_file: Path | None,
    *,
    failures: bool,
    held_out: bool,
    third: bool,
) -> None:
    """Measure what the moment does to the meaning: pairs that differ in one fact, and in one that is irrelevant."""
    from hub_sim.context.command import measure
    from hub_sim.context.generate import HELD_OUT, THIRD, WORDINGS

    wordings = HELD_OUT if held_out else THIRD if third else WORDINGS
    measure(pairs, homes, seed, kinds, json_file, failures=failures, wordings=wordings)


@main.command("dialogues")
@click.option("--homes", default=20, show_default=True, help="How many homes.")
@click.option("--days", default=10, show_default=True, help="Days that are lived in each.")
@click.option("--seed", default=2, show_default=True, help="Even: words to train with; odd: words to measure with.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="JSON lines are written there.")
@click.option("--wer", default=0.1, show_default=True, help="Word error rate, 0 to 1.")
@click.option("--contrarian", default=0.1, show_default=True, help="Share of residents who react wrongly.")
def dialogues(homes: int, days: int, seed: int, out: Path, wer: float, contrarian: float) -> None:
    """Write simulated dialogues with known goals: what was said, what came of it, which turn rephrases the first.

    Homes of different seeds are different homes; names and wordings of even and of odd seeds are disjoint.
    """
    from hub_sim.residents.dialogues import dialogues as made
    from hub_sim.residents.people import Options
    from hub_sim.residents.pools import Split

    options = Options(wer=wer, contrarian=contrarian, days=days, split=Split.HELD_OUT if seed % 2 else Split.TRAIN)
    with out.open("w", encoding="utf-8") as file, click.progressbar(range(homes), label="homes (simulated)") as bar:
        rows = 0
        for number in bar:
            for row in made([f"dialogues-{seed}-{number}"], options):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                rows += 1
    click.echo(f"{rows} dialogues (simulated) in {out}")


@main.command("why")
@click.option("--turns", default=500, show_default=True, type=click.IntRange(1), help="Decisions to explain.")
@click.option("--homes", default=50, show_default=True, type=click.IntRange(1), help="Unseen homes.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same decisions.")
@click.option("--show", default=0, show_default=True, help="Print so many explanations.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures there.")
def why(turns: int, homes: int, seed: int, show: int, json_file: Path | None) -> None:
    """Measure whether the facts that explanations name do flip the decisions."""
    from hub_sim.why.measure import measure

    measure(turns, homes, seed, json_file, show=show)


main.add_command(learn)
main.add_command(safety)


@main.command("chain")
@click.option("--turns", default=100_000, show_default=True, help="Turns of a year in one home.")
@click.option("--seed", default=1, show_default=True)
def chain(turns: int, seed: int) -> None:
    """Measure what the Markov chain of a year costs, and a night's increment."""
    from hub_sim.chain import measure

    click.echo(json.dumps(measure(turns, seed), indent=2))


@main.command("lookups")
@click.option("--rewrites", default=10_000, show_default=True, help="Rewrites in the cache.")
@click.option("--seed", default=1, show_default=True)
def lookups(rewrites: int, seed: int) -> None:
    """Measure what looking up rewrites adds to a request."""
    from hub_sim.lookups import measure

    click.echo(json.dumps(measure(rewrites, seed=seed), indent=2))


@main.command("offpolicy")
@click.option("--rewrites", default=2000, show_default=True, help="How many simulated rewrites are judged.")
@click.option("--seed", default=1, show_default=True)
def offpolicy(rewrites: int, seed: int) -> None:
    """Measure how often the true value of a simulated rewrite lies in its 95 % interval."""
    from hub_sim.offpolicy import coverage

    click.echo(json.dumps(coverage(rewrites, seed), indent=2))


if __name__ == "__main__":
    main()
