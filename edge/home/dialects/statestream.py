"""Home Assistant's `mqtt_statestream`: every entity's state, and a topic each for its attributes.

In Home Assistant's `configuration.yaml`:

```yaml
mqtt_statestream:
  base_topic: homeassistant/statestream
  publish_attributes: true
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from edge.home.dialects.payload import PayloadError, keepable, parse_json, read_text, rejected, text_of
from edge.home.dialects.service import service_message
from edge.home.events import (
    AvailabilityReported,
    EntityFound,
    EntityGone,
    HomeEvent,
    Message,
    StateReported,
)
from edge.home.model import Entity
from edge.home.names import NameRefusedError, clean_name, is_entity_id
from edge.home.overrides import exposed_by_default
from edge.turn import JsonValue, ServiceCall

DEFAULT_BASE = "homeassistant/statestream"
MAX_ENTITIES = 5_000
MAX_ATTRIBUTES = 64
"""Attributes of one entity that are kept."""
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LEFT_OUT = frozenset(
    {
        "attribution", "entity_id", "entity_picture", "entity_picture_local", "icon", "last_changed", "last_updated",
        "restored",
    }
)  # fmt: skip
_AREA = frozenset({"area", "area_id", "area_name"})


@dataclass(slots=True)
class _Streamed:
    """An entity as far as it was heard of."""

    entity: Entity
    area_name: str | None = None
    available: bool = True
    attributes: set[str] = field(default_factory=set)


class StateStream:
    """Everything that a Home Assistant streams; commands go back to it as service calls."""

    name = "statestream"

    def __init__(self, hub: str, base: str = DEFAULT_BASE) -> None:
        """`hub` is the topic of this hub (`hearth/home`), `base` Home Assistant's `base_topic`."""
        self._hub = hub
        self._base = base.rstrip("/")
        self._entities: dict[str, _Streamed] = {}

    def topics(self) -> tuple[str, ...]:
        """All states and attributes."""
        return (f"{self._base}/+/+/+",)

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events of a state or an attribute; an entity is found when it is first heard of."""
        try:
            return list(self._decode(message))
        except (NameRefusedError, PayloadError) as error:
            return rejected(message, error)

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """One service call to Home Assistant; what an entity cannot do is Home Assistant's to refuse."""
        return [service_message(self._hub, replace(call, entity_id=call.entity_id or entity.id))]

    def _decode(self, message: Message) -> Iterator[HomeEvent]:
        parts = message.topic.removeprefix(self._base + "/").split("/")
        if len(parts) != 3:
            return
        entity_id, key = f"{parts[0]}.{parts[1]}", parts[2]
        if not is_entity_id(entity_id) or not _ATTRIBUTE.fullmatch(key):
            raise PayloadError("the topic names no entity and attribute")
        if key == "state" and not message.payload:
            if self._entities.pop(entity_id, None):
                yield EntityGone(entity_id)
            return
        text = read_text(message.payload)
        streamed = self._entities.get(entity_id)
        if streamed is None:
            streamed = self._find(entity_id)
            yield EntityFound(streamed.entity)
        if key == "state":
            yield from _state(streamed, text, retained=message.retain)
        elif key not in _LEFT_OUT:
            yield from _attribute(streamed, key, parse_json(text), retained=message.retain)

    def _find(self, entity_id: str) -> _Streamed:
        if len(self._entities) >= MAX_ENTITIES:
            raise PayloadError(f"{MAX_ENTITIES} entities are known already")
        domain, _, object_id = entity_id.partition(".")
        exposed = exposed_by_default(domain) and not object_id.startswith("hearth")
        name = clean_name(object_id.replace("_", " ").capitalize())
        streamed = _Streamed(Entity(entity_id, name, exposed=exposed, source=self.name))
        self._entities[entity_id] = streamed
        return streamed


def _state(streamed: _Streamed, text: str, *, retained: bool) -> Iterator[HomeEvent]:
    entity_id, available = streamed.entity.id, text != "unavailable"
    if available != streamed.available:
        streamed.available = available
        yield AvailabilityReported((entity_id,), available)
    if not available:
        return
    state = text_of(text)
    if state is None:
        raise PayloadError(f"{entity_id}: the state cannot be kept")
    yield StateReported(entity_id, state, retained=retained)


def _attribute(streamed: _Streamed, key: str, value: JsonValue, *, retained: bool) -> Iterator[HomeEvent]:
    if key == "friendly_name" or key in _AREA:
        yield from _described(streamed, key, value)
        return
    if key not in streamed.attributes:
        if len(streamed.attributes) >= MAX_ATTRIBUTES:
            return
        streamed.attributes.add(key)
    if key == "device_class" and value == "signal_strength":
        streamed.entity = replace(streamed.entity, exposed=False)
        yield EntityFound(streamed.entity, streamed.area_name)
    yield StateReported(streamed.entity.id, None, {key: keepable(value)}, retained)


def _described(streamed: _Streamed, key: str, value: JsonValue) -> Iterator[HomeEvent]:
    """A name or an area, where it is another one than before."""
    text = text_of(value)
    if not text:
        return
    entity, area_name = streamed.entity, streamed.area_name
    if key == "friendly_name":
        entity = replace(entity, name=clean_name(text))
    else:
        area_name = text
    if (entity, area_name) != (streamed.entity, streamed.area_name):
        streamed.entity, streamed.area_name = entity, area_name
        yield EntityFound(entity, area_name)
