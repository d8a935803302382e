"""The learner with what it keeps: made of the store at start, and written to it as it learns."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from edge.home.codec import CodecError, decode, encode
from edge.learn.experience import Remembered
from edge.learn.feedback import VERSION, Label, label
from edge.learn.harvest import Judged
from edge.learn.learner import DAY, Learner, LearnerOptions
from edge.learn.rephrase import RephraseDetector
from edge.learn.signals import Signal
from edge.memory.learning import BuildRow, LabelRow, LearningStore
from edge.memory.store import Store
from edge.rewrite.book import KEPT_PACKS, Build
from edge.rewrite.entry import Entry
from edge.rewrite.standing import Block

Row = TypeVar("Row")
Kept = TypeVar("Kept")
_log = logging.getLogger(__name__)

LABEL_DAYS = 180
"""Labels are kept for so long: by then they count for a ten-thousandth."""
BLOCKS = "learning.blocks"
"""Under this key the store keeps what was forbidden: it outlives even the loss of the database."""


@dataclass(frozen=True, slots=True)
class KeptLabel:
    """A turn's label with all that it rests on; `state` is what its words got, `further` what was meant (if told).

    `sure` in 0..1 says how surely the later turn meant the same, `rewritten` whether a rewrite was served.
    """

    state: str
    label: Label
    signals: tuple[Signal, ...] = ()
    person: str = ""
    further: str = ""
    sure: float = 0.0
    rewritten: bool = False

    def again(self, at: float, version: int = VERSION) -> Label:
        """The label that the same signals give under other rules, for a turn of wall time `at`."""
        return label(self.signals, at, float("inf"), version)


class Keeping:
    """Keeps what a learner learns. `start` takes up what was kept and connects; nothing is written before."""

    def __init__(self, learner: Learner, store: Store, kept: LearningStore) -> None:
        self._learner = learner
        self._store = store
        self._kept = kept

    def start(self, now: float) -> None:
        """Take up what was kept by wall time `now`; what cannot be read is left out, and said so."""
        entries = _read((body for body in self._kept.rewrites().values()), entry_of, "rewrite")
        builds = _read(self._kept.builds(), build_of, "build")
        self._learner.load(entries, blocks_of(self._store.value(BLOCKS)), builds)
        for row in self._kept.labels(now - LABEL_DAYS * DAY):
            for kept in _read([row], label_of, "label"):
                self._learner.experience.recall(_remembered(row, kept))
        self._learner.experience.refresh(now)
        self._learner.book.on_build = self._built
        self._learner.on_label = self._labelled

    def _built(self, build: Build) -> None:
        if build.blocks:
            self._store.put_value(BLOCKS, [asdict(block) for block in self._learner.book.blocks()])
        if build.after or build.reason == "night":
            self._kept.put_build(build_row(build))
        if build.reason == "night":
            self._kept.purge(build.at - LABEL_DAYS * DAY, build.pack - KEPT_PACKS)

    def _labelled(self, turn: Judged, state: str, further: str) -> None:
        self._kept.put_label(label_row(turn, state, further))


def detector_of(kind: str, folder: Path | None = None) -> RephraseDetector | None:
    """The detector of a setting, `None` for weighed evidence; a model that cannot be used is no reason not to learn.

    `folder` is where the model lies, by default the shipped one.
    """
    if kind != "model":
        return None
    from edge.learn.rephrase_model import RephraseModelError, load_detector

    try:
        return load_detector(folder or Path(str(files("edge"))).parent / "exported" / "rephrase")
    except RephraseModelError as error:
        _log.error("event=rephrase_model_refused reason=%s", error)
        return None


def make_learner(
    store: Store, kept: LearningStore, now: float, language: str = "en", detector: RephraseDetector | None = None
) -> Learner:
    """A learner that remembers what it has learnt over restarts, and works at three at night."""
    learner = Learner(LearnerOptions(language=language, night_hour=3.0), detector)
    Keeping(learner, store, kept).start(now)
    return learner


def entry_text(entry: Entry) -> str:
    """An entry as JSON text; equal entries give equal texts."""
    return json.dumps(encode(entry), separators=(",", ":"), sort_keys=True)


def entry_of(text: str) -> Entry:
    """The entry of a text. Raises `CodecError` (a `ValueError`) when it cannot be read."""
    return decode(Entry, json.loads(text))


def build_row(build: Build) -> BuildRow:
    """A build as it is kept."""
    changed = tuple((id_, _text(build.before.get(id_)), _text(new)) for id_, new in build.after.items())
    return BuildRow(build.number, build.pack, build.at, build.reason, changed)


def build_of(row: BuildRow) -> Build:
    """The build of a row."""
    before = {id_: _entry(text) for id_, text, _ in row.changes}
    after = {id_: _entry(text) for id_, _, text in row.changes}
    return Build(row.number, row.pack, row.at, row.reason, before, after)


def label_row(turn: Judged, state: str, further: str) -> LabelRow:
    """A label as it is kept."""
    note, tracked = turn.note, turn.tracked
    kept = KeptLabel(state, turn.label, tuple(tracked.signals), note.speaker, further, tracked.sure, note.rewritten)
    return LabelRow(note.id, note.at, turn.label.version, json.dumps(encode(kept), separators=(",", ":")))


def label_of(row: LabelRow) -> KeptLabel:
    """The label of a row. Raises `CodecError` (a `ValueError`) when it cannot be read."""
    return decode(KeptLabel, json.loads(row.body))


def blocks_of(value: object) -> list[Block]:
    """The blocks of a JSON value; what is none is left out."""
    rows = value if isinstance(value, list | tuple) else ()
    told = [row for row in rows if isinstance(row, Mapping) and "source" in row]
    return [Block(str(r.get("person", "")), str(r["source"]), str(r.get("target", ""))) for r in told]


def _remembered(row: LabelRow, kept: KeptLabel) -> Remembered:
    found = kept.label
    return Remembered(
        row.at, kept.state, found.score, found.weight, kept.person, kept.further, kept.sure, kept.rewritten
    )


def _read(rows: Iterable[Row], read: Callable[[Row], Kept], what: str) -> Iterator[Kept]:
    """What the rows hold; a damaged one costs itself alone."""
    for row in rows:
        try:
            yield read(row)
        except (CodecError, ValueError) as error:
            _log.warning("event=learning_row_left_out what=%s reason=%r", what, str(error))


def _text(entry: Entry | None) -> str | None:
    return None if entry is None else entry_text(entry)


def _entry(text: str | None) -> Entry | None:
    return None if text is None else entry_of(text)
