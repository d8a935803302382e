"""The house behind the roads: memory, registry, dialects, interpreter and hub, made of the settings."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import time
from typing import TYPE_CHECKING

from edge.app.carrier import LinkCarrier
from edge.app.customs import KeptCustoms
from edge.app.dialects import router_of
from edge.app.diary import StoreDiary
from edge.app.durable import StoreKeeper, StoreLedger, StoreLists, StoreRecorder, StoreSwitch
from edge.app.learning import detector_of, make_learner
from edge.app.options import zone_of
from edge.clock import Clock, SystemClock, boot_id
from edge.doors.ledger import Ledger
from edge.doors.moment import Moments
from edge.home.dialects.all import Router
from edge.home.events import HomeEvent, Message
from edge.home.model import Snapshot
from edge.home.registry import Registry
from edge.hub import Announcement, Hub
from edge.interpreter import House as Rules
from edge.interpreter import Interpreter
from edge.learn.learner import Learner
from edge.link.mqtt import Link
from edge.link.outbox import Kind
from edge.memory.learning import LearningStore
from edge.memory.records import StoreOptions
from edge.memory.store import Store
from edge.turn import JsonValue, Request, Turn

if TYPE_CHECKING:
    from edge.settings import Settings

_log = logging.getLogger(__name__)


class SettingsHouse:
    """The house that settings describe. Nothing is opened before `start`."""

    def __init__(
        self,
        settings: Settings,
        link: Link,
        clock: Clock | None = None,
        interpreter: Callable[[Settings], Interpreter] | None = None,
    ) -> None:
        """`interpreter` makes the one to be used, by default the one that the settings describe."""
        self._settings = settings
        self._interpreter = interpreter or make_interpreter
        self._link = link
        self._clock = clock or SystemClock()
        self._failed: asyncio.Future[None] | None = None
        self.store: Store
        self.registry: Registry
        self.carrier: LinkCarrier
        self.learner: Learner
        self.hub: Hub
        self._router: Router
        self._ledger: StoreLedger
        self._learning: StoreSwitch
        self._customs: KeptCustoms

    @property
    def ledger(self) -> Ledger:
        """Where requests are remembered by id, over restarts."""
        return self._ledger

    @property
    def learning(self) -> bool:
        """Whether the hub may learn; a switch that outlives restarts."""
        return self.hub.learning

    def set_learning(self, on: bool) -> None:  # noqa: FBT001  a listener of the door's
        """Learn or stop learning."""
        if on != self.hub.learning:
            self.hub.learning = on
            self._learning.write(on=on)

    def start(self) -> Sequence[Announcement]:
        """Open memory first, for the hub reads from it; then the hub. Raises `StoreRefusedError`."""
        settings = self._settings
        settings.database.parent.mkdir(parents=True, exist_ok=True)
        self.store = Store(settings.database, store_options(settings), self._clock, on_failure=self._memory_failed)
        report = self.store.open()
        if report.quarantined or report.lost:
            _log.error("event=memory_lost quarantined=%s restored=%s", report.quarantined, report.restored)
        self._ledger = StoreLedger(self.store)
        self._ledger.load()
        self.registry = Registry(settings.home.overrides())
        self._router = router_of(settings)
        self.carrier = LinkCarrier(self._link, self._router, self.registry, self._clock, settings.base)
        kept = LearningStore(self.store, settings.database)
        detector = detector_of(settings.learning.rephrase)
        self.learner = make_learner(self.store, kept, self._clock.wall(), settings.hub.language, detector)
        self.hub = Hub(
            self.registry,
            self._interpreter(settings),
            self.carrier,
            self._clock,
            recorder=StoreRecorder(self.store),
            keeper=StoreKeeper(self.store),
            lists=StoreLists(self.store),
            learner=self.learner,
            tz_offset=Moments(self._clock, zone_of(settings)).tz_offset,
            language=settings.hub.language,
            boot=boot_id() if isinstance(self._clock, SystemClock) else "",
            diary=StoreDiary(self.store),
        )
        self._learning = StoreSwitch(self.store, "learning", setting=settings.learning.enabled)
        self.hub.learning = self._learning.read()
        self._customs = KeptCustoms(self.hub, self.store, settings.database, self._clock)
        self._customs.load()
        return self.hub.start()

    def stop(self) -> None:
        """Commit what memory still holds."""
        if hasattr(self, "_customs"):
            self._customs.save()
        if hasattr(self, "store"):
            self.store.close()

    def topics(self) -> Sequence[str]:
        """Topic filters of all dialects."""
        return self._router.topics()

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """What a message means; new devices are asked what their dialect wants to know of them."""
        events = self._router.decode(message)
        for question in self._router.requests():
            self._link.publish(question, Kind.COMMAND)
        return events

    def payload_limit(self, topic: str) -> int:
        """Bytes that a message of the home may have."""
        return self._router.payload_limit(topic)

    def complaints(self) -> Sequence[str]:
        """What is wrong with memory."""
        degraded = self.store.stats().degraded
        return [f"memory: {degraded}"] if degraded else []

    def counts(self) -> dict[str, JsonValue]:
        """Totals of home and memory."""
        accounts = self.store.stats().accounts
        entities = self.snapshot().entities.values()
        return {
            "entities": len(entities),
            "unavailable": sum(not entity.available for entity in entities),
            "stored": accounts.stored,
            "pending": accounts.pending,
        }

    def snapshot(self) -> Snapshot:
        """The home as it is now."""
        return self.registry.snapshot(self._clock.wall())

    def recognise(self, request: Request) -> Turn:
        """Understand, and do nothing about it."""
        hub = self.hub
        return hub.interpreter.interpret(request, self.snapshot(), hub.knowledge(request))

    async def watch(self) -> None:
        """Wait for memory's writer to die of a defect, which the process must not outlive; raises its error."""
        self._failed = asyncio.get_running_loop().create_future()
        customs = asyncio.create_task(self._customs.run(), name="customs")
        try:
            await self._failed
        finally:
            customs.cancel()

    def _memory_failed(self, error: Exception) -> None:
        failed = self._failed
        if failed is not None:
            failed.get_loop().call_soon_threadsafe(failed.set_exception, error)


def store_options(settings: Settings) -> StoreOptions:
    """Memory's options as the settings give them."""
    memory = settings.memory
    return StoreOptions(
        commit_seconds=memory.commit_seconds,
        max_bytes=memory.max_mb * 1_000_000,
        history_days=float(memory.retention_days),
        turn_days=float(memory.turns_days),
        ballast_bytes=memory.ballast_mb * 1024 * 1024,
    )


def make_interpreter(settings: Settings) -> Interpreter:
    """The interpreter with every channel that is there, under the rules that the settings give."""
    from edge.compose import build_interpreter

    return build_interpreter(settings.hub.language, rules_of(settings), settings.hub.languages)


def rules_of(settings: Settings) -> Rules:
    """What the settings say about acting."""
    safety = settings.safety
    tiers = {name: entity.tier for name, entity in settings.home.entities.items() if entity.tier is not None}
    quiet = (_since_midnight(safety.quiet_from), _since_midnight(safety.quiet_to))
    pin = safety.pin.get_secret_value() if safety.pin else None
    return Rules(pin=pin, tiers=tiers, confirm_costly=safety.confirm_costly, quiet=quiet)


def _since_midnight(moment: time) -> float:
    return moment.hour * 3600.0 + moment.minute * 60.0 + moment.second
