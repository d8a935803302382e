"""What the options before the command say, handed to every command as click's object."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from edge.cli.errors import ConfigError, NoInputError

if TYPE_CHECKING:
    from edge.settings import Loaded, Settings

SEARCHED = (Path("hearth.toml"), Path("~/.config/hearth/hearth.toml"), Path("/etc/hearth/hearth.toml"))
"""Where the configuration file is looked for when none is named; the first that exists counts."""


@dataclass
class Invocation:
    """The configuration file and the settings given on the command line.

    Commands take it with `@click.pass_obj` and read `settings`, which loads pydantic on first use.
    """

    config: Path | None = None
    overrides: tuple[str, ...] = ()

    @property
    def path(self) -> Path | None:
        """The configuration file in use: the one named, else the first found, else `None`."""
        if self.config is not None:
            return self.config
        return next((path for path in (p.expanduser() for p in SEARCHED) if path.is_file()), None)

    @cached_property
    def loaded(self) -> Loaded:
        """Settings with their origins.

        Raises `NoInputError` when the named file cannot be read and `ConfigError` (exit code 78) with
        every mistake when the settings are wrong.
        """
        from edge.settings import SettingsError, load, report

        try:
            return load(self.path, self.overrides)
        except OSError as error:
            message = f"{error.filename}: {error.strerror}; name another file with --config, or write one: hearth init"
            raise NoInputError(message) from error
        except SettingsError as error:
            raise ConfigError(report(error.problems)) from error

    @property
    def settings(self) -> Settings:
        """The settings; raises as `loaded` does."""
        return self.loaded.settings
