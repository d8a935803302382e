"""The verbs of locks and alarm panels go before what a reader took them for."""

from __future__ import annotations

import pytest
from homes import home

from edge.turn import Frame, SlotValue
from edge.understand.securing import as_secured

ALL = {"domain": "lock", "name": "all"}


@pytest.mark.parametrize(
    ("words", "read", "intent", "slots"),
    [
        ("lock all the doors", Frame("HassTurnOff", {"name": "all"}, ("lock",)), "HassTurnOn", ALL),
        ("please unlock every door", Frame("HassTurnOff", {"name": "all", "domain": "cover"}), "HassTurnOff", ALL),
        ("lock the front door", Frame("HassTurnOff", {"name": "Front Door"}, ("lock",)), "HassTurnOn", None),
        ("unlock the front door", Frame("HassTurnOff", {"name": "Front Door"}, ("lock",)), "HassTurnOff", None),
        ("unlock the door", Frame("HassTurnOff", {"name": "door"}), "HassTurnOff", {"domain": "lock"}),
        (
            "lock the door in the hall",
            Frame("HassTurnOn", {"name": "door", "area": "Hall"}),
            "HassTurnOn",
            {"domain": "lock", "area": "Hall"},
        ),
        ("turn off the lock", Frame("HassTurnOff", {"domain": "lock"}), "HassTurnOff", None),
        ("lock the garage door", Frame("HassTurnOff", {"name": "Garage Door"}, ("cover",)), "HassTurnOff", None),
        ("is the lock on", Frame("HassGetState", {"domain": "lock"}), "HassGetState", None),
    ],
)
def test_who_says_lock_wants_nothing_unlocked(
    words: str, read: Frame, intent: str, slots: dict[str, SlotValue] | None
) -> None:
    meant = as_secured(read, words, home())
    assert meant.intent == intent
    assert meant.slots == (read.slots if slots is None else slots)


PANEL = {"domain": "alarm_control_panel"}


@pytest.mark.parametrize(
    ("words", "intent", "slots"),
    [
        ("arm the alarm", "HassTurnOn", {"name": "Alarm"}),
        ("arm the security system for the night", "HearthSetMode", {**PANEL, "mode": "night"}),
        ("set the alarm to away", "HearthSetMode", {"name": "Alarm", "mode": "away"}),
        ("set the alarm to stay mode", "HearthSetMode", {"name": "Alarm", "mode": "home"}),
        ("disarm the security system", "HassTurnOff", PANEL),
    ],
)
def test_arming_sets_no_alarm_clock(words: str, intent: str, slots: dict[str, SlotValue]) -> None:
    meant = as_secured(Frame("HearthSetAlarm", {}, at=5.0), words, home())
    assert (meant.intent, meant.slots, meant.at) == (intent, slots, None)


def test_an_alarm_clock_stays_one() -> None:
    clock = Frame("HearthSetAlarm", {}, at=5.0)
    assert as_secured(clock, "set the alarm to seven", home()) is clock
    assert as_secured(clock, "set an alarm for tonight", home()) is clock
