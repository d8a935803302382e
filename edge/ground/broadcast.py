"""Something to be said everywhere, or in one room: "announce that dinner is ready"."""

from __future__ import annotations

from edge.ground.view import View
from edge.turn import Clause, Frame, JsonValue, Problem, ServiceCall, Step, Tier


def broadcast(frame: Frame, view: View) -> Clause:
    """Say `message` on every device, or on those of an area."""
    message = str(frame.slots.get("message", "")).strip()
    if not message:
        return Clause(frame, problems=(Problem("no_intent", frame.intent),))
    data: dict[str, JsonValue] = {"message": message}
    if "area" in frame.slots:
        areas = {match.id for match in view.names.areas(str(frame.slots["area"]))}
        if not areas:
            return Clause(frame, problems=(Problem("no_area", str(frame.slots["area"])),))
        data["devices"] = [device.id for device in view.snapshot.devices.values() if device.area in areas]
    return Clause(frame, steps=(Step(ServiceCall("hearth", "broadcast", data=data), Tier.COMFORT),))
