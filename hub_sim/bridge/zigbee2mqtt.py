"""Zigbee2MQTT's topics for what radios usually are: lights, plugs, blinds, locks, fans, thermostats, sensors.

`<base>/bridge/devices` tells every device with its `exposes`; `<base>/<friendly name>` its state as one object;
`<base>/<friendly name>/set` takes a part of such an object. Source: Zigbee2MQTT 2.x, "MQTT topics and messages".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from edge.home.events import Message
from edge.home.model import Entity, Snapshot
from edge.turn import ServiceCall
from hub_sim.bridge.components import known
from hub_sim.bridge.family import read_json, retained
from hub_sim.fixtures import slug

_ACCESS_ALL, _ACCESS_STATE = 7, 1
_BRIGHT = 254
_MEASURED = {
    "temperature": "temperature", "humidity": "humidity", "battery": "battery", "illuminance": "illuminance",
    "power": "power", "energy": "energy",
}  # fmt: skip
_NOTICED = {
    "motion": "occupancy",
    "occupancy": "occupancy",
    "door": "contact",
    "window": "contact",
    "moisture": "water_leak",
}
_COMMANDABLE = frozenset({"light", "switch", "cover", "lock", "fan", "climate"})
Exposes = list[dict[str, Any]]


class Zigbee2Mqtt:
    """One simulated Zigbee2MQTT below `base`; an entity is a device named after it."""

    def __init__(self, base: str = "zigbee2mqtt") -> None:
        self._base = base

    def speaks_for(self, entity: Entity) -> bool:
        """Whether it is something that a Zigbee radio has."""
        if entity.domain == "climate":
            return "temperature" in entity.attributes and "°F" not in str(entity.attributes.get("unit_of_measurement"))
        if entity.domain in {"sensor", "binary_sensor"}:
            return _property(entity) is not None
        return entity.domain in _COMMANDABLE

    def introduce(self, entities: Sequence[Entity], snapshot: Snapshot) -> list[Message]:
        """The bridge and the list of devices."""
        del snapshot
        devices = [_device(entity) for entity in entities]
        return [
            retained(f"{self._base}/bridge/state", '{"state":"online"}'),
            retained(f"{self._base}/bridge/devices", devices),
        ]

    def present(self, entity: Entity, snapshot: Snapshot) -> list[Message]:
        """The device's availability."""
        del snapshot
        return [self._availability(entity)]

    def withdraw(self, entity: Entity) -> list[Message]:
        """Nothing: a device is gone when it is missing from the list."""
        del entity
        return []

    def report(self, entity: Entity) -> list[Message]:
        """The device's availability, and while it can be reached its state object."""
        if entity.state == "unavailable":
            return [self._availability(entity)]
        return [retained(f"{self._base}/{friendly(entity)}", _state(entity)), self._availability(entity)]

    def _availability(self, entity: Entity) -> Message:
        state = "offline" if entity.state == "unavailable" else "online"
        return retained(f"{self._base}/{friendly(entity)}/availability", json.dumps({"state": state}))

    def topics(self) -> tuple[str, ...]:
        """Commands; names may hold slashes."""
        return (f"{self._base}/#",)

    def calls(self, message: Message, snapshot: Snapshot) -> list[ServiceCall]:
        """The services that a `set` object comes to."""
        name = message.topic.removeprefix(f"{self._base}/").removesuffix("/set")
        if not message.topic.endswith("/set"):
            return []
        entity = next((e for e in snapshot.entities.values() if self.speaks_for(e) and friendly(e) == name), None)
        asked = read_json(message)
        if isinstance(asked, str):
            asked = {"state": asked}
        if entity is None or not isinstance(asked, dict):
            return []
        return [ServiceCall(entity.domain, service, entity.id, data) for service, data in _asked(entity, asked)]


def friendly(entity: Entity) -> str:
    """The device's friendly name: the entity's; a sensor's says so, for it may be named like what it watches."""
    return entity.name if entity.domain in _COMMANDABLE else f"{entity.name} sensor"


def expected_id(entity: Entity) -> str:
    """The entity id that the device's name comes to on the other side."""
    named = friendly(entity) if entity.domain in _COMMANDABLE else f"{friendly(entity)} {_property(entity)}"
    return f"{entity.domain}.{slug(named)}"


def _property(entity: Entity) -> str | None:
    table = _MEASURED if entity.domain == "sensor" else _NOTICED
    return table.get(entity.device_class or "")


def _device(entity: Entity) -> dict[str, Any]:
    address = "0x" + hashlib.blake2b(entity.id.encode(), digest_size=8).hexdigest()
    return {
        "ieee_address": address,
        "type": "Router",
        "friendly_name": friendly(entity),
        "supported": True,
        "disabled": False,
        "interview_completed": True,
        "definition": {
            "model": entity.domain.upper(),
            "vendor": "Simulated",
            "description": f"Simulated {entity.domain.replace('_', ' ')}",
            "exposes": _exposes(entity),
        },
    }


def _exposes(entity: Entity) -> Exposes:
    domain = entity.domain
    if domain in {"sensor", "binary_sensor"}:
        return [_measurement(entity)]
    features = {"light": _light, "cover": _cover, "lock": _lock, "fan": _fan, "climate": _climate}
    built = features[domain](entity) if domain in features else [_binary("state", "ON", "OFF")]
    return [{"type": domain, "features": built}]


def _measurement(entity: Entity) -> dict[str, Any]:
    name = _property(entity) or ""
    if entity.domain == "sensor":
        unit = entity.attributes.get("unit_of_measurement")
        return {"type": "numeric", "name": name, "property": name, "access": _ACCESS_STATE, "unit": unit}
    on = name != "contact"
    return {**_binary(name, on, not on), "access": _ACCESS_STATE}


def _binary(name: str, on: Any, off: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"type": "binary", "name": name, "property": name, "access": _ACCESS_ALL, "value_on": on, "value_off": off}


def _numeric(name: str, low: float, high: float, unit: str | None = None) -> dict[str, Any]:
    expose = {
        "type": "numeric",
        "name": name,
        "property": name,
        "access": _ACCESS_ALL,
        "value_min": low,
        "value_max": high,
    }
    return expose | ({"unit": unit} if unit else {})


def _light(entity: Entity) -> Exposes:
    modes = set(known(entity).get("supported_color_modes") or ())
    features = [_binary("state", "ON", "OFF")]
    if modes - {"onoff"}:
        features.append(_numeric("brightness", 0, _BRIGHT))
    if "color_temp" in modes:
        features.append(_numeric("color_temp", 153, 500, "mired"))
    if modes & {"hs", "rgb", "rgbw", "xy"}:
        parts = [_numeric("hue", 0, 360), _numeric("saturation", 0, 100)]
        features.append({"type": "composite", "name": "color_hs", "property": "color", "access": 7, "features": parts})
    return features


def _cover(entity: Entity) -> Exposes:
    state = {
        "type": "enum",
        "name": "state",
        "property": "state",
        "access": _ACCESS_ALL,
        "values": ["OPEN", "CLOSE", "STOP"],
    }
    positional = entity.attributes.get("current_position") is not None
    return [state, _numeric("position", 0, 100, "%")] if positional else [state]


def _lock(_entity: Entity) -> Exposes:
    return [_binary("state", "LOCK", "UNLOCK")]


def _fan(entity: Entity) -> Exposes:
    features = [_binary("state", "ON", "OFF")]
    modes = ["off", "low", "medium", "high"]
    if entity.attributes.get("percentage") is not None:
        mode = {"type": "enum", "name": "mode", "property": "fan_mode", "access": _ACCESS_ALL, "values": modes}
        features.append({**mode})
    return features


def _climate(entity: Entity) -> Exposes:
    attributes = known(entity)
    modes = list(attributes.get("hvac_modes") or ("off", "heat"))
    low, high = attributes.get("min_temp") or 7, attributes.get("max_temp") or 35
    return [
        _numeric("occupied_heating_setpoint", low, high, "°C"),
        {"type": "numeric", "name": "local_temperature", "property": "local_temperature", "access": 1, "unit": "°C"},
        {"type": "enum", "name": "system_mode", "property": "system_mode", "access": _ACCESS_ALL, "values": modes},
    ]


def _state(entity: Entity) -> dict[str, Any]:
    attributes, on = known(entity), entity.state == "on"
    if entity.domain == "sensor":
        return {_property(entity) or "": _number(entity.state)}
    if entity.domain == "binary_sensor":
        name = _property(entity) or ""
        return {name: None if entity.state is None else on != (name == "contact")}
    if entity.domain == "cover":
        moved = {"open": "OPEN", "closed": "CLOSE", "opening": "OPEN", "closing": "CLOSE"}.get(entity.state or "")
        return {"state": moved, "position": attributes.get("current_position")}
    if entity.domain == "lock":
        return {"state": "LOCK" if entity.state == "locked" else "UNLOCK", "lock_state": entity.state}
    if entity.domain == "climate":
        shown = {"occupied_heating_setpoint": "temperature", "local_temperature": "current_temperature"}
        return {"system_mode": entity.state, **{key: attributes.get(name) for key, name in shown.items()}}
    if entity.domain == "fan":
        return {"state": _power(entity), "fan_mode": _fan_mode(attributes.get("percentage"))}
    return {"state": _power(entity), **(_light_state(attributes) if entity.domain == "light" and on else {})}


def _power(entity: Entity) -> str | None:
    return {"on": "ON", "off": "OFF"}.get(entity.state or "")


def _light_state(attributes: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if attributes.get("brightness") is not None:
        shown["brightness"] = round(attributes["brightness"] * _BRIGHT / 255)
    if attributes.get("color_mode") == "color_temp" and attributes.get("color_temp_kelvin"):
        shown |= {"color_mode": "color_temp", "color_temp": round(1e6 / attributes["color_temp_kelvin"])}
    elif attributes.get("hs_color"):
        hue, saturation = attributes["hs_color"]
        shown |= {"color_mode": "hs", "color": {"hue": hue, "saturation": saturation}}
    return shown


_FAN_SPEEDS = {"off": 0, "low": 33, "medium": 66, "high": 100}


def _fan_mode(percentage: object) -> str | None:
    if not isinstance(percentage, (int, float)):
        return None
    return min(_FAN_SPEEDS, key=lambda mode: abs(_FAN_SPEEDS[mode] - percentage))


def _asked(entity: Entity, asked: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if entity.domain == "light":
        return [_light_asked(asked)]
    calls: list[tuple[str, dict[str, Any]]] = []
    words = _WORDS.get(entity.domain, _ON_OFF)
    service = words.get(str(asked.get("state", "")).upper())
    if service:
        calls.append((service, {}))
    for key, (name, datum) in _VALUES.get(entity.domain, {}).items():
        if asked.get(key) is not None:
            value = _FAN_SPEEDS.get(str(asked[key]), 0) if key == "fan_mode" else asked[key]
            calls.append((name, {datum: value}))
    return calls


_ON_OFF = {"ON": "turn_on", "OFF": "turn_off", "TOGGLE": "toggle"}
_WORDS = {
    "cover": {"OPEN": "open_cover", "CLOSE": "close_cover", "STOP": "stop_cover"},
    "lock": {"LOCK": "lock", "UNLOCK": "unlock"},
}
_VALUES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "cover": {"position": ("set_cover_position", "position")},
    "climate": {
        "system_mode": ("set_hvac_mode", "hvac_mode"),
        "occupied_heating_setpoint": ("set_temperature", "temperature"),
    },
    "fan": {"fan_mode": ("set_percentage", "percentage")},
}


def _light_asked(asked: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    state = str(asked.get("state", "ON")).upper()
    if state != "ON":
        return _ON_OFF.get(state, "turn_off"), {}
    data: dict[str, Any] = {}
    if asked.get("brightness") is not None:
        data["brightness"] = round(asked["brightness"] * 255 / _BRIGHT)
    if asked.get("color_temp") is not None:
        data["color_temp_kelvin"] = round(1e6 / asked["color_temp"])
    return "turn_on", data | _colour_asked(asked.get("color"))


def _colour_asked(colour: object) -> dict[str, Any]:
    if not isinstance(colour, dict):
        return {}
    for names, key in ((("hue", "saturation"), "hs_color"), (("h", "s"), "hs_color"), (("x", "y"), "xy_color")):
        if all(name in colour for name in names):
            return {key: [colour[name] for name in names]}
    return {"rgb_color": [colour[name] for name in "rgb"]} if all(name in colour for name in "rgb") else {}


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
