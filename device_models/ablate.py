"""What each input and each step is worth: the model on fresh synthetic homes, with and without it."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from device_models.build import STAGES, Stage, export_run, plan_of, run_of, train_stage
from device_models.data import corpora
from device_models.encode import HOME_BITS, IGNORE, Arrays, Encoder
from device_models.evaluate import Figures, scope_figures
from device_models.export import MODEL, TOKENIZER, quantise_static, run_onnx, to_onnx
from device_models.synth.compose import Composer
from device_models.synth.homes import make_home
from device_models.synth.noise import Noise
from device_models.synth.words import Words
from device_models.train import build
from edge.context.features import unknown
from edge.understand.neural import load_channel

_CALIBRATED = 200
_PIECES, _RUNS, _TIMED = 14, 40, 9
_FRESH = "synthetic, fresh homes: "
_SEED = 9001
"""Far from the seeds that training takes."""


def run(data: Path, model: Path, checkpoint: Path | None = None, homes: int = 60, each: int = 25) -> dict[str, Figures]:
    """Share of requests with every label right, and with every label and tag right, by what the model may see.

    With the torch checkpoint that was exported, also before it was quantised and with static ranges, each with its
    size (bytes) and its median time (milliseconds, 12 pieces, one thread).
    """
    arrays = fresh(data, model, homes, each)
    blind = replace(arrays, context=np.tile(np.asarray(unknown(), np.float32), (len(arrays), 1)))
    nameless = replace(arrays, gazetteer=arrays.gazetteer & ~HOME_BITS)
    neither = replace(blind, gazetteer=nameless.gazetteer)
    variants = {"all": arrays, "without_context": blind, "without_gazetteer": nameless, "without_both": neither}
    found = {name: _figures(model / MODEL, variant) for name, variant in variants.items()}
    if checkpoint is not None:
        found |= _kinds(model, checkpoint, arrays)
    return {f"{_FRESH}{name}": figures for name, figures in found.items()}


def undistilled(data: Path, runs: Path, stages: Sequence[Stage] = STAGES) -> dict[str, Figures]:
    """The last stage trained once more on the same rows from the same start, without second opinions.

    Its figures on fresh synthetic homes, and on the human requests that only measure. The stages before must have
    been trained below `runs` (`python -m device_models build`).
    """
    last, before = stages[-1], stages[-2]
    run = run_of(last, runs)
    arrays = Arrays.load(run / "arrays.npz").without_opinions()
    start = run_of(before, runs) / ("average.pt" if before.polishes else "student/best.pt")
    best = train_stage(run, arrays, last, plan_of(last), None, start, "undistilled-")
    target = runs / "undistilled"
    export_run(run, best, arrays, data, target)
    requests = (example for example, _ in corpora.slu(data / "slu_en" / "dev.jsonl"))
    return {
        f"{_FRESH}without_distillation": _figures(target / MODEL, fresh(data, target, 60, 25)),
        "slu_en, without_distillation": scope_figures(load_channel(target), requests),
    }


def _kinds(model: Path, checkpoint: Path, arrays: Arrays) -> dict[str, Figures]:
    """The same weights as fp32 and in two kinds of int8."""
    state = torch.load(checkpoint, weights_only=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = {"fp32": Path(folder) / "fp32.onnx", "static_int8": Path(folder) / "static.onnx"}
        to_onnx(build(state["shape"], checkpoint).eval(), paths["fp32"])
        quantise_static(paths["fp32"], paths["static_int8"], arrays, range(_CALIBRATED))
        paths["dynamic_int8"] = model / MODEL
        return {name: {**_figures(path, arrays), **_costs(path, arrays)} for name, path in paths.items()}


def _costs(path: Path, arrays: Arrays) -> dict[str, float]:
    row = next(i for i in range(len(arrays)) if arrays.starts[i + 1] - arrays.starts[i] == _PIECES)
    times = []
    for _ in range(_TIMED):
        started = time.perf_counter()
        run_onnx(path, arrays, [row] * _RUNS)
        whole = time.perf_counter() - started
        started = time.perf_counter()
        run_onnx(path, arrays, [])
        times.append((whole - (time.perf_counter() - started)) / _RUNS)
    return {"bytes": float(path.stat().st_size), "p50_ms": sorted(times)[_TIMED // 2] * 1000}


def fresh(data: Path, model: Path, homes: int, each: int) -> Arrays:
    """Synthetic requests in homes that no training has seen, as arrays."""
    rng = random.Random(_SEED)
    words, noise = Words.load(data), Noise.load(data)
    made = (make_home(rng, words, 50_000 + number) for number in range(homes))
    examples = [e for home in made for e in Composer(home, words, noise, rng).examples(each)]
    return Encoder(Tokenizer.from_file(str(model / TOKENIZER))).arrays(examples)


def _figures(path: Path, arrays: Arrays) -> Figures:
    rows = range(len(arrays))
    right = [_right(got, arrays, row) for row, got in zip(rows, run_onnx(path, arrays, list(rows)), strict=True)]
    labels, exact = (sum(column) / len(arrays) for column in zip(*right, strict=True))
    return {"n": len(arrays), "labels": labels, "exact": exact}


def _right(got: Sequence[np.ndarray], arrays: Arrays, row: int) -> tuple[bool, bool]:
    piece = slice(int(arrays.starts[row]), int(arrays.starts[row + 1]))
    labels, tags = arrays.intent[piece], arrays.slots[piece]
    label_right = bool(((got[0][0].argmax(-1) == labels) | (labels == IGNORE)).all())
    tags_right = bool(((got[1][0].argmax(-1) == tags) | (tags == IGNORE)).all())
    return label_right, label_right and tags_right
