"""The simulated home on a broker: announces itself, reports every change, obeys what comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from edge.home.events import Message, StateReported
from edge.home.model import Entity, Snapshot
from hub_sim.bridge.family import Family, retained
from hub_sim.broker import NoBrokerError
from hub_sim.home import SimHome

STATE_TOPIC = "sim/bridge/state"
"""`online` and `offline`, retained: the availability of every simulated device."""
_CONNECT_SECONDS = 10.0
_LOG = logging.getLogger(__name__)
Listener = Callable[[Message], None]


class Bridge:
    """Joins a home to a broker. `families` are asked in order; the first that speaks for an entity does.

    Whoever touches the home while this runs holds `lock`: commands arrive on the client's own thread.
    """

    def __init__(self, home: SimHome, families: Sequence[Family], host: str, port: int) -> None:
        self.home = home
        self.lock = threading.RLock()
        self._families = tuple(families)
        self._address = (host, port)
        self._silent = False
        self._listeners: dict[str, Listener] = {}
        self._published: dict[str, bytes] = {}
        self._connected = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2, client_id="")
        self._client.suppress_exceptions = True  # one in a callback would end paho's thread without a word
        self._client.will_set(STATE_TOPIC, "offline", retain=True)
        self._client.on_connect = self._on_connect
        self._client.on_message = self._on_message

    def start(self) -> None:
        """Connect, announce and report everything. Raises `NoBrokerError` when the broker does not answer."""
        self._client.connect_async(*self._address, keepalive=60)
        self._client.loop_start()
        if not self._connected.wait(_CONNECT_SECONDS):
            self.stop()
            message = f"no broker answers at {self._address[0]}:{self._address[1]}"
            raise NoBrokerError(message)
        self.home.listen(self._report)

    def stop(self) -> None:
        """Say goodbye and disconnect."""
        self._client.publish(STATE_TOPIC, "offline", retain=True)
        self._client.disconnect()
        self._client.loop_stop()

    def listen(self, topic: str, listener: Listener) -> None:
        """Hear another topic on the same connection; `listener` is called on the client's thread."""
        self._listeners[topic] = listener
        self._client.subscribe(topic, qos=1)

    def publish(self, message: Message) -> None:
        """Publish as the simulated home does."""
        self._client.publish(message.topic, message.payload, message.qos, message.retain)

    def quiet(self, change: Callable[[], object]) -> None:
        """Change the home without reporting; the caller reports afterwards with `publish_changes`."""
        with self.lock:
            self._silent = True
            try:
                change()
            finally:
                self._silent = False

    def publish_all(self) -> None:
        """Announcements, then every state, whatever was published before."""
        with self.lock:
            self._published.clear()
            self.publish_changes()

    def publish_changes(self) -> None:
        """Announcements and states that differ from what was published last."""
        with self.lock:
            self._announce()
            self._report_all()

    def withdraw_all(self) -> None:
        """Take every entity back, as if the house were empty."""
        with self.lock:
            for entity in self.home.base.entities.values():
                for message in self._family(entity).withdraw(entity):
                    self._publish_new(message)

    def report_all(self) -> None:
        """Every state, whatever was published before."""
        with self.lock:
            self._forget_states()
            self._report_all()

    def _announce(self) -> None:
        snapshot = self.home.snapshot()
        for family in self._families:
            mine = [entity for entity in snapshot.entities.values() if self._family(entity) is family]
            for message in family.introduce(mine, snapshot):
                self._publish_new(message)
        for entity in snapshot.entities.values():
            for message in self._family(entity).present(entity, snapshot):
                self._publish_new(message)

    def _report_all(self) -> None:
        for entity in self.home.snapshot().entities.values():
            self._publish_state(entity)

    def _forget_states(self) -> None:
        for entity in self.home.snapshot().entities.values():
            for message in self._family(entity).report(entity):
                self._published.pop(message.topic, None)

    def _family(self, entity: Entity) -> Family:
        return next(family for family in self._families if family.speaks_for(entity))

    def _publish_state(self, entity: Entity) -> None:
        for message in self._family(entity).report(entity):
            self._publish_new(message)

    def _publish_new(self, message: Message) -> None:
        if self._published.get(message.topic) != message.payload:
            self._published[message.topic] = message.payload
            self.publish(message)

    def _report(self, event: StateReported) -> None:
        if not self._silent:
            self._publish_state(self.home.entity(event.entity_id))

    def _on_connect(
        self, client: Client, _data: object, _flags: ConnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        if reason.is_failure:
            return
        topics = [topic for family in self._families for topic in family.topics()]
        for topic in [*topics, *self._listeners]:
            client.subscribe(topic, qos=1)
        self.publish(retained(STATE_TOPIC, "online"))
        self.publish_all()
        self._connected.set()

    def _on_message(self, _client: Client, _data: object, received: MQTTMessage) -> None:
        try:
            self._take(received)
        except Exception:  # noqa: BLE001 - supervision: one bad message must not silence the home
            _LOG.exception("event=message_failed topic=%s", received.topic)

    def _take(self, received: MQTTMessage) -> None:
        message = Message(received.topic, bytes(received.payload), received.qos, received.retain)
        listener = self._listeners.get(message.topic)
        if listener is not None:
            listener(message)
            return
        with self.lock:
            snapshot: Snapshot = self.home.base
            for call in (call for family in self._families for call in family.calls(message, snapshot)):
                self.home.send(call)
