"""What can be wrong with settings, and how it is told.

Exception
└── SettingsError    at least one Problem, each with place, key, value and remedy

"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake.

    `place` says where the value came from: `hearth.toml:12`, `environment: HEARTH_BROKER__PORT`,
    `command line`. `file` and `line` (from 1) repeat it for programs where it was a file. `key` is dotted;
    `value` is as written, `None` where there is none to show or it is a secret.
    """

    place: str
    key: str
    message: str
    remedy: str
    value: str | None = None
    file: str | None = None
    line: int | None = None


class SettingsError(Exception):
    """The settings cannot be used; `problems` names every mistake that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """All problems as text for people, three lines each."""
    return "\n".join(_told(problem) for problem in problems)


def _told(problem: Problem) -> str:
    value = f" = {problem.value}" if problem.value is not None else ""
    key = f" {problem.key}{value}" if problem.key else ""
    return f"{problem.place}:{key}\n    {problem.message}\n    remedy: {problem.remedy}"
