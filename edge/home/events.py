"""What dialects tell the registry, and the message they read and write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from edge.home.model import Area, Device, Entity
from edge.turn import JsonValue, ServiceCall

OWN = "own"
"""Cause of a change: this hub."""
PERSON = "person"
"""Cause of a change: somebody's hand, on a switch or a button."""
AUTOMATION = "automation"
"""Cause of a change: a rule, a timer or a schedule, wherever it runs."""


@dataclass(frozen=True, slots=True)
class Message:
    """One MQTT message. `retain` on a received message means: delivered because of a subscription."""

    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False


@dataclass(frozen=True, slots=True)
class EntityFound:
    """An entity exists. `entity.attributes` holds static attributes only; state comes separately.

    `area_name` is a suggested area by name, when the dialect knows no area id.
    """

    entity: Entity
    area_name: str | None = None


@dataclass(frozen=True, slots=True)
class EntityGone:
    """An entity was removed at its source."""

    entity_id: str


@dataclass(frozen=True, slots=True)
class DeviceFound:
    """A device exists; `area_name` as in `EntityFound`."""

    device: Device
    area_name: str | None = None


@dataclass(frozen=True, slots=True)
class AreaFound:
    """An area exists."""

    area: Area


@dataclass(frozen=True, slots=True)
class StateReported:
    """An entity's state, its attributes, or both, as reported; attributes are merged into the old.

    `state` `None` leaves the state; `unknown` is a state. `retained` state never makes history
    (rule 5 of the house). `cause` is who changed it (`PERSON`, `AUTOMATION`), where the device says so.
    """

    entity_id: str
    state: str | None = None
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)
    retained: bool = False
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class AvailabilityReported:
    """Entities became reachable or unreachable."""

    entity_ids: tuple[str, ...]
    available: bool


@dataclass(frozen=True, slots=True)
class TopicsWanted:
    """The dialect must also hear these topic filters from now on."""

    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A message that could not be read; counted and logged at most once a second a topic."""

    topic: str
    reason: str


HomeEvent = (
    EntityFound | EntityGone | DeviceFound | AreaFound | StateReported | AvailabilityReported | TopicsWanted | Rejected
)


class NotExpressibleError(Exception):
    """A service call that a dialect has no message for; the text says what and why."""


class Dialect(Protocol):
    """A topic family. Deterministic: no I/O, no clock; keeps only what discovery told it."""

    name: str

    def topics(self) -> tuple[str, ...]:
        """Topic filters to subscribe to at start."""
        ...

    def decode(self, message: Message) -> Sequence[HomeEvent]:
        """Events that a message means; never raises, whatever the payload."""
        ...

    def encode(self, call: ServiceCall, entity: Entity) -> Sequence[Message]:
        """Messages that carry out a call on an entity that this dialect found.

        Raises `NotExpressibleError` when the entity has no topic for it.
        """
        ...
