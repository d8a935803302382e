"""The shipped model as it is loaded: what is refused, and that it answers in time."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from neural_support import manifest, small_home, word_tokenizer

from edge.turn import Request
from edge.understand.neural import NeuralChannel, load_channel
from edge.understand.neural_bundle import (
    ModelError,
    ModelMismatchError,
    ModelMissingError,
    ModelTamperedError,
    assemble,
    load_bundle,
)

EXPORTED = Path(__file__).parents[2] / "exported"
NOW = 1_772_564_400.0
pytestmark = pytest.mark.skipif(not (EXPORTED / "manifest.json").exists(), reason="no exported model: run `make model`")


@pytest.fixture(scope="module")
def channel() -> NeuralChannel:
    return load_channel(EXPORTED)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXPORTED, tmp_path / "model"))


def edited(folder: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """A folder whose manifest was changed."""
    path = folder / "manifest.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    return folder


def test_the_shipped_model_is_what_its_manifest_says() -> None:
    data = json.loads((EXPORTED / "manifest.json").read_text())
    for entry in data["files"].values():
        assert hashlib.sha256((EXPORTED / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]
    assert int(data["files"]["model"]["bytes"]) <= 16 * 10**6


@pytest.mark.parametrize("name", ["interpreter.int8.onnx", "tokenizer.json"])
def test_a_changed_byte_is_refused(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelTamperedError, match=name):
        load_bundle(copy)


@pytest.mark.parametrize("name", ["interpreter.int8.onnx", "tokenizer.json", "manifest.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelMissingError, match=name):
        load_bundle(copy)


def test_external_data_is_refused(copy: Path) -> None:
    path = copy / "interpreter.int8.onnx"
    path.write_bytes(path.read_bytes() + b"external_data")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    def sign(data: dict[str, object]) -> None:
        data["files"]["model"]["sha256"] = digest  # type: ignore[index]

    with pytest.raises(ModelTamperedError, match="external"):
        load_bundle(edited(copy, sign))


@pytest.mark.parametrize("name", ["../evil.onnx", "/etc/passwd", "a/b.onnx"])
def test_a_manifest_names_files_beside_it_only(copy: Path, name: str) -> None:
    def point(data: dict[str, object]) -> None:
        data["files"]["model"]["name"] = name  # type: ignore[index]

    with pytest.raises(ModelMismatchError, match="model"):
        load_bundle(edited(copy, point))


@pytest.mark.parametrize("key", ["labels", "tags", "calibration"])
def test_a_table_that_is_missing_is_refused(copy: Path, key: str) -> None:
    with pytest.raises(ModelMismatchError, match=key):
        load_bundle(edited(copy, lambda data: data.pop(key)))


@pytest.mark.parametrize("key", ["context", "gazetteer"])
def test_inputs_of_another_version_are_refused(copy: Path, key: str) -> None:
    def rename(data: dict[str, object]) -> None:
        data[key][0] = "something_else"  # type: ignore[index]

    with pytest.raises(ModelMismatchError, match=key):
        load_bundle(edited(copy, rename))


def test_another_format_is_refused(copy: Path) -> None:
    with pytest.raises(ModelMismatchError, match="format"):
        load_bundle(edited(copy, lambda data: data.update(format=99)))


def test_a_manifest_that_is_no_json_is_refused(copy: Path) -> None:
    (copy / "manifest.json").write_text("{")
    with pytest.raises(ModelTamperedError, match="JSON"):
        load_bundle(copy)


def test_every_refusal_is_a_model_error() -> None:
    assert {ModelMissingError, ModelMismatchError, ModelTamperedError} <= set(ModelError.__subclasses__())


def test_malformed_tables_are_refused_without_a_session() -> None:
    with pytest.raises(ModelMismatchError):
        assemble(manifest() | {"labels": [{"name": "x"}]}, word_tokenizer("x"), object())  # type: ignore[arg-type]


def test_a_plain_request_is_understood_with_this_homes_name(channel: NeuralChannel) -> None:
    best = channel.read(Request("r", "turn on the den lamp", NOW), small_home())[0]
    assert (best.intent, dict(best.slots), best.source) == ("HassTurnOn", {"name": "Den Lamp"}, "neural")
    assert best.score > 0.5


def test_reading_is_deterministic(channel: NeuralChannel) -> None:
    request = Request("r", "set the den lamp to 40 percent and close the shutter", NOW)
    assert channel.read(request, small_home()) == channel.read(request, small_home())


def test_nearer_meanings_have_nearer_vectors(channel: NeuralChannel) -> None:
    said, same, other = (
        channel.vector(text, small_home())
        for text in ("turn on the lamp", "switch the light on", "what is the weather in paris")
    )
    assert np.linalg.norm(said) == pytest.approx(1.0, abs=1e-3)
    assert float(said @ same) > float(said @ other)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "?", "a" * 5000, "turn on " * 400, "\u202e", "\ud83d\ude00", "日本語で電気をつけて"]
)
def test_no_text_raises(channel: NeuralChannel, text: str) -> None:
    for hypothesis in channel.read(Request("r", text, NOW), small_home()):
        assert 0 <= hypothesis.score <= 1


def test_twelve_tokens_take_about_a_millisecond(channel: NeuralChannel) -> None:
    request, home = Request("r", "please turn on the den lamp and the kettle", NOW), small_home()
    channel.read(request, home)
    times = []
    for _ in range(60):
        started = time.perf_counter()
        channel.read(request, home)
        times.append(time.perf_counter() - started)
    assert sorted(times)[30] < 0.006  # 1.2 ms on an idle machine; others share this one
