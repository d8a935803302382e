"""`python -m device_models`: build the model, measure it, compare the architecture with records."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

DATA = Path("../shared/data")
RUNS = Path("runs")
EXPORTED = Path("exported")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command (`build` when none is named); figures go to standard output or to `--json`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    given = _parser().parse_args(arguments if arguments is not None else sys.argv[1:] or ["build"])
    given.command(given)


def _build(given: argparse.Namespace) -> None:
    from device_models.build import SMOKE, STAGES, make_model

    if given.smoke:
        runs = given.runs / "smoke"
        manifest = make_model(given.data, runs, runs / "exported", SMOKE, smoke=True)
    else:
        stages = STAGES[: given.stages or len(STAGES)]
        manifest = make_model(given.data, given.runs, given.out, stages, teacher=given.teacher)
    _show({"version": manifest["version"], "parity": manifest["parity"], "figures": manifest["figures"]}, given.json)


def _evaluate(given: argparse.Namespace) -> None:
    from device_models.evaluate import run

    _show(run(given.data, given.model, given.only, given.runs), given.json)


def _records(given: argparse.Namespace) -> None:
    from device_models import records

    figures: dict[str, object] = {}
    for name in given.only or list(records.SETS):
        plan = records.plan_for(name, given.epochs)
        figures[name] = records.run(name, given.data, given.runs / "records" / name, plan, given.layers)
        _show(figures, given.json)


def _peers(given: argparse.Namespace) -> None:
    from device_models import peers
    from device_models.data import corpora

    examples = [example for example, _ in corpora.slu(given.data / "slu_en" / "dev.jsonl")]
    _show(
        {f"slu_en by {name}": peers.figures(peers.PEERS[name](), examples) for name in given.only or peers.PEERS},
        given.json,
    )


def _ablate(given: argparse.Namespace) -> None:
    from device_models.ablate import run, undistilled

    figures = run(given.data, given.model, given.checkpoint)
    _show(figures | (undistilled(given.data, given.runs) if given.undistilled else {}), given.json)


def _habits(given: argparse.Namespace) -> None:
    from device_models.habits import run

    _show(run(given.data, given.plot, learn=given.learn), given.json)


def _document(given: argparse.Namespace) -> None:
    from device_models.document import write

    results = [json.loads(path.read_text(encoding="utf-8")) for path in given.results]
    write(Path(), {name: figures for found in results for name, figures in found.items()})


def _ranker(given: argparse.Namespace) -> None:
    from device_models.ranker.train import train

    _show(train(given.pairs, given.homes, given.seed), given.json)


def _show(figures: Mapping[str, object], path: Path | None) -> None:
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    if path is None:
        print(text)
    else:
        path.write_text(text + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m device_models", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = _command(commands, "build", "corpora, training, calibration, export; goes on where it was stopped", _build)
    build.add_argument("--stages", type=int, default=0, help="how many stages are trained, 0: all")
    build.add_argument("--teacher", action="store_true", help="distil the last stage from a 6-layer teacher")
    build.add_argument("--smoke", action="store_true", help="every stage on next to nothing, into RUNS/smoke/exported")
    build.add_argument("--out", type=Path, default=EXPORTED)
    evaluate = _command(commands, "evaluate", "every benchmark, from the exported file", _evaluate)
    evaluate.add_argument("--model", type=Path, default=EXPORTED)
    evaluate.add_argument("--only", nargs="+", metavar="NAME", default=[])
    records = _command(commands, "records", "train and test the architecture on published sets", _records)
    records.add_argument("--only", nargs="+", metavar="NAME", default=[])
    records.add_argument("--layers", type=int, default=0, choices=(0, 3, 6, 12), help="0: what each set needs")
    records.add_argument("--epochs", type=int, default=0, help="0: what each set needs")
    peers = _command(commands, "peers", "hassil and gazetteer-matcher on the same human requests", _peers)
    peers.add_argument("--only", nargs="+", metavar="NAME", default=[])
    ablate = _command(commands, "ablate", "what the gazetteer and the context are worth", _ablate)
    ablate.add_argument("--model", type=Path, default=EXPORTED)
    ablate.add_argument(
        "--checkpoint", type=Path, help="what was exported, for its figures before int8 and in static int8"
    )
    ablate.add_argument("--undistilled", action="store_true", help="train the last stage without second opinions too")
    habits = _command(commands, "habits", "the hub's habits on real logs and in simulated change", _habits)
    habits.add_argument("--plot", type=Path, help="draw how a new habit takes over (PNG)")
    habits.add_argument("--learn", action="store_true", help="learn the chains' weights anew from the train part")
    ranker = _command(commands, "ranker", "weights of the ranking, from generated moments", _ranker)
    ranker.add_argument("--pairs", type=int, default=2700)
    ranker.add_argument("--homes", type=int, default=60)
    ranker.add_argument("--seed", type=int, default=90_001, help="no seed of the benchmark")
    document = _command(commands, "document", "write docs/labels.md and the model card", _document)
    written = "figures that `evaluate`, `peers` and `ablate` wrote with --json"
    document.add_argument("--results", type=Path, nargs="+", default=[], metavar="F", help=written)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, run: object
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text)
    command.add_argument("--data", type=Path, default=DATA, help="the folder with the corpora")
    command.add_argument("--runs", type=Path, default=RUNS, help="where checkpoints and logs are kept")
    command.add_argument("--json", type=Path, help="write the figures to this file")
    command.set_defaults(command=run)
    return command


if __name__ == "__main__":
    main()
