"""Logs of real homes as sequences of deeds: SmartSense device controls, UCI ADL and Kasteren activities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from edge.context.habits import Deed
from edge.context.moments import Moment

DAY = 86_400.0
_MONDAY = 4 * DAY
"""1970-01-05: windows without a date are laid into the first week of the epoch."""
_BIN = 3 * 3600.0
_KASTEREN = re.compile(r"(\d\d-\w{3}-\d{4} [\d:]{8})\s+(\d\d-\w{3}-\d{4} [\d:]{8})\s+(\d+)\s*$")

Window = tuple[Deed, ...]
"""Consecutive device controls of one home; the last is what is to be told from the others and its own moment."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: seconds since 1970 on the home's clock, and its name."""

    start: float
    end: float
    name: str


def windows(path: Path) -> list[Window]:
    """SmartSense: ten controls each, of `[weekday, three hours of the day, device, control, device and control]`."""
    with np.load(path) as told:
        return [_window(rows) for rows in told["x"].tolist()]


def ordonez(path: Path) -> list[Activity]:
    """UCI ADL, home A (`OrdonezA_ADLs.txt`)."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[2:])
    cells = ([cell.strip() for cell in row if cell.strip()] for row in rows)
    return _sorted((row[0], row[1], row[2]) for row in cells if len(row) == 3)


def kasteren(path: Path) -> list[Activity]:
    """Kasteren, home A (`kasterenActData.txt`)."""
    found = (_KASTEREN.match(line) for line in path.read_text(encoding="latin-1").splitlines())
    return _sorted((match[1], match[2], match[3]) for match in found if match)


def by_day(activities: Sequence[Activity]) -> dict[int, list[Activity]]:
    """Activities by the date on which they begin, as days since 1970."""
    days: dict[int, list[Activity]] = {}
    for activity in activities:
        days.setdefault(int(activity.start // DAY), []).append(activity)
    return days


def _window(rows: Sequence[Sequence[int]]) -> Window:
    deeds: list[Deed] = []
    day = int(rows[0][0])
    for weekday, part, _, control, deed in rows:
        day += (weekday - day) % 7
        moment = Moment(_MONDAY + day * DAY + (part + 0.5) * _BIN)
        deeds.append(Deed(str(deed), moment, 1.0, f"+{control}"))
    return tuple(deeds)


def _sorted(rows: Iterator[tuple[str, str, str]]) -> list[Activity]:
    return sorted((Activity(_seconds(a), _seconds(b), name) for a, b, name in rows), key=lambda row: row.start)


def _seconds(text: str) -> float:
    pattern = "%d-%b-%Y %H:%M:%S" if text[2] == "-" else "%Y-%m-%d %H:%M:%S"
    return datetime.strptime(text, pattern).replace(tzinfo=UTC).timestamp()
