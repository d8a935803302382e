"""Readings that are made once: interpretation is pure, and the residents of two arms say the same things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from edge.home.model import Snapshot
from edge.turn import Hypothesis, Knowledge, Request
from edge.understand.channel import Channel
from edge.understand.union import Understanding
from hub_sim.hubs import interpreter

Key = tuple[str, str]


@dataclass(slots=True)
class Readings:
    """Readings that two arms share: the first request of an episode is heard in the same state of the same home.

    Interpretation is pure, so a reading that was made once need not be made again; this halves the time of a pair.
    One home's only: templates are matched once for a wording and an area.
    """

    first: dict[Key, tuple[Hypothesis, ...]] = field(default_factory=dict)
    shared: bool = False
    _templates: dict[Key, Sequence[Hypothesis]] = field(default_factory=dict)
    _last: dict[Key, tuple[Hypothesis, ...]] = field(default_factory=dict)
    _id: str = ""

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """As `edge.interpreter.Reading`."""
        if request.id != self._id:
            self._last, self._id = {}, request.id
        kept = self.first if self.shared else self._last
        key = (request.id, request.text)
        if key not in kept:
            channels = [_Remembering(channel.name, channel, self._templates) for channel in _channels()]
            kept[key] = Understanding(channels).read(request, snapshot, knowledge)
        return kept[key]


@dataclass(slots=True)
class _Remembering:
    """A channel whose readings of templates are remembered: they depend only on the words, the home and the area.

    Readings with a time are not: they depend on when it was said.
    """

    name: str
    inner: Channel
    known: dict[Key, Sequence[Hypothesis]]

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        if self.name != "grammar":
            return self.inner.read(request, snapshot, knowledge)
        key = (request.text, request.area or "")
        if key in self.known:
            return self.known[key]
        found = self.inner.read(request, snapshot, knowledge)
        if all(frame.at is None for hypothesis in found for frame in hypothesis.frames):
            self.known[key] = found
        return found


@cache
def _channels() -> Sequence[Channel]:
    """The channels of the hub's interpreter, in their order."""
    reading: Any = interpreter()
    while not hasattr(reading, "_channels"):
        reading = getattr(reading, "_inner", None) or reading._reading  # noqa: SLF001 - one channel is to be remembered
    return tuple(reading._channels)  # noqa: SLF001
