"""A small home that the tests of grounding, deciding and acting share, and ways to speak to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from edge.ground.names import NameIndex
from edge.ground.view import View
from edge.home.model import Area, Device, Entity, Floor, Person, Snapshot
from edge.turn import Frame, Knowledge, Request

NOON = 1_772_539_200.0
"""2026-03-03 12:00 UTC, in wall seconds."""

_AREAS = (
    Area("kitchen", "Kitchen", floor="ground"),
    Area("lounge", "Lounge", ("living room",), "ground"),
    Area("bedroom", "Bedroom", floor="first"),
    Area("hall", "Hall", floor="ground"),
)
_FLOORS = (Floor("ground", "Ground Floor", ("downstairs",), 0), Floor("first", "First Floor", ("upstairs",), 1))
_DEVICES = (
    Device("kitchen_screen", "Kitchen Screen", "kitchen", screen=True),
    Device("lounge_puck", "Lounge Puck", "lounge"),
    Device("bedroom_puck", "Bedroom Puck", "bedroom"),
    Device("diffuser", "Diffuser", "bedroom"),
)


def _light(object_id: str, name: str, area: str, *modes: str, aliases: tuple[str, ...] = ()) -> Entity:
    return Entity(
        f"light.{object_id}",
        name,
        area,
        aliases=aliases,
        state="off",
        attributes={"supported_color_modes": list(modes)},
    )


_ENTITIES = (
    _light("spots", "Kitchen Spots", "kitchen", "brightness"),
    _light("table", "Table Lamp", "lounge", "hs", "color_temp", aliases=("Anna's lamp",)),
    _light("strip", "LED Strip", "lounge", "hs"),
    _light("bed", "Bed Light", "bedroom", "onoff"),
    Entity("switch.kettle", "Kettle", "kitchen", state="off"),
    Entity("switch.oven_plug", "Oven", "kitchen", state="off"),
    Entity("switch.diffuser", "Diffuser", "bedroom", "diffuser", state="on"),
    Entity("number.diffuser_intensity", "Diffuser Intensity", "bedroom", "diffuser", state="20", attributes={"min": 0, "max": 100}),
    Entity("select.diffuser_mode", "Diffuser Mode", "bedroom", "diffuser", state="auto", attributes={"options": ["auto", "sleep"]}),
    Entity("cover.blind", "Blind", "lounge", state="open", attributes={"device_class": "blind", "current_position": 100, "supported_features": 15}),
    Entity("cover.garage", "Garage Door", "hall", state="closed", attributes={"device_class": "garage", "supported_features": 3}),
    Entity("climate.bedroom", "Radiator", "bedroom", state="heat", attributes={"temperature": 19, "current_temperature": 18, "min_temp": 7, "max_temp": 28, "hvac_modes": ["off", "heat", "auto"]}),
    Entity("climate.grill", "Grill", "kitchen", state="off", attributes={"temperature": 150, "current_temperature": 20, "min_temp": 50, "max_temp": 260, "hvac_modes": ["off", "heat"]}),
    Entity("fan.bedroom", "Fan", "bedroom", state="off", attributes={"percentage": 0, "supported_features": 49}),
    Entity("lock.front", "Front Door", "hall", state="locked"),
    Entity("media_player.tv", "TV", "lounge", state="off", attributes={"device_class": "tv", "volume_level": 0.3}),
    Entity("media_player.radio", "Radio", "kitchen", state="playing", attributes={"device_class": "speaker", "volume_level": 0.5}),
    Entity("vacuum.rover", "Rover", "hall", state="docked"),
    Entity("valve.garden", "Garden Valve", None, state="closed", attributes={"supported_features": 15}),
    Entity("humidifier.bedroom", "Humidifier", "bedroom", state="off", attributes={"humidity": 50, "min_humidity": 30, "max_humidity": 70, "available_modes": ["normal", "eco"]}),
    Entity("alarm_control_panel.home", "Alarm", "hall", state="disarmed"),
    Entity("todo.groceries", "Groceries", None, state="2"),
    Entity("scene.cosy", "Cosy", None, state="unknown"),
    Entity("sensor.kitchen_temperature", "Kitchen Temperature", "kitchen", state="23", attributes={"device_class": "temperature", "unit_of_measurement": "°C"}),
    Entity("sensor.washer_left", "Washer Remaining", "kitchen", state="21", attributes={"device_class": "duration", "unit_of_measurement": "min"}),
    Entity("weather.home", "Home", None, state="rainy", attributes={"temperature": 11}),
)  # fmt: skip


def home(**changes: Mapping[str, Any]) -> Snapshot:
    """The home at noon; `changes` are by entity id with `_` for the dot: `light_spots={"state": "on"}`.

    `attributes` are merged; every other key replaces a field of the entity.
    """
    entities = {entity.id: entity for entity in _ENTITIES}
    for key, change in changes.items():
        id_ = next(i for i in entities if i.replace(".", "_") == key)
        old = entities[id_]
        fields = {k: v for k, v in change.items() if k != "attributes"}
        entities[id_] = replace(old, **fields, attributes={**old.attributes, **change.get("attributes", {})})
    return Snapshot(
        entities,
        {d.id: d for d in _DEVICES},
        {a.id: a for a in _AREAS},
        {f.id: f for f in _FLOORS},
        {"anna": Person("anna", "Anna")},
        at=NOON,
    )


def request(text: str = "", device: str | None = None, at: float = NOON, **more: Any) -> Request:
    """A request heard by `device`, in whose area it is placed."""
    area = next((d.area for d in _DEVICES if d.id == device), None)
    return Request(more.pop("id", "r1"), text, at, device=device, area=area, **more)


def view(
    snapshot: Snapshot | None = None, text: str = "", device: str | None = None, knowledge: Knowledge | None = None
) -> View:
    """A view of the home for one request."""
    snapshot = snapshot or home()
    return View(request(text, device), snapshot, NameIndex(snapshot), knowledge or Knowledge())


def frame(intent: str, **slots: Any) -> Frame:
    """A frame with slots."""
    return Frame(intent, slots)


@dataclass
class FakeClock:
    """Two clocks that stand still until they are moved, in seconds."""

    at: float = 1_800_000_000.0
    ticks: float = 50.0

    def wall(self) -> float:
        return self.at

    def mono(self) -> float:
        return self.ticks

    def advance(self, seconds: float) -> None:
        self.at += seconds
        self.ticks += seconds
