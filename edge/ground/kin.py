"""Frames near to one that was read: what the same bare words ask for where the moment is another.

"Set it to 22" is degrees of a heating and percent of a lamp; "how much time is left" is asked of timers
and of washing machines. Channels of understanding see the words; which of the two it is shows here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from edge.ground.view import View
from edge.text import tokens
from edge.turn import Frame

DONE = frozenset({"done", "finished", "finish", "ready", "complete", "over", "through"})
"""Words that ask whether something has come to its end."""
_LEFT = frozenset({"left", "go", "longer", "remaining", "remain"})
_STOPPING = frozenset({"stop", "halt", "enough", "quit", "cease"})
"""Words that bid what goes on to end, without a word of how."""
_NOT_STOPPING = frozenset({"dont", "not", "never", "wont", "bus", "next"})
"""Words before them by which they bid nothing: "don't stop", "the next stop"."""
_HAD = frozenset({"thats", "that", "is", "its", "had", "okay", "ok", "alright", "right", "quite", "now"})
"""Words after which "enough" is of something that goes on, and not of a quality: "warm enough"."""
REFERRING = frozenset({"", "it", "that", "this", "them"})
"""Names that name nothing."""
_WARMTH = frozenset({"temperature", "warm", "hot", "cold", "cool", "heat", "degrees", "thermometer"})
_READ_OFF = frozenset({"reading", "readout", "value", "number", "display", "temperature"})
"""Words for what a measurement is read from, where nothing bears the name."""
_HEATING = frozenset(
    {
        "heat",
        "heating",
        "warm",
        "cool",
        "degree",
        "degrees",
        "temperature",
        "celsius",
        "fahrenheit",
        "percent",
        "%",
        "brightness",
        "volume",
        "speed",
        "position",
    }
)
_OUTSIDE = frozenset({"outside", "outdoors", "weather", "forecast", "out", "today", "tomorrow", "tonight"})
_TIMER = frozenset({"timer", "timers", "alarm", "alarms"})
LIT = frozenset({"lit"})
"""Words that are said of lights alone."""
_LIGHT = frozenset({"light", "lights", "lighting"})
_BRIGHTNESS = frozenset({"brightness", "brighten", "brighter", "brightly"})
_MUSIC = frozenset({"music", "song", "songs", "tunes", "playlist"})
_PUTTING = frozenset({"put", "have", "start", "want", "watch", "see", "hear", "like"})
_SUGGESTING = frozenset({"how", "what"})
ASKING = frozenset(
    {
        "is",
        "are",
        "what",
        "whats",
        "which",
        "how",
        "where",
        "any",
        "do",
        "does",
        "did",
        "was",
        "were",
        "tell",
        "have",
        "has",
    }
)
LISTING = frozenset({"HassListAddItem", "HassShoppingListAddItem"})
_PUT_ON = re.compile(r"\bput .+ on(?: now| please)*[.!]?$", re.IGNORECASE)
_SET_TO_NUMBER = {
    "HassClimateSetTemperature": "temperature",
    "HassLightSet": "brightness",
    "HassFanSetSpeed": "percentage",
    "HassSetVolume": "volume_level",
    "HassHumidifierSetpoint": "humidity",
}


def kin(frame: Frame, view: View, *, vague: bool) -> Iterable[Frame]:
    """Other frames that the words of a clause may come to; `vague` is whether its target was left open."""
    said = frozenset(tokens(view.request.text))
    if vague and frame.intent in _SET_TO_NUMBER and not said & _HEATING and "temperature_unit" not in frame.slots:
        yield from _any_number(frame)
    yield from _asked(frame, said, vague=vague)
    yield from _wished(frame, said, view)


def asks(said: frozenset[str]) -> bool:
    """Whether words ask something; "how about some music" only suggests."""
    return bool(said & (ASKING - _SUGGESTING if "about" in said else ASKING))


def puts_on(text: str) -> bool:
    """Whether something is to be put on, and it ends there: "put milk on the list" goes on."""
    return _PUT_ON.search(text) is not None


def bids_to_stop(text: str) -> bool:
    """Whether words bid something to end that they do not name: "stop", "enough of that", but not "warm enough"."""
    said = tokens(text)
    return any(
        (before is None or before in _HAD) if word == "enough" else before not in _NOT_STOPPING
        for before, word in zip((None, *said), said, strict=False)
        if word in _STOPPING
    )


def _asked(frame: Frame, said: frozenset[str], *, vague: bool) -> Iterable[Frame]:
    """Questions: of appliances in place of timers and clocks, of this room in place of the weather."""
    done = frame.intent == "HassGetState" and vague and said & DONE
    time_left = frame.intent == "HassGetCurrentTime" and said & _LEFT
    timers = frame.intent == "HassTimerStatus" and not frame.slots and not said & _TIMER
    if done or time_left or timers:
        yield _bare(frame, "HearthRemaining")
    warmth = frame.intent in {"HassGetWeather", "HassGetCurrentTime"} and said & _WARMTH and not _outside(said)
    reading = frame.intent == "HassClimateGetTemperature" and frame.slots.keys() == {"name"} and _names_no_thing(frame)
    if warmth or reading:
        yield _bare(frame, "HassClimateGetTemperature")


def _outside(said: frozenset[str]) -> bool:
    """Whether the weather is meant; what is read out is not out there."""
    return bool(said & (_OUTSIDE - {"out"} if said & {"read", "find"} else _OUTSIDE))


def _names_no_thing(frame: Frame) -> bool:
    return set(tokens(str(frame.slots["name"]))) <= _READ_OFF


def _wished(frame: Frame, said: frozenset[str], view: View) -> Iterable[Frame]:
    """Wishes: what was named is a title, a kind, or nothing but that something shall stop."""
    if bids_to_stop(view.request.text) and _bids_nothing_else(frame, said):
        yield _bare(frame, "HearthStop")
    if frame.slots.get("name") == "all" and said & LIT:
        lit = {key: value for key, value in frame.slots.items() if key != "name"}
        yield replace(frame, slots=lit | {"domain": "light"}, domains=())
    if _about_light(frame, said):
        yield replace(frame, intent="HassTurnOn", slots={**frame.slots, "domain": "light"}, domains=())
    if frame.intent == "HearthMediaStatus" and said & _MUSIC and not asks(said):
        yield Frame("HassMediaSearchAndPlay", {"media_class": "music"}, span=frame.span)
    if frame.intent in LISTING and puts_on(view.request.text):
        yield Frame("HassMediaSearchAndPlay", {"search_query": frame.slots.get("item", "")}, span=frame.span)
    if _titled(frame, said, view):
        yield Frame("HassMediaSearchAndPlay", {"search_query": _title(frame)}, span=frame.span)


def _bids_nothing_else(frame: Frame, said: frozenset[str]) -> bool:
    """Whether a clause is talk, or would switch off what nobody named: "enough of that" ends what goes on."""
    if frame.intent != "HassTurnOff":
        return frame.intent in {"HassNevermind", "HearthChat"}
    named = set(tokens(str(frame.slots.get("name", ""))))
    return "off" not in said and frame.slots.keys() <= {"name"} and named <= _STOPPING | REFERRING


def _title(frame: Frame) -> str:
    """The name in a frame without the verb that a loose reading left in it: "put Dracula"."""
    name = str(frame.slots.get("name", ""))
    verb, _, rest = name.partition(" ")
    return rest if rest and verb.casefold() in _PUTTING else name


def _titled(frame: Frame, said: frozenset[str], view: View) -> bool:
    """Whether what is to be put on is no thing of this home, but is played or written like the title of something."""
    name = _title(frame)
    playing = frame.intent == "HassMediaSearchAndPlay" and not frame.slots.keys() & {"search_query", "genre", "artist"}
    capital = view.request.text.find(name) > 0 and any(word[:1].isupper() for word in name.split())
    putting = frame.intent == "HassTurnOn" and capital and bool(said & _PUTTING)
    return bool(name) and (playing or putting) and not view.names.entities(name, lambda _id: True)


def _about_light(frame: Frame, said: frozenset[str]) -> bool:
    """Whether a clause speaks of light and does not say what of it: "a bit of light" asks for some."""
    of_it = said & _BRIGHTNESS or frame.slots.keys() & {"name", "amount"}
    if frame.condition is not None or of_it or not said & _LIGHT:
        return False
    if frame.intent == "HassLightSet":
        return not frame.slots.keys() & {"brightness", "color", "temperature", "effect"}
    if frame.intent == "HearthAdjust":
        return frame.slots.get("attribute") == "brightness" and frame.slots.get("direction") == "up"
    asked = frame.slots.keys() & {"state", "attribute"} or said & ASKING
    return frame.intent == "HassGetState" and frame.slots.get("domain") == "light" and not asked


def _any_number(frame: Frame) -> Iterable[Frame]:
    value = frame.slots.get(_SET_TO_NUMBER[frame.intent])
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield replace(frame, intent="HearthSetValue", slots={"value": value}, domains=())


def _bare(frame: Frame, intent: str) -> Frame:
    return Frame(intent, response="default", span=frame.span)
