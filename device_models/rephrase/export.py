"""The span model as the hub loads it: int8 ONNX, the tokenizer, and a manifest with sha256 and threshold."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from device_models.export import quantise
from device_models.rephrase.model import SpanModel
from edge.learn.rephrase_encoding import MAX_PIECES, MAX_TURNS, SIGNALS
from edge.learn.rephrase_model import FORMAT, MODEL, TOKENIZER


class _Named(nn.Module):
    """The model with the inputs of the runtime: uint8 signals, batch 1, no mask."""

    def __init__(self, model: SpanModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, signals: Tensor) -> tuple[Tensor, Tensor]:
        return self.model(input_ids, signals)  # type: ignore[no-any-return]


def export(model: SpanModel, tokenizer: Path, target: Path, threshold: float, facts: Mapping[str, object]) -> None:
    """Write the bundle into `target`; `threshold` is the least margin over none, in nats."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "fp32.onnx"
        _to_onnx(model, full)
        quantise(full, target / MODEL)
    shutil.copyfile(tokenizer, target / TOKENIZER)
    manifest = {
        "format": FORMAT,
        "files": {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)},
        "inputs": {"input_ids": ["int64", [1, "T"]], "signals": ["uint8", [1, "T", len(SIGNALS)]]},
        "outputs": {"start": [1, "T"], "end": [1, "T"]},
        "signals": list(SIGNALS),
        "turns": MAX_TURNS,
        "pieces": MAX_PIECES,
        "threshold": round(threshold, 4),
        **facts,
    }
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _to_onnx(model: SpanModel, path: Path) -> None:
    sample = (torch.tensor([[2, 5, 6, 3]]), torch.zeros(1, 4, len(SIGNALS), dtype=torch.uint8))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Named(model).eval(),
            sample,
            str(path),
            dynamo=False,
            opset_version=17,
            input_names=["input_ids", "signals"],
            output_names=["start", "end"],
            dynamic_axes={name: {1: "T"} for name in ("input_ids", "signals", "start", "end")},
        )
