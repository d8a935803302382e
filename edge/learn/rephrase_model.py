"""The exported rephrase detector: which later turn says again what the first one failed to say.

Errors:
    RephraseModelError    the bundle is missing, altered, or made for other inputs
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from edge.learn.rephrase import WINDOW_SECONDS, Dialogue, Heard, Rephrase
from edge.learn.rephrase_encoding import SIGNALS, Pieces, Said, encode, turn_scores
from edge.learn.signals import SignalKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
"""The version of the bundle's layout that this code reads."""
MODEL, TOKENIZER, MANIFEST = "rephrase.int8.onnx", "tokenizer.json", "manifest.json"


class RephraseModelError(Exception):
    """The rephrase model cannot be used; the text says which file, why, and what to do."""


class Session(Protocol):
    """What runs the model: ONNX Runtime, or a stand-in in tests."""

    def run(self, output_names: Sequence[str], feeds: Mapping[str, object]) -> Sequence[NDArray[np.float32]]:
        """The named outputs for the named inputs."""
        ...


class SpanDetector:
    """Finds rephrases with an exported model; deterministic."""

    def __init__(self, session: Session, tokenizer: Pieces, threshold: float) -> None:
        """Keep the model; a turn is taken when its margin over none exceeds `threshold` (nats)."""
        self._session = session
        self._tokenizer = tokenizer
        self._threshold = threshold

    def margins(self, dialogue: Sequence[Said]) -> list[float]:
        """Margins over none of the turns after the first, in nats; only the first `MAX_TURNS` turns are read."""
        encoded = encode(dialogue, self._tokenizer)
        feeds = {"input_ids": encoded.ids[None], "signals": encoded.signals[None]}
        start, end = self._session.run(("start", "end"), feeds)
        return turn_scores(start[0], end[0], encoded.spans)

    def find(self, dialogue: Dialogue) -> Rephrase | None:
        """The rephrase of the first turn, with the chance that it is none other and not none."""
        turns = said_of(dialogue)
        if len(turns) < 2:
            return None
        margins = self.margins(turns)
        best = max(range(len(margins)), key=margins.__getitem__)
        above = margins[best] - self._threshold
        return Rephrase(best + 1, 1 / (1 + math.exp(-above))) if above > 0 else None


def said_of(dialogue: Dialogue) -> list[Said]:
    """The turns of a dialogue within the time in which a rephrase comes, as the model reads them."""
    head = dialogue[0].note if dialogue else None
    near = [heard for heard in dialogue if head is not None and heard.note.at - head.at <= WINDOW_SECONDS]
    before = [near[0], *near] if near else []
    return [_said(heard, last) for heard, last in zip(near, before, strict=False)]


def _said(heard: Heard, before: Heard) -> Said:
    note = heard.note
    return Said(
        note.text,
        note.at - before.note.at,
        str(note.kind),
        SignalKind.BARGE_IN in heard.signals,
        SignalKind.PUT_BACK in heard.signals,
        note.device,
        note.speaker,
        note.frames[0].intent if note.frames else "",
        frozenset(note.targets),
    )


def load_detector(folder: Path) -> SpanDetector:
    """Read, check and open the bundle in a folder. Raises `RephraseModelError`."""
    manifest = _manifest(folder)
    model = _checked(folder, manifest, MODEL)
    text = _checked(folder, manifest, TOKENIZER).decode("utf-8")
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return SpanDetector(session, tokenizer, float(manifest["threshold"]))


def _manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RephraseModelError(f"{path}: {error}; install the model again") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or manifest.get("signals") != list(SIGNALS):
        raise RephraseModelError(f"{path}: not made for this version of the hub; export the model again")
    return manifest


def _checked(folder: Path, manifest: Mapping[str, Any], name: str) -> bytes:
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RephraseModelError(f"{path}: {error.strerror}; install the model again") from error
    if hashlib.sha256(content).hexdigest() != manifest.get("files", {}).get(name):
        raise RephraseModelError(f"{path}: its sha256 is not the manifest's; install the model again")
    return content
