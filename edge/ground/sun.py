"""When the sun rises and sets, as the home knows it, and whether it shines."""

from __future__ import annotations

from datetime import datetime

from edge.ground.view import View
from edge.turn import Clause, Frame, Problem

SHADES = frozenset({"blind", "curtain", "shade", "shutter", "awning", None})
"""Device classes of what keeps the light out; a covering that does not say may."""
_DAY, _NIGHT = (9, 16), (22, 5)
"""Hours between which it is day, or night, at any season where people live."""


def daylight(view: View) -> float:
    """1 while the sun is up, 0 while it is down, 0.5 where a home without one has only a clock that tells neither."""
    sun = view.snapshot.entities.get("sun.sun")
    if sun is not None and sun.state in {"above_horizon", "below_horizon"}:
        return float(sun.state == "above_horizon")
    if _DAY[0] <= view.hour < _DAY[1]:
        return 1.0
    return 0.0 if view.hour >= _NIGHT[0] or view.hour < _NIGHT[1] else 0.5


def sun_times(frame: Frame, view: View) -> Clause:
    """The next sunrise or sunset (`event`) here; of another town the home knows nothing."""
    if "location" in frame.slots:
        return Clause(frame, problems=(Problem("no_intent", "HearthSunTimes"),))
    name = "next_rising" if frame.slots.get("event") == "sunrise" else "next_setting"
    for entity in view.snapshot.entities.values():
        told = entity.attributes.get(name) if entity.domain == "sun" else None
        told = entity.state if entity.id.endswith(f"sun_{name}") else told
        try:
            at = datetime.fromisoformat(str(told)).timestamp() if told else None
        except ValueError:
            at = None
        if at is not None:
            return Clause(frame, (entity.id,), facts={"at": at})
    return Clause(frame, problems=(Problem("unknown_value", "the sun"),))
