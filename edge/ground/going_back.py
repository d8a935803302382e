"""What is to be as it just was: "turn it back on" means the thing here that was on until a moment ago."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from edge.ground.abilities import SWITCHABLE
from edge.ground.antecedents import SINGULAR
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold
from edge.turn import Frame

_JUST = 600.0
"""Seconds within which something changed that is to be as it was before."""
_TOGETHER = 20.0
"""Seconds within which things change together, as the lights of a room do."""
_BACK = re.compile(r"\bback (?:on|off|up|down|open|out)\b|\bagain\b", re.IGNORECASE)
_ON = frozenset(
    {"on", "open", "opening", "unlocked", "playing", "paused", "idle", "buffering", "cleaning", "mowing", "heat",
     "cool", "auto", "heat_cool", "dry", "fan_only"}
)  # fmt: skip
_OFF = frozenset({"off", "standby", "closed", "closing", "locked", "docked", "returning"})
_STARTS = {
    "HassMediaUnpause": "media_player", "HassVacuumStart": "vacuum", "HassLawnMowerStartMowing": "lawn_mower",
}  # fmt: skip
"""Words of starting that are said of one domain, unless it is plain that something else was stopped."""
_WAS = {"HassTurnOn": _OFF, "HassTurnOff": _ON}
"""How something is that is to be switched."""


def as_switched(frame: Frame, view: View) -> Frame:
    """A bare word of starting as one of what was switched off here last.

    "Start it again" is no robot's where a washer was stopped a moment ago.
    """
    words = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    name = fold(str(frame.slots.get("name", "")))
    own = _STARTS.get(frame.intent)
    if own is None or name not in SINGULAR or not view.request.language.startswith("en") or not _BACK.search(words):
        return frame
    here = [e for e in view.snapshot.exposed if view.area in {None, e.area} and e.domain in SWITCHABLE | {own}]
    ended = [(_since(e, view), e.domain) for e in here if e.state in _OFF | {"paused", "idle"}]
    seconds, domain = min(ended, default=(math.inf, own))
    if seconds > _JUST or domain == own:
        return frame
    return replace(frame, intent="HassTurnOn", slots={"name": name}, domains=(), device_classes=())


def just_changed(frame: Frame, fitting: Sequence[Entity], view: View) -> Sequence[Entity]:
    """Of what may be switched back, what was otherwise until a moment ago, newest first; all of it where nothing was.

    What changes in another room than that of the speaker says nothing of what is meant.
    """
    words = view.request.text[slice(*frame.span)] if frame.span else view.request.text
    if frame.intent not in _WAS or not view.request.language.startswith("en") or not _BACK.search(words):
        return fitting
    here = [(_since(entity, view), entity) for entity in fitting if view.area in {None, entity.area}]
    lately = [row for row in here if row[0] <= _JUST]
    # where all of it is so already, that is what there is to say
    found = [row for row in lately if row[1].state in _WAS[frame.intent]] or lately
    newest = min((seconds for seconds, _ in found), default=_JUST)
    together = [row for row in found if row[0] <= newest + _TOGETHER]
    return [e for _, e in sorted(together, key=lambda row: (row[0], row[1].id))] or fitting


def _since(entity: Entity, view: View) -> float:
    """Seconds since something was switched, as the home shows it or as the hub remembers."""
    shown = math.inf if entity.changed is None else view.request.at - entity.changed
    return min(shown if shown >= 0 else math.inf, view.knowledge.turned.get(entity.id, math.inf))
