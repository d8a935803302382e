"""The records of a run's turns, as memory keeps them, decided again from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from edge.app.replaying import Comparison, compared
from edge.home.model import Snapshot
from edge.home.registry import Change
from edge.interpreter import Interpreter
from edge.memory.reader import Reader
from edge.memory.records import Replay
from edge.memory.turn_codec import PackedSnapshot, pack_snapshot, pack_turn, unpack_snapshot, unpack_turn
from edge.turn import Turn
from hub_sim.hubs import interpreter

_ALL = 1_000_000


class Replays:
    """A recorder for hubs without a database; databases of others are taken in by `collect`."""

    def __init__(self) -> None:
        self._packed: list[tuple[bytes, PackedSnapshot]] = []
        self._collected: list[Replay] = []

    def record_turn(self, turn: Turn, snapshot: Snapshot) -> None:
        """Keep a turn as memory would."""
        self._packed.append((pack_turn(turn), pack_snapshot(snapshot)))

    def record_outcome(self, turn: Turn) -> None:
        """Nothing: outcomes are not decided."""

    def record_change(self, change: Change, at: float, cause: str | None) -> None:
        """Nothing: history is not replayed."""

    def collect(self, database: Path) -> None:
        """Take in every turn of a database before it goes."""
        reader = Reader(database)
        self._collected += [reader.replay(turn.request.id) for turn in reader.turns(limit=_ALL)]

    def comparisons(self) -> Iterator[Comparison]:
        """Every turn decided again."""
        deciding = cast("Interpreter", interpreter())
        for number, record in enumerate(self._records(), start=1):
            # Each its own: what was remembered of the names of one home must not serve another.
            alone = replace(record, snapshot=replace(record.snapshot, generation=-number))
            yield compared(alone, deciding)

    def _records(self) -> Iterator[Replay]:
        yield from self._collected
        for turn, snapshot in self._packed:
            yield Replay(unpack_turn(turn), unpack_snapshot(snapshot))
