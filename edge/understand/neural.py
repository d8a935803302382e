"""The neural channel: a small transformer reads words, this home's names and the moment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from edge.context.features import features
from edge.home.model import Snapshot
from edge.turn import Frame, Hypothesis, Knowledge, Request
from edge.understand.gazetteer import CHANNELS, Gazetteer, words_of
from edge.understand.neural_bundle import OUTPUTS, Bundle, load_bundle
from edge.understand.neural_decode import Clause, Scored, clauses, scored
from edge.understand.neural_frames import frames
from edge.understand.neural_sense import complete
from edge.understand.neural_targets import Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_PIECES = 224
"""Longer utterances are cut there: no one says that much in one breath."""
_MAX_CHARACTERS = 1200
_SECOND = 0.08
_INCOMPLETE = 0.6
"""What is left of the raw score of a reading that lacks what it needs: a last resort."""


class NeuralChannel:
    """Reads requests with an exported model; deterministic, one thread."""

    name = "neural"

    def __init__(self, bundle: Bundle) -> None:
        """Keep the model; the names of the home are indexed when a request is read."""
        self._bundle = bundle
        self._gazetteer = Gazetteer()

    @property
    def version(self) -> str:
        """The model's version, as its manifest gives it."""
        return self._bundle.version

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Readings of the text, best first, with calibrated scores.

        Empty for an empty text, and in a language that the model did not learn. Never raises on any text. `knowledge`
        tells the conversation so far, which disambiguates "turn it up".
        """
        if request.language.replace("_", "-").partition("-")[0] not in self._bundle.languages:
            return ()
        text = _clean(request.text)
        values = self._run(text, request, snapshot, knowledge)
        if values is None:
            return ()
        place = Place(text, request, snapshot, self._gazetteer.index(snapshot))
        best = clauses(self._bundle, values)
        readings = [best]
        if len(best) == 1 and best[0].score < 1 - _SECOND:
            readings.append(clauses(self._bundle, values, ranks=(1,)))
        found = [self._hypothesis(reading, place) for reading in readings if reading]
        return tuple(sorted((h for h in found if h.frames), key=lambda h: -h.score))

    def parse(self, request: Request, snapshot: Snapshot) -> tuple[list[Clause], float]:
        """The clauses as labelled, before they become frames, and the chance (0..1) of being out of scope."""
        values = self._run(_clean(request.text), request, snapshot, None)
        return ([], 1.0) if values is None else (clauses(self._bundle, values), values.oos)

    def vector(self, text: str, snapshot: Snapshot) -> NDArray[np.float32]:
        """The sentence vector of a text, of unit length; near for texts that mean the same."""
        outputs = self._outputs(text, Request("", text, 0.0), snapshot, None)[0]
        return outputs[4][0]  # type: ignore[no-any-return]

    def _run(self, text: str, request: Request, snapshot: Snapshot, knowledge: Knowledge | None) -> Scored | None:
        outputs, words, offsets = self._outputs(text, request, snapshot, knowledge)
        if not any(word is not None for word in words):
            return None
        return scored(self._bundle, outputs, words, offsets, text)

    def _outputs(
        self, text: str, request: Request, snapshot: Snapshot, knowledge: Knowledge | None
    ) -> tuple[Sequence[NDArray[np.float32]], list[int | None], list[tuple[int, int]]]:
        import numpy as np

        encoding = self._bundle.tokenizer.encode(text)
        ids, words, offsets = encoding.ids[:MAX_PIECES], encoding.word_ids[:MAX_PIECES], encoding.offsets[:MAX_PIECES]
        feeds = {
            "input_ids": np.asarray([ids], np.int64),
            "gazetteer": self._channels(text, offsets, snapshot)[None],
            "context": np.asarray([features(request, snapshot, knowledge)], np.float32),
        }
        return self._bundle.session.run(OUTPUTS, feeds), words, offsets

    def _channels(self, text: str, offsets: Sequence[tuple[int, int]], snapshot: Snapshot) -> NDArray[np.uint8]:
        """The gazetteer input, one row a piece."""
        import numpy as np

        spoken = words_of(text)
        masks = self._gazetteer.masks(spoken, snapshot)
        at = {i: mask for word, mask in zip(spoken, masks, strict=True) for i in range(word.start, word.end)}
        bits = np.asarray([at.get(start, 0) if end > start else 0 for start, end in offsets], np.int64)
        return ((bits[:, None] >> np.arange(len(CHANNELS))) & 1).astype(np.uint8)

    def _hypothesis(self, reading: Sequence[Clause], place: Place) -> Hypothesis:
        raw = min(clause.score for clause in reading)
        in_scope = [clause for clause in reading if clause.label.scope != "out"]
        made = frames(reading, place) if in_scope else (Frame(reading[0].label.intent),)
        raw *= 1.0 if all(complete(frame) for frame in made) else _INCOMPLETE
        return Hypothesis(made, round(self._bundle.calibration.probability(raw), 4), self.name, place.text)


def _clean(text: str) -> str:
    """At most so many characters, each of which can be encoded; positions stay the same."""
    return text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def load_channel(folder: Path) -> NeuralChannel:
    """The channel of the model in a folder; raises `ModelError` when it cannot be used."""
    return NeuralChannel(load_bundle(folder))
