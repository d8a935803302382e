"""All dialects as one: messages to those that asked for their topic, service calls to whose the entity is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from edge.home.dialects.service import service_message
from edge.home.dialects.topics import matches
from edge.home.events import Dialect, HomeEvent, Message, NotExpressibleError, TopicsWanted
from edge.home.model import Entity
from edge.turn import ServiceCall

if TYPE_CHECKING:
    from edge.settings import Settings

_REMEMBERED = 20_000
"""Topics whose dialects are remembered; a flood of new ones makes us forget all and begin again."""


class Asking(Protocol):
    """A dialect that has questions of its own for its devices."""

    def requests(self) -> tuple[Message, ...]:
        """Messages to send; each is given once."""
        ...


class Dialects:
    """Routes by topic filter and by entity. `questions` are to be sent to devices, and taken once."""

    def __init__(self, dialects: Sequence[Dialect], hub_id: str) -> None:
        self._hub_id = hub_id
        self._by_name = {dialect.name: dialect for dialect in dialects}
        self._exact: dict[str, list[Dialect]] = {}
        self._patterns: list[tuple[list[str], Dialect]] = []
        self._known: dict[str, tuple[Dialect, ...]] = {}
        for dialect in dialects:
            self._want(dialect.topics(), dialect)

    def topics(self) -> tuple[str, ...]:
        """Filters to subscribe to at start."""
        return tuple(dict.fromkeys(topic for dialect in self._by_name.values() for topic in dialect.topics()))

    def decode(self, message: Message) -> list[HomeEvent]:
        """Events of all dialects that asked for the message's topic."""
        events: list[HomeEvent] = []
        for dialect in self._of_topic(message.topic):
            for event in dialect.decode(message):
                if isinstance(event, TopicsWanted):
                    self._want(event.topics, dialect)
                events.append(event)
        return events

    def encode(self, call: ServiceCall, entity: Entity | None) -> Sequence[Message]:
        """Messages that carry a call out; one for Home Assistant when no dialect owns the entity.

        Raises `NotExpressibleError` when the entity's dialect has no message for it.
        """
        if entity is None:
            if call.entity_id is not None:
                raise NotExpressibleError(f"{call.entity_id} is not known here")
            return [service_message(self._hub_id, call)]
        dialect = self._by_name.get(entity.source)
        if dialect is None:
            raise NotExpressibleError(f"{entity.id} comes from {entity.source!r}, which is switched off")
        return dialect.encode(call, entity)

    def questions(self) -> list[Message]:
        """What the dialects want to ask their devices since this was last called."""
        asking = (dialect for dialect in self._by_name.values() if hasattr(dialect, "requests"))
        return [message for dialect in asking for message in dialect.requests()]

    def _of_topic(self, topic: str) -> tuple[Dialect, ...]:
        known = self._known.get(topic)
        if known is None:
            levels = topic.split("/")
            found = [*self._exact.get(topic, ()), *(d for pattern, d in self._patterns if matches(levels, pattern))]
            known = tuple(dict.fromkeys(found))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[topic] = known
        return known

    def _want(self, topics: Iterable[str], dialect: Dialect) -> None:
        for topic in topics:
            if "+" in topic or "#" in topic:
                self._patterns.append((topic.split("/"), dialect))
                self._known.clear()
            elif dialect not in self._exact.setdefault(topic, []):
                self._exact[topic].append(dialect)
                self._known.pop(topic, None)


def dialects_of(settings: Settings) -> Dialects:
    """The dialects that the settings switch on; modules of others are not imported."""
    from edge.home.dialects.identity import Identities

    wanted, hub_id, identities = settings.dialects, settings.hub.id, Identities()
    found: list[Dialect] = []
    if wanted.zigbee2mqtt.enabled:
        from edge.home.dialects.zigbee2mqtt.dialect import Zigbee2Mqtt

        found += [Zigbee2Mqtt(base, identities=identities) for base in wanted.zigbee2mqtt.base_topics]
    if wanted.tasmota.enabled:
        from edge.home.dialects.tasmota.dialect import Tasmota

        found.append(Tasmota(wanted.tasmota.prefix, identities=identities))
    if wanted.homie.enabled:
        from edge.home.dialects.homie.dialect import Homie

        found.append(Homie(wanted.homie.domain, identities=identities))
    if wanted.shelly.enabled:
        from edge.home.dialects.shelly.dialect import Shelly

        found.append(Shelly(hub_id, identities=identities))
    if wanted.discovery.enabled:
        from edge.home.dialects.ha.discovery import HomeAssistantDiscovery

        ignored = frozenset({"hearth"} | ({"zigbee2mqtt"} if wanted.zigbee2mqtt.enabled else set()))
        found.append(HomeAssistantDiscovery(wanted.discovery.prefix, identities=identities, ignored_origins=ignored))
    if wanted.statestream.enabled:
        from edge.home.dialects.statestream import StateStream

        found.append(StateStream(hub_id, wanted.statestream.base_topic))
    return Dialects(found, hub_id)
