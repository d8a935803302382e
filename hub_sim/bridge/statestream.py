"""Home Assistant's `mqtt_statestream`, and the service topic as its blueprint carries it out.

States: `<base>/<domain>/<object_id>/state` as text, every attribute beside it as JSON. Commands: one JSON
service call a message on `<hub>/service`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from edge.home.events import Message
from edge.home.model import Entity, Snapshot
from edge.turn import ServiceCall
from hub_sim.bridge.family import read_json, retained


class Statestream:
    """Every entity, whatever its domain. `base` is its base topic, `hub` the hub's (`hearth/home`)."""

    def __init__(self, base: str = "homeassistant/statestream", hub: str = "hearth/home") -> None:
        self._base = base
        self._service = f"{hub}/service"

    def speaks_for(self, entity: Entity) -> bool:
        """All."""
        del entity
        return True

    def introduce(self, entities: Sequence[Entity], snapshot: Snapshot) -> list[Message]:
        """Nothing."""
        del entities, snapshot
        return []

    def present(self, entity: Entity, snapshot: Snapshot) -> list[Message]:
        """The friendly name: there is no other announcement."""
        del snapshot
        return [retained(f"{self._topic(entity)}/friendly_name", _json(entity.name))]

    def withdraw(self, entity: Entity) -> list[Message]:
        """The empty state by which Home Assistant's removed entities are known."""
        return [retained(f"{self._topic(entity)}/state", "")]

    def report(self, entity: Entity) -> list[Message]:
        """Attributes first, so that nobody sees a new state with old ones."""
        topic = self._topic(entity)
        attributes = [retained(f"{topic}/{key}", _json(value)) for key, value in entity.attributes.items()]
        return [*attributes, retained(f"{topic}/state", entity.state or "unknown")]

    def topics(self) -> tuple[str, ...]:
        """The service topic."""
        return (self._service,)

    def calls(self, message: Message, snapshot: Snapshot) -> list[ServiceCall]:
        """`{"domain", "service", "target": {"entity_id"}, "data"}`, one call an entity."""
        del snapshot
        if message.topic != self._service:
            return []
        asked = read_json(message)
        if not isinstance(asked, Mapping):
            return []
        domain, service = _service_of(asked)
        data = dict(asked.get("data") or {})
        entity_ids = _targets(asked, data)
        return [ServiceCall(domain, service, entity_id, data) for entity_id in entity_ids]

    def _topic(self, entity: Entity) -> str:
        return f"{self._base}/{entity.id.replace('.', '/', 1)}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _service_of(asked: Mapping[str, Any]) -> tuple[str, str]:
    named = str(asked.get("action") or asked.get("service") or "")
    domain, dot, service = named.partition(".")
    return (domain, service) if dot else (str(asked.get("domain", "")), named)


def _targets(asked: Mapping[str, Any], data: dict[str, Any]) -> list[str | None]:
    target = asked.get("target") or {}
    named = target.get("entity_id") or asked.get("entity_id") or data.pop("entity_id", None)
    if isinstance(named, (list, tuple)):
        return [str(entity_id) for entity_id in named]
    return [str(named) if named else None]
