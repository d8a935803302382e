"""The four sources of settings, each as a layer of values that knows where they came from."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge.settings.errors import Problem, SettingsError
from edge.settings.model import Settings
from edge.settings.positions import positions
from edge.settings.schema import SECRETS, node_at

Values = dict[str, Any]
Location = Sequence[str | int]
_PREFIX = "hearth_"
_AT_LINE = re.compile(r" ?\(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value came from; `file` and `line` where that was a file."""

    text: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Values of one source; `locate` gives the place of a key of it."""

    values: Values
    locate: Callable[[Location], Place]

    def depth(self, location: Location) -> int:
        """How many parts of a location this layer has."""
        node: object = self.values
        for depth, part in enumerate(location):
            if not (isinstance(node, dict) and part in node):
                return len(location) if isinstance(node, list) else depth
            node = node[part]
        return len(location)


def place_of(layers: Sequence[Layer], location: Location) -> Place | None:
    """The place of a value: the highest layer of those that have most of its path."""
    best = max(reversed(layers), key=lambda layer: layer.depth(location))
    return best.locate(location) if best.depth(location) else None


def file_layer(path: Path | None) -> Layer:
    """Values of a TOML file, or of a Home Assistant app's `options.json`; none without a path.

    Raises `OSError` when it cannot be read and `SettingsError` when it is not in its format.
    """
    if path is None:
        return Layer({}, lambda _: Place("settings"))
    text = _text(path)
    if path.suffix == ".json":
        return Layer(_json(path, text), lambda _: Place(str(path), str(path)))
    values = _toml(path, text)
    lines = positions(text)

    def locate(location: Location) -> Place:
        prefixes = (tuple(location[:length]) for length in range(len(location), 0, -1))
        line = next((lines[prefix] for prefix in prefixes if prefix in lines), None)
        return Place(f"{path}:{line}" if line else str(path), str(path), line)

    return Layer(values, locate)


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, line, "not UTF-8 text", "save the file as UTF-8") from error


def _unreadable(path: Path, line: int, message: str, remedy: str) -> SettingsError:
    return SettingsError([Problem(f"{path}:{line}", "", message, remedy, file=str(path), line=line)])


def _toml(path: Path, text: str) -> Values:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        message = f"not TOML: {_AT_LINE.sub('', str(error))}"
        remedy = 'write `key = value`, with text between "quotes"; a section starts with [name]'
        raise _unreadable(path, line, message, remedy) from error


def _json(path: Path, text: str) -> Values:
    """Values of a Home Assistant app's `options.json`; what is empty there was left to its default."""
    try:
        values = json.loads(text)
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise _unreadable(path, line, f"not JSON: {error}", "write one JSON object") from error
    if not isinstance(values, dict):
        raise _unreadable(path, 1, "not an object", 'write one JSON object: {"broker": {…}}')
    return _without_empty(values)


def _without_empty(values: Values) -> Values:
    return {
        key: _without_empty(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None and value != ""
    }


def credentials_layer() -> Layer:
    """Secrets that systemd's LoadCredential= hands over as files named `broker.password`, `safety.pin`."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    values: Values = {}
    for section, key in SECRETS if folder else ():
        path = Path(str(folder), f"{section}.{key}")
        if path.is_file():
            values.setdefault(section, {})[key] = first_line(path)
    return Layer(values, lambda at: Place(f"credential {'.'.join(map(str, at[:2]))}"))


def environment_layer() -> Layer:
    """Values of `HEARTH_<SECTION>__<KEY>`, in any case; lists and tables as JSON, else raises `SettingsError`.

    Read here and not by pydantic-settings, which would cost the daemon 9 MB for as long as it runs.
    """
    values: Values = {}
    for variable, text in sorted(os.environ.items()):
        path = variable.lower().removeprefix(_PREFIX).split("__")
        if variable.lower().startswith(_PREFIX) and path[0] in Settings.model_fields:
            nested = _environment_value(variable, path, text)
            for part in reversed(path):
                nested = {part: nested}
            values = merge(values, nested)
    return Layer(values, lambda at: Place(f"environment: HEARTH_{'__'.join(map(str, at)).upper()}"))


def _environment_value(variable: str, path: Sequence[str], text: str) -> Any:  # noqa: ANN401  any JSON
    """A variable's text, or what it holds where the schema wants a list or a table."""
    node = node_at(path) or {}
    if node.get("type") not in {"array", "object"}:
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        remedy = "write lists and tables as JSON: HEARTH_HUB__LANGUAGES='[\"de\"]'"
        message = f"cannot be read: {error}"
        raise SettingsError([Problem(f"environment: {variable}", ".".join(path), message, remedy)]) from error


def command_line_layer(overrides: Iterable[str]) -> Layer:
    """Values of `section.key=value`; raises `SettingsError` for anything else."""
    values: Values = {}
    for override in overrides:
        values = merge(values, _assignment(override))
    return Layer(values, lambda _: Place("command line"))


def _assignment(override: str) -> Values:
    key, equals, text = override.partition("=")
    try:
        tomllib.loads(f"{key} {equals} 0")
        path = positions(f"{key} = 0")
        nested: Any = _command_line_value(text)
        for part in reversed(max(path, key=len)):
            nested = {part: nested}
    except (tomllib.TOMLDecodeError, ValueError) as error:
        problem = Problem("command line", override, "is not KEY=VALUE", "write --set broker.host=10.0.0.2")
        raise SettingsError([problem]) from error
    return merge({}, nested)


def _command_line_value(text: str) -> object:
    """A value as TOML would read it; what TOML cannot read is text (`hub.id=den` without quotes)."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def first_line(path: Path) -> str:
    """First line of a secret's file; raises `OSError` or `ValueError` when it is unreadable or no text."""
    return (path.read_text(encoding="utf-8").splitlines() or [""])[0].strip()


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> Values:
    """Values of two layers as new tables; where both have one, the upper's."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = merge(old if isinstance(old, dict) else {}, value) if isinstance(value, dict) else value
    return merged
