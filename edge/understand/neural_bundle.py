"""The exported model as it is loaded: manifest, tokenizer and session, each checked before it is used.

Errors:
    ModelError
    ├── ModelMissingError      a file of the bundle is not there
    ├── ModelTamperedError     a file's sha256 is not the manifest's
    └── ModelMismatchError     the file is sound but not for this version of the hub
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from edge.context.features import mismatch
from edge.understand.gazetteer import CHANNELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Float = NDArray[np.float32]

MANIFEST = "manifest.json"
FORMAT = 1
"""The version of the bundle's layout that this code reads."""
OUTPUTS = ("intent", "slots", "boundary", "oos", "vector")
_EXTERNAL = b"external_data"
_LARGEST = 64 * 2**20


class ModelError(Exception):
    """The model bundle cannot be used; the text says which file, why, and what to do."""


class ModelMissingError(ModelError):
    """A file of the bundle is missing or cannot be read."""


class ModelTamperedError(ModelError):
    """A file's content is not what the manifest says."""


class ModelMismatchError(ModelError):
    """The bundle was made for other inputs, outputs or labels than this code has."""


class Session(Protocol):
    """What runs the model: ONNX Runtime, or a stand-in in tests."""

    def run(self, output_names: Sequence[str], feeds: Mapping[str, object]) -> Sequence[Float]:
        """The named outputs for the named inputs."""
        ...


@dataclass(frozen=True, slots=True)
class Label:
    """A row of the manifest's label table (`device_models/labels.py` documents the fields)."""

    name: str
    intent: str
    tags: frozenset[str]
    value: str
    domains: tuple[str, ...]
    slots: Mapping[str, str]
    scope: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperatures of the heads' logits, and the score's curve as (raw, probability) points in 0..1.

    `out_bias` (nats) is taken from labels out of scope: a hub that refuses what it could do annoys.
    """

    intent: float = 1.0
    slots: float = 1.0
    boundary: float = 1.0
    oos: float = 1.0
    out_bias: float = 0.0
    curve: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))

    def probability(self, raw: float) -> float:
        """The calibrated probability of a raw score, linear between the curve's points."""
        for (x0, y0), (x1, y1) in zip(self.curve, self.curve[1:], strict=False):
            if raw <= x1:
                return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
        return self.curve[-1][1]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A model ready to run: its tables, tokenizer and session, and the languages (codes) that it learnt."""

    version: str
    labels: tuple[Label, ...]
    tags: tuple[str, ...]
    calibration: Calibration
    tokenizer: Tokenizer
    session: Session
    languages: tuple[str, ...] = ("en",)


def load_bundle(folder: Path) -> Bundle:
    """Read, check and open the bundle in a folder; one ONNX session with one thread.

    Raises a `ModelError` whenever anything is not exactly as the manifest says.
    """
    manifest = _manifest(folder)
    model = _checked(folder, manifest, "model")
    if _EXTERNAL in model:
        raise ModelTamperedError(f"{folder}: the model refers to external data; export it as one file")
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_checked(folder, manifest, "tokenizer").decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return assemble(manifest, tokenizer, open_session(model, str(folder)))


def assemble(manifest: Mapping[str, object], tokenizer: Tokenizer, session: Session) -> Bundle:
    """A bundle from a manifest's tables; raises `ModelMismatchError` when they are not for this code."""
    _check_inputs(manifest)
    try:
        labels = tuple(_label(row) for row in manifest["labels"])  # type: ignore[attr-defined]
        tags = tuple(str(tag) for tag in manifest["tags"])  # type: ignore[attr-defined]
        calibration = _calibration(manifest["calibration"])  # type: ignore[arg-type]
        languages = _texts(manifest.get("languages", ["en"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelMismatchError(f"manifest: table {error} is missing or malformed; export the model again") from error
    return Bundle(str(manifest.get("version", "?")), labels, tags, calibration, tokenizer, session, languages)


def open_session(model: bytes, where: str) -> Session:
    """An ONNX Runtime session of one thread from bytes."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelMismatchError(f"{where}: ONNX Runtime cannot open the model ({error}); export it again") from error
    found = tuple(output.name for output in session.get_outputs())
    if found != OUTPUTS:
        raise ModelMismatchError(f"{where}: outputs are {found}, not {OUTPUTS}; export it again")
    session._model_bytes = None  # noqa: SLF001 - 11 MB kept for a change of providers, of which there is one
    return session  # type: ignore[no-any-return]


def _manifest(folder: Path) -> Mapping[str, object]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelMissingError(f"{path}: {error.strerror}; run `make model` or install a model") from error
    except ValueError as error:
        raise ModelTamperedError(f"{path}: not JSON ({error}); export the model again") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelMismatchError(f"{path}: not a manifest of format {FORMAT}; export the model again")
    return manifest


def _checked(folder: Path, manifest: Mapping[str, object], part: str) -> bytes:
    files = manifest.get("files")
    entry = files.get(part) if isinstance(files, Mapping) else None
    if not isinstance(entry, Mapping) or Path(str(entry.get("name"))).name != str(entry.get("name")):
        raise ModelMismatchError(f"{folder / MANIFEST}: no file named for {part!r}; export the model again")
    path = folder / str(entry["name"])
    try:
        if path.stat().st_size > _LARGEST:
            raise ModelMismatchError(f"{path}: larger than {_LARGEST} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise ModelMissingError(f"{path}: {error.strerror}; install the model again") from error
    if hashlib.sha256(content).hexdigest() != entry.get("sha256"):
        raise ModelTamperedError(f"{path}: its sha256 is not the manifest's; install the model again")
    return content


def _check_inputs(manifest: Mapping[str, object]) -> None:
    if manifest.get("gazetteer") != list(CHANNELS):
        raise ModelMismatchError("manifest: the gazetteer input was made for other names; export the model again")
    told = mismatch(manifest.get("context"), manifest.get("context_units"))
    if told is not None:
        raise ModelMismatchError(f"manifest: the model was trained for another context: {told}; export the model again")


def _label(row: Mapping[str, object]) -> Label:
    return Label(
        str(row["name"]), str(row["intent"]), frozenset(_texts(row["tags"])), str(row["value"]),
        _texts(row["domains"]), dict(row["slots"]), str(row["scope"]),  # type: ignore[call-overload]
    )  # fmt: skip


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, Sequence):
        raise TypeError(f"{values!r} is no list")
    return tuple(str(value) for value in values)


def _calibration(row: Mapping[str, object]) -> Calibration:
    heads = {name: float(row[name]) for name in ("intent", "slots", "boundary", "oos", "out_bias")}  # type: ignore[arg-type]
    curve = tuple((float(x), float(y)) for x, y in row["curve"])  # type: ignore[attr-defined]
    return Calibration(**heads, curve=curve)
