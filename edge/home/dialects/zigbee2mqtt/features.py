"""One exposed thing of a Zigbee2MQTT device, read with care.

The format: zigbee2mqtt.io/guide/usage/exposes.html. `access` is a sum of 1 (published), 2 (can be set)
and 4 (can be asked for). A property may be called otherwise than its feature: `state_l2`, `color`.
"""

from __future__ import annotations

from dataclasses import dataclass

from edge.home.dialects.payload import keepable, list_of, mapping_of, number, text_of
from edge.turn import JsonValue

MAX_FEATURES = 300
"""Exposed things of one device that are heeded."""
_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """An exposed thing; `prop` is where its value stands in a state, `values` what it may be.

    `on` and `off` are a binary's two values. `nameless` ones have their device's own name.
    """

    kind: str
    name: str = ""
    prop: str = ""
    label: str = ""
    access: int = 1
    endpoint: str = ""
    category: str | None = None
    unit: str | None = None
    values: tuple[JsonValue, ...] = ()
    on: JsonValue = None
    off: JsonValue = None
    low: float | None = None
    high: float | None = None
    step: float | None = None
    nameless: bool = False
    features: tuple[Feature, ...] = ()

    @property
    def published(self) -> bool:
        """Whether states hold its value."""
        return bool(self.access & 1)

    @property
    def settable(self) -> bool:
        """Whether its value can be set."""
        return bool(self.access & 2)

    @property
    def askable(self) -> bool:
        """Whether its value can be asked for."""
        return bool(self.access & 4)

    def feature(self, *names: str) -> Feature | None:
        """The first of the features called so that it has."""
        for name in names:
            for one in self.features:
                if one.name == name:
                    return one
        return None

    @property
    def key(self) -> str:
        """What tells it from others of its kind on the same device; empty for a plain one."""
        return self.endpoint

    @property
    def spoken(self) -> str:
        """What follows the device's name when people mean this one."""
        return self.endpoint.replace("_", " ").upper() if len(self.endpoint) <= 2 else self.endpoint.replace("_", " ")


def features_of(exposes: JsonValue, depth: int = _MAX_DEPTH) -> tuple[Feature, ...]:
    """The features of a list of exposes; what is malformed is left out."""
    given = list_of(exposes)[:MAX_FEATURES]
    return tuple(_feature(one, depth) for one in given if isinstance(one, dict) and isinstance(one.get("type"), str))


def _feature(given: dict[str, JsonValue], depth: int) -> Feature:
    access, override = given.get("access"), mapping_of(given.get("homeassistant"))
    name = text_of(given.get("name")) or ""
    return Feature(
        kind=text_of(given["type"]) or "",
        name=name,
        prop=text_of(given.get("property")) or name,
        label=text_of(given.get("label")) or name.replace("_", " "),
        access=access if isinstance(access, int) else 1,
        endpoint=text_of(given.get("endpoint")) or "",
        category=text_of(given.get("category")),
        unit=text_of(given.get("unit")),
        values=tuple(keepable(value) for value in list_of(given.get("values"))),
        on=keepable(given.get("value_on")),
        off=keepable(given.get("value_off")),
        low=number(given.get("value_min")),
        high=number(given.get("value_max")),
        step=number(given.get("value_step")),
        nameless="name" in override and override["name"] is None,
        features=features_of(given.get("features"), depth - 1) if depth else (),
    )
