"""A model that says what it is told, so that decoding is tested without a trained one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from device_models.labels import LABEL_INDEX, LABELS, TAG_INDEX, TAG_LABELS
from edge.context.features import FEATURES
from edge.home.model import Area, Device, Entity, Floor, Person, Snapshot
from edge.turn import Hypothesis, Request
from edge.understand.gazetteer import CHANNELS
from edge.understand.neural import NeuralChannel
from edge.understand.neural_bundle import assemble

_PART = re.compile(r"@(\S+)|\((\w+):([^)]*)\)|(\S+)")
_WORD = re.compile(r"\w+|[^\w\s]")
SURE = 12.0


def manifest() -> dict[str, object]:
    """The tables of a manifest, without files."""
    return {
        "format": 1,
        "version": "test",
        "gazetteer": list(CHANNELS),
        "context": [feature.name for feature in FEATURES],
        "context_units": {feature.name: feature.unit for feature in FEATURES},
        "labels": [asdict(label) for label in LABELS],
        "tags": list(TAG_LABELS),
        "calibration": {
            "intent": 1.0,
            "slots": 1.0,
            "boundary": 1.0,
            "oos": 1.0,
            "out_bias": 0.0,
            "curve": [[0, 0], [1, 1]],
        },
    }


@dataclass
class Told:
    """What a marked-up utterance says of its words: label, boundary and tag each."""

    text: str
    words: list[tuple[str, int, str]]


def told(marked: str) -> Told:
    """Read ``@HassTurnOn turn on the (name:den lamp) @+ and the (name:fan)``.

    ``@label`` begins a clause, ``@+`` a target that shares the verb, ``@=label`` changes the label without a
    boundary; ``(tag:words)`` is a slot.
    """
    texts, words = [], []
    label, boundary = "HassTurnOn", 1
    for part in _PART.finditer(marked):
        sign, tag, tagged, plain = part.groups()
        if sign:
            boundary = 2 if sign == "+" else 0 if sign.startswith("=") else 1
            label = label if sign == "+" else sign.lstrip("=")
            continue
        said = tagged or plain
        texts.append(said)
        for number, _ in enumerate(_WORD.findall(said)):
            words.append((label, boundary, f"{'I' if number else 'B'}-{tag}" if tag else "O"))
            boundary = 0
    return Told(" ".join(texts), words)


class OracleSession:
    """Gives the outputs that a marked-up utterance asks for; keeps the feeds it was given."""

    def __init__(self, told_: Told, *, oos: float = -SURE, sure: float = SURE) -> None:
        self.told, self.oos, self.sure = told_, oos, sure
        self.feeds: Mapping[str, object] = {}

    def run(self, output_names: Sequence[str], feeds: Mapping[str, object]) -> list[NDArray[np.float32]]:
        """Logits of `sure` for what was told, zero for the rest; one piece a word, two special ones around."""
        assert list(output_names) == ["intent", "slots", "boundary", "oos", "vector"]
        self.feeds = feeds
        count = np.asarray(feeds["input_ids"]).shape[1]
        intent, slots = np.zeros((1, count, len(LABELS)), np.float32), np.zeros((1, count, len(TAG_LABELS)), np.float32)
        boundary = np.zeros((1, count, 3), np.float32)
        for at, (label, begins, tag) in enumerate(self.told.words[: count - 2], start=1):
            intent[0, at, LABEL_INDEX[label]] = slots[0, at, TAG_INDEX[tag]] = boundary[0, at, begins] = self.sure
        intent[0, 0] = intent[0, 1]
        return [intent, slots, boundary, np.asarray([self.oos], np.float32), np.ones((1, 4), np.float32) / 2]


def word_tokenizer(text: str) -> Tokenizer:
    """A tokenizer that knows the words of a text, with [CLS] and [SEP] around."""
    from tokenizers.processors import TemplateProcessing

    vocabulary = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}
    for word in _WORD.findall(text.lower()):
        vocabulary.setdefault(word, len(vocabulary))
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    return tokenizer


def channel(marked: str, **kwargs: float) -> tuple[NeuralChannel, OracleSession, str]:
    """A channel whose model says what the marks say, its session, and the plain text."""
    heard = told(marked)
    session = OracleSession(heard, **kwargs)
    return NeuralChannel(assemble(manifest(), word_tokenizer(heard.text), session)), session, heard.text


def read(marked: str, home: Snapshot | None = None, **request: object) -> Hypothesis:
    """The best hypothesis of a marked-up utterance in a home."""
    made, _, text = channel(marked)
    asked = Request("r", text, **{"at": 1_772_564_400.0, **request})  # type: ignore[arg-type]
    return made.read(asked, home if home is not None else small_home())[0]


def small_home() -> Snapshot:
    """Two rooms on two floors with a dozen things."""
    rows = (
        ("light.den_lamp", "Den Lamp", "den"),
        ("light.hall", "Hall Light", "hall"),
        ("fan.loft", "Loft Fan", "den"),
        ("cover.shutter", "Den Shutter", "den"),
        ("lock.porch", "Porch Door", "hall"),
        ("media_player.tv", "Telly", "den"),
        ("climate.radiator", "Den Radiator", "den"),
        ("switch.kettle", "Kettle", "hall"),
        ("vacuum.rosie", "Rosie", "hall"),
        ("todo.shopping", "Shopping List", None),
        ("scene.cosy", "Cosy", None),
        ("humidifier.h", "Humidifier", "hall"),
    )
    return Snapshot(
        entities={id_: Entity(id_, name, area) for id_, name, area in rows},
        devices={"puck": Device("puck", "Puck", "den")},
        areas={"den": Area("den", "Den", ("snug",), "up"), "hall": Area("hall", "Hall", floor="down")},
        floors={"up": Floor("up", "Upstairs"), "down": Floor("down", "Downstairs")},
        people={"ana": Person("ana", "Ana")},
        generation=1,
    )
