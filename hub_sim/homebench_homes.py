"""The homes of HomeBench (ACL 2025) as ours: what Home Assistant would show of their devices.

A device becomes one main entity, and a number or a select for each attribute that the main entity's domain
does not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from edge.home.model import Area, Device, Entity, Snapshot

_Given = Mapping[str, Mapping[str, Any]]
"""A device's attributes as the benchmark describes them."""
_DOMAINS = {
    "light": "light",
    "air_conditioner": "climate",
    "heating": "climate",
    "curtain": "cover",
    "blinds": "cover",
    "garage_door": "cover",
    "air_purifiers": "fan",
    "fan": "fan",
    "humidifier": "humidifier",
    "dehumidifiers": "humidifier",
    "aromatherapy": "switch",
    "media_player": "media_player",
    "trash": "button",
    "water_heater": "water_heater",
    "VacuumRobot": "vacuum",
}
_CLASSES = {"curtain": "curtain", "blinds": "blind", "garage_door": "garage", "dehumidifiers": "dehumidifier"}
_NATIVE = {
    "light": {"brightness", "color"},
    "climate": {"temperature", "mode", "fan_speed", "swing"},
    "cover": {"degree"},
    "media_player": {"volume"},
    "water_heater": {"temperature", "mode"},
}
_READINGS = {"tank", "battery"}
_PAUSE, _VOLUME_SET, _PLAY_MEDIA, _STOP, _PLAY = 1, 4, 512, 4096, 16384
"""Home Assistant's bits of what a player can do."""
_COLDEST, _HOTTEST = 0.0, 100.0
"""Degrees Celsius. To what it names as the lowest temperature the benchmark does not keep: it expects a heating
of 30 to 100 to be set to 17. What a device's methods allow is possible."""


@dataclass(frozen=True, slots=True)
class Home:
    """A benchmark home as a snapshot, and whence each entity comes: room, device, attribute or `''`.

    `methods` are the calls that the home offers, as `room.device.operation`.
    """

    snapshot: Snapshot
    origins: Mapping[str, tuple[str, str, str]]
    methods: frozenset[str] = frozenset()


def home_of(row: Mapping[str, Any]) -> Home:
    """The home of one row of `home_status_method.jsonl`."""
    entities: dict[str, Entity] = {}
    devices: dict[str, Device] = {}
    areas: dict[str, Area] = {}
    origins: dict[str, tuple[str, str, str]] = {}
    for room, contents in row["home_status"].items():
        if room == "VacuumRobot":
            contents = {"VacuumRobot": contents}  # noqa: PLW2901 - the one device that stands in no room
        else:
            areas[room] = Area(room, spoken(room))
        for device, status in contents.items():
            if isinstance(status, Mapping):
                device_id = f"{room}_{device}"
                devices[device_id] = Device(device_id, spoken(device), room)
                for entity, attribute in _entities(room, device, status):
                    entities[entity.id] = entity
                    origins[entity.id] = (room, device, attribute)
    methods = frozenset(f"{m['room_name']}.{m['device_name']}.{m['operation']}" for m in row["method"])
    # Each its own: what was remembered of the names of one home must not serve another.
    return Home(Snapshot(entities, devices, areas, generation=-1 - int(row["home_id"])), origins, methods)


def _entities(room: str, device: str, status: Mapping[str, Any]) -> Iterator[tuple[Entity, str]]:
    domain = _DOMAINS.get(device, "switch")
    given = {name.strip(): value for name, value in status.get("attributes", {}).items()}
    name, place = spoken(device), room if room != "VacuumRobot" else None
    main = Entity(f"{domain}.{room}_{device}", name, place, f"{room}_{device}", source="homebench")
    yield replace(main, state=_state(domain, status, given), attributes=_attributes(domain, device, given)), ""
    for attribute, value in given.items():
        if attribute in _NATIVE.get(domain, ()) or attribute in _READINGS:
            continue
        kind = "select" if "options" in value else "number"
        beside = {"options": value["options"]} if kind == "select" else _range(value)
        yield (
            replace(
                main,
                id=f"{kind}.{room}_{device}_{attribute}",
                name=f"{name} {spoken(attribute)}",
                state=str(value["value"]),
                attributes=beside,
            ),
            attribute,
        )


def _state(domain: str, status: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    state = str(status.get("state", "unknown"))
    if domain == "climate":
        return str(given["mode"]["value"]) if state == "on" and "mode" in given else {"on": "heat"}.get(state, state)
    return {"stopped": "idle", "empty": "unknown", "full": "unknown", "not_full": "unknown"}.get(state, state)


def _attributes(domain: str, device: str, given: _Given) -> dict[str, Any]:
    shown: dict[str, Any] = {"device_class": _CLASSES[device]} if device in _CLASSES else {}
    if "temperature" in given:
        highest = given["temperature"].get("highest", _HOTTEST)
        shown |= {"temperature": given["temperature"]["value"], "min_temp": _COLDEST, "max_temp": float(highest)}
    return shown | (_SHOWN[domain](given) if domain in _SHOWN else {})


def _light(given: _Given) -> dict[str, Any]:
    modes = ["rgb"] if "color" in given else ["brightness"] if "brightness" in given else ["onoff"]
    kept = {"brightness": round(float(given["brightness"]["value"]) * 2.55)} if "brightness" in given else {}
    return {"supported_color_modes": modes, **kept}


def _climate(given: _Given) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "hvac_modes": ["off", *(given["mode"]["options"] if "mode" in given else ["heat"])],
        "supported_features": 1 * ("temperature" in given) | 8 * ("fan_speed" in given) | 32 * ("swing" in given),
    }
    for theirs, ours in (("fan_speed", "fan_mode"), ("swing", "swing_mode")):
        if theirs in given:
            shown |= {f"{ours}s": given[theirs]["options"], ours: given[theirs]["value"]}
    return shown


def _water_heater(given: _Given) -> dict[str, Any]:
    features: dict[str, Any] = {"supported_features": 1 * ("temperature" in given) | 2 * ("mode" in given)}
    return features | ({"operation_list": given["mode"]["options"]} if "mode" in given else {})


def _cover(given: _Given) -> dict[str, Any]:
    position = {"current_position": given["degree"]["value"]} if "degree" in given else {}
    return {"supported_features": 3 | 4 * ("degree" in given), **position}


def _media_player(given: _Given) -> dict[str, Any]:
    """Its methods play, pause, stop, and set the volume: none mutes."""
    features = {"supported_features": _PAUSE | _VOLUME_SET | _PLAY_MEDIA | _STOP | _PLAY}
    return features | ({"volume_level": float(given["volume"]["value"]) / 100} if "volume" in given else {})


_SHOWN: Mapping[str, Callable[[_Given], dict[str, Any]]] = {
    "light": _light,
    "climate": _climate,
    "water_heater": _water_heater,
    "cover": _cover,
    "media_player": _media_player,
    "fan": lambda _given: {"supported_features": 48},
}
"""What a device of each domain shows of itself, besides its class and temperature."""


def _range(value: Mapping[str, Any]) -> dict[str, float]:
    return {"min": float(value["lowest"]), "max": float(value["highest"])} if "lowest" in value else {}


def spoken(name: str) -> str:
    """A room's or device's name as people say it."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")
    return {"ding room": "dining room"}.get(words, words).title()
