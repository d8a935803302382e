"""From a data folder to a trained model: corpus, vocabulary, arrays, training; each step is kept and resumed."""

from __future__ import annotations

import json
import logging
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from device_models import pretrained
from device_models.corpus import Sizes, training_examples
from device_models.data.example import Example
from device_models.encode import SOURCES, Arrays, Encoder
from device_models.encoder import Interpreter, Shape
from device_models.export import export
from device_models.labels import LABELS, TAG_LABELS
from device_models.train import Plan, build, describe, train
from device_models.vocabulary import prune
from edge.context.features import FEATURES
from edge.understand.gazetteer import CHANNELS

LOGGER = logging.getLogger(__name__)
VOCABULARY = 10_000
_DEV_SHARE = 0.02
_CALIBRATED = 1500


def make_model(
    data: Path, runs: Path, target: Path, sizes: Sizes, *, seed: int, epochs: int, teacher: bool
) -> dict[str, object]:
    """Corpus, (teacher,) student, export: every finished step below `runs` is taken over; returns the manifest."""
    run = runs / f"build-{seed}-{sizes.homes}"
    arrays = prepare(data, run, sizes, seed)
    taught = fit(run, "teacher", arrays, pretrained.L6, Plan(epochs=epochs)) / "best.pt" if teacher else None
    student = fit(run, "student", arrays, pretrained.L3, Plan(epochs=epochs), taught)
    return export_run(run, student / "best.pt", arrays, target)


def export_run(run: Path, checkpoint: Path, arrays: Arrays, target: Path) -> dict[str, object]:
    """Export a checkpoint of a run, with what it was trained on and how well it does on held-out rows."""
    state = torch.load(checkpoint, weights_only=True)
    model = build(state["shape"], checkpoint).eval()
    _, dev = split(arrays, Plan().seed)
    corpus = json.loads((run / "corpus.json").read_text(encoding="utf-8"))
    facts = {"training": {**corpus, "plan": describe(Plan())}, "figures": state.get("figures", {})}
    return export(model, arrays, dev[:_CALIBRATED], run / "tokenizer.json", target, facts)


def prepare(data: Path, run: Path, sizes: Sizes, seed: int) -> Arrays:
    """Make (or read) `arrays.npz`, `tokenizer.json` and `kept.json` below `run`."""
    run.mkdir(parents=True, exist_ok=True)
    path = run / "arrays.npz"
    if path.exists():
        return Arrays.load(path)
    examples: list[Example] = [e for chunk in training_examples(data, sizes, seed) for e in chunk]
    LOGGER.info("examples=%s", len(examples))
    if not (run / "tokenizer.json").exists():
        text, kept = prune(pretrained.tokenizer_path(), (e.text for e in examples), VOCABULARY)
        (run / "tokenizer.json").write_text(text, encoding="utf-8")
        (run / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    arrays = Encoder(Tokenizer.from_file(str(run / "tokenizer.json"))).arrays(examples)
    arrays.save(path)
    (run / "corpus.json").write_text(json.dumps(_counts(examples, sizes, seed)), encoding="utf-8")
    return arrays


def split(arrays: Arrays, seed: int) -> tuple[list[int], list[int]]:
    """(training rows, held-out rows): the human requests kept for calibration, and 2 % of the rest."""
    kept = SOURCES.index("held_out")
    dev = [row for row in range(len(arrays)) if arrays.source[row] == kept]
    order = [row for row in range(len(arrays)) if arrays.source[row] != kept]
    random.Random(seed).shuffle(order)
    cut = int(len(order) * _DEV_SHARE)
    dev += order[:cut]
    random.Random(seed).shuffle(dev)
    return order[cut:], dev


def fit(
    run: Path,
    name: str,
    arrays: Arrays,
    layers: int,
    plan: Plan,
    teacher: Path | None = None,
    start: Path | None = None,
) -> Path:
    """Train a model of so many layers below `run/name`; returns its folder."""
    torch.manual_seed(plan.seed)
    torch.set_num_threads(2)
    kept = json.loads((run / "kept.json").read_text(encoding="utf-8"))
    model = Interpreter(shape(len(kept), layers))
    if start is not None:
        model.load_state_dict(torch.load(start, weights_only=True)["model"])
    else:
        pretrained.load(model, kept)
    rows, dev = split(arrays, plan.seed)
    taught = None
    if teacher is not None:
        taught = build(torch.load(teacher, weights_only=True)["shape"], teacher).eval()
    train(model, arrays, rows, dev, plan, run / name, taught)
    return run / name


def shape(vocab: int, layers: int) -> Shape:
    """The model's shape for our labels, tags, channels and features."""
    return Shape(vocab, layers, len(LABELS), len(TAG_LABELS), len(CHANNELS), len(FEATURES))


def _counts(examples: list[Example], sizes: Sizes, seed: int) -> dict[str, object]:
    sources = [e.source for e in examples]
    names, counts = np.unique(sources, return_counts=True)
    return {
        "examples": len(examples),
        "seed": seed,
        **asdict(sizes),
        "sources": dict(zip(names.tolist(), counts.tolist(), strict=True)),
    }
