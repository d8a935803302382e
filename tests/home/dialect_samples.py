"""Messages as devices send them, written by hand after what the real programs publish."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from edge.home.dialects.all import Bases, Router, build_dialects
from edge.home.events import (
    AvailabilityReported,
    Dialect,
    EntityFound,
    EntityGone,
    HomeEvent,
    Message,
    StateReported,
)
from edge.home.model import Entity
from edge.turn import ServiceCall


def message(topic: str, payload: object = "", *, retain: bool = False) -> Message:
    """A message with a text, or anything else as JSON."""
    data = payload if isinstance(payload, bytes) else payload.encode() if isinstance(payload, str) else None
    return Message(topic, json.dumps(payload).encode() if data is None else data, retain=retain)


def one_dialect(name: str, bases: Bases | None = None) -> Dialect:
    """A dialect by itself, of a hub called `home`."""
    return build_dialects([name], "hearth/home", bases)[0]


def tell(dialect: Dialect | Router, topic: str, payload: object = "", *, retain: bool = False) -> list[HomeEvent]:
    """What a dialect makes of a message."""
    return list(dialect.decode(message(topic, payload, retain=retain)))


def found(events: Sequence[HomeEvent]) -> dict[str, Entity]:
    """The entities found, by id."""
    return {event.entity.id: event.entity for event in events if isinstance(event, EntityFound)}


def gone(events: Sequence[HomeEvent]) -> list[str]:
    """The ids of entities that are gone."""
    return [event.entity_id for event in events if isinstance(event, EntityGone)]


def states(events: Sequence[HomeEvent]) -> dict[str, tuple[str | None, dict[str, object]]]:
    """State and attributes reported, by entity id."""
    return {e.entity_id: (e.state, dict(e.attributes)) for e in events if isinstance(e, StateReported)}


def reachable(events: Sequence[HomeEvent]) -> dict[str, bool]:
    """Availability reported, by entity id."""
    return {i: e.available for e in events if isinstance(e, AvailabilityReported) for i in e.entity_ids}


def sent(dialect: Dialect | Router, entity: Entity, service: str, **data: object) -> list[tuple[str, str]]:
    """Topics and payloads of a call on an entity, of its own domain."""
    call = ServiceCall(entity.domain, service, entity.id, data)
    return [(one.topic, one.payload.decode()) for one in dialect.encode(call, entity)]


def discovery(component: str, **config: object) -> Message:
    """A Home Assistant announcement of one component called `thing`."""
    config = {"name": None, "device": {"identifiers": ["d"], "name": "Thing"}, **config}
    return message(f"homeassistant/{component}/thing/config", config)


def exposed(kind: str, name: str, access: int, **more: object) -> dict[str, object]:
    """A thing that a Zigbee2MQTT device exposes, under its own name unless `property` says otherwise."""
    return {"type": kind, "name": name, "property": name, "access": access, **more}


Z2M_DEVICES: list[dict[str, Any]] = [
    {
        "ieee_address": "0x01",
        "friendly_name": "kitchen lamp",
        "type": "Router",
        "power_source": "Mains (single phase)",
        "definition": {
            "vendor": "Lumen",
            "model": "L1",
            "exposes": [
                {
                    "type": "light",
                    "features": [
                        exposed("binary", "state", 7, value_on="ON", value_off="OFF"),
                        exposed("numeric", "brightness", 7, value_min=0, value_max=254),
                        exposed("numeric", "color_temp", 7, value_min=250, value_max=454),
                        exposed("composite", "color_xy", 7, property="color", features=[]),
                    ],
                },
                exposed("enum", "effect", 2, values=["blink", "okay"]),
                exposed("numeric", "linkquality", 1),
            ],
        },
    },
    {
        "ieee_address": "0x02",
        "friendly_name": "hall/front door",
        "type": "EndDevice",
        "power_source": "Battery",
        "definition": {
            "exposes": [
                exposed("numeric", "battery", 1, unit="%", category="diagnostic"),
                exposed("binary", "contact", 1, label="Contact", value_on=False, value_off=True),
            ]
        },
    },
    {
        "ieee_address": "0x03",
        "friendly_name": "double",
        "definition": {
            "exposes": [
                {
                    "type": "switch",
                    "endpoint": "left",
                    "features": [
                        exposed(
                            "binary", "state", 7, property="state_left", endpoint="left", value_on="ON", value_off="OFF"
                        )
                    ],
                },
                {
                    "type": "switch",
                    "endpoint": "l2",
                    "features": [
                        exposed(
                            "binary", "state", 7, property="state_l2", endpoint="l2", value_on="ON", value_off="OFF"
                        )
                    ],
                },
            ]
        },
    },
    {
        "ieee_address": "0x04",
        "friendly_name": "blind",
        "definition": {
            "exposes": [
                {
                    "type": "cover",
                    "features": [
                        exposed("enum", "state", 7, values=["OPEN", "CLOSE", "STOP"]),
                        exposed("numeric", "position", 7, value_min=0, value_max=100),
                    ],
                },
                exposed("enum", "motor_state", 1, values=["stopped", "opening", "closing"]),
            ]
        },
    },
    {
        "ieee_address": "0x05",
        "friendly_name": "radiator",
        "definition": {
            "exposes": [
                {
                    "type": "climate",
                    "features": [
                        exposed(
                            "numeric",
                            "occupied_heating_setpoint",
                            7,
                            unit="°C",
                            value_min=5,
                            value_max=30,
                            value_step=0.5,
                        ),
                        exposed("numeric", "local_temperature", 5, unit="°C"),
                        exposed("enum", "system_mode", 7, values=["off", "auto", "heat"]),
                        exposed("enum", "running_state", 5, values=["idle", "heat"]),
                        exposed("enum", "preset", 7, values=["eco", "comfort"]),
                    ],
                },
                exposed("binary", "child_lock", 3, value_on="LOCK", value_off="UNLOCK"),
            ]
        },
    },
    {
        "ieee_address": "0x06",
        "friendly_name": "door lock",
        "definition": {
            "exposes": [
                {
                    "type": "lock",
                    "features": [
                        exposed("binary", "state", 7, value_on="LOCK", value_off="UNLOCK"),
                        exposed("enum", "lock_state", 1, values=["not_fully_locked", "locked", "unlocked"]),
                    ],
                }
            ]
        },
    },
    {
        "ieee_address": "0x07",
        "friendly_name": "ceiling fan",
        "definition": {
            "exposes": [
                {
                    "type": "fan",
                    "features": [
                        exposed("binary", "state", 7, property="fan_state", value_on="ON", value_off="OFF"),
                        exposed(
                            "enum", "mode", 7, property="fan_mode", values=["off", "low", "medium", "high", "auto"]
                        ),
                    ],
                }
            ]
        },
    },
    {"ieee_address": "0x00", "friendly_name": "Coordinator", "type": "Coordinator", "definition": None},
]

TASMOTA = {
    "dn": "Kitchen Plug", "fn": ["Kitchen Plug", "Fridge", None], "hn": "tasmota-0956", "mac": "0049A3BC0956",
    "md": "Basic", "ofln": "Offline", "onln": "Online", "state": ["OFF", "ON", "TOGGLE", "HOLD"], "t": "plug",
    "ft": "%prefix%/%topic%/", "tp": ["cmnd", "stat", "tele"], "rl": [1, 1, 0], "swc": [-1, -1], "if": 0,
    "so": {"30": 0, "68": 0, "82": 0, "114": 0}, "lk": 1, "lt_st": 0, "sho": [0, 0], "ver": 1,
}  # fmt: skip

HOMIE = {
    "homie": "5.0",
    "version": 1,
    "name": "Porch Lamp",
    "nodes": {
        "light": {
            "name": "Light",
            "properties": {
                "on": {"datatype": "boolean", "settable": True},
                "brightness": {"datatype": "integer", "format": "0:100", "settable": True, "unit": "%"},
                "color": {"datatype": "color", "format": "rgb,hsv", "settable": True},
            },
        },
        "air": {
            "name": "Air",
            "properties": {
                "temperature": {"name": "Temperature", "datatype": "float", "unit": "°C"},
                "motion": {"name": "Motion", "datatype": "boolean"},
            },
        },
    },
}

SHELLY_STATUS = {
    "switch:0": {"id": 0, "output": False, "apower": 0.5, "aenergy": {"total": 12.5}},
    "cover:0": {"id": 0, "state": "open", "current_pos": 70},
    "light:0": {"id": 0, "output": True, "brightness": 40},
    "rgbw:0": {"id": 0, "output": True, "brightness": 40, "rgb": [255, 0, 0], "white": 0},
    "temperature:100": {"id": 100, "tC": 21.4, "tF": 70.5},
    "flood:0": {"id": 0, "alarm": False},
    "thermostat:0": {"id": 0, "enable": True, "target_C": 21, "current_C": 19.5, "output": True},
}
