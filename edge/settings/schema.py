"""The schema of the settings, and each of them described in words.

Error messages, the commented configuration file and `docs/configuration.md` all read it here, so that
they cannot disagree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from edge.settings.model import Settings

Node = Mapping[str, Any]
"""A JSON schema, or a part of one."""
ID = "<id>"
"""Stands for any id in a path."""
SECRETS = frozenset({("broker", "password"), ("safety", "pin")})
"""Settings that are never shown, and that a `<name>_file` or a systemd credential may hold."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FORMATS = {
    "password": "text, never shown",
    "path": "a path",
    "file-path": "the path of a file that exists",
    "time": 'a time of day, such as "22:30"',
}
_TYPES = {"string": "text", "boolean": "`true` or `false`", "integer": "a whole number", "number": "a number"}


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its dotted path, what may be written, its unit, its default in TOML, and why it exists."""

    path: tuple[str, ...]
    kind: str
    unit: str
    default: str | None
    description: str
    required: bool = False

    @property
    def key(self) -> str:
        """The last part of the path."""
        return self.path[-1]

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "HEARTH_" + "__".join(self.path).upper()

    def stands_for(self, location: Sequence[str | int]) -> bool:
        """Whether a location is this option's path, with any id for `<id>`."""
        return len(location) == len(self.path) and all(
            wanted in (ID, part) for wanted, part in zip(self.path, location, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file; a part `<id>` of the path stands for any id."""

    path: tuple[str, ...]
    description: str
    options: tuple[Option, ...]

    @property
    def header(self) -> str:
        """The table's name as written between brackets."""
        return ".".join(self.path)


@cache
def json_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of the configuration file."""
    schema = Settings.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def tables() -> Iterator[Table]:
    """All tables, in the order of the file."""
    for name in json_schema()["properties"]:
        yield from _tables((name,), _resolved(json_schema()["properties"][name]))


def node_at(path: Sequence[str | int]) -> Node | None:
    """The schema of a key; `None` where the schema knows no such key."""
    node: Node = json_schema()
    for part in path:
        child = _child(node, part)
        if child is None:
            return None
        node = _resolved(child)
    return node


def described(node: Node) -> str:
    """What may be written, in words: `a whole number, 1 to 65535`."""
    if "kind" in node:
        return str(node["kind"])
    if "enum" in node:
        return "one of " + ", ".join(f"`{value}`" for value in node["enum"])
    if node.get("type") == "array":
        return f"a list of: {described(_resolved(node['items']))}"
    if node.get("type") == "object":
        return "a table"
    if "format" in node:
        return _FORMATS[node["format"]]
    return _TYPES[node["type"]] + _range(node)


def toml(value: object) -> str:
    """A value as TOML: text, number, boolean or list of those."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def dotted(path: Sequence[str | int]) -> str:
    """A path as one writes it in TOML; numbers are indices."""
    parts = (f"[{part}]" if isinstance(part, int) else part if _BARE.fullmatch(part) else toml(part) for part in path)
    return ".".join(parts).replace(".[", "[")


def is_secret(path: Sequence[str | int]) -> bool:
    """Whether the value at a path must not be shown."""
    return tuple(path) in SECRETS


def _tables(path: tuple[str, ...], node: Node) -> Iterator[Table]:
    properties = {key: (child, _resolved(child)) for key, child in node.get("properties", {}).items()}
    options = tuple(
        _option((*path, key), child, resolved, required=key in node.get("required", ()))
        for key, (child, resolved) in properties.items()
        if not _nested(resolved)
    )
    yield Table(path, str(node.get("description", "")), options)
    for key, (_, resolved) in properties.items():
        if "properties" in resolved:
            yield from _tables((*path, key), resolved)
        elif _nested(resolved):
            yield from _tables((*path, key, ID), _resolved(_values(resolved)))


def _option(path: tuple[str, ...], child: Node, resolved: Node, *, required: bool) -> Option:
    default = child.get("default")
    return Option(
        path=path,
        kind=described(resolved),
        unit=str(child.get("unit", "")),
        default=None if default is None or is_secret(path) else toml(default),
        description=str(child.get("description", "")),
        required=required,
    )


def _nested(node: Node) -> bool:
    return node.get("type") == "object"


def _values(node: Node) -> Node:
    """The schema of the values of a table whose keys are ids."""
    patterns = node.get("patternProperties")
    if patterns:
        return cast("Node", next(iter(patterns.values())))
    return cast("Node", node["additionalProperties"])


def _child(node: Node, part: str | int) -> Node | None:
    if part in node.get("properties", {}):
        return cast("Node", node["properties"][part])
    if node.get("type") == "array":
        return cast("Node", node["items"])
    if node.get("type") == "object" and "properties" not in node:
        return _values(node)
    return None


def _resolved(node: Node) -> Node:
    """Follow a reference, and take the useful side of "this or nothing"."""
    if "$ref" in node:
        return _resolved(json_schema()["$defs"][node["$ref"].rpartition("/")[2]])
    if "anyOf" in node:
        return _resolved(next(side for side in node["anyOf"] if side.get("type") != "null"))
    return node


def _range(node: Node) -> str:
    least, greatest = node.get("minimum"), node.get("maximum")
    if least is None or greatest is None:
        return ""
    return f", {least:g} to {greatest:g}"
