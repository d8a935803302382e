"""The link: one road to the broker that repairs itself and says how it is.

Findings that shaped it: paho's network thread can die while `is_connected()` stays true, so liveness is
proved by a round trip (`liveness`); a message counts as received only once it has been dealt with, so
acknowledging is left to the receiver; on every connect everything is said again, because brokers forget.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence

from paho.mqtt.client import MQTTMessage

from edge.clock import Clock, SystemClock
from edge.home.events import Message
from edge.link import causes
from edge.link.arrivals import Arrivals
from edge.link.broker import Broker
from edge.link.client import Wire
from edge.link.counts import LinkCounts
from edge.link.inbox import Delivery, Lane
from edge.link.lanes import Lanes
from edge.link.liveness import PING_PERIOD
from edge.link.outbox import Kind
from edge.link.sender import Sender, within
from edge.link.standing import Standing
from edge.link.state import CONNECTED, LinkState, LinkStatus

_log = logging.getLogger(__name__)


class Link:
    """The road to one broker. Used on one event loop only; nothing in it blocks.

    `base` is the topic that everything of ours lies under: the state topic (will `offline`, birth
    `online`) is `<base>/bridge/state`. `on_status` hears of every change of state or cause.
    """

    def __init__(
        self,
        broker: Broker,
        base: str,
        *,
        clock: Clock | None = None,
        ping_period: float = PING_PERIOD,
        on_status: Callable[[LinkStatus], None] = lambda _status: None,
    ) -> None:
        self._broker = broker
        self._clock = clock or SystemClock()
        self._ping_period = ping_period
        self._on_status = on_status
        self._state_topic = f"{base}/bridge/state"
        self._ping_topic = f"{base}/bridge/ping/{broker.client_id}"
        self._status = LinkStatus()
        self._standing = Standing(broker, self._ping_topic)
        self._wire: Wire | None = None
        self._ending: Wire | None = None
        self._lanes = Lanes()
        self._ended = asyncio.Event()
        self._arrivals = Arrivals()
        self._sender = Sender(self._clock)
        self._retained: dict[str, Message] = {}
        self._rebuilt = 0

    @property
    def status(self) -> LinkStatus:
        """How the link is, and why."""
        return self._status

    @property
    def round_trip(self) -> float:
        """Seconds that the last ping took through the broker."""
        return self._standing.pinger.round_trip

    def counts(self) -> LinkCounts:
        """What passed since start."""
        inbox, outbox = self._arrivals.inbox.counts(), self._sender.outbox.counts()
        return LinkCounts(inbox, outbox, self._lanes.oversized, self._standing.connects, self._rebuilt)

    def start(self) -> None:
        """Begin to connect, from within the loop. Raises `BrokerConfigError` for settings that cannot work."""
        self._arrivals.start()
        self._move(LinkState.CONNECTING)
        self._make_wire()

    async def run(self) -> None:
        """Prove every `ping_period` seconds that the road is open, and rebuild it when it is not."""
        while True:
            await asyncio.sleep(self._ping_period)
            self._beat()

    async def stop(self, seconds: float = 3.0) -> None:
        """Say `offline`, send what still waits for at most `seconds`, and disconnect."""
        if self._wire is None:
            return
        if self._status.state in CONNECTED:
            self._say(b"offline")
            await self.flush(seconds)
        self._move(LinkState.STOPPING)
        self._ending, self._wire = self._wire, None
        self._sender.disconnected(self._ending.connection)
        self._ending.stop()
        await within(self._ended.wait(), 1.0)
        self._move(LinkState.STOPPED)

    async def flush(self, seconds: float) -> bool:
        """Wait until all messages and subscriptions are confirmed; `False` when `seconds` were not enough."""
        return await within(self._sender.flushed(), seconds)

    def subscribe(self, filters: Iterable[str], lane: Lane = Lane.STATE, *, again: bool = False) -> None:
        """Hear these topic filters from now on, over every reconnect.

        Requests belong in before `start`: the broker hands out what a kept session holds at once. `again`
        subscribes also where we are already, so that the broker repeats what is retained.
        """
        self._sender.subscribe(self._lanes.add(filters, lane, again=again))

    def limit_payloads(self, limit: Callable[[str], int]) -> None:
        """Drop what is longer than `limit` bytes for its topic, unread; asked about messages of over 64 KiB."""
        self._lanes.limit = limit

    async def receive(self, limit: int = 100) -> list[Delivery]:
        """Wait for deliveries; up to `limit` at once."""
        if self._wire is not None and self._arrivals.inbox.left_behind(self._wire.connection):
            self._rebuild("more requests at once than fit: the rest is asked for again")
        return await self._arrivals.receive(limit)

    def acknowledge(self, delivery: Delivery) -> None:
        """The delivery has been dealt with: the broker need not send it again."""
        # a ticket of an earlier connection may by now stand for another message
        if self._wire is not None and delivery.ticket and delivery.connection == self._wire.connection:
            self._wire.acknowledge(delivery.ticket)

    def publish(self, message: Message, kind: Kind, done: Callable[[], None] | None = None) -> None:
        """Send a message now or, if its kind allows, when the broker is back; `done` once it is there."""
        self._sender.publish(message, kind, done)

    def after_commands(self, settled: Callable[[], None]) -> None:
        """Call `settled` once every command published so far is with the broker, or has expired."""
        self._sender.after_commands(settled)

    def retain(self, topic: str, payload: bytes) -> None:
        """Keep `payload` retained on `topic`, on every broker that we ever connect to; empty removes it."""
        self._retained[topic] = message = Message(topic, payload, qos=1, retain=True)
        self.publish(message, Kind.NEWS)

    def renew(self, prefix: str = "") -> None:
        """Send our own retained messages below `prefix` again."""
        for topic, message in self._retained.items():
            if topic.startswith(prefix):
                self.publish(message, Kind.NEWS)

    # What the wire tells, all but on_arrived on the loop's thread.

    def on_connected(self, wire: Wire, session_present: bool) -> None:  # noqa: FBT001  called by position
        """Subscribe first, because whoever sees `online` may ask at once; then say everything again."""
        if wire is not self._wire:
            return
        self._standing.connected(self._clock.mono(), session_present=session_present)
        wire.slow_down(slow=self._standing.evicted)
        self._move(LinkState.SETTLING)
        self._sender.connected(wire)
        self._sender.subscribe([(self._ping_topic, 0), *self._lanes.filters()])
        self._say(b"online")
        self.renew()
        self._ping()

    def on_refused(self, wire: Wire, reason: str) -> None:
        """Say why."""
        if wire is self._wire:
            self._fail(wire, LinkState.REFUSED, causes.refusal(self._broker, reason))

    def on_failed(self, wire: Wire, error: BaseException | None) -> None:
        """Nobody answered, or nobody that we trust."""
        if wire is self._wire:
            self._fail(wire, *self._standing.unreachable(error))

    def on_disconnected(self, wire: Wire, connection: int, reason: str) -> None:
        """What was not confirmed waits again."""
        if wire is self._wire and self._status.state in CONNECTED:
            self._sender.disconnected(connection)
            cause = self._standing.ended(reason, self._clock.mono())
            wire.slow_down(slow=self._standing.evicted)
            self._move(LinkState.OFFLINE, cause)

    def on_subscribed(self, wire: Wire, ticket: int, refused: Sequence[int]) -> None:
        """Remember what we may not hear."""
        if wire is self._wire:
            self._standing.denied(self._sender.subscribed(ticket, refused))
            if refused:
                self._assess()

    def on_sent(self, wire: Wire, ticket: int) -> None:
        """One parcel less in flight."""
        if wire is self._wire:
            self._sender.sent(ticket)

    def on_died(self, wire: Wire, error: BaseException | None) -> None:
        """Replace a network thread that was not asked to end."""
        if wire is self._ending:
            self._ended.set()
        elif wire is self._wire:
            self._rebuild(f"network thread ended: {error!r}")

    def on_arrived(self, wire: Wire, message: MQTTMessage) -> None:
        """Hand over; state is acknowledged at once, a request by whoever deals with it."""
        if wire is not self._wire:
            return
        self._standing.heard += 1
        if message.topic == self._ping_topic:
            wire.tell(self._ponged, message.payload)
            return
        delivery = self._lanes.delivery(message, wire.connection)
        if delivery is not None:
            self._arrivals.offer(delivery)
        if message.qos and (delivery is None or delivery.lane is Lane.STATE):
            wire.acknowledge(message.mid)

    def _ponged(self, wire: Wire, payload: bytes) -> None:
        if wire is self._wire and self._standing.pinger.returned(payload, self._clock.mono()):
            self._assess()

    def _beat(self) -> None:
        if self._status.state in CONNECTED:
            self._standing.beat(self._clock.mono())
            self._ping()
            self._assess()
            if self._standing.silent():
                self._rebuild("own pings do not come back")

    def _assess(self) -> None:
        verdict = self._standing.verdict()
        if verdict is not None and self._status.state in CONNECTED:
            self._move(*verdict)

    def _ping(self) -> None:
        payload = self._standing.pinger.next(self._clock.mono())
        self.publish(Message(self._ping_topic, payload), Kind.NEWS)

    def _fail(self, wire: Wire, state: LinkState, cause: str) -> None:
        if state is not self._status.state:
            wire.slow_down(slow=state is LinkState.REFUSED)
        self._move(state, cause)

    def _rebuild(self, cause: str) -> None:
        _log.warning("event=client_rebuilt broker=%s cause=%r", self._broker, cause)
        self._rebuilt += 1
        if self._wire is not None:
            self._sender.disconnected(self._wire.connection)
            self._wire.stop()
        self._move(LinkState.CONNECTING, cause)
        self._make_wire()

    def _make_wire(self) -> None:
        self._wire = Wire(self._broker, Message(self._state_topic, b"offline", 1, retain=True), self)
        self._wire.start()

    def _say(self, state: bytes) -> None:
        self.publish(Message(self._state_topic, state, qos=1, retain=True), Kind.NEWS)

    def _move(self, state: LinkState, cause: str = "") -> None:
        before = self._status
        self._status = before.moved(state, cause, self._clock.mono())
        if (before.state, before.cause) != (state, cause):
            _log.info("event=link state=%s broker=%s cause=%r", state, self._broker, cause)
            self._on_status(self._status)
