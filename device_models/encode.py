"""Labelled examples as arrays, and arrays as training batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from device_models.data.example import Example
from device_models.labels import LABEL_INDEX, OUT, TAG_INDEX
from edge.context.features import FEATURES, unknown
from edge.home.model import Snapshot
from edge.understand.gazetteer import CHANNELS, Index, build_index, word_masks, words_of

IGNORE = -100
MAX_PIECES = 160
_UNKNOWN = np.asarray(unknown(), np.float32)

Array = NDArray[np.int64]


@dataclass(slots=True)
class Arrays:
    """All examples, one after the other: pieces are flat, `starts[i]:starts[i+1]` are example i's.

    `ids`, `gazetteer` (bit masks), `intent`, `slots`, `boundary` are per piece; `oos` and `context` per example.
    `IGNORE` marks what has no loss. `opinion` is each example's row in `opinions` (chances of the labels, as models
    see them that did not learn from it), -1 where there is none; both are empty where nobody was asked.
    """

    starts: Array
    ids: NDArray[np.int32]
    gazetteer: NDArray[np.int64]
    intent: NDArray[np.int16]
    slots: NDArray[np.int16]
    boundary: NDArray[np.int8]
    oos: NDArray[np.int8]
    context: NDArray[np.float32]
    source: NDArray[np.int8]
    opinion: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    opinions: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 0), np.float16))

    def __len__(self) -> int:
        """How many examples."""
        return len(self.starts) - 1

    def save(self, path: Path) -> None:
        """Write as one compressed file."""
        np.savez_compressed(path, **{name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def load(cls, path: Path) -> Arrays:
        """Read what `save` wrote."""
        with np.load(path) as data:
            return cls(**{name: data[name] for name in cls.__slots__ if name in data})

    def with_opinions(self, examples: Sequence[Example], opinions: Mapping[str, NDArray[np.float16]]) -> Arrays:
        """The same arrays with second opinions by what was written."""
        rows = {text: row for row, text in enumerate(opinions)}
        found = [rows.get(e.written or "", -1) if e.source == "slu" else -1 for e in examples]
        table = np.stack(list(opinions.values())) if opinions else np.zeros((0, 0), np.float16)
        return replace(self, opinion=np.asarray(found, np.int64), opinions=table)

    def without_opinions(self) -> Arrays:
        """The same arrays, nobody asked."""
        return replace(self, opinion=np.zeros(0, np.int64), opinions=np.zeros((0, 0), np.float16))


SOURCES = ("synth", "slu", "facebook", "clinc", "disfl_qa", "home_llm", "device_actions", "templates", "held_out")


class Encoder:
    """Turns examples into arrays; keeps one gazetteer index per home."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Use a tokenizer without truncation or padding."""
        self._tokenizer = tokenizer
        self._indexes: dict[int, Index] = {}
        self._empty = build_index(Snapshot(generation=-2))

    def arrays(self, examples: Sequence[Example]) -> Arrays:
        """Arrays of all examples."""
        encodings = self._tokenizer.encode_batch([e.text for e in examples])
        starts, parts = [0], []
        for example, encoding in zip(examples, encodings, strict=True):
            ids = encoding.ids[:MAX_PIECES]
            offsets = encoding.offsets[: len(ids)]
            parts.append((ids, self.masks(example, offsets), *_targets(example, offsets)))
            starts.append(starts[-1] + len(ids))
        columns = [np.concatenate([np.asarray(p[i]) for p in parts]) for i in range(5)]
        contexts = np.stack([_UNKNOWN if e.context is None else np.asarray(e.context, np.float32) for e in examples])
        return Arrays(
            np.asarray(starts, np.int64),
            columns[0].astype(np.int32),
            columns[1].astype(np.int64),
            columns[2].astype(np.int16),
            columns[3].astype(np.int16),
            columns[4].astype(np.int8),
            np.asarray([_oos(e) for e in examples], np.int8),
            contexts,
            np.asarray([SOURCES.index(e.source) for e in examples], np.int8),
        )

    def masks(self, example: Example, offsets: Sequence[tuple[int, int]]) -> list[int]:
        """Gazetteer bits of every piece."""
        words = words_of(example.text)
        masks = word_masks(words, self._index(example.home))
        at = {i: mask for word, mask in zip(words, masks, strict=True) for i in range(word.start, word.end)}
        return [at.get(start, 0) if end > start else 0 for start, end in offsets]

    def _index(self, home: Snapshot | None) -> Index:
        if home is None:
            return self._empty
        if home.generation not in self._indexes:
            self._indexes[home.generation] = build_index(home)
        return self._indexes[home.generation]


def _targets(example: Example, offsets: Sequence[tuple[int, int]]) -> tuple[list[int], list[int], list[int]]:
    intent, boundary = [], []
    begun: set[int] = set()
    for start, end in offsets:
        found = next((i for i, s in enumerate(example.segments) if s[0] <= start < s[1]), None)
        if end <= start or found is None:
            intent.append(IGNORE)
            boundary.append(IGNORE)
            continue
        intent.append(LABEL_INDEX[example.segments[found][2]])
        boundary.append(0 if found in begun else example.segments[found][3])
        begun.add(found)
    intent[0] = LABEL_INDEX[example.label]
    return intent, _slot_targets(example, offsets), boundary


def _slot_targets(example: Example, offsets: Sequence[tuple[int, int]]) -> list[int]:
    if example.slots is None:
        return [IGNORE] * len(offsets)
    outside = IGNORE if example.partial else 0
    slots, begun = [], set()
    for start, end in offsets:
        found = next((i for i, s in enumerate(example.slots) if s[0] <= start < s[1]), None)
        if end <= start:
            slots.append(IGNORE)
        elif found is None:
            slots.append(outside)
        else:
            slots.append(TAG_INDEX[f"{'I' if found in begun else 'B'}-{example.slots[found][2]}"])
            begun.add(found)
    return slots


def _oos(example: Example) -> int:
    return int(all(label in OUT or label == "HearthDiscard" for _, _, label, _ in example.segments))


@dataclass(slots=True)
class Batch:
    """One padded batch; shapes as in `Interpreter.forward`, targets padded with `IGNORE`.

    `opinion` are second opinions on the label of the examples `asked` (rows of the batch).
    """

    ids: Array
    gazetteer: NDArray[np.float32]
    context: NDArray[np.float32]
    mask: NDArray[np.bool_]
    intent: Array
    slots: Array
    boundary: Array
    oos: NDArray[np.float32]
    asked: Array
    opinion: NDArray[np.float32]


_BITS = np.arange(len(CHANNELS), dtype=np.int64)
HOME_BITS = sum(
    1 << i
    for i, name in enumerate(CHANNELS)
    if name not in {"number", "time", "color", "kind", "kind_begin", "property"}
)
"""Gazetteer bits that need a home; the others follow from the words."""


def make_batch(arrays: Arrays, rows: Sequence[int], rng: random.Random | None) -> Batch:
    """Pad the rows; with `rng`, drop gazetteer and context as a missing home would (training only)."""
    longest = max(int(arrays.starts[r + 1] - arrays.starts[r]) for r in rows)
    shape = (len(rows), longest)
    ids, bits = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    intent, slots, boundary = (np.full(shape, IGNORE, np.int64) for _ in range(3))
    mask, context = np.zeros(shape, np.bool_), arrays.context[list(rows)].copy()
    for i, row in enumerate(rows):
        piece = slice(int(arrays.starts[row]), int(arrays.starts[row + 1]))
        length = piece.stop - piece.start
        ids[i, :length], mask[i, :length] = arrays.ids[piece], True
        bits[i, :length] = _dropped(arrays.gazetteer[piece], rng)
        intent[i, :length], slots[i, :length] = arrays.intent[piece], arrays.slots[piece]
        boundary[i, :length] = arrays.boundary[piece]
        if rng is not None:
            _drop_context(context[i], rng)
    spread = ((bits[:, :, None] >> _BITS) & 1).astype(np.float32)
    oos = arrays.oos[list(rows)].astype(np.float32)
    asked, opinion = _opinions(arrays, rows)
    return Batch(ids, spread, context, mask, intent, slots, boundary, oos, asked, opinion)


def _opinions(arrays: Arrays, rows: Sequence[int]) -> tuple[Array, NDArray[np.float32]]:
    where = arrays.opinion[list(rows)] if len(arrays.opinion) else np.full(len(rows), -1, np.int64)
    asked = np.flatnonzero(where >= 0)
    return asked, arrays.opinions[where[asked]].astype(np.float32)


def _dropped(bits: Array, rng: random.Random | None) -> Array:
    if rng is None:
        return bits
    roll = rng.random()
    if roll < 0.06:
        return bits & ~HOME_BITS
    if roll < 0.14:
        keep = np.asarray([rng.random() > 0.3 for _ in bits])
        return np.where(keep, bits, bits & ~HOME_BITS)
    return bits


def _drop_context(vector: NDArray[np.float32], rng: random.Random) -> None:
    roll = rng.random()
    if roll < 0.15:
        vector[:] = _UNKNOWN
    elif roll < 0.35:
        for index in rng.sample(range(len(FEATURES)), len(FEATURES) // 4):
            vector[index] = 0.0


def batches(arrays: Arrays, rows: Sequence[int], pieces: int, rng: random.Random) -> Iterator[list[int]]:
    """Rows in random batches of similar length, about `pieces` padded pieces each."""
    order = list(rows)
    rng.shuffle(order)
    lengths = np.diff(arrays.starts)
    groups: list[list[int]] = []
    for at in range(0, len(order), 4096):
        chunk = sorted(order[at : at + 4096], key=lambda r: int(lengths[r]))
        batch: list[int] = []
        for row in chunk:
            if batch and (len(batch) + 1) * int(lengths[row]) > pieces:
                groups.append(batch)
                batch = []
            batch.append(row)
        groups.append(batch)
    rng.shuffle(groups)
    yield from groups
