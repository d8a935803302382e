"""Records as rows: what the writer puts into its transaction."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from edge.memory.buffer import Batch
from edge.memory.turn_codec import pack_snapshot, pack_turn
from edge.memory.waiting import OutcomeWrite, SqlWrite, TurnWrite, WaitingChange, Write, storable

_LOG = logging.getLogger(__name__)
_STATE = "INSERT INTO states (entity, at, synced, state, attributes, cause) VALUES (?, ?, ?, ?, ?, ?)"
_TURN = """
INSERT INTO turns (id, at, synced, structure, body, states) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET body = excluded.body RETURNING seq"""
_OUTCOME = "UPDATE turns SET body = ? WHERE id = ?"
_USE = """
INSERT INTO structure_uses (structure, turn) VALUES (?, ?)
ON CONFLICT (structure) DO UPDATE SET turn = max(turn, excluded.turn)"""
StateValues = tuple[int, int, int, str | None, str | None, str | None]


class RowWriter:
    """Writes batches through one connection; `rolled_back` must follow a transaction that failed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Learn the entities' and structures' numbers from the database. Raises `sqlite3.Error`."""
        self._connection = connection
        self._entities: dict[str, int] = dict(connection.execute("SELECT entity_id, id FROM entities"))
        self._structures: dict[str, int] = dict(connection.execute("SELECT hash, id FROM structures"))
        self._new: list[tuple[dict[str, int], str]] = []

    def write(self, batch: Batch, origin: float, *, synced: bool) -> int:
        """Put a batch into the open transaction; the number of records that no row could be made of.

        `origin` is wall minus monotonic seconds now and `synced` whether the wall is right now: records made while
        it was not are moved by what it was set by since.
        """
        self._new.clear()
        changes = self._state_values(batch.changes, origin, synced=synced)
        self._connection.executemany(_STATE, changes)
        return sum(not self._written(write, origin, synced=synced) for write in batch.writes)

    def rolled_back(self) -> None:
        """Forget numbers that were given in the transaction that failed."""
        for numbers, name in self._new:
            numbers.pop(name, None)
        self._new.clear()

    def _state_values(self, changes: Iterable[WaitingChange], origin: float, *, synced: bool) -> Iterator[StateValues]:
        for change in changes:
            shift = 0.0 if change.synced else origin - change.origin
            yield (
                self._entity(change.entity_id),
                milliseconds(change.at + shift),
                int(change.synced or synced),
                change.state,
                change.attributes,
                change.cause,
            )

    def _written(self, write: Write, origin: float, *, synced: bool) -> bool:
        try:
            if isinstance(write, SqlWrite):
                self._connection.execute(write.sql, write.parameters)
            elif isinstance(write, OutcomeWrite):
                self._connection.execute(_OUTCOME, (pack_turn(write.turn), storable(write.turn.request.id)))
            else:
                self._write_turn(write, origin, synced=synced)
        except (ValueError, OverflowError, sqlite3.IntegrityError, sqlite3.InterfaceError) as error:
            # One record that cannot be kept must not hold up all others for ever.
            _LOG.error("event=record_not_storable kind=%s reason=%r", type(write).__name__, str(error))
            return False
        return True

    def _write_turn(self, write: TurnWrite, origin: float, *, synced: bool) -> None:
        packed = pack_snapshot(write.snapshot)
        structure = self._structure(write.snapshot.structure_hash, packed.structure)
        shift = 0.0 if write.synced else origin - write.origin
        at = milliseconds(write.turn.request.at + shift)
        values = (storable(write.turn.request.id), at, int(write.synced or synced), structure)
        row = self._connection.execute(_TURN, (*values, pack_turn(write.turn), packed.states)).fetchall()[0]
        self._connection.execute(_USE, (structure, row[0]))

    def _entity(self, entity_id: str) -> int:
        insert = "INSERT INTO entities (entity_id) VALUES (?)"
        return self._number(self._entities, entity_id, insert, (entity_id,))

    def _structure(self, content_hash: str, body: bytes) -> int:
        insert = "INSERT INTO structures (hash, body) VALUES (?, ?)"
        return self._number(self._structures, content_hash, insert, (content_hash, body))

    def _number(self, numbers: dict[str, int], name: str, insert: str, values: Sequence[str | bytes]) -> int:
        number = numbers.get(name)
        if number is None:
            number = self._connection.execute(insert, values).lastrowid or 0
            numbers[name] = number
            self._new.append((numbers, name))
        return number

    def forget_structures(self) -> None:
        """Learn the structures' numbers anew, after some were purged."""
        self._structures = dict(self._connection.execute("SELECT hash, id FROM structures"))


def milliseconds(seconds: float) -> int:
    """Seconds as the database keeps them."""
    return round(seconds * 1000)
