"""From a data folder to a trained model: corpus, vocabulary, arrays, training; each step is kept and resumed."""

from __future__ import annotations

import json
import logging
import random
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from device_models import pretrained
from device_models.corpus import Sizes, training_examples
from device_models.data.corpora import unseen
from device_models.data.example import Example
from device_models.encode import SOURCES, Arrays, Encoder
from device_models.encoder import Interpreter, Shape
from device_models.export import TOLERANCE, export
from device_models.labels import LABELS, TAG_LABELS
from device_models.opinions import PLAN as OPINION
from device_models.opinions import opinions
from device_models.train import Plan, build, train
from device_models.vocabulary import prune
from edge.context.features import FEATURES
from edge.understand.gazetteer import CHANNELS

Json = dict[str, object]
LOGGER = logging.getLogger(__name__)
VOCABULARY = 10_000
_DEV_SHARE = 0.02
_CALIBRATED = 1500


@dataclass(frozen=True, slots=True)
class Stage:
    """One corpus of its own seed, and how the model is trained on it.

    `layers` may grow from stage to stage. A stage polishes where it trains on only a share of the human requests
    (`human`, 0..1) or of all else (`share`): it does so as often as `runs` says, each time on other rows, and ends in
    the mean of where it began and of where its runs ended. `opinion` is the weight of second opinions.
    """

    seed: int
    homes: int
    rate: float
    epochs: int = 1
    layers: int = pretrained.L3
    share: float = 1.0
    human: float = 1.0
    runs: int = 1
    opinion: float = 1.0

    @property
    def polishes(self) -> bool:
        """Whether only some of the corpus is trained on."""
        return min(self.share, self.human) < 1


STAGES = (
    Stage(23, 1300, 3e-4, 2),
    Stage(41, 1700, 2.5e-4, 2),
    Stage(57, 800, 1.6e-4, 2),
    Stage(71, 1150, 2e-4, 1, 4),
    Stage(71, 1150, 1.5e-4, 1, 4, 0.3),
    Stage(83, 700, 1.5e-4, 1, 4, 0.42, 0.7, 2, 2.0),
    Stage(97, 650, 1.3e-4, 1, 4, 0.5, 0.45, 2, 2.0),
    Stage(131, 500, 1.4e-4, 1, 4, 0.3, 1.0, 4, 3.0),
)
"""Fresh synthetic speech, stage by stage; a fourth layer on top, and at last all human requests once more."""
SMOKE = (Stage(1, 2, 3e-4), Stage(2, 2, 2e-4, 1, 4), Stage(3, 2, 1e-4, 1, 4, 0.4, 0.7, 2, 2.0))
"""Every kind of stage, on next to nothing."""
_SMOKE_STEPS = 3


def make_model(
    data: Path,
    runs: Path,
    target: Path,
    stages: Sequence[Stage] = STAGES,
    *,
    teacher: bool = False,
    smoke: bool = False,
) -> Json:
    """Corpora, second opinions, (a teacher on the last corpus,) the student, export; what is there is taken over.

    Returns the manifest. The vocabulary is that of the first corpus. With `smoke` every pass ends after three steps:
    the whole way in minutes, to a model that is good for nothing.
    """
    best, history = None, list[Json]()
    steps = _SMOKE_STEPS if smoke else 0
    for stage in stages:
        run = run_of(stage, runs)
        arrays = prepare(data, run, _sizes(stage), stage.seed, runs / "build-vocabulary", replace(OPINION, steps=steps))
        plan = replace(plan_of(stage), steps=steps)
        taught = None
        if teacher and stage is stages[-1]:
            taught = fit(run, "teacher", arrays, replace(stage, layers=pretrained.L6), plan) / "best.pt"
        best = train_stage(run, arrays, stage, plan, taught, best)
        history.append({**asdict(stage), "examples": len(arrays)})
        (run / "history.json").write_text(json.dumps(history), encoding="utf-8")
    last = run_of(stages[-1], runs)
    arrays = Arrays.load(last / "arrays.npz")
    return export_run(last, best or last / "student" / "best.pt", arrays, data, target, strict=not smoke)


def plan_of(stage: Stage) -> Plan:
    """How a stage is trained."""
    return Plan(epochs=stage.epochs, rate=stage.rate, embedding_rate=stage.rate / 3, pieces=2048, opinion=stage.opinion)


def train_stage(
    run: Path, arrays: Arrays, stage: Stage, plan: Plan, taught: Path | None, start: Path | None, prefix: str = ""
) -> Path:
    """Train one stage from a checkpoint (`None`: pretrained weights); returns the checkpoint that it ends in."""
    if not stage.polishes or start is None:
        return fit(run, f"{prefix}student", arrays, stage, plan, taught, start) / "best.pt"
    names = [f"{prefix}polished-{number}" for number in range(stage.runs)]
    ends = [
        fit(run, name, arrays, stage, replace(plan, seed=plan.seed + number), taught, start) / "best.pt"
        for number, name in enumerate(names)
    ]
    return average((start, *ends), run / f"{prefix}average.pt")


def average(checkpoints: Sequence[Path], target: Path) -> Path:
    """The mean of the weights of one model at several points of its training; better than each on what is new."""
    states = [torch.load(path, weights_only=True) for path in checkpoints]
    names = states[0]["model"].keys()
    mean = {name: torch.stack([state["model"][name] for state in states]).mean(0) for name in names}
    torch.save({"model": mean, "shape": states[-1]["shape"], "figures": states[-1]["figures"]}, target)
    return target


def _sizes(stage: Stage) -> Sizes:
    return Sizes(homes=stage.homes, each=90, misheard=2, facebook=9000)


def run_of(stage: Stage, runs: Path) -> Path:
    """The folder of a stage's corpus and checkpoints."""
    return runs / f"build-{stage.seed}-{stage.homes}"


def export_run(run: Path, checkpoint: Path, arrays: Arrays, data: Path, target: Path, *, strict: bool = True) -> Json:
    """Export a checkpoint of a run, with what it was trained on and how well it does on held-out rows.

    Unless `strict`, int8 may differ from torch by any amount, as it does where nothing has been learnt.
    """
    torch.set_num_threads(1)  # rows are compared one at a time: more threads only wait for each other
    state = torch.load(checkpoint, weights_only=True)
    model = build(state["shape"], checkpoint).eval()
    _, dev = split(arrays, Plan().seed)
    corpus = json.loads((run / "corpus.json").read_text(encoding="utf-8"))
    history = run / "history.json"
    stages = json.loads(history.read_text(encoding="utf-8")) if history.exists() else []
    facts = {"training": {**corpus, "stages": stages}, "figures": state.get("figures", {})}
    tokenizer = run / "tokenizer.json"
    human = unseen(data / "clinc150" / "data_full_without_test.json")
    encoded = Encoder(Tokenizer.from_file(str(tokenizer))).arrays(human)
    tolerance = TOLERANCE if strict else 0.0
    return export(model, arrays, dev[:_CALIBRATED], encoded, tokenizer, target, facts, tolerance)


def prepare(data: Path, run: Path, sizes: Sizes, seed: int, shared: Path | None = None, plan: Plan = OPINION) -> Arrays:
    """Make (or read) `arrays.npz`, `tokenizer.json` and `kept.json` below `run`.

    `shared` keeps the vocabulary of the first run for the later ones; `plan` is that of those who are asked for
    their opinion.
    """
    run.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "kept.json"):
        if shared is not None and (shared / name).exists() and not (run / name).exists():
            shutil.copyfile(shared / name, run / name)
    path = run / "arrays.npz"
    if path.exists():
        return Arrays.load(path)
    examples: list[Example] = [e for chunk in training_examples(data, sizes, seed) for e in chunk]
    LOGGER.info("examples=%s", len(examples))
    if not (run / "tokenizer.json").exists():
        text, kept = prune(pretrained.tokenizer_path(), (e.text for e in examples), VOCABULARY)
        (run / "tokenizer.json").write_text(text, encoding="utf-8")
        (run / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    if shared is not None and not shared.exists():
        shared.mkdir(parents=True)
        for name in ("tokenizer.json", "kept.json"):
            shutil.copyfile(run / name, shared / name)
    arrays = Encoder(Tokenizer.from_file(str(run / "tokenizer.json"))).arrays(examples)
    second = opinions(data, run, run.parent / "opinions", shape(len(_kept(run)), pretrained.L6), plan)
    arrays = arrays.with_opinions(examples, second)
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
    stage: Stage,
    plan: Plan,
    teacher: Path | None = None,
    start: Path | None = None,
) -> Path:
    """Train a model of a stage's layers below `run/name`; returns its folder.

    The held-out rows are the same whatever the plan's seed is.
    """
    torch.manual_seed(plan.seed)
    kept = _kept(run)
    model = Interpreter(shape(len(kept), stage.layers))
    if start is not None:
        pretrained.grow(model, torch.load(start, weights_only=True)["model"])
    else:
        pretrained.load(model, kept)
    rows, dev = split(arrays, Plan().seed)
    rows = _shared(arrays, rows, stage, plan.seed)
    taught = None
    if teacher is not None:
        taught = build(torch.load(teacher, weights_only=True)["shape"], teacher).eval()
    train(model, arrays, rows, dev, plan, run / name, taught)
    return run / name


def _shared(arrays: Arrays, rows: list[int], stage: Stage, seed: int) -> list[int]:
    """A stage's share of the human requests, and of the rest."""
    rng = random.Random(seed + 1)
    human = SOURCES.index("slu")
    return [row for row in rows if rng.random() < (stage.human if arrays.source[row] == human else stage.share)]


def shape(vocab: int, layers: int) -> Shape:
    """The model's shape for our labels, tags, channels and features."""
    return Shape(vocab, layers, len(LABELS), len(TAG_LABELS), len(CHANNELS), len(FEATURES))


def _kept(run: Path) -> list[int]:
    return json.loads((run / "kept.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _counts(examples: list[Example], sizes: Sizes, seed: int) -> Json:
    sources = [e.source for e in examples]
    names, counts = np.unique(sources, return_counts=True)
    return {
        "examples": len(examples),
        "seed": seed,
        **asdict(sizes),
        "sources": dict(zip(names.tolist(), counts.tolist(), strict=True)),
    }
