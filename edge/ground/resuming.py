"""What goes on again: of several players the ones that were paused."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.model import Entity

_GOES_ON: frozenset[str] = frozenset({"HassMediaUnpause"})


def paused_first(intent: str, fitting: Sequence[Entity]) -> Sequence[Entity]:
    """Of what may be meant by going on, what was paused; all of it where nothing was, or for other intents."""
    paused = [entity for entity in fitting if entity.state == "paused"] if intent in _GOES_ON else []
    return paused or fitting
