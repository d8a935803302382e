"""Settings: `hearth.toml`, under the environment (`HEARTH_*`), under the command line.

`load` gives `Settings` or a `SettingsError` that names every mistake with its place and remedy. Importing
this package loads pydantic; commands import it when they need it.
"""

from edge.settings.errors import Problem, SettingsError, report
from edge.settings.load import Loaded, load
from edge.settings.model import Settings

__all__ = ["Loaded", "Problem", "Settings", "SettingsError", "load", "report"]
