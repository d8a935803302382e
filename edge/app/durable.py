"""What the hub and the doors keep in memory's store."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

from edge.doors.ledger import Entry, MemoryLedger
from edge.home.codec import CodecError, decode, encode
from edge.home.model import Snapshot
from edge.home.registry import Change
from edge.memory.errors import StoreError
from edge.memory.records import ListItem, Schedule
from edge.turn import Job, Turn

if TYPE_CHECKING:
    from edge.memory.store import Store

_LOG = logging.getLogger(__name__)
_SLOTS = 64
"""Requests remembered over a restart; brokers leave 20 or so unacknowledged."""
_PATIENCE = 0.5
"""Seconds to wait for a commit: a healthy one takes 2 ms, but SD cards stop to think now and then."""


class StoreRecorder:
    """The hub's recorder: turns with the picture that they read, live changes with time and cause."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def record_turn(self, turn: Turn, snapshot: Snapshot) -> None:
        """Remember a turn and what it read."""
        self._store.record_turn(turn, snapshot)

    def record_outcome(self, turn: Turn) -> None:
        """The turn's outcome is known."""
        self._store.record_outcome(turn)

    def record_change(self, change: Change, at: float, cause: str | None) -> None:
        """Remember a live change of state."""
        if change.after is not None:
            self._store.record_change(change.after, at, cause)


class StoreKeeper:
    """The keeper of jobs: one schedule a job."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, job: Job, saved_at: float) -> None:
        """Keep a job as of `saved_at`."""
        due = job.at if job.at is not None or job.remaining is None else saved_at + job.remaining
        body = {"saved_at": saved_at, "job": encode(job)}
        self._store.put_schedule(Schedule(job.id, job.kind, due, body))

    def drop(self, job_id: str) -> None:
        """Forget a job."""
        self._store.drop_schedule(job_id)

    def kept(self) -> Iterable[tuple[Job, float]]:
        """All jobs that can still be read."""
        schedules: list[Schedule] = []
        with _readable("schedules"):
            schedules = self._store.schedules()
        for schedule in schedules:
            with contextlib.suppress(CodecError, KeyError, TypeError, ValueError):
                yield decode(Job, schedule.body["job"]), float(str(schedule.body["saved_at"]))


class StoreLists(MutableMapping[str, tuple[str, ...]]):
    """The hub's own lists by name: read once, written through to the store.

    Changes made while the store cannot be read last as long as the process, for what it holds is not known.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: dict[str, tuple[str, ...]] = {}
        self._read = False
        self._load()

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """The items of a list, in order."""
        return self._lists[name]

    def __setitem__(self, name: str, items: tuple[str, ...]) -> None:
        """Keep a list as it is now; only what moved is written."""
        before = self._lists.get(name, ())
        self._lists[name] = items
        if not self._read:
            return
        for position, text in enumerate(items):
            if before[position : position + 1] != (text,):
                self._store.put_item(ListItem(_item_id(name, position), name, position, {"text": text}))
        self._drop(name, len(items), len(before))

    def __delitem__(self, name: str) -> None:
        """Forget a list."""
        gone = len(self._lists.pop(name))
        if self._read:
            self._drop(name, 0, gone)

    def __iter__(self) -> Iterator[str]:
        """The lists' names."""
        return iter(self._lists)

    def __len__(self) -> int:
        """How many lists there are."""
        return len(self._lists)

    def _load(self) -> None:
        with _readable("lists"):
            for name in self._store.lists():
                texts = (item.body.get("text") for item in self._store.items(name))
                self._lists[name] = tuple(text for text in texts if isinstance(text, str))
            self._read = True

    def _drop(self, name: str, start: int, stop: int) -> None:
        for position in range(start, stop):
            self._store.drop_item(_item_id(name, position))


class StoreSwitch:
    """A switch whose last word outlives a restart, until the setting that it overrules is changed."""

    def __init__(self, store: Store, name: str, *, setting: bool) -> None:
        self._store = store
        self._key = f"switch.{name}"
        self._setting = setting

    def read(self) -> bool:
        """On or off: as last switched, else as set."""
        held = None
        with _readable(self._key):
            held = self._store.value(self._key)
        if isinstance(held, dict) and held.get("setting") is self._setting and isinstance(held.get("on"), bool):
            return bool(held["on"])
        return self._setting

    def write(self, *, on: bool) -> None:
        """Switch."""
        self._store.put_value(self._key, {"on": on, "setting": self._setting})


class StoreLedger(MemoryLedger):
    """A ledger whose newest entries outlive the process, in a ring of slots.

    Beginning waits for the commit, so that what was carried out is known even when the hub is killed, and so
    does finishing, so that nobody is told two different answers. A store that is degraded is not waited for:
    then a redelivery after a crash may be carried out, or answered, twice.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._next = 0
        self._slots: dict[str, int] = {}

    def load(self) -> None:
        """Read what an earlier process remembered."""
        with _readable("requests"):
            self._load()

    def _load(self) -> None:
        for slot in range(_SLOTS):
            held = self._store.value(f"request.{slot}")
            if isinstance(held, dict) and isinstance(held.get("id"), str):
                reply = held.get("reply")
                self._put(held["id"], Entry(reply.encode() if isinstance(reply, str) else None))
                self._slots[held["id"]] = slot
        self._next = int(str(self._store.value("request.next") or 0)) % _SLOTS

    def begin(self, request_id: str) -> None:
        """From now on, and after a restart, the request counts as begun."""
        super().begin(request_id)
        slot, self._next = self._next, (self._next + 1) % _SLOTS
        self._slots = {known: at for known, at in self._slots.items() if at != slot} | {request_id: slot}
        self._store.put_value("request.next", self._next)
        _wait(self._store.put_value(f"request.{slot}", {"id": request_id}), self._store)

    def finish(self, request_id: str, reply: bytes) -> None:
        """The request has its one answer."""
        super().finish(request_id, reply)
        slot = self._slots.get(request_id)
        if slot is not None:
            _wait(self._store.put_value(f"request.{slot}", {"id": request_id, "reply": reply.decode()}), self._store)


@contextlib.contextmanager
def _readable(what: str) -> Iterator[None]:
    """A store that cannot be read now is no reason not to serve."""
    try:
        yield
    except (sqlite3.Error, ValueError) as error:
        _LOG.error("event=not_restored what=%s reason=%r", what, str(error))


def _item_id(name: str, position: int) -> str:
    return f"{name}/{position}"


def _wait(commit: Future[None], store: Store) -> None:
    """Wait for a commit, unless the store is known to be degraded."""
    patience = 0.0 if store.stats().degraded else _PATIENCE
    with contextlib.suppress(TimeoutError, CancelledError, StoreError):
        commit.result(patience)
