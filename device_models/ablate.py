"""What each input is worth: the exported model on fresh synthetic homes, with and without it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from device_models.encode import HOME_BITS, IGNORE, Arrays, Encoder
from device_models.export import MODEL, TOKENIZER, run_onnx
from device_models.synth.compose import Composer
from device_models.synth.homes import make_home
from device_models.synth.noise import Noise
from device_models.synth.words import Words
from edge.context.features import unknown

_SEED = 9001
"""Far from the seeds that training takes."""


def run(data: Path, model: Path, homes: int = 60, each: int = 25) -> dict[str, dict[str, float]]:
    """Share of requests with every label right, and with every label and tag right, by what the model may see."""
    arrays = fresh(data, model, homes, each)
    blind = replace(arrays, context=np.tile(np.asarray(unknown(), np.float32), (len(arrays), 1)))
    nameless = replace(arrays, gazetteer=arrays.gazetteer & ~HOME_BITS)
    neither = replace(blind, gazetteer=nameless.gazetteer)
    variants = {"all": arrays, "without_context": blind, "without_gazetteer": nameless, "without_both": neither}
    return {name: _figures(model, variant) for name, variant in variants.items()}


def fresh(data: Path, model: Path, homes: int, each: int) -> Arrays:
    """Synthetic requests in homes that no training has seen, as arrays."""
    rng = random.Random(_SEED)
    words, noise = Words.load(data), Noise.load(data)
    made = (make_home(rng, words, 50_000 + number) for number in range(homes))
    examples = [e for home in made for e in Composer(home, words, noise, rng).examples(each)]
    return Encoder(Tokenizer.from_file(str(model / TOKENIZER))).arrays(examples)


def _figures(model: Path, arrays: Arrays) -> dict[str, float]:
    rows = range(len(arrays))
    right = [
        _right(got, arrays, row) for row, got in zip(rows, run_onnx(model / MODEL, arrays, list(rows)), strict=True)
    ]
    labels, exact = (sum(column) / len(arrays) for column in zip(*right, strict=True))
    return {"n": float(len(arrays)), "labels": labels, "exact": exact}


def _right(got: Sequence[np.ndarray], arrays: Arrays, row: int) -> tuple[bool, bool]:
    piece = slice(int(arrays.starts[row]), int(arrays.starts[row + 1]))
    labels, tags = arrays.intent[piece], arrays.slots[piece]
    label_right = bool(((got[0][0].argmax(-1) == labels) | (labels == IGNORE)).all())
    tags_right = bool(((got[1][0].argmax(-1) == tags) | (tags == IGNORE)).all())
    return label_right, label_right and tags_right
