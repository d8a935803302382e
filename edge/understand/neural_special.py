"""Slots of the intents that are ours: what their words say beside what the model tagged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edge.understand import neural_values as values
from edge.understand.neural_decode import Clause
from edge.understand.neural_targets import Place, Slots
from edge.understand.times import parse_time

_ENDED = frozenset({"off", "disable", "stop", "no", "deactivate", "don't", "dont", "unshuffle"})
_FORWARD = frozenset({"forward", "ahead", "skip", "forwards", "next"})
_START = frozenset({"beginning", "start", "restart"})
_EARLIER = frozenset({"earlier", "forward", "sooner", "ahead", "before"})
_EVENING = frozenset({"sunset", "down", "set", "sets", "dark", "dusk"})
_REPEATED = frozenset({"repeat", "loop", "replay", "again"})


def special(clause: Clause, place: Place) -> Slots:
    """The slots that only this clause's intent has; empty for an intent without such."""
    make = _MAKERS.get(clause.label.intent)
    return make(clause, place) if make else {}


def _words(clause: Clause, place: Place) -> frozenset[str]:
    return frozenset(place.text[clause.start : clause.end].lower().replace("’", "'").split())


def _media_mode(clause: Clause, place: Place) -> Slots:
    words = _words(clause, place)
    mode = "repeat" if words & _REPEATED else "shuffle"
    return {"mode": mode, "state": "off" if words & _ENDED else "on"}


def _media_seek(clause: Clause, place: Place) -> Slots:
    words = _words(clause, place)
    far = next((values.timer_slots(said) for said in place.values(clause, "duration")), {})
    if words & _START and not far:
        return {"direction": "start"}
    return {"direction": "forward" if words & _FORWARD and "back" not in words else "back", **far}


def _source(clause: Clause, place: Place) -> Slots:
    said = place.values(clause, "mode")
    return {"source": said[0].lower()} if said else {}


def _sun(clause: Clause, place: Place) -> Slots:
    return {"event": "sunset" if _words(clause, place) & _EVENING else "sunrise"}


def _snooze(clause: Clause, place: Place) -> Slots:
    said = [*place.values(clause, "duration"), *place.values(clause, "delay")]
    return values.timer_slots(said[0]) if said else {}


def _modified(clause: Clause, place: Place) -> Slots:
    """A new time, with the old one where it was said; or how much later or earlier."""
    slots = _snooze(clause, place)
    if slots:
        return {**slots, "direction": "earlier" if _words(clause, place) & _EARLIER else "later"}
    times = place.values(clause, "time")
    old = parse_time(times[0], place.request.at, place.request.tz_offset) if len(times) > 1 else None
    return {} if old is None else {"start_at": old}


def _reminder(clause: Clause, place: Place) -> Slots:
    said = place.values(clause, "person")
    return {"person": said[0]} if said else {}


_MAKERS: Mapping[str, Callable[[Clause, Place], Slots]] = {
    "HearthMediaMode": _media_mode,
    "HearthMediaSeek": _media_seek,
    "HearthSelectSource": _source,
    "HearthSunTimes": _sun,
    "HearthSnoozeAlarm": _snooze,
    "HearthModifyAlarm": _modified,
    "HearthSetReminder": _reminder,
}
