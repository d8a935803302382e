from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
from neural_support import small_home, word_tokenizer

from device_models.data.example import Piece, Segment, assemble, whole
from device_models.encode import IGNORE, MAX_PIECES, Arrays, Encoder, batches, make_batch
from device_models.labels import LABEL_INDEX, TAG_INDEX
from edge.context.features import FEATURES
from edge.understand.gazetteer import CHANNELS


def compound() -> object:
    """Two clauses with a slot each."""
    first = Segment("HassTurnOn", (Piece("turn on the"), Piece("den lamp", "name")))
    second = Segment("HassTurnOff", (Piece(",", glued=True), Piece("kettle", "name"), Piece("off")))
    return assemble([first, second], "synth", small_home())


def arrays_of(*examples: object) -> Arrays:
    text = " ".join(e.text for e in examples)  # type: ignore[attr-defined]
    return Encoder(word_tokenizer(text)).arrays(examples)  # type: ignore[arg-type]


def test_assembling_keeps_the_spans() -> None:
    example = compound()
    assert example.text == "turn on the den lamp, kettle off"  # type: ignore[attr-defined]
    assert [example.text[a:b] for a, b, _ in example.slots] == ["den lamp", "kettle"]  # type: ignore[attr-defined]


def test_targets_of_every_piece() -> None:
    arrays = arrays_of(compound())
    on, off = LABEL_INDEX["HassTurnOn"], LABEL_INDEX["HassTurnOff"]
    name = (TAG_INDEX["B-name"], TAG_INDEX["I-name"])
    assert arrays.intent.tolist() == [on, on, on, on, on, on, off, off, off, IGNORE]
    assert arrays.boundary.tolist() == [IGNORE, 1, 0, 0, 0, 0, 1, 0, 0, IGNORE]
    assert arrays.slots.tolist() == [IGNORE, 0, 0, 0, *name, 0, name[0], 0, IGNORE]


def test_unknown_slots_have_no_loss_and_partial_ones_only_where_tagged() -> None:
    unknown = whole("turn it on", "HassTurnOn", "slu")
    partial = replace(whole("kitchen light on", "HassTurnOn", "slu", [(0, 7, "area")]), partial=True)
    arrays = arrays_of(unknown, partial)
    assert arrays.slots.tolist() == [IGNORE] * 5 + [IGNORE, TAG_INDEX["B-area"], IGNORE, IGNORE, IGNORE]


def test_the_gazetteer_of_the_home_is_beside_the_pieces() -> None:
    batch = make_batch(arrays_of(compound()), [0], None)
    lamp = {CHANNELS[i] for i in np.flatnonzero(batch.gazetteer[0, 5])}
    assert {"light", "entity_exact", "kind"} <= lamp
    assert batch.gazetteer.shape == (1, 10, len(CHANNELS))


def test_out_of_scope_is_told_for_the_whole() -> None:
    arrays = arrays_of(whole("order a pizza", "HearthUnsupported", "clinc", ()), compound())
    assert arrays.oos.tolist() == [1, 0]


def test_batches_hold_every_row_once_and_stay_small() -> None:
    examples = [whole(" ".join(["word"] * (1 + i % 9)), "HearthChat", "held_out", ()) for i in range(200)]
    arrays = arrays_of(*examples)
    groups = list(batches(arrays, range(200), 100, random.Random(1)))
    assert sorted(row for group in groups for row in group) == list(range(200))
    lengths = np.diff(arrays.starts)
    assert all(len(g) == 1 or len(g) * max(lengths[r] for r in g) <= 100 for g in groups)


def test_training_drops_home_and_context_at_times_and_measuring_never() -> None:
    arrays = arrays_of(*[compound()] * 64)
    rng = random.Random(3)
    full = make_batch(arrays, range(64), None).gazetteer.sum((1, 2))
    dropped = make_batch(arrays, range(64), rng).gazetteer.sum((1, 2))
    assert len(set(full.tolist())) == 1
    assert 0 < (dropped < full).sum() < 32
    contexts = make_batch(arrays, range(64), rng).context
    assert contexts.shape == (64, len(FEATURES))


def test_long_utterances_are_cut() -> None:
    arrays = arrays_of(whole("word " * 300, "HearthChat", "held_out", ()))
    assert len(arrays.ids) == MAX_PIECES


def test_arrays_survive_a_file(tmp_path: Path) -> None:
    arrays = arrays_of(compound())
    arrays.save(tmp_path / "a.npz")
    loaded = Arrays.load(tmp_path / "a.npz")
    assert len(loaded) == 1
    assert loaded.intent.tolist() == arrays.intent.tolist()


def test_opinions_are_found_by_what_was_written(tmp_path: Path) -> None:
    heard = replace(whole("turm it on", "HassTurnOn", "slu"), written="turn it on")
    kept = replace(whole("turn it on", "HassTurnOn", "held_out"), written="turn it on")
    row = np.full(len(LABEL_INDEX), 0.5, np.float16)
    arrays = arrays_of(heard, kept, compound()).with_opinions([heard, kept, compound()], {"turn it on": row})
    assert arrays.opinion.tolist() == [0, -1, -1]
    arrays.save(tmp_path / "a.npz")
    assert make_batch(Arrays.load(tmp_path / "a.npz"), [0, 1], None).opinion.tolist() == [row.tolist()]
