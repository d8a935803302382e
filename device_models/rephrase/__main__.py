"""`python -m device_models.rephrase`: build the rephrase detector from dialogues, and measure it."""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from device_models.rephrase import evaluate as measure
from device_models.rephrase.data import Dialogue, paired, repairs, rewrites, simulated
from device_models.rephrase.export import export
from device_models.rephrase.model import SpanModel, from_interpreter, load
from device_models.rephrase.train import Plan, rows_of, scores_of, train
from edge.learn.rephrase_model import load_detector

_DEV_SHARE = 0.04
LOGGER = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `build` or `evaluate`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    parser = argparse.ArgumentParser(prog="python -m device_models.rephrase", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    build = commands.add_parser("build", help="train on dialogues, and export")
    build.add_argument("dialogues", type=Path, help="what `python -m hub_sim dialogues` wrote")
    build.add_argument("--start", type=Path, required=True, help="a checkpoint of the interpreter to start from")
    build.add_argument("--tokenizer", type=Path, default=Path("exported/tokenizer.json"))
    build.add_argument("--layers", type=int, default=3)
    build.add_argument("--epochs", type=int, default=2)
    build.add_argument("--run", type=Path, default=Path("runs/rephrase"))
    build.set_defaults(command=_build)
    tried = commands.add_parser("evaluate", help="measure the exported model on other dialogues")
    tried.add_argument("dialogues", type=Path, help="dialogues of unseen homes and wordings")
    tried.add_argument("--run", type=Path, default=Path("runs/rephrase"), help="for the pairwise baseline")
    tried.add_argument("--json", type=Path)
    tried.set_defaults(command=_evaluate)
    for command in (build, tried):
        command.add_argument("--data", type=Path, default=Path("../shared/data"))
        command.add_argument("--out", type=Path, default=Path("exported/rephrase"))
    given = parser.parse_args(arguments)
    given.command(given)


def _build(given: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    tokenizer = _tokenizer(given.tokenizer)
    dialogues = simulated(given.dialogues) + repairs(given.data / "rewrite" / "disfl_qa_train.json", 1)
    random.Random(3).shuffle(dialogues)
    cut = int(len(dialogues) * _DEV_SHARE)
    dev, kept = dialogues[:cut], dialogues[cut:]
    weights = torch.load(given.start, weights_only=True)["model"]
    plan = Plan(epochs=given.epochs)
    rows, held = rows_of(kept, tokenizer), rows_of(dev, tokenizer)
    model = train(from_interpreter(weights, given.layers), rows, held, plan, given.run / "span")
    threshold = measure.best_threshold(scores_of(model, held), [row.goal for row in held])
    facts = {"layers": given.layers, "dialogues": len(kept), "from": "the interpreter's encoder"}
    export(model, given.tokenizer, given.out, threshold, facts)
    pairs = random.Random(4).sample(list(paired(kept)), min(len(kept), 12_000))
    train(from_interpreter(weights, given.layers), rows_of(pairs, tokenizer), rows_of(list(paired(dev)), tokenizer),
          Plan(epochs=1, blind=0.0), given.run / "pairwise")  # fmt: skip
    _keep_thresholds(given.run, dev, tokenizer)


def _keep_thresholds(run: Path, dev: Sequence[Dialogue], tokenizer: Tokenizer) -> None:
    """Thresholds of the baselines, chosen on the same held-out dialogues as the model's."""
    goals = measure.goals_of(dev)
    found = {name: measure.best_threshold(measure.scored(s, dev), goals) for name, s in measure.BASELINES.items()}
    found["pairwise_encoder"] = measure.best_threshold(_pairwise(run, dev, tokenizer), goals)
    (run / "thresholds.json").write_text(json.dumps(found), encoding="utf-8")


def _pairwise(run: Path, dialogues: Sequence[Dialogue], tokenizer: Tokenizer) -> list[list[float]]:
    model: SpanModel = load(str(run / "pairwise" / "best.pt"))
    flat = iter(scores_of(model, rows_of(list(paired(dialogues)), tokenizer)))
    return [[next(flat)[0] for _ in dialogue.turns[1:6]] for dialogue in dialogues]


def _evaluate(given: argparse.Namespace) -> None:
    detector = load_detector(given.out)
    manifest = json.loads((given.out / "manifest.json").read_text(encoding="utf-8"))
    thresholds = json.loads((given.run / "thresholds.json").read_text(encoding="utf-8"))
    folder = given.data / "rewrite"
    sets = {
        "simulated": simulated(given.dialogues),
        "disfl_qa_dev": repairs(folder / "disfl_qa_dev.json", 2),
        "alexa_rewrite_dev": rewrites(folder / "alexa_cqr_dev.json", 2),
    }
    report: dict[str, dict[str, dict[str, float]]] = {}
    for name, dialogues in sets.items():
        goals = measure.goals_of(dialogues)
        spans = measure.scored(detector.margins, dialogues)
        report[name] = {"span": measure.figures(spans, goals, manifest["threshold"])}
        for baseline, scorer in measure.BASELINES.items():
            report[name][baseline] = measure.figures(measure.scored(scorer, dialogues), goals, thresholds[baseline])
        pairwise = _pairwise(given.run, dialogues, _tokenizer(given.out / "tokenizer.json"))
        report[name]["pairwise_encoder"] = measure.figures(pairwise, goals, thresholds["pairwise_encoder"])
    text = json.dumps(report, indent=1)
    if given.json is None:
        print(text)
    else:
        given.json.write_text(text + "\n", encoding="utf-8")


def _tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


if __name__ == "__main__":
    main()
