"""What waits to be written."""

from __future__ import annotations

from dataclasses import dataclass

from edge.home.model import Snapshot
from edge.turn import Turn

SqlValue = str | int | float | bytes | None


@dataclass(slots=True)
class WaitingChange:
    """A live change of an entity. `attributes` is JSON text, `None` when empty.

    `origin` is wall minus monotonic time, in seconds, when it was handed over: what it differs by at the commit is
    what the clock was set by in between.
    """

    entity_id: str
    at: float
    state: str | None
    attributes: str | None
    cause: str | None
    synced: bool
    origin: float


@dataclass(frozen=True, slots=True)
class TurnWrite:
    """A turn with the snapshot it read; encoded by the writer, not by who hands it over."""

    turn: Turn
    snapshot: Snapshot
    synced: bool
    origin: float


@dataclass(frozen=True, slots=True)
class OutcomeWrite:
    """A turn in the place of its earlier record, which keeps its snapshot."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class SqlWrite:
    """One statement on a small table."""

    sql: str
    parameters: tuple[SqlValue, ...] = ()


Write = TurnWrite | OutcomeWrite | SqlWrite


def storable(text: str | None) -> str | None:
    """Text that SQLite takes: lone surrogates, which JSON can smuggle in, become question marks."""
    return text if text is None or text.isascii() else text.encode("utf-8", "replace").decode()
