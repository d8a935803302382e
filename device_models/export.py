"""From a checkpoint to what the hub loads: int8 ONNX, tokenizer, manifest with calibration; checked against torch."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from device_models.encode import Arrays, make_batch
from device_models.encoder import Interpreter, Outputs
from device_models.labels import BOUNDARIES, LABELS, TAG_LABELS
from edge.context.features import FEATURES
from edge.understand.gazetteer import CHANNELS
from edge.understand.neural_bundle import FORMAT, OUTPUTS

LOGGER = logging.getLogger(__name__)
MODEL, TOKENIZER = "interpreter.int8.onnx", "tokenizer.json"
TOLERANCE = 0.98
"""Share of word pieces on which int8 must answer as torch does."""


class ExportError(Exception):
    """The exported model does not answer as the trained one does; the text says how far off it is."""


class _Named(nn.Module):
    """The model with the inputs of the runtime: uint8 gazetteer, no mask."""

    def __init__(self, model: Interpreter) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, gazetteer: Tensor, context: Tensor) -> Outputs:
        return self.model(input_ids, gazetteer, context)  # type: ignore[no-any-return]


def to_onnx(model: Interpreter, path: Path) -> None:
    """Write the fp32 graph; batch 1, any length."""
    sample = (
        torch.tensor([[2, 5, 6, 3]]),
        torch.zeros(1, 4, len(CHANNELS), dtype=torch.uint8),
        torch.zeros(1, len(FEATURES)),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Named(model).eval(),
            sample,
            str(path),
            dynamo=False,
            opset_version=17,
            input_names=["input_ids", "gazetteer", "context"],
            output_names=list(OUTPUTS),
            dynamic_axes={
                "input_ids": {1: "T"},
                "gazetteer": {1: "T"},
                "intent": {1: "T"},
                "slots": {1: "T"},
                "boundary": {1: "T"},
            },
        )


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8, per channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )


def quantise_static(source: Path, target: Path, arrays: Arrays, rows: Sequence[int]) -> None:
    """Static int8, per channel: the ranges between layers are those of some rows. For comparison; not shipped."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Rows(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self._feeds = (_feeds(arrays, row) for row in rows)

        def get_next(self) -> dict[str, np.ndarray] | None:
            return next(self._feeds, None)

    quantize_static(
        str(source),
        str(target),
        Rows(),
        quant_format=QuantFormat.QDQ,
        weight_type=QuantType.QInt8,
        activation_type=QuantType.QUInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )


def _feeds(arrays: Arrays, row: int) -> dict[str, np.ndarray]:
    batch = make_batch(arrays, [row], None)
    return {"input_ids": batch.ids, "gazetteer": batch.gazetteer.astype(np.uint8), "context": batch.context}


def run_onnx(path: Path, arrays: Arrays, rows: Sequence[int]) -> list[tuple[np.ndarray, ...]]:
    """Outputs of an ONNX model for rows, one at a time as the hub does."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return [tuple(session.run(list(OUTPUTS), _feeds(arrays, row))) for row in rows]


def parity(model: Interpreter, arrays: Arrays, rows: Sequence[int], outputs: Sequence[tuple[np.ndarray, ...]]) -> float:
    """Share of word pieces (without the special ones) whose best intent and best tag are torch's."""
    same = total = 0
    with torch.inference_mode():
        for row, got in zip(rows, outputs, strict=True):
            batch = make_batch(arrays, [row], None)
            want = model(
                torch.from_numpy(batch.ids), torch.from_numpy(batch.gazetteer), torch.from_numpy(batch.context)
            )
            for index in (0, 1):
                same += int((want[index].argmax(-1).numpy() == got[index].argmax(-1))[0, 1:-1].sum())
                total += got[index].shape[1] - 2
    return same / max(1, total)


def export(
    model: Interpreter,
    arrays: Arrays,
    dev: Sequence[int],
    unseen: Arrays,
    tokenizer: Path,
    target: Path,
    facts: Mapping[str, object],
    tolerance: float = TOLERANCE,
) -> dict[str, object]:
    """Write the bundle into `target` and return its manifest; `dev` rows check parity and calibrate scores.

    `unseen` are human requests in scope that were not trained on: they set how readily others are rejected.

    Raises `ExportError` when the int8 model agrees with torch on less than `tolerance` of the pieces.
    """
    from device_models.calibrate import calibrate

    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "fp32.onnx", Path(folder) / MODEL
        to_onnx(model, full)
        quantise(full, small)
        outputs, human = run_onnx(small, arrays, dev), run_onnx(small, unseen, range(len(unseen)))
        agreement = parity(model, arrays, dev, outputs)
        if agreement < tolerance:
            msg = f"int8 agrees with torch on {agreement:.3f} of the pieces, not {tolerance}: train longer"
            raise ExportError(msg)
        shutil.copyfile(small, target / MODEL)
    shutil.copyfile(tokenizer, target / TOKENIZER)
    calibration = calibrate(outputs, arrays, dev, human)
    manifest = _manifest(model, target, {**facts, "parity": round(agreement, 5)}, calibration)
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest


def _manifest(
    model: Interpreter, target: Path, facts: Mapping[str, object], calibration: Mapping[str, object]
) -> dict[str, object]:
    files = {part: _file(target / name) for part, name in (("model", MODEL), ("tokenizer", TOKENIZER))}
    shape = model.shape
    return {
        "format": FORMAT,
        "version": files["model"]["sha256"][:12],
        "files": files,
        "inputs": {
            "input_ids": ["int64", [1, "T"]],
            "gazetteer": ["uint8", [1, "T", shape.gazetteer]],
            "context": ["float32", [1, shape.context]],
        },
        "outputs": {
            "intent": [1, "T", shape.labels],
            "slots": [1, "T", shape.tags],
            "boundary": [1, "T", 3],
            "oos": [1],
            "vector": [1, shape.hidden],
        },
        "shape": shape.as_dict(),
        "gazetteer": list(CHANNELS),
        "context": [feature.name for feature in FEATURES],
        "context_units": {feature.name: feature.unit for feature in FEATURES},
        "boundaries": list(BOUNDARIES),
        "languages": ["en"],
        "labels": [asdict(label) for label in LABELS],
        "tags": list(TAG_LABELS),
        "calibration": calibration,
        **facts,
    }


def _file(path: Path) -> dict[str, str]:
    content = path.read_bytes()
    return {"name": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": str(len(content))}
