"""When the sun rises and sets, as the home knows it."""

from __future__ import annotations

from datetime import datetime

from edge.ground.view import View
from edge.turn import Clause, Frame, Problem


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
