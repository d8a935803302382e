"""What can be asked on `bridge/request/*`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edge.doors.bridge import Bridge
from edge.doors.health import Health
from edge.doors.ports import Pictures
from edge.home.model import Entity, Snapshot
from edge.turn import JsonValue

Parameters = Mapping[str, JsonValue]


def offer_admin(bridge: Bridge, pictures: Pictures, health: Callable[[], Health]) -> None:
    """Offer `health_check`, `home` and `learning`."""

    def check(_parameters: Parameters) -> JsonValue:
        return {"healthy": not health().causes, **health().as_json()}

    def home(_parameters: Parameters) -> JsonValue:
        return picture(pictures.snapshot())

    def learning(parameters: Parameters) -> JsonValue:
        if isinstance(parameters.get("value"), bool):
            bridge.set_learning(on=bool(parameters["value"]))
        return {"value": bridge.learning}

    bridge.offer("health_check", check)
    bridge.offer("home", home)
    bridge.offer("learning", learning)


def picture(snapshot: Snapshot) -> dict[str, JsonValue]:
    """The home as `hearth home` shows it: areas and their floors, entities with states."""
    return {
        "at": snapshot.at,
        "areas": [{"id": a.id, "name": a.name, "floor": a.floor} for a in snapshot.areas.values()],
        "floors": [{"id": f.id, "name": f.name, "level": f.level} for f in snapshot.floors.values()],
        "entities": [_entity(entity) for entity in snapshot.entities.values()],
    }


def _entity(entity: Entity) -> dict[str, JsonValue]:
    return {
        "id": entity.id,
        "name": entity.name,
        "area": entity.area,
        "aliases": list(entity.aliases),
        "state": entity.state,
        "unit": entity.attributes.get("unit_of_measurement"),
        "available": entity.available,
        "stale": entity.stale,
        "exposed": entity.exposed,
        "changed": entity.changed,
        "source": entity.source,
    }
