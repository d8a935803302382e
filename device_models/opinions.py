"""Second opinions on human requests: what models think of those that they did not learn from.

People who labelled the requests disagree with themselves, and a model of the hub's size learns their slips by heart.
The requests are cut into folds; for each, teachers of six layers learn from the others and then judge it. The mean of
their chances is a second target beside the label as it was written down.
"""

from __future__ import annotations

import json
import logging
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from device_models import pretrained
from device_models.calibrate import softmax
from device_models.corpus import normal
from device_models.data import corpora
from device_models.data.example import Example, whole
from device_models.encode import Encoder, make_batch
from device_models.encoder import Interpreter, Shape
from device_models.synth.noise import Noise
from device_models.train import Plan, forward, train

LOGGER = logging.getLogger(__name__)
FOLDS, JUDGES = 4, 4
PLAN = Plan(epochs=3, rate=1.5e-4, embedding_rate=6e-5, warmup=100, pieces=1024, smoothing=0.05)
_MISHEARD = 3500
_EACH = 40

Opinions = Mapping[str, NDArray[np.float16]]


def opinions(data: Path, run: Path, folder: Path, shape: Shape, plan: Plan = PLAN) -> Opinions:
    """Chances of every label by request, for all of slu_en's training part; finished folds in `folder` are taken over.

    `run` holds the vocabulary; `shape` is that of the teachers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, NDArray[np.float16]] = {}
    for fold in range(FOLDS):
        heard: dict[str, list[NDArray[np.float16]]] = {}
        for number in range(JUDGES):
            path = folder / f"fold-{fold}-{number}.npz"
            if not path.exists():
                _ask(fold, number, data, run, path, shape, plan)
            with np.load(path) as kept:
                for text, chances in zip(kept["text"].tolist(), kept["p"], strict=True):
                    heard.setdefault(text, []).append(chances)
        found.update({text: _mean(chances) for text, chances in heard.items()})
    return found


def _mean(chances: Sequence[NDArray[np.float16]]) -> NDArray[np.float16]:
    return np.stack(chances).mean(0, dtype=np.float32).astype(np.float16)


def fold_of(text: str) -> int:
    """The fold that a request belongs to: the same for all its copies."""
    return zlib.crc32(("f" + normal(text)).encode()) % FOLDS


def _ask(fold: int, number: int, data: Path, run: Path, path: Path, shape: Shape, plan: Plan) -> None:
    seed = fold + FOLDS * number
    rng = random.Random(seed)
    encoder = Encoder(Tokenizer.from_file(str(run / "tokenizer.json")))
    requests = [example for example, _ in corpora.slu(data / "slu_en" / "train.jsonl")]
    asked = [e for e in requests if fold_of(e.text) == fold]
    arrays = encoder.arrays(_lessons([e for e in requests if fold_of(e.text) != fold], data, rng))
    torch.manual_seed(seed)
    model = Interpreter(shape)
    pretrained.load(model, json.loads((run / "kept.json").read_text(encoding="utf-8")))
    rows = list(range(len(arrays)))
    train(model, arrays, rows, rows[:200], replace(plan, seed=plan.seed + number), path.with_suffix(""))
    chances = judge(model, encoder, asked)
    np.savez(path, text=np.asarray([e.text for e in asked]), p=chances.astype(np.float16))
    LOGGER.info("opinions fold=%s judge=%s n=%s", fold, number, len(asked))


def _lessons(requests: Sequence[Example], data: Path, rng: random.Random) -> list[Example]:
    """The requests, some of them misheard, and clinc150's beside them."""
    noise = Noise.load(data)
    heard = [
        whole(noise.words(e.text, rng.choice((0.05, 0.1)), rng) or e.text, e.label, "slu")
        for e in rng.sample(list(requests), min(_MISHEARD, len(requests)))
    ]
    return [*requests, *corpora.clinc(data / "clinc150" / "data_full_without_test.json", _EACH), *heard]


def judge(model: Interpreter, encoder: Encoder, examples: Sequence[Example]) -> NDArray[np.float32]:
    """The chances that a model gives every label of each request, `[requests, labels]`."""
    arrays = encoder.arrays(examples)
    model.eval()
    with torch.inference_mode():
        logits = [
            forward(model, make_batch(arrays, rows, None)).intent[:, 0].numpy() for rows in _in_order(len(arrays))
        ]
    return softmax(np.concatenate(logits))


def _in_order(count: int) -> list[list[int]]:
    return [list(range(at, min(at + 64, count))) for at in range(0, count, 64)]
