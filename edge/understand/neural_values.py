"""Words of a slot as the value that Home Assistant wants: percent, degrees, seconds, its own words."""

from __future__ import annotations

import re

from edge.turn import SlotValue
from edge.understand.durations import parse_duration
from edge.understand.numbers import parse_number
from edge.understand.units import parse_percentage, parse_temperature

_EXTREMES = {
    "max": 100,
    "maximum": 100,
    "full": 100,
    "highest": 100,
    "high": 100,
    "brightest": 100,
    "maximize": 100,
    "maximise": 100,
    "minimize": 1,
    "minimise": 1,
    "min": 1,
    "minimum": 1,
    "lowest": 1,
    "dimmest": 1,
    "half": 50,
    "halfway": 50,
    "middle": 50,
    "quarter": 25,
    "third": 33,
}
_KELVIN = re.compile(r"(\d{4,5})\s*(?:k|kelvin)?$", re.IGNORECASE)
_LEADING = re.compile(r"^(?:the|to|at|by)\s+")
_DIGITS = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_UNIT = re.compile(
    r"\s*(%|per ?cent|percent|degrees?|points?|steps?|notch(?:es)?|levels?|stages?|settings?"
    r"|minutes?|seconds?|hours?|mins?|secs?|portions?|grams?|°.*)$"
)

_STATION = re.compile(r"^radio \S|\b(?:fm|radio)$", re.IGNORECASE)
_DEGREES = re.compile(r"\bdegrees?\b|\bcelsius\b|\bfahrenheit\b|°")
_LEVELS = re.compile(r"\b(levels?|steps?|notch(es)?|stages?|settings?)\b")
_SWINGS = {"up": "up", "upward": "up", "upwards": "up", "upper": "up", "down": "down", "downward": "down",
           "downwards": "down", "lower": "down", "middle": "middle"}  # fmt: skip

MEDIA_CLASSES = {
    "artist": "artist",
    "album": "album",
    "track": "track",
    "song": "track",
    "playlist": "playlist",
    "podcast": "podcast",
    "movie": "movie",
    "film": "movie",
    "show": "tv_show",
    "tv show": "tv_show",
    "series": "tv_show",
    "episode": "episode",
    "music": "music",
    "tune": "music",
    "radio": "channel",
    "radio station": "channel",
    "station": "channel",
    "channel": "channel",
    "audiobook": "audiobook",
    "audio book": "audiobook",
    "book": "audiobook",
    "video": "video",
}
"""What people call media, in Home Assistant's classes (`audiobook` is ours)."""
_KINDS_OF_WORK = frozenset({"artist", "album", "song", "track", "playlist"})

PROPERTIES = {
    "humidity": "humidity",
    "humidity level": "humidity",
    "battery": "battery",
    "battery level": "battery",
    "temperature": "temperature",
    "temp": "temperature",
    "power": "power",
    "power consumption": "power",
    "power usage": "power",
    "energy": "energy",
    "energy consumption": "energy",
    "electricity": "energy",
    "co2": "carbon_dioxide",
    "co2 level": "carbon_dioxide",
    "carbon dioxide": "carbon_dioxide",
    "carbon dioxide level": "carbon_dioxide",
    "pressure": "pressure",
    "illuminance": "illuminance",
    "light level": "illuminance",
    "brightness": "illuminance",
    "air quality": "aqi",
    "moisture": "moisture",
    "voltage": "voltage",
    "wind speed": "wind_speed",
    "noise level": "sound_pressure",
}
"""Measured properties, as sensors' device classes."""


def percent(text: str) -> float | None:
    """Percent that the words say, 0..100 or beyond; a bare number is taken as percent."""
    words = _LEADING.sub("", text.strip().lower())
    value = parse_percentage(words)
    if value is None:
        value = next((_EXTREMES[word] for word in words.split() if word in _EXTREMES), None)
    return float(value) if value is not None else amount(words)


def extreme(name: str, text: str) -> dict[str, SlotValue]:
    """The value of a setting that is said with its name: "full brightness", "at half volume"."""
    noun = {"volume_level": "volume", "percentage": "speed"}.get(name, name)
    found = re.search(rf"\b({'|'.join(_EXTREMES)}) (?:{noun}|power|blast)\b", text, re.IGNORECASE)
    return {name: _EXTREMES[found[1].lower()]} if found else {}


def amount(text: str) -> float | None:
    """The number at the head of the words, whatever its unit; `None` for "a bit"."""
    words = _LEADING.sub("", text.strip().lower())
    value = parse_number(_UNIT.sub("", words))
    if value is not None:
        return float(value)
    match = _DIGITS.search(words)
    return float(match[0].replace(",", ".")) if match else None


def is_temperature(text: str) -> bool:
    """Whether an amount is told in degrees."""
    return bool(_DEGREES.search(text.lower()))


def counts_levels(text: str) -> bool:
    """Whether an amount is told in steps of the device: "two levels", "a notch"."""
    return bool(_LEVELS.search(text.lower()))


def state(text: str) -> str:
    """A state as it is asked for, without the words that say that it lasts."""
    words = [word for word in text.lower().split() if word not in {"still", "currently", "left", "now", "actually"}]
    return " ".join(words) or text.lower()


def swing(text: str) -> str | None:
    """Where air is to blow, `up`, `down` or `middle`, where the words say so and nothing else."""
    return _SWINGS.get(text.lower().removeprefix("to ").removeprefix("the "))


def kelvin(text: str) -> int | None:
    """A colour temperature in kelvin (1000..20000), or `None`."""
    match = _KELVIN.search(text.strip())
    value = int(match[1]) if match else 0
    return value if 1000 <= value <= 20000 else None


def temperature(text: str) -> dict[str, SlotValue]:
    """`temperature` and, where it was said, `temperature_unit` (`°C`, `°F`); empty when there is none."""
    words = _LEADING.sub("", text.strip().lower())
    parsed = parse_temperature(words)
    if parsed is not None:
        unit: dict[str, SlotValue] = {"temperature_unit": parsed.unit} if parsed.unit else {}
        return {"temperature": number(float(parsed.value)), **unit}
    value = amount(words)
    return {"temperature": number(value)} if value is not None else {}


def seconds(text: str) -> float | None:
    """Seconds that the words say, or `None`."""
    words = text.strip().lower().removeprefix("in ").removeprefix("for ").removesuffix(" from now")
    return parse_duration(words)


def timer_slots(text: str, prefix: str = "") -> dict[str, SlotValue]:
    """`hours`, `minutes` and `seconds` of a duration, those that are not zero."""
    total = seconds(text)
    if total is None:
        return {}
    whole = round(total)
    parts = {"hours": whole // 3600, "minutes": whole % 3600 // 60, "seconds": whole % 60}
    return {prefix + name: value for name, value in parts.items() if value}


def media_class(text: str) -> str | None:
    """Home Assistant's media class of a word for media."""
    words = text.strip().lower()
    return MEDIA_CLASSES.get(words) or MEDIA_CLASSES.get(words.removesuffix("s"))


def apart_from_class(query: str, before: str) -> tuple[str, str | None]:
    """What is to be played without the kind of it, and that kind where it is said beside: "the artist Queen"."""
    head, _, rest = query.partition(" ")
    most, _, last = query.rpartition(" ")
    for word, left in ((head, rest), (last, most)):
        if word.lower() in _KINDS_OF_WORK and left:
            return left, MEDIA_CLASSES[word.lower()]
    if _STATION.search(query):
        return query, MEDIA_CLASSES["radio"]
    lead = before.lower().split()[-1:]
    return query, MEDIA_CLASSES[lead[0]] if lead and lead[0] in _KINDS_OF_WORK else None


def number(value: float) -> int | float:
    """The same number, as an integer where it is one."""
    return int(value) if float(value).is_integer() else round(value, 2)
