"""All dialects of a home, and the way of a message to whom it concerns."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edge.home.dialects.identity import Identities
from edge.home.dialects.payload import MAX_PAYLOAD
from edge.home.dialects.service import service_message
from edge.home.dialects.topics import matches
from edge.home.events import Dialect, HomeEvent, Message, NotExpressibleError, Rejected, TopicsWanted
from edge.home.model import Entity
from edge.turn import ServiceCall

NAMES = ("ha_discovery", "statestream", "zigbee2mqtt", "tasmota", "homie", "shelly")
"""Every dialect there is, in the order in which they are asked."""
MAX_FILTERS = 20_000
"""Topic filters of one dialect; only hostile announcements come to more."""
_MAX_ROUTES = 10_000
_LOG = logging.getLogger(__name__)


class UnknownDialectError(ValueError):
    """A dialect's name that is none of `NAMES`."""


@dataclass(frozen=True, slots=True)
class Bases:
    """Topics below which each dialect lives; several Zigbee2MQTTs may each have their own."""

    ha_discovery: str = "homeassistant"
    statestream: str = "homeassistant/statestream"
    zigbee2mqtt: tuple[str, ...] = ("zigbee2mqtt",)
    tasmota: str = "tasmota/discovery"
    homie: str = "homie"
    shelly: tuple[str, ...] = field(default=())
    """Topics of Shelly devices that were given another one than `shelly…`."""


def build_dialects(names: Sequence[str], hub: str, bases: Bases | None = None) -> list[Dialect]:
    """The dialects of the given names, sharing their entity ids.

    `hub` is the topic of this hub (`hearth/home`). Where Zigbee2MQTT is spoken natively, what it announces to Home
    Assistant is left out, lest every device be there twice. Raises `UnknownDialectError`.
    """
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise UnknownDialectError(f"no dialect is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    shared, where = Identities(), bases or Bases()
    return [dialect for name in NAMES if name in names for dialect in _built(name, names, hub, where, shared)]


def _built(name: str, names: Sequence[str], hub: str, bases: Bases, shared: Identities) -> list[Dialect]:
    """Dialects are imported where they are wanted: a home speaks two or three of them."""
    if name == "ha_discovery":
        from edge.home.dialects.ha.discovery import HomeAssistantDiscovery

        ignored = frozenset({"hearth", *(["zigbee2mqtt"] if "zigbee2mqtt" in names else [])})
        return [HomeAssistantDiscovery(bases.ha_discovery, identities=shared, ignored_origins=ignored)]
    if name == "statestream":
        from edge.home.dialects.statestream import StateStream

        return [StateStream(hub, bases.statestream)]
    if name == "zigbee2mqtt":
        from edge.home.dialects.zigbee2mqtt.dialect import Zigbee2Mqtt

        return [Zigbee2Mqtt(base, identities=shared) for base in bases.zigbee2mqtt]
    if name == "tasmota":
        from edge.home.dialects.tasmota.dialect import Tasmota

        return [Tasmota(bases.tasmota, identities=shared)]
    if name == "homie":
        from edge.home.dialects.homie.dialect import Homie

        return [Homie(bases.homie, identities=shared)]
    from edge.home.dialects.shelly.dialect import Shelly

    return [Shelly(hub, bases.shelly, identities=shared)]


@dataclass(slots=True)
class _Interest:
    """What one dialect wants to hear: topics by name, and filters with wildcards."""

    dialect: Dialect
    exact: set[str] = field(default_factory=set)
    patterns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, topics: Iterable[str]) -> tuple[bool, tuple[str, ...]]:
        """Take filters in; whether one has wildcards, and those taken."""
        taken, wild = [], False
        for topic in topics:
            if len(self.exact) + len(self.patterns) >= MAX_FILTERS:
                break
            taken.append(topic)
            if "+" in topic or topic.endswith("#"):
                wild = wild or topic not in self.patterns
                self.patterns[topic] = tuple(topic.split("/"))
            else:
                self.exact.add(topic)
        return wild, tuple(taken)

    def wants(self, topic: str, levels: Sequence[str]) -> bool:
        """Whether the dialect wants to hear a topic."""
        return topic in self.exact or any(matches(levels, pattern) for pattern in self.patterns.values())


class Router:
    """Hands each message to the dialects that want it, and each call to the one that found its entity."""

    def __init__(self, dialects: Sequence[Dialect], hub: str) -> None:
        """`hub` is the topic of this hub, for service calls that no dialect can express."""
        self._hub = hub
        self._interests = [_Interest(dialect) for dialect in dialects]
        for interest in self._interests:
            interest.add(interest.dialect.topics())
        self._by_name = {dialect.name: dialect for dialect in dialects}
        self._routes: OrderedDict[str, tuple[_Interest, ...]] = OrderedDict()
        self.poisonous = 0

    def topics(self) -> tuple[str, ...]:
        """All filters wanted now: what to subscribe to at every new connection."""
        return tuple(dict.fromkeys(topic for one in self._interests for topic in (*one.patterns, *sorted(one.exact))))

    def payload_limit(self, topic: str) -> int:
        """Bytes above which a payload on this topic is dropped unread.

        Only lists of all devices may be longer than `MAX_PAYLOAD`.
        """
        limits = (getattr(one.dialect, "payload_limit", None) for one in self._interests)
        return max((limit(topic) or 0 for limit in limits if limit), default=0) or MAX_PAYLOAD

    def decode(self, message: Message) -> list[HomeEvent]:
        """Events of a message; never raises.

        `TopicsWanted` among them are to be subscribed to, again where they are already: that is how the
        broker's retained messages come a second time.
        """
        if len(message.payload) > self.payload_limit(message.topic):
            return [Rejected(message.topic[:255], f"payload of {len(message.payload)} bytes is too long")]
        events: list[HomeEvent] = []
        for interest in self._route(message.topic):
            try:
                found = interest.dialect.decode(message)
            except Exception as error:  # noqa: BLE001 - supervision: one poisonous message must not stop the home
                self.poisonous += 1
                _LOG.exception("event=poison dialect=%s topic=%r", interest.dialect.name, message.topic[:200])
                found = [Rejected(message.topic[:255], f"{interest.dialect.name}: {type(error).__name__}")]
            events.extend(self._noted(interest, found))
        return events

    def requests(self) -> list[Message]:
        """Messages that dialects want published, to ask newly found devices for their states.

        Each is given once: to be called after `decode`, at a pace that the devices can bear.
        """
        drains = (getattr(one.dialect, "requests", None) for one in self._interests)
        return [message for drain in drains if drain for message in drain()]

    def encode(self, call: ServiceCall, entity: Entity | None) -> Sequence[Message]:
        """Messages that carry out a call, by the dialect that found the entity.

        A call on no entity, or on one that no dialect carries, goes to Home Assistant as a service call.
        Raises `NotExpressibleError` when the entity's dialect has no message for it.
        """
        dialect = self._by_name.get(entity.source) if entity else None
        if entity is None or dialect is None:
            return [service_message(self._hub, call)]
        return dialect.encode(call, entity)

    def _route(self, topic: str) -> tuple[_Interest, ...]:
        known = self._routes.get(topic)
        if known is None:
            levels = topic.split("/")
            known = tuple(one for one in self._interests if one.wants(topic, levels))
            self._routes[topic] = known
            if len(self._routes) > _MAX_ROUTES:
                self._routes.popitem(last=False)
        return known

    def _noted(self, interest: _Interest, events: Sequence[HomeEvent]) -> Sequence[HomeEvent]:
        for event in events:
            if isinstance(event, TopicsWanted):
                wild, taken = interest.add(event.topics)
                if wild:
                    self._routes.clear()
                for topic in taken:
                    self._routes.pop(topic, None)
        return events


__all__ = ["NAMES", "Bases", "NotExpressibleError", "Router", "UnknownDialectError", "build_dialects"]
