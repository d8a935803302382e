"""Home Assistant's MQTT discovery: announcements per component, states as one JSON object an entity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from edge.home.events import Message
from edge.home.model import Device, Entity, Snapshot
from edge.turn import ServiceCall
from hub_sim.bridge.commands import COMMANDS
from hub_sim.bridge.components import BUILDERS, state_object
from hub_sim.bridge.family import retained

Config = dict[str, Any]
ORIGIN = {"name": "hub_sim", "url": "https://example.invalid/hub_sim"}


class Discovery:
    """Components below `prefix`; states and commands of the devices below `base`."""

    def __init__(self, prefix: str = "homeassistant", base: str = "sim") -> None:
        self._prefix = prefix
        self._base = base

    def speaks_for(self, entity: Entity) -> bool:
        """Domains that discovery has a component for."""
        return entity.domain in BUILDERS

    def announce(self, entities: Sequence[Entity], snapshot: Snapshot) -> list[Message]:
        """Everything about these entities at once."""
        alone = [message for entity in entities for message in self.present(entity, snapshot)]
        return [*self.introduce(entities, snapshot), *alone]

    def introduce(self, entities: Sequence[Entity], snapshot: Snapshot) -> list[Message]:
        """A device without an entity, such as a satellite, announces at least its firmware."""
        told = {entity.device for entity in entities}
        silent = [device for device in snapshot.devices.values() if device.id not in told]
        topic = f"{self._prefix}/update"
        return [retained(f"{topic}/{device.id}/config", self._firmware(device, snapshot)) for device in silent]

    def present(self, entity: Entity, snapshot: Snapshot) -> list[Message]:
        """The entity's configuration, with its device and the area suggested for it."""
        return [retained(self._config_topic(entity), self._config(entity, snapshot))]

    def withdraw(self, entity: Entity) -> list[Message]:
        """The empty announcement by which an entity is taken back."""
        return [retained(self._config_topic(entity), "")]

    def report(self, entity: Entity) -> list[Message]:
        """Whether it can be reached, and while it can be one object with state and attributes."""
        topic = self._topic(entity)
        if entity.state == "unavailable":
            return [retained(f"{topic}/availability", "offline")]
        return [retained(f"{topic}/state", state_object(entity)), retained(f"{topic}/availability", "online")]

    def topics(self) -> tuple[str, ...]:
        """All command topics."""
        return (f"{self._base}/+/+/set/#",)

    def calls(self, message: Message, snapshot: Snapshot) -> list[ServiceCall]:
        """The service that a command stands for."""
        parts = message.topic.removeprefix(f"{self._base}/").split("/")
        if len(parts) != 4 or parts[2] != "set":
            return []
        entity = snapshot.entities.get(f"{parts[0]}.{parts[1]}")
        command = COMMANDS.get(parts[0], {}).get(parts[3])
        if entity is None or command is None:
            return []
        call = command(message.payload.decode(errors="replace"), entity)
        return [] if call is None else [call]

    def _config_topic(self, entity: Entity) -> str:
        return f"{self._prefix}/{entity.id.replace('.', '/', 1)}/config"

    def _config(self, entity: Entity, snapshot: Snapshot) -> Config:
        topic = self._topic(entity)
        device, own = _device(entity, snapshot)
        return {
            "name": own,
            "unique_id": f"sim_{entity.id}",
            "default_entity_id": entity.id,
            "availability": [{"topic": f"{self._base}/bridge/state"}, {"topic": f"{topic}/availability"}],
            "availability_mode": "all",
            **BUILDERS[entity.domain](entity, topic),
            "device": _block(device, snapshot),
            "origin": ORIGIN,
        }

    def _firmware(self, device: Device, snapshot: Snapshot) -> Config:
        return {
            "name": "Firmware",
            "unique_id": f"sim_{device.id}_firmware",
            "default_entity_id": f"update.{device.id}_firmware",
            "state_topic": f"{self._base}/{device.id}/firmware",
            "device": _block(device, snapshot),
            "origin": ORIGIN,
        }

    def _topic(self, entity: Entity) -> str:
        return f"{self._base}/{entity.id.replace('.', '/', 1)}"


def announced_name(entity: Entity, snapshot: Snapshot) -> str:
    """The name that the announcement comes to: the device's, with the entity's own behind it."""
    device, own = _device(entity, snapshot)
    if own is None:
        return device.name
    return own if own.casefold().startswith(device.name.casefold()) else f"{device.name} {own}"


def announced_area(entity: Entity, snapshot: Snapshot) -> str | None:
    """The id of the area that the announcement suggests."""
    return _device(entity, snapshot)[0].area


def _block(device: Device, snapshot: Snapshot) -> Config:
    area = snapshot.areas.get(device.area or "")
    known = {
        "manufacturer": device.manufacturer,
        "model": device.model,
        "suggested_area": area.name if area else None,
    }
    return {"identifiers": [device.id], "name": device.name, **{k: v for k, v in known.items() if v}}


def _device(entity: Entity, snapshot: Snapshot) -> tuple[Device, str | None]:
    """The entity's device and the entity's own name beside it; a thing without a device is one itself."""
    device = snapshot.devices.get(entity.device or "")
    if device is None:
        return Device(f"sim_{entity.id}", entity.name, entity.area), None
    own: str | None = None if entity.name == device.name else entity.name
    return device, own
