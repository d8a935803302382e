"""Commands for sunrise and sunset, by what the home knows of the sun (English)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from edge.home.model import Entity, Snapshot
from edge.understand.durations import parse_duration

_SAID = re.compile(
    r",?\s*\b(?:(?P<shift>[\w\s-]+? (?:hours?|minutes?|mins?)) (?P<way>before|after) "
    r"|(?:right |just )?(?:at|by|around|on|until) )"
    r"(?:the )?(?P<event>sunset|sundown|dusk|nightfall|sunrise|sunup|dawn|daybreak)\b,?\s*",
    re.IGNORECASE,
)
_RISES = frozenset({"sunrise", "sunup", "dawn", "daybreak"})


@dataclass(frozen=True, slots=True)
class SunTime:
    """The command without its time; `at` in wall seconds, `None` where the home does not know it."""

    rest: str
    rising: bool
    at: float | None = None


def sun_time(text: str, snapshot: Snapshot) -> SunTime | None:
    """The time by the sun that a request says, or `None`."""
    found = _SAID.search(text)
    if found is None:
        return None
    before, shift = _shift(found["shift"] or "")
    if shift is None:
        return None
    rising = found["event"].casefold() in _RISES
    at = next_event(snapshot, rising=rising)
    moved = at + (-shift if (found["way"] or "").casefold() == "before" else shift) if at is not None else None
    rest = f"{text[: found.start()]} {before} {text[found.end() :]}"
    return SunTime(" ".join(rest.split()), rising, moved)


def _shift(words: str) -> tuple[str, float | None]:
    """The duration that the words end with, in seconds, and what stands before it."""
    parts = words.split()
    for start in range(len(parts)):
        seconds = parse_duration(" ".join(parts[start:]))
        if seconds is not None:
            return " ".join(parts[:start]), seconds
    return words, None if parts else 0.0


def next_event(snapshot: Snapshot, *, rising: bool) -> float | None:
    """Wall seconds of the next sunrise or sunset: of `sun.sun`, or of a sensor that Home Assistant derives from it."""
    name = "next_rising" if rising else "next_setting"
    for entity in snapshot.entities.values():
        value = entity.attributes.get(name) if entity.domain == "sun" else _of_sensor(entity, name)
        moment = _seconds(value)
        if moment is not None:
            return moment
    return None


def _of_sensor(entity: Entity, name: str) -> str | None:
    return entity.state if entity.domain == "sensor" and entity.id.endswith(f"sun_{name}") else None


def _seconds(value: object) -> float | None:
    try:
        return datetime.fromisoformat(str(value)).timestamp() if value else None
    except ValueError:
        return None
