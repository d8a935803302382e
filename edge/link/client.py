"""One paho client and its network thread, spoken to from the event loop's thread.

paho's callbacks run on its network thread and must neither publish nor wait there (deadlocks are
known). So nothing happens in them but handing over.
"""

from __future__ import annotations

import asyncio
import itertools
import ssl
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from edge.home.events import Message
from edge.link.broker import BACKOFF, REFUSED_BACKOFF, Broker
from edge.link.promptness import confirm_at_once, send_at_once

SESSION_EXPIRY = 24 * 3600
"""Seconds that a broker speaking MQTT 5 keeps our session while we are away."""
_connections = itertools.count(1)


class BrokerConfigError(Exception):
    """A broker that cannot even be tried; the text says which setting and why."""


class Listener(Protocol):
    """Hears of everything that happens to a `Wire`, on the loop's thread except where it says so."""

    def on_connected(self, wire: Wire, session_present: bool) -> None:  # noqa: FBT001  called by position
        """The broker let us in; `session_present` when it still knew us."""

    def on_refused(self, wire: Wire, reason: str) -> None:
        """The broker did not let us in; `reason` as MQTT names it."""

    def on_failed(self, wire: Wire, error: BaseException | None) -> None:
        """No connection was made."""

    def on_disconnected(self, wire: Wire, connection: int, reason: str) -> None:
        """The connection of that number ended."""

    def on_subscribed(self, wire: Wire, ticket: int, refused: Sequence[int]) -> None:
        """The broker answered a `subscribe`; `refused` are positions in its filters."""

    def on_sent(self, wire: Wire, ticket: int) -> None:
        """A message was confirmed (QoS 1) or written to the socket (QoS 0)."""

    def on_died(self, wire: Wire, error: BaseException | None) -> None:
        """The network thread ended."""

    def on_arrived(self, wire: Wire, message: mqtt.MQTTMessage) -> None:
        """A message came. Called on the network thread: hand over and return."""


class _Client(mqtt.Client):
    """paho's client, which tells when its network thread ends, whatever ended it."""

    on_death: Callable[[BaseException | None], None]

    def loop_forever(  # paho's own signature
        self,
        timeout: float = 1.0,
        retry_first_connection: bool = False,  # noqa: FBT001, FBT002
    ) -> MQTTErrorCode:
        error: BaseException | None = None
        try:
            return super().loop_forever(timeout, retry_first_connection)
        except BaseException as caught:  # noqa: BLE001  supervision point: a dead thread must be replaced
            error = caught
            return MQTTErrorCode.MQTT_ERR_UNKNOWN
        finally:
            self.on_death(error)


class Wire:
    """A client from its making to its end; `connection` numbers its connections, unique in the process."""

    def __init__(self, broker: Broker, will: Message, listener: Listener) -> None:
        self.connection = 0
        self._broker = broker
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._client = self._make(will)

    def start(self) -> None:
        """Begin to connect; never blocks, never gives up."""
        options: dict[str, Any] = {}
        if self._broker.protocol == "5":
            options = {"clean_start": not self._broker.persistent, "properties": _connect_properties(self._broker)}
        self._client.connect_async(self._broker.host, self._broker.port, self._broker.keepalive, **options)
        self._client.loop_start()

    def stop(self) -> None:
        """Disconnect; `on_died` is heard when the network thread has ended."""
        self._client.disconnect()
        self._client.drop_out_messages()
        # loop_stop waits for the network thread, which may be waiting for a dead host
        threading.Thread(target=self._client.loop_stop, name="mqtt-ending", daemon=True).start()

    def publish(self, message: Message, ttl: float | None) -> int | None:
        """The client's id for the message, or `None` when it was not taken. `ttl` in seconds (MQTT 5)."""
        properties = None
        if ttl is not None and self._broker.protocol == "5":
            properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
            properties.MessageExpiryInterval = max(1, int(ttl))
        info = self._client.publish(message.topic, message.payload, message.qos, message.retain, properties)
        return info.mid if info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS else None

    def subscribe(self, filters: Sequence[tuple[str, int]]) -> int | None:
        """The client's id for the request, or `None` when not connected; filters come with their QoS."""
        code, ticket = self._client.subscribe(list(filters))
        return ticket if code == MQTTErrorCode.MQTT_ERR_SUCCESS else None

    def acknowledge(self, ticket: int) -> None:
        """Tell the broker that a QoS 1 message need not come again."""
        self._client.ack(ticket, 1)

    def slow_down(self, *, slow: bool) -> None:
        """Knock seldom (after a refusal) or at the usual pace."""
        self._client.reconnect_delay_set(*(REFUSED_BACKOFF if slow else BACKOFF))

    def tell(self, listener: Callable[..., None], *args: object) -> None:
        """Call `listener` with this wire and `args` on the loop's thread; from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(listener, self, *args)

    def _make(self, will: Message) -> _Client:
        broker = self._broker
        v5 = broker.protocol == "5"
        client = _Client(
            CallbackAPIVersion.VERSION2,
            client_id=broker.client_id,
            clean_session=None if v5 else not (broker.persistent and broker.client_id),
            protocol=mqtt.MQTTv5 if v5 else mqtt.MQTTv311,
            manual_ack=True,
        )
        client.suppress_exceptions = True
        client.max_queued_messages_set(1000)
        client.reconnect_delay_set(*BACKOFF)
        client.will_set(will.topic, will.payload, will.qos, will.retain)
        if broker.username is not None:
            client.username_pw_set(broker.username, broker.password)
        if broker.tls:
            client.tls_set_context(tls_context(broker))
        self._bind(client)
        return client

    def _bind(self, client: _Client) -> None:
        client.on_socket_open = send_at_once
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        client.on_death = lambda error: self.tell(self._listener.on_died, error)

    def _on_connect(
        self, client: mqtt.Client, _data: object, flags: mqtt.ConnectFlags, reason: ReasonCode, _p: Properties | None
    ) -> None:
        if reason.is_failure:
            self.tell(self._listener.on_refused, str(reason))
            return
        # Our own outbox decides what is still worth sending; paho would send everything again.
        client.drop_out_messages()
        self.connection = next(_connections)
        self.tell(self._listener.on_connected, flags.session_present)

    def _on_connect_fail(self, _client: mqtt.Client, _data: object) -> None:
        # paho calls this while it handles the exception and does not hand it on
        self.tell(self._listener.on_failed, sys.exc_info()[1])

    def _on_disconnect(
        self, _c: mqtt.Client, _data: object, _flags: mqtt.DisconnectFlags, reason: ReasonCode, _p: Properties | None
    ) -> None:
        self.tell(self._listener.on_disconnected, self.connection, str(reason))

    def _on_subscribe(
        self, _c: mqtt.Client, _data: object, ticket: int, reasons: list[ReasonCode], _p: Properties | None
    ) -> None:
        refused = [place for place, reason in enumerate(reasons) if reason.is_failure]
        self.tell(self._listener.on_subscribed, ticket, refused)

    def _on_message(self, client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        confirm_at_once(client)
        self._listener.on_arrived(self, message)

    def _on_publish(
        self, client: mqtt.Client, _data: object, ticket: int, _reason: ReasonCode, _p: Properties | None
    ) -> None:
        confirm_at_once(client)
        self.tell(self._listener.on_sent, ticket)


def _connect_properties(broker: Broker) -> Properties:
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = SESSION_EXPIRY if broker.persistent else 0
    return properties


def tls_context(broker: Broker) -> ssl.SSLContext:
    """How to trust the broker. Raises `BrokerConfigError` for files that cannot be read."""
    try:
        context = ssl.create_default_context(cafile=str(broker.ca) if broker.ca else None)
        if broker.cert is not None:
            context.load_cert_chain(broker.cert, broker.key)
    except OSError as error:
        names = f"ca_file = {broker.ca}, cert_file = {broker.cert}, key_file = {broker.key}"
        raise BrokerConfigError(f"[broker] {names}: {error}: name readable PEM files") from error
    return context
