"""From a discovery message to the configurations of its entities: topics, abbreviations, base topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edge.home.dialects.ha.abbreviations import DEVICE_KEYS, ORIGIN_KEYS, spelt_out
from edge.home.dialects.ha.availability import shared_options
from edge.home.dialects.ha.config import Config
from edge.home.dialects.payload import mapping_of, text_of, texts_of
from edge.home.dialects.topics import ConfigError
from edge.home.model import Device
from edge.turn import JsonValue

MAX_COMPONENTS = 200
"""Components of one device that are heeded."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """One entity of a discovery message; `key` tells it from all others, `object_id` is the topic's."""

    key: str
    component: str
    object_id: str
    config: Config
    device: Device | None
    area_name: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """What a discovery topic says: `prefix/component/[node_id/]object_id/config`."""

    component: str
    object_id: str
    node_id: str = ""

    @property
    def key(self) -> str:
        """The entity's key."""
        return f"{self.component} {self.node_id} {self.object_id}"


def place_of(topic: str, prefix: str) -> Place | None:
    """What a topic says, `None` when it is no discovery topic below the prefix."""
    if not topic.endswith("/config") or not topic.startswith(prefix + "/"):
        return None
    parts = topic[len(prefix) + 1 : -len("/config")].split("/")
    if len(parts) == 2 and all(parts):
        return Place(parts[0], parts[1])
    if len(parts) == 3 and all(parts):
        return Place(parts[0], parts[2], parts[1])
    return None


def discovered(place: Place, payload: Mapping[str, JsonValue]) -> Iterator[Discovered]:
    """The entities of a message; those of a device-based one share its device and options.

    Raises `ConfigError` when the message cannot be used at all.
    """
    root = _complete(payload)
    device, area_name = _device(root)
    if place.component != "device":
        yield Discovered(place.key, place.component, place.object_id, Config(root), device, area_name)
        return
    if device is None:
        raise ConfigError("a device-based configuration needs a device with identifiers or connections")
    components = root.get("components")
    if not isinstance(components, dict) or not components:
        raise ConfigError("a device-based configuration needs components")
    shared = shared_options(root)
    for name, given in list(components.items())[:MAX_COMPONENTS]:
        component = _complete(mapping_of(given), base=text_of(root.get("~")))
        platform = component.get("platform")
        if isinstance(platform, str) and len(component) > 1:
            config = Config({**shared, **component})
            yield Discovered(f"{place.key} {name}", platform, f"{place.object_id}_{name}", config, device, area_name)


def origin_of(payload: Mapping[str, JsonValue]) -> str:
    """The name of the program that published a configuration, in lower case, or an empty text."""
    origin = spelt_out(mapping_of(payload.get("origin", payload.get("o"))), ORIGIN_KEYS)
    return (text_of(origin.get("name")) or "").casefold()


def _complete(payload: Mapping[str, JsonValue], base: str | None = None) -> dict[str, JsonValue]:
    config = spelt_out(payload)
    base = text_of(config.get("~"), 512) or base
    listed = config.get("availability")
    if isinstance(listed, list):
        config["availability"] = [spelt_out(entry) if isinstance(entry, dict) else entry for entry in listed]
    elif isinstance(listed, dict):
        config["availability"] = spelt_out(listed)
    return _with_base(config, base) if base else config


def _with_base(config: dict[str, JsonValue], base: str) -> dict[str, JsonValue]:
    listed = config.get("availability")
    entries = listed if isinstance(listed, list) else [listed]
    for values in (config, *(entry for entry in entries if isinstance(entry, dict))):
        for key, value in values.items():
            if isinstance(value, str) and key.endswith("topic"):
                values[key] = _based(value, base)
    return config


def _based(topic: str, base: str) -> str:
    if topic.startswith("~"):
        return base + topic[1:]
    return topic[:-1] + base if topic.endswith("~") else topic


def _device(root: Mapping[str, JsonValue]) -> tuple[Device | None, str | None]:
    given = spelt_out(mapping_of(root.get("device")), DEVICE_KEYS)
    ids = given.get("identifiers")
    identifiers = texts_of(ids) or ((text_of(ids) or "",) if ids else ())
    if not identifiers:
        connections = given.get("connections")
        pairs = connections if isinstance(connections, list) else []
        identifiers = tuple("_".join(pair) for pair in map(texts_of, pairs) if pair)
    device_id = next((identifier for identifier in identifiers if identifier), None)
    if device_id is None:
        return None, None
    name = text_of(given.get("name")) or device_id
    manufacturer, model = text_of(given.get("manufacturer")), text_of(given.get("model"))
    return Device(device_id, name, None, manufacturer, model), text_of(given.get("suggested_area"))
