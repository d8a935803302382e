"""From pydantic's findings to problems that say where, what and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from edge.settings.errors import Problem
from edge.settings.model import Settings
from edge.settings.schema import SECRETS, Option, described, dotted, is_secret, node_at, tables, toml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from edge.settings.sources import Place

Location = tuple[str | int, ...]
Locate = Callable[[Location], "Place | None"]
_LIKENESS = 60.0
"""Percent; below it a suggestion is more puzzling than none ("port" for "host" has 50)."""


def problem_of(error: ErrorDetails, locate: Locate) -> Problem:
    """One of pydantic's errors as a problem."""
    location = tuple(part for part in error["loc"] if part != "[key]")
    if error["type"] == "extra_forbidden":
        value = None if _may_be_secret(location) else error["input"]
        return _problem(location, "there is no such key", _instead(location), locate, value)
    if error["type"] == "missing":
        option = _option(location)
        remedy = f"add `{location[-1]} = …`. {option.description if option else ''}".rstrip()
        return _problem(location, "is missing", remedy, locate)
    if error["type"] == "together":
        return _problem(location, error["msg"], "complete the section or remove the key", locate)
    if error["loc"][-1] == "[key]":
        return _problem(location, f"the name {location[-1]!r} is not allowed", _key_expectation(location), locate)
    return _problem(location, _message(error, location), _expectation(location), locate, error["input"])


def dangling(settings: Settings, locate: Locate) -> Iterator[Problem]:
    """Ids that mean nothing: areas on storeys that do not exist."""
    floors = settings.home.floors
    for area_id, area in settings.home.areas.items():
        if area.floor is not None and area.floor not in floors:
            location = ("home", "areas", area_id, "floor")
            near = _nearest(area.floor, list(floors))
            remedy = f"write {near!r}, or add [home.floors.{area.floor}]" if near else f"add [home.floors.{area.floor}]"
            yield _problem(location, "there is no such storey", remedy, locate, area.floor)


def _problem(location: Location, message: str, remedy: str, locate: Locate, value: object = None) -> Problem:
    place = locate(location)
    return Problem(
        place=place.text if place else "settings",
        key=dotted(location),
        message=message,
        remedy=remedy,
        value=_shown(location, value),
        file=place.file if place else None,
        line=place.line if place else None,
    )


def _shown(location: Location, value: object) -> str | None:
    if value is None or isinstance(value, Mapping) or is_secret(location):
        return None
    if isinstance(value, str | int | float | list | tuple):
        return toml(value)
    return str(value)


def _message(error: ErrorDetails, location: Location) -> str:
    node = node_at(location)
    if error["type"] == "string_pattern_mismatch" and node is not None:
        return f"is not {described(node)}"
    return error["msg"].removeprefix("Input ").removeprefix("String ")


def _expectation(location: Location) -> str:
    node = node_at(location)
    if node is None:
        return "remove it"
    if node.get("type") == "object":
        return f"write it as a table: [{dotted(location)}]"
    option = _option(location)
    if option is None:
        return f"write {described(node)}"
    unit = f" {option.unit}" if option.unit else ""
    default = f"; default {option.default}" if option.default is not None else ""
    return f"write {option.kind}{unit}{default}. {option.description}"


def _key_expectation(location: Location) -> str:
    node = node_at(location[:-1]) or {}
    return f"write {node.get('keys', 'another name')}"


def _instead(location: Location) -> str:
    """Suggest the key that was probably meant."""
    parent, key = location[:-1], str(location[-1])
    known = list((node_at(parent) or {}).get("properties", {}))
    near = _nearest(key, known)
    if near:
        return f"did you mean `{near}`?"
    elsewhere = [table for table in tables() if any(option.key == key for option in table.options)]
    if elsewhere:
        return f"`{key}` belongs to [{elsewhere[0].header}]"
    deeper = [table.header for table in tables() if table.path[-1] == key]
    if deeper:
        return f"the section is called [{deeper[0]}]"
    where = f"[{dotted(parent)}]" if parent else "the file"
    return f"remove it; {where} knows {', '.join(f'`{name}`' for name in known)}"


def _may_be_secret(location: Location) -> bool:
    """Whether an unknown key looks like a misspelt secret, whose value must not be shown."""
    names = [key for _, key in SECRETS]
    return _nearest(str(location[-1]).lower(), names) is not None


def _nearest(word: str, known: Sequence[str]) -> str | None:
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return found[0] if found else None


def _option(location: Location) -> Option | None:
    options = (option for table in tables() for option in table.options)
    return next((option for option in options if option.stands_for(location)), None)
