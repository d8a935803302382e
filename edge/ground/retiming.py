"""Another time for what was just put off: "make it half past seven", "no, fifteen minutes"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from edge.ground.later_matching import seconds
from edge.turn import Frame, SlotValue

_HALF_DAY = 43_200.0
_UNITS = ("hours", "minutes", "seconds")
_TIMED = frozenset({"HearthSetAlarm", "HearthSetReminder", "HearthModifyAlarm"})


@dataclass(frozen=True, slots=True)
class SaidValue:
    """A value that was said by itself: a number with its unit (`%`, `°C`, `°F` or none), a colour by name, or a time.

    `at` is wall seconds, `loose` when neither its day nor its half of the day was said; `seconds` is a duration.
    """

    number: float | None = None
    unit: str = ""
    colour: str | None = None
    at: float | None = None
    seconds: float | None = None
    loose: bool = False


def retimed_frame(frame: Frame, said: SaidValue, now: float) -> Frame | None:
    """The frame for the time that was said; `None` where it has none, or no time was said.

    A bare number is in the unit of the length that it replaces; a loose time is the one after wall time `now` that
    is nearest to the time that it replaces.
    """
    if frame.intent == "HassStartTimer":
        return _timer(frame, said)
    later = frame.at is not None or frame.delay is not None
    if said.at is not None and (later or frame.intent in _TIMED):
        return replace(frame, at=_nearest(said, frame.at, now), delay=None)
    if said.seconds is not None and frame.delay is not None:
        return replace(frame, delay=said.seconds)
    return None


def lasting_frame(frame: Frame, said: SaidValue, _now: float) -> Frame | None:
    """The timer, or change of a timer, for as long as was asked for; `None` where no length was said."""
    return _timer(frame, said)


def settled_frame(frame: Frame, said: SaidValue, now: float) -> Frame | None:
    """The frame at the time that was asked for; `None` where no time was said. `now` in wall seconds."""
    if frame.at is not None or frame.delay is not None:
        return frame
    if said.at is not None:
        return replace(frame, at=said.at, when="")
    if said.seconds is None:
        return None
    own = frame.intent in _TIMED
    return replace(frame, when="", at=now + said.seconds if own else None, delay=None if own else said.seconds)


def another_timer_frame(frame: Frame, length: float, name: str) -> Frame:
    """The frame of a timer of a length in seconds beside the one of `frame`, whose name it does not share."""
    kept = {key: value for key, value in frame.slots.items() if key not in {*_UNITS, "name", "conversation_command"}}
    named: dict[str, SlotValue] = {"name": name} if name else {}
    return replace(frame, slots={**kept, **named, **_in_units(length)})


def _in_units(total: float) -> dict[str, SlotValue]:
    whole = round(total)
    parts = {"hours": whole // 3600, "minutes": whole % 3600 // 60, "seconds": whole % 60}
    return {unit: value for unit, value in parts.items() if value}


def _nearest(said: SaidValue, old: float | None, now: float) -> float | None:
    if said.at is None or old is None or not said.loose:
        return said.at
    moments = (said.at + half * _HALF_DAY for half in range(-14, 15))
    return min((moment for moment in moments if moment > now), key=lambda moment: abs(moment - old))


def _timer(frame: Frame, said: SaidValue) -> Frame | None:
    units = [unit for unit in _UNITS if unit in frame.slots]
    named: dict[str, SlotValue] = {key: value for key, value in frame.slots.items() if key not in units}
    if said.seconds is not None and said.seconds != seconds(frame.slots):
        return replace(frame, slots={**named, **_in_units(said.seconds)})
    if said.number is not None and not said.unit and len(units) == 1:
        return replace(frame, slots={**named, units[0]: round(said.number)})
    return None
