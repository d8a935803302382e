"""Habits that outlive the process: a compact table in memory, and after a crash what the log holds since."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from edge.clock import Clock
from edge.context.customs import Customs, Table
from edge.context.deeds import DOING, HAPPENING
from edge.home.codec import CodecError
from edge.home.model import Entity, Snapshot
from edge.home.registry import Change
from edge.memory.deeds import changes
from edge.memory.reader import Reader
from edge.memory.records import StateRow
from edge.turn import Turn

if TYPE_CHECKING:
    from edge.hub import Hub
    from edge.memory.store import Store

_log = logging.getLogger(__name__)

KEY = "customs"
SAVE_SECONDS = 6 * 3600.0
"""How often the table is written: up to 200 kB, and what is lost in a crash is read from the log."""
_SETTLE_SECONDS = 20.0
"""What is known of the entities' rooms comes from discovery, which takes a moment."""
_FARTHEST_SECONDS = 60 * 86_400.0
_MOST_TURNS = 2_000
_AT_ONCE = 50
_PAUSE_SECONDS = 0.02


class KeptCustoms:
    """Keeps a hub's customs over restarts. `load` before the hub serves, `run` beside it, `save` at the end."""

    def __init__(self, hub: Hub, store: Store, path: Path, clock: Clock, *, settle: float = _SETTLE_SECONDS) -> None:
        """`path` is the store's database, which is read for what the table does not know yet."""
        self._hub = hub
        self._store = store
        self._path = path
        self._clock = clock
        self._settle = settle
        self._table: Table | None = None
        self._saved_at = self._started = 0.0
        self._live: Journal | None = None

    def load(self) -> None:
        """Take up the table that was written last; one that cannot be read is learnt anew from the log."""
        self._started = self._clock.wall()
        self._saved_at = self._started - _FARTHEST_SECONDS
        self._live = self._hub.customs = Journal()
        told = self._store.value(KEY)
        if isinstance(told, dict):
            self._take_up(told)
        if not self._is_behind():
            self._settled()

    async def run(self) -> None:
        """Catch up with the log in the background, then write the table from time to time."""
        await asyncio.sleep(self._settle)
        try:
            await self.catch_up()
        except (sqlite3.Error, CodecError) as error:
            _log.warning("event=customs_incomplete reason=%r", error)
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            self.save()

    async def catch_up(self) -> int:
        """Learn what happened between the table and the start; how many records that was.

        Raises `sqlite3.Error` or `CodecError` when the log cannot be read; then what is known stays.
        """
        live = self._live
        if live is None:
            return 0
        try:
            snapshot = self._hub.registry.snapshot(self._clock.wall())
            recall = Recall(snapshot, self._hub.local, self._table)
            count = await asyncio.to_thread(self._recall, recall)
            live.replay(recall.customs)
            self._hub.customs = recall.customs
        finally:
            self._settled()
        _log.info("event=customs_ready records=%d days=%d", count, self._hub.customs.habits.days)
        return count

    def save(self) -> None:
        """Write the table; not while it lacks what the log holds."""
        if self._live is not None:
            return
        body = packed(self._hub.customs.dump())
        self._store.put_value(KEY, {"saved_at": self._clock.wall(), "body": body})

    def _take_up(self, told: Mapping[str, object]) -> None:
        if self._live is None:
            return
        try:
            table = unpacked(str(told["body"]))
            self._live.load(table)
            self._saved_at = max(self._saved_at, float(str(told["saved_at"])))
            self._table = table
        except (KeyError, TypeError, ValueError, zlib.error) as error:
            _log.warning("event=customs_unreadable reason=%r action=learn_anew", error)

    def _is_behind(self) -> bool:
        """Whether the log holds anything that the table lacks."""
        try:
            rows = changes(self._path, DOING | HAPPENING, self._saved_at, self._started)
            return next(rows, None) is not None or bool(Reader(self._path).turns(self._saved_at, 1))
        except (sqlite3.Error, CodecError):
            return True

    def _settled(self) -> None:
        """From now on what is live is all there is."""
        if self._live is not None:
            self._live.end()
        self._live = self._table = None

    def _recall(self, recall: Recall) -> int:
        rows = changes(self._path, DOING | HAPPENING, self._saved_at, self._started)
        turns = Reader(self._path).turns(self._saved_at, _MOST_TURNS)
        earlier: list[StateRow | Turn] = [turn for turn in turns if turn.request.at <= self._started]
        lived: Iterable[StateRow | Turn] = rows
        count = 0
        for record in merge(lived, earlier, key=time_of):
            recall.learn(record)
            count += 1
            if count % _AT_ONCE == 0:
                time.sleep(_PAUSE_SECONDS)  # the hub must answer meanwhile
        return count


class Journal(Customs):
    """Customs that also write down what they are told, to be told again to those that replace them."""

    def __init__(self) -> None:
        super().__init__()
        self._told: list[Callable[[Customs], None]] | None = []

    def asked(self, turn: Turn, local: float) -> None:
        """As `Customs.asked`."""
        super().asked(turn, local)
        if self._told is not None:
            self._told.append(lambda customs: customs.asked(turn, local))

    def changed(self, change: Change, cause: str | None, local: float) -> None:
        """As `Customs.changed`."""
        super().changed(change, cause, local)
        if self._told is not None:
            self._told.append(lambda customs: customs.changed(change, cause, local))

    def replay(self, customs: Customs) -> None:
        """Tell others what came in meanwhile."""
        for tell in self._told or ():
            tell(customs)

    def end(self) -> None:
        """Write nothing down any more."""
        self._told = None


class Recall:
    """Customs learnt from records as if these came in now; rooms are those of today."""

    def __init__(self, snapshot: Snapshot, local: Callable[[float], float], table: Table | None = None) -> None:
        self.customs = Customs()
        if table is not None:
            self.customs.load(table)
        self._local = local
        self._entities = dict(snapshot.entities)
        self._last: dict[str, Entity] = {}

    def learn(self, record: StateRow | Turn) -> None:
        """Learn from one record; they are to come in the order of their times."""
        local = self._local(time_of(record))
        if isinstance(record, Turn):
            self.customs.asked(record, local)
            return
        known = self._entities.get(record.entity_id) or Entity(record.entity_id, record.entity_id)
        attributes = {**known.attributes, **record.attributes}
        after = replace(known, state=record.state, attributes=attributes, stale=False)
        before = self._last.get(record.entity_id)
        self._last[record.entity_id] = after
        self.customs.changed(Change(before, after), record.cause, local)


def time_of(record: StateRow | Turn) -> float:
    """Wall seconds of a record."""
    return record.at if isinstance(record, StateRow) else record.request.at


def packed(table: Table) -> str:
    """A table as text, a third of its JSON."""
    return base64.b85encode(zlib.compress(json.dumps(table, separators=(",", ":")).encode(), 6)).decode()


def unpacked(text: str) -> Table:
    """A table out of its text. Raises `ValueError` or `zlib.error` for damaged text."""
    told = json.loads(zlib.decompress(base64.b85decode(text)))
    if not isinstance(told, dict):
        raise TypeError("the table of customs is no JSON object")
    return told
