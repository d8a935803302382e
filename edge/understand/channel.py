"""What every channel of understanding promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from edge.home.model import Snapshot
from edge.turn import Hypothesis, Knowledge, Request


class Channel(Protocol):
    """A way of reading a request: words in, hypotheses out.

    Deterministic and pure: the same request in the same home gives the same hypotheses.
    """

    name: str

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """Readings of `request.text`, best first, scores in 0..1; empty when nothing was understood.

        `knowledge` is what was said and done lately, which may tell readings apart. Never raises, whatever the text.
        """
        ...
