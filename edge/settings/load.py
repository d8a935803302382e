"""Settings from file, credentials, environment and command line, the later above the earlier."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from edge.settings.diagnose import dangling, problem_of
from edge.settings.errors import Problem, SettingsError
from edge.settings.model import Settings
from edge.settings.schema import SECRETS
from edge.settings.sources import (
    Layer,
    Location,
    Place,
    Values,
    command_line_layer,
    credentials_layer,
    environment_layer,
    file_layer,
    first_line,
    merge,
    place_of,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, the file they came from if any, and where each single value came from."""

    settings: Settings
    path: Path | None
    layers: tuple[Layer, ...]

    def origin(self, location: Location) -> str:
        """Place of the value at a location, `default` when nobody gave one."""
        given = (layer for layer in reversed(self.layers) if layer.depth(location) == len(location))
        layer = next(given, None)
        return layer.locate(location).text if layer else "default"


def load(path: Path | None, overrides: Iterable[str] = ()) -> Loaded:
    """Read settings; `overrides` are `key=value` as after `--set`.

    Raises `OSError` when the file cannot be read and `SettingsError` with every mistake found.
    """
    layers = (file_layer(path), credentials_layer(), environment_layer(), command_line_layer(overrides))
    merged: Values = {}
    for layer in layers:
        merged = merge(merged, layer.values)
    problems = [*_unknown_variables(), *_secret_files(merged, layers)]
    settings = _validated(merged, layers, problems)
    return Loaded(settings, path, layers)


def _validated(merged: Values, layers: Sequence[Layer], problems: list[Problem]) -> Settings:
    try:
        settings = Settings(**merged)
    except ValidationError as error:
        problems += [problem_of(found, lambda at: place_of(layers, at)) for found in error.errors()]
        raise SettingsError(_in_order(problems)) from error
    problems += dangling(settings, lambda at: place_of(layers, at))
    if problems:
        raise SettingsError(_in_order(problems))
    return settings


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file is None, problem.line or 0))


def _unknown_variables() -> Iterator[Problem]:
    """Variables that were meant for us (`HEARTH_X__Y`) and whose section does not exist."""
    for variable in os.environ:
        section = variable.upper().removeprefix("HEARTH_").partition("__")[0].lower()
        if variable.upper().startswith("HEARTH_") and "__" in variable and section not in Settings.model_fields:
            remedy = f"use one of {', '.join(Settings.model_fields)}, or unset the variable"
            yield Problem(f"environment: {variable}", section, "there is no such section", remedy)


def _secret_files(merged: Values, layers: Sequence[Layer]) -> Iterator[Problem]:
    """Put the content of each `<secret>_file` in the place of its secret, unless that was given too."""
    for section, key in SECRETS:
        table = merged.get(section)
        name = table.get(f"{key}_file") if isinstance(table, dict) else None
        if not isinstance(table, dict) or not isinstance(name, str) or key in table:
            continue
        try:
            table[key] = first_line(Path(name).expanduser())
        except (OSError, ValueError) as error:
            place = place_of(layers, (section, f"{key}_file")) or Place("settings")
            reason = error.strerror if isinstance(error, OSError) else "is not text"
            remedy = "name a file that the hub's user may read, with the secret alone on its first line"
            yield Problem(
                place.text, f"{section}.{key}_file", f"{name}: {reason}", remedy, name, place.file, place.line
            )
