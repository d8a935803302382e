"""Annotated requests with other values in their slots: new words for what is known, so that less is learnt by heart.

The swap of values of the same slot is the oldest augmentation of the field; here a value comes from requests of the
same intent where there are enough, so that what is asked stays what it was.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from device_models.data.corpora import slu_example, unmark
from device_models.data.example import Example

Span = tuple[int, int, str]
_ENOUGH = 8
_SWAPPED = 0.7


@dataclass(frozen=True, slots=True)
class Swaps:
    """Values by (intent, slot) and by slot, and the annotated requests that they are put into."""

    values: Mapping[tuple[str, str], Sequence[str]]
    requests: Mapping[str, tuple[str, Sequence[Span]]]

    @classmethod
    def load(cls, path: Path) -> Swaps:
        """Read the annotated rows of a `slu_en` file."""
        values: dict[tuple[str, str], list[str]] = defaultdict(list)
        requests: dict[str, tuple[str, Sequence[Span]]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text, spans = unmark(row["annot"] or "")
            if not spans:
                continue
            requests[text] = (row["intent"], spans)
            for start, end, slot in spans:
                values[row["intent"], slot].append(text[start:end])
                values["", slot].append(text[start:end])
        return cls(dict(values), requests)

    def swapped(self, example: Example, rng: random.Random) -> Example:
        """The request with other values; the same one where it has none, or where they would change its label."""
        known = self.requests.get(example.text)
        if known is None:
            return example
        intent, spans = known
        text, moved = self._filled(example.text, intent, spans, rng)
        made = slu_example(text, intent, moved, example.source)
        return replace(made, written=example.written) if made.label == example.label else example

    def _filled(self, text: str, intent: str, spans: Sequence[Span], rng: random.Random) -> tuple[str, list[Span]]:
        made, at, moved = "", 0, list[Span]()
        for start, end, slot in sorted(spans):
            made += text[at:start]
            value = self._value(intent, slot, rng) if rng.random() < _SWAPPED else text[start:end]
            moved.append((len(made), len(made) + len(value), slot))
            made, at = made + value, end
        return made + text[at:], moved

    def _value(self, intent: str, slot: str, rng: random.Random) -> str:
        own = self.values[intent, slot]
        return rng.choice(own if len(own) >= _ENOUGH else self.values["", slot])
