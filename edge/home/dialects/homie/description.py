"""A Homie 5 device's `$description` (homieiot.github.io/specification), read with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge.home.dialects.payload import mapping_of, number, text_of
from edge.home.dialects.topics import ConfigError
from edge.turn import JsonValue

MAX_NODES = 64
MAX_PROPERTIES = 64
DATATYPES = frozenset({"integer", "float", "boolean", "string", "enum", "color", "datetime", "duration", "json"})


@dataclass(frozen=True, slots=True)
class Property:
    """One value of a node; `low`, `high` and `step` of a number's format, `options` of the others'."""

    id: str
    node: str
    name: str
    datatype: str
    settable: bool = False
    retained: bool = True
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    step: float | None = None
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Where it stands below its device's topic."""
        return f"{self.node}/{self.id}"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.datatype in {"integer", "float"}


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a device, with its properties by id; `type` is free text."""

    id: str
    name: str
    type: str = ""
    properties: Mapping[str, Property] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All that says what it is, in lower case."""
        return f"{self.type} {self.id} {self.name}".lower()


@dataclass(frozen=True, slots=True)
class Description:
    """What a device says of itself."""

    name: str
    nodes: tuple[Node, ...]


def description_of(device_id: str, values: Mapping[str, JsonValue]) -> Description:
    """Read a description; raises `ConfigError` for another version of the convention."""
    version = text_of(values.get("homie")) or ""
    if version.partition(".")[0] != "5":
        raise ConfigError(f"homie {version[:20]!a} is not version 5")
    nodes = list(mapping_of(values.get("nodes")).items())[:MAX_NODES]
    return Description(
        text_of(values.get("name")) or device_id,
        tuple(_node(node_id, mapping_of(given)) for node_id, given in nodes if _is_id(node_id)),
    )


def _node(node_id: str, values: Mapping[str, JsonValue]) -> Node:
    given = list(mapping_of(values.get("properties")).items())[:MAX_PROPERTIES]
    known = [_property(node_id, key, mapping_of(value)) for key, value in given if _is_id(key)]
    return Node(
        node_id,
        text_of(values.get("name")) or "",
        text_of(values.get("type")) or "",
        {one.id: one for one in known if one.datatype in DATATYPES},
    )


def _property(node_id: str, key: str, values: Mapping[str, JsonValue]) -> Property:
    datatype, form = text_of(values.get("datatype")) or "", text_of(values.get("format")) or ""
    numeric = datatype in {"integer", "float"}
    bounds = [number(bound) for bound in form.split(":")] if numeric else []
    low, high, step = (*bounds, None, None, None)[:3]
    return Property(
        id=key,
        node=node_id,
        name=text_of(values.get("name")) or key.replace("-", " "),
        datatype=datatype,
        settable=values.get("settable") is True,
        retained=values.get("retained") is not False,
        unit=text_of(values.get("unit")),
        low=low,
        high=high,
        step=step,
        options=tuple(option for option in form.split(",") if option) if not numeric else (),
    )


def _is_id(text: str) -> bool:
    return bool(text) and len(text) <= 64 and text.replace("-", "").isalnum() and text.isascii()
