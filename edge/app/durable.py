"""What the hub and the doors keep in memory's store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

from edge.doors.ledger import Entry, MemoryLedger
from edge.home.codec import CodecError, decode, encode
from edge.home.registry import Change, Registry
from edge.memory.errors import StoreError
from edge.memory.records import Schedule
from edge.turn import Job, Turn

if TYPE_CHECKING:
    from edge.memory.store import Store

_SLOTS = 64
"""Requests remembered over a restart; brokers leave 20 or so unacknowledged."""
_PATIENCE = 0.05
"""Seconds to wait for a commit before somebody's answer would be late; a healthy one takes 2 ms."""


class StoreRecorder:
    """The hub's recorder: turns with the picture that they read, live changes with their time."""

    def __init__(self, store: Store, registry: Registry) -> None:
        self._store = store
        self._registry = registry

    def record_turn(self, turn: Turn) -> None:
        """Remember a turn."""
        self._store.record_turn(turn, self._registry.snapshot(turn.request.at))

    def record_change(self, change: Change, at: float) -> None:
        """Remember a live change of state."""
        if change.after is not None:
            self._store.record_change(change.after, at)


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
        for schedule in self._store.schedules():
            with contextlib.suppress(CodecError, KeyError, TypeError, ValueError):
                yield decode(Job, schedule.body["job"]), float(str(schedule.body["saved_at"]))


class StoreLedger(MemoryLedger):
    """A ledger whose newest entries outlive the process, in a ring of slots.

    Beginning waits for the commit, so that what was carried out is known even when the power goes; a store
    that is degraded is not waited for: then a redelivery after a crash may be carried out twice.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._next = 0
        self._slots: dict[str, int] = {}

    def load(self) -> None:
        """Read what an earlier process remembered."""
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
        _wait(self._store.put_value(f"request.{slot}", {"id": request_id}))

    def finish(self, request_id: str, reply: bytes) -> None:
        """The request has its one answer."""
        super().finish(request_id, reply)
        slot = self._slots.get(request_id)
        if slot is not None:
            self._store.put_value(f"request.{slot}", {"id": request_id, "reply": reply.decode()})


def _wait(commit: Future[None]) -> None:
    with contextlib.suppress(TimeoutError, CancelledError, StoreError):
        commit.result(_PATIENCE)
