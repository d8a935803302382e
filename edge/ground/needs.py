"""What can be done about how it is for somebody: dark, cold, stuffy, too loud.

Each need has several remedies; which of them makes sense is a matter of the moment and is ranked later.
"""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.media import PLAYING
from edge.ground.sun import SHADES, daylight
from edge.ground.view import View
from edge.home.effects import number
from edge.turn import Clause, Frame, SlotValue


def _frame(intent: str, **slots: SlotValue) -> Frame:
    return Frame(intent, slots)


REMEDIES: Mapping[str, tuple[Frame, ...]] = {
    "dark": (
        _frame("HassTurnOn", domain="light"),
        _frame("HearthAdjust", domain="light", attribute="brightness", direction="up"),
        _frame("HassTurnOn", domain="cover"),
    ),
    "bright": (
        _frame("HearthAdjust", domain="light", attribute="brightness", direction="down"),
        _frame("HassTurnOff", domain="cover"),
        _frame("HassTurnOff", domain="light"),
    ),
    "cold": (
        _frame("HearthAdjust", domain="climate", attribute="temperature", direction="up"),
        _frame("HassTurnOff", domain="cover", device_class="window"),
        _frame("HassTurnOff", domain="fan"),
    ),
    "hot": (
        _frame("HassTurnOn", domain="fan"),
        _frame("HearthAdjust", domain="climate", attribute="temperature", direction="down"),
        _frame("HassTurnOn", domain="cover", device_class="window"),
    ),
    "stuffy": (
        _frame("HassTurnOn", domain="fan"),
        _frame("HassTurnOn", domain="cover", device_class="window"),
    ),
    "dry": (
        _frame("HassTurnOn", domain="humidifier", device_class="humidifier"),
        _frame("HassTurnOn", domain="humidifier"),
    ),
    "humid": (
        _frame("HassTurnOn", domain="humidifier", device_class="dehumidifier"),
        _frame("HassTurnOn", domain="fan"),
    ),
    "loud": (
        _frame("HearthAdjust", domain="fan", attribute="speed", direction="down"),
        _frame("HassTurnOff", domain="fan"),
    ),
}
"""A need to the clauses that would help, in the order of what helps most directly."""
VOLUMES: Mapping[str, str] = {"loud": "down", "quiet": "up"}
"""Needs of what is heard to what is done to the volume of whatever plays: as if "louder" or "quieter" had been said."""
_SLOW = 33.0
"""Percent of a fan's speed below which slowing it down helps no more."""


def is_of_a_fan(frame: Frame, view: View) -> bool:
    """Whether the noise is that of a fan: one is at work where the speaker is, and no player is."""
    said = frame.slots.get("area")
    elsewhere = said is not None and view.area not in {match.id for match in view.names.areas(str(said))}
    if frame.slots.get("need") != "loud" or view.area is None or elsewhere:
        return False
    here = [entity for entity in view.snapshot.exposed if entity.area == view.area]
    sounds = any(entity.domain == "media_player" and entity.state in PLAYING | {"on"} for entity in here)
    return not sounds and any(entity.domain == "fan" and entity.state == "on" for entity in here)


def helps(need: str, clause: Clause, view: View) -> bool:
    """Whether a remedy may help at this moment.

    No covering lets light in unless it is surely day; a fan that can be slower is not to be off.
    """
    if need == "loud" and clause.frame.intent == "HassTurnOff":
        speeds = (number(view.entity(id_).attributes.get("percentage")) for id_ in clause.targets)
        return all(speed is None or speed <= _SLOW for speed in speeds)
    covers = [id_ for id_ in clause.targets if id_.startswith("cover.")]
    if need not in {"dark", "bright"} or not covers:
        return True
    shades = all(view.entity(id_).device_class in SHADES for id_ in covers)
    return shades and (daylight(view) == 1.0 if need == "dark" else daylight(view) > 0.0)
