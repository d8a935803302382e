"""What "everything" is when nothing says of what kind: the things that are switched on and off.

To turn everything off in a hall is not to unlock its door, disarm its alarm and open or close its blinds,
though Home Assistant has `turn_off` mean that for each of them. "Close everything" is about what closes.
"""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.view import View
from edge.text import fold
from edge.turn import Frame

EVERYTHING = frozenset({"all", "everything", "both", "every"})
SWITCHED = frozenset({"light", "switch", "fan", "media_player", "input_boolean", "climate", "humidifier"})
"""Domains that somebody means who turns everything on or off."""

_SWITCHING = frozenset({"HassTurnOn", "HassTurnOff", "HassToggle"})
_BY_VERB: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("open", "close", "shut", "raise", "lower"), frozenset({"cover", "valve"})),
    **dict.fromkeys(("lock", "unlock"), frozenset({"lock"})),
    **dict.fromkeys(("arm", "disarm"), frozenset({"alarm_control_panel"})),
}
"""English verbs that say by themselves what they are done to."""


def of_everything(frame: Frame, view: View) -> frozenset[str] | None:
    """The domains that a clause about everything is about; `None` for a clause about something in particular."""
    name = fold(str(frame.slots.get("name", "")))
    particular = frame.domains or {"domain", "device_class"} & set(frame.slots) or (name and name not in EVERYTHING)
    if frame.intent not in _SWITCHING or particular:
        return None
    said = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    verbs = [_BY_VERB[word] for word in fold(said).split() if word in _BY_VERB]
    return verbs[0] if verbs else SWITCHED
