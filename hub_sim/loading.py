"""Reading the YAML that homes and cases are written in, with errors that say where and what to do.

SimError
 └─ FileError        a file cannot be read, or holds what it may not
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_TRUTH = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_PLAIN_INT = re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$")
_PLAIN_FLOAT = re.compile(r"^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$")


class SimError(Exception):
    """Anything wrong that the simulator's user can put right."""


class FileError(SimError):
    """A file is not what it should be; the text names file, key and remedy."""

    def __init__(self, path: Path, where: str, problem: str) -> None:
        super().__init__(f"{path}: {where}: {problem}" if where else f"{path}: {problem}")
        self.path = path


class _Loader(yaml.SafeLoader):
    """YAML in which `18:30`, dates, and the words on, off, yes and no stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag.rpartition(":")[2] not in {"bool", "int", "float", "timestamp"}]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _TRUTH, list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _PLAIN_INT, list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", _PLAIN_FLOAT, list("-+0123456789."))


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds; an empty file is an empty mapping.

    Raises `FileError` when the file cannot be read, is not YAML, or holds something else.
    """
    try:
        value = yaml.load(path.read_bytes(), _Loader)  # noqa: S506 - a SafeLoader with fewer types
    except OSError as error:
        raise FileError(path, "", f"cannot be read ({error.strerror}); check path and permissions") from error
    except yaml.YAMLError as error:
        raise FileError(path, "", f"is not YAML: {error}") from error
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise FileError(path, "", f"holds a {type(value).__name__} where a mapping is wanted")
    return value
