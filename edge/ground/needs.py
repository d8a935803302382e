"""What can be done about how it is for somebody: dark, cold, stuffy, too loud.

Each need has several remedies; which of them makes sense is a matter of the moment and is ranked later.
"""

from __future__ import annotations

from collections.abc import Mapping

from edge.ground.sun import SHADES, daylight
from edge.ground.view import View
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
}
"""A need to the clauses that would help, in the order of what helps most directly."""
VOLUMES: Mapping[str, str] = {"loud": "down", "quiet": "up"}
"""Needs of what is heard to what is done to the volume of whatever plays: as if "louder" or "quieter" had been said."""


def helps(need: str, clause: Clause, view: View) -> bool:
    """Whether a remedy may help at this moment: no covering lets light in unless it is surely day."""
    covers = [id_ for id_ in clause.targets if id_.startswith("cover.")]
    if need not in {"dark", "bright"} or not covers:
        return True
    shades = all(view.entity(id_).device_class in SHADES for id_ in covers)
    return shades and (daylight(view) == 1.0 if need == "dark" else daylight(view) > 0.0)
