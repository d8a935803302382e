"""The architecture against published records: trained per set with that set's own labels.

SNIPS and ATIS (joint intent and slots, standard splits), slu_en (its 60 intents, train → dev) and CLINC150
(train → val, with out-of-scope requests and one threshold).
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from device_models import pretrained
from device_models.calibrate import softmax
from device_models.encode import IGNORE, Arrays, make_batch
from device_models.encoder import Interpreter, Shape
from device_models.train import Plan, forward, train
from device_models.vocabulary import prune
from edge.context.features import FEATURES
from edge.understand.gazetteer import CHANNELS
from edge.understand.neural_decode import best_path

LOGGER = logging.getLogger(__name__)
_HELD_OUT = 0.05
_REJECTED = 0.01
_OOS = "oos"


@dataclass(frozen=True, slots=True)
class Row:
    """A request as words, its intent, and one BIO tag a word (empty where the set has no slots)."""

    words: tuple[str, ...]
    intent: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A set: training rows, test rows, and whether it asks for rejection."""

    train: Sequence[Row]
    test: Sequence[Row]
    rejects: bool = False


def joint(folder: Path) -> Record:
    """SNIPS or ATIS: `train`, `dev` (trained on too) and `test` with seq.in, seq.out and label."""
    return Record([*_joint(folder, "train"), *_joint(folder, "dev")], _joint(folder, "test"))


def slu_60(data: Path) -> Record:
    """slu_en with the corpus's own intents, no slots."""
    return Record(_slu(data / "slu_en" / "train.jsonl"), _slu(data / "slu_en" / "dev.jsonl"))


def clinc(data: Path) -> Record:
    """CLINC150 with its out-of-scope parts."""
    parts = json.loads((data / "clinc150" / "data_full_without_test.json").read_text(encoding="utf-8"))
    rows = {name: [Row(tuple(text.split()), intent) for text, intent in pairs] for name, pairs in parts.items()}
    return Record([*rows["train"], *rows["oos_train"]], [*rows["val"], *rows["oos_val"]], rejects=True)


SETS: Mapping[str, Callable[[Path], Record]] = {
    "snips": lambda data: joint(data / "atis_snips" / "snips"),
    "atis": lambda data: joint(data / "atis_snips" / "atis"),
    "slu_en_60": slu_60,
    "clinc150": clinc,
}
"""Every record set by name."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Passes over a set that are enough, the depth of the encoder, and the step size."""

    epochs: int
    layers: int = pretrained.L6
    rate: float = 1.2e-4


RECIPES: Mapping[str, Recipe] = {
    "snips": Recipe(6, pretrained.L12, 1e-4),
    "atis": Recipe(12),
    "slu_en_60": Recipe(6),
    "clinc150": Recipe(7),
}
"""How each set is trained; the open titles of SNIPS want the deeper encoder."""


def plan_for(name: str, epochs: int = 0) -> Plan:
    """The plan of a set; `epochs` 0 takes the usual number. Batches are small, for the sets are."""
    recipe = RECIPES[name]
    return Plan(
        epochs=epochs or recipe.epochs,
        rate=recipe.rate,
        embedding_rate=recipe.rate / 2,
        warmup=100,
        pieces=640,
        smoothing=0.05,
    )


def run(name: str, data: Path, folder: Path, plan: Plan, layers: int = 0) -> dict[str, float]:
    """Train on one set and return its figures, with the encoder's `layers` (0: those of its recipe).

    `folder` keeps checkpoints, so that a killed run goes on.
    """
    layers = layers or RECIPES[name].layers
    record = SETS[name](data)
    folder.mkdir(parents=True, exist_ok=True)
    intents = sorted({row.intent for row in record.train})
    tags = ["O", *sorted({tag for row in record.train for tag in row.tags} - {"O"})]
    text, kept = prune(pretrained.tokenizer_path(), (" ".join(row.words) for row in record.train), 12_000)
    tokenizer = Tokenizer.from_str(text)
    arrays = _arrays([*record.train, *record.test], tokenizer, intents, tags)
    model = Interpreter(Shape(len(kept), layers, len(intents), len(tags), len(CHANNELS), len(FEATURES)))
    torch.manual_seed(plan.seed)
    pretrained.load(model, kept)
    order = list(range(len(record.train)))
    random.Random(plan.seed).shuffle(order)
    cut = int(len(order) * _HELD_OUT)
    train(model, arrays, order[cut:], order[:cut], plan, folder)
    model.load_state_dict(torch.load(folder / "best.pt", weights_only=True)["model"])
    test = list(range(len(record.train), len(record.train) + len(record.test)))
    return {**_figures(model.eval(), arrays, record, test, order[:cut], intents, tags), "layers": float(layers)}


def _figures(
    model: Interpreter,
    arrays: Arrays,
    record: Record,
    test: Sequence[int],
    held: Sequence[int],
    intents: Sequence[str],
    tags: Sequence[str],
) -> dict[str, float]:
    chances, slots = _predict(model, arrays, test, tuple(tags))
    gold = [row.intent for row in record.test]
    best = [intents[i] for i in chances.argmax(1)]
    if record.rejects:
        return _rejecting(chances, gold, _predict(model, arrays, held, tuple(tags))[0], intents)
    figures = {"n": float(len(gold)), "intent": float(np.mean([a == b for a, b in zip(best, gold, strict=True)]))}
    if any(row.tags for row in record.test):
        said = [[tags[i] for i in row] for row in slots]
        figures["slot_f1"] = span_f1([row.tags for row in record.test], said)
    return figures


def _rejecting(chances: np.ndarray, gold: Sequence[str], held: np.ndarray, intents: Sequence[str]) -> dict[str, float]:
    """In-scope accuracy and out-of-scope recall, rejecting below a threshold set on held-out training rows."""
    inside = [i for i, name in enumerate(intents) if name != _OOS]
    threshold = float(np.quantile(held[:, inside].max(1), _REJECTED))
    best = [intents[inside[i]] for i in chances[:, inside].argmax(1)]
    said = [_OOS if top < threshold else name for name, top in zip(best, chances[:, inside].max(1), strict=True)]
    pairs = list(zip(said, gold, strict=True))
    known = [a == b for a, b in pairs if b != _OOS]
    unknown = [a == _OOS for a, b in pairs if b == _OOS]
    return {
        "n": float(len(gold)),
        "in_scope": float(np.mean(known)),
        "oos_recall": float(np.mean(unknown)),
        "threshold": threshold,
    }


def _predict(
    model: Interpreter, arrays: Arrays, rows: Sequence[int], tags: tuple[str, ...]
) -> tuple[np.ndarray, list[list[int]]]:
    """Intent probabilities, and the likeliest tags of the words in which no span begins inside (first pieces only)."""
    chances: list[np.ndarray] = []
    slots: list[list[int]] = []
    with torch.inference_mode():
        for at in range(0, len(rows), 64):
            batch = make_batch(arrays, rows[at : at + 64], None)
            outputs = forward(model, batch)
            chances.append(softmax(outputs.intent[:, 0].numpy()))
            logs = outputs.slots.log_softmax(-1).numpy()
            firsts = [logs[i][batch.slots[i] != IGNORE] for i in range(len(logs))]
            slots.extend(best_path(words, tags) if len(words) else [] for words in firsts)
    return np.concatenate(chances), slots


def span_f1(gold: Sequence[Sequence[str]], said: Sequence[Sequence[str]]) -> float:
    """Micro F1 of whole spans, as conlleval counts them."""
    hit = total = 0
    for want, got in zip(gold, said, strict=True):
        wanted, found = spans(want), spans(got)
        hit += len(wanted & found)
        total += len(wanted) + len(found)
    return 2 * hit / total if total else 1.0


def spans(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """(type, first word, one past the last) of BIO tags; an I without its B begins a span."""
    found, start = set(), 0
    kind = ""
    for at, tag in enumerate([*tags, "O"]):
        goes_on = tag.startswith("I-") and tag[2:] == kind
        if kind and not goes_on:
            found.add((kind, start, at))
        if not goes_on:
            kind, start = (tag[2:] if tag != "O" else ""), at
    return found


def _arrays(rows: Sequence[Row], tokenizer: Tokenizer, intents: Sequence[str], tags: Sequence[str]) -> Arrays:
    encodings = tokenizer.encode_batch([list(row.words) for row in rows], is_pretokenized=True)
    starts, ids, intent, slots = [0], [], [], []
    for row, encoding in zip(rows, encodings, strict=True):
        ids.extend(encoding.ids)
        label = intents.index(row.intent) if row.intent in intents else IGNORE
        intent.extend([label, *[IGNORE] * (len(encoding.ids) - 1)])
        slots.extend(_word_tags(row, encoding.word_ids, tags))
        starts.append(len(ids))
    count = len(ids)
    return Arrays(
        np.asarray(starts, np.int64),
        np.asarray(ids, np.int32),
        np.zeros(count, np.int64),
        np.asarray(intent, np.int16),
        np.asarray(slots, np.int16),
        np.full(count, IGNORE, np.int8),
        np.zeros(len(rows), np.int8),
        np.zeros((len(rows), len(FEATURES)), np.float32),
        np.zeros(len(rows), np.int8),
    )


def _word_tags(row: Row, words: Sequence[int | None], tags: Sequence[str]) -> list[int]:
    """A tag at the first piece of every word; unknown test tags count as O, and as wrong by their spans."""
    found, last = [], None
    for word in words:
        first = word is not None and word != last
        tag = row.tags[word] if first and row.tags and word is not None else None
        found.append((tags.index(tag) if tag in tags else 0) if tag is not None else IGNORE)
        last = word
    return found


def _joint(folder: Path, part: str) -> list[Row]:
    texts, tags, labels = (
        (folder / part / name).read_text(encoding="utf-8").splitlines() for name in ("seq.in", "seq.out", "label")
    )
    return [Row(tuple(t.split()), label, tuple(g.split())) for t, g, label in zip(texts, tags, labels, strict=True)]


def _slu(path: Path) -> list[Row]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Row(tuple(row["text"].split()), row["intent"]) for row in rows]
