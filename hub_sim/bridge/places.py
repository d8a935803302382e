"""What the daemon's settings must say of a simulated home that its messages cannot: floors, aliases, places."""

from __future__ import annotations

from typing import Any

from edge.home.model import Entity, Snapshot
from hub_sim.bridge.family import Family
from hub_sim.bridge.ha_discovery import Discovery, announced_area, announced_name
from hub_sim.bridge.zigbee2mqtt import Zigbee2Mqtt, expected_id, friendly


def home_settings(snapshot: Snapshot, families: tuple[Family, ...]) -> dict[str, Any]:
    """The `[home]` table for a home that speaks through `families`: only what they leave unsaid."""
    entities: dict[str, Any] = {}
    devices = {
        d.id: _present({"name": d.name, "area": d.area, "screen": d.screen or None}) for d in snapshot.devices.values()
    }
    for entity in snapshot.entities.values():
        family = next(family for family in families if family.speaks_for(entity))
        if isinstance(family, Zigbee2Mqtt):  # its devices have no area, and ids made of their names
            devices[friendly(entity)] = _present({"area": entity.area})
            entities[expected_id(entity)] = {"name": entity.name, **_aliases(entity)}
        else:
            entities[entity.id] = _unsaid(entity, snapshot, family)
    return {
        "floors": {f.id: _named(f.name, f.aliases, level=f.level) for f in snapshot.floors.values()},
        "areas": {a.id: _named(a.name, a.aliases, floor=a.floor) for a in snapshot.areas.values()},
        "people": {p.id: _named(p.name, p.aliases) for p in snapshot.people.values()},
        "entities": {entity_id: said for entity_id, said in entities.items() if said},
        "devices": {key: said for key, said in devices.items() if said},
    }


def _aliases(entity: Entity) -> dict[str, Any]:
    return {"aliases": list(entity.aliases)} if entity.aliases else {}


def _unsaid(entity: Entity, snapshot: Snapshot, family: Family) -> dict[str, Any]:
    said = _aliases(entity)
    if isinstance(family, Discovery):
        if announced_name(entity, snapshot) != entity.name:
            said["name"] = entity.name
        if announced_area(entity, snapshot) != entity.area:
            said["area"] = entity.area
    else:
        said |= {"name": entity.name, "area": entity.area}
    return _present(said)


def _named(name: str, aliases: tuple[str, ...], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return _present({"name": name, "aliases": list(aliases) or None, **more})


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
