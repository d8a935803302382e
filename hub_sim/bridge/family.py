"""What a topic family does for the simulated home: announce, report, and understand commands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from edge.home.events import Message
from edge.home.model import Entity, Snapshot
from edge.turn import ServiceCall


class Family(Protocol):
    """A topic family as devices speak it. Pure: it keeps nothing but what it was made with."""

    def speaks_for(self, entity: Entity) -> bool:
        """Whether it can show this entity."""
        ...

    def introduce(self, entities: Sequence[Entity], snapshot: Snapshot) -> list[Message]:
        """What is published, retained, about all its entities together."""
        ...

    def present(self, entity: Entity, snapshot: Snapshot) -> list[Message]:
        """What is published, retained, about one entity before its state."""
        ...

    def withdraw(self, entity: Entity) -> list[Message]:
        """What takes an entity back; none where only a new introduction can."""
        ...

    def report(self, entity: Entity) -> list[Message]:
        """The entity's state, retained."""
        ...

    def topics(self) -> tuple[str, ...]:
        """Filters of the commands that it obeys."""
        ...

    def calls(self, message: Message, snapshot: Snapshot) -> list[ServiceCall]:
        """The services that a message asks for; none when it cannot be read."""
        ...


def retained(topic: str, payload: object) -> Message:
    """A retained message of text, or of anything else as JSON."""
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    return Message(topic, text.encode(), retain=True)


def read_json(message: Message) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The JSON of a payload; `None` when it is none."""
    try:
        return json.loads(message.payload)
    except ValueError:
        return None


def shown_attributes(entity: Entity) -> Mapping[str, Any]:
    """Attributes that are known."""
    return {key: value for key, value in entity.attributes.items() if value is not None}
