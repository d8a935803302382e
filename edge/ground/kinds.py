"""Words for kinds of things, and names that are nothing but a place and a kind ("the lights upstairs").

English words; other languages have theirs in Home Assistant's templates, which name the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edge.ground.names import NameIndex
from edge.ground.natures import DOMAIN_OF, HOUSINGS, noun_at_end
from edge.text import singular, tokens

KIND_WORDS: Mapping[str, tuple[str, str | None]] = {
    "light": ("light", None),
    "lamp": ("light", None),
    "lighting": ("light", None),
    "bulb": ("light", None),
    "switch": ("switch", None),
    "plug": ("switch", None),
    "outlet": ("switch", None),
    "socket": ("switch", None),
    "blind": ("cover", "blind"),
    "curtain": ("cover", "curtain"),
    "drape": ("cover", "curtain"),
    "shade": ("cover", "shade"),
    "shutter": ("cover", "shutter"),
    "awning": ("cover", "awning"),
    "window": ("cover", "window"),
    "garage": ("cover", "garage"),
    "gate": ("cover", "gate"),
    "thermostat": ("climate", None),
    "heating": ("climate", None),
    "heater": ("climate", None),
    "radiator": ("climate", None),
    "fan": ("fan", None),
    "humidifier": ("humidifier", None),
    "dehumidifier": ("humidifier", "dehumidifier"),
    "lock": ("lock", None),
    "vacuum": ("vacuum", None),
    "hoover": ("vacuum", None),
    "robot": ("vacuum", None),
    "mower": ("lawn_mower", None),
    "valve": ("valve", None),
    "siren": ("siren", None),
    "tv": ("media_player", "tv"),
    "television": ("media_player", "tv"),
    "telly": ("media_player", "tv"),
    "speaker": ("media_player", "speaker"),
    "music": ("media_player", None),
    "radio": ("media_player", None),
    "alarm": ("alarm_control_panel", None),
    "burglar alarm": ("alarm_control_panel", None),
    "house alarm": ("alarm_control_panel", None),
    "security alarm": ("alarm_control_panel", None),
    "security system": ("alarm_control_panel", None),
    "alarm system": ("alarm_control_panel", None),
    "scene": ("scene", None),
}
"""A word to the domain, and where it says so the device class, that it stands for."""

COVERINGS = frozenset({"blind", "curtain", "shade", "shutter"})
"""Device classes that people do not tell apart: what hangs before a window."""

LAX_CLASSES = frozenset({"speaker", "dehumidifier"}) | COVERINGS
"""Classes that a device may well not have said of itself."""

_FILLERS = frozenset({"in", "on", "at", "of", "all", "every", "both", "to", "for", "this", "that", "smart"}) | HOUSINGS


@dataclass(frozen=True, slots=True)
class PlaceAndKind:
    """A name that was none: a domain, perhaps a device class, perhaps an area or floor by name."""

    domain: str
    device_class: str | None = None
    area: str | None = None
    floor: str | None = None


def place_and_kind(spoken: str, names: NameIndex) -> PlaceAndKind | None:
    """What a name says when it is only a kind of thing, with or without a place; else `None`."""
    noun = noun_at_end(spoken)
    if noun is not None:
        return _placed(DOMAIN_OF[noun[0]], None, [word for word in noun[1].split() if word not in _FILLERS], names)
    words = [word for word in tokens(spoken) if word not in _FILLERS]
    kinds = [word for word in words if singular(word) in KIND_WORDS]
    if not kinds:
        return None
    domain, device_class = KIND_WORDS[singular(kinds[-1])]
    return _placed(domain, device_class, [word for word in words if word not in kinds], names)


def _placed(domain: str, device_class: str | None, words: list[str], names: NameIndex) -> PlaceAndKind | None:
    rest = " ".join(words)
    if not rest:
        return PlaceAndKind(domain, device_class)
    if any(match.score >= 0.97 for match in names.areas(rest)):
        return PlaceAndKind(domain, device_class, area=rest)
    if any(match.score >= 0.97 for match in names.floors(rest)):
        return PlaceAndKind(domain, device_class, floor=rest)
    return None


def singular_kinds(text: str) -> frozenset[str]:
    """The kind words of a text that stand in the singular: "the lamp" is one lamp."""
    return frozenset(word for word in tokens(text) if word in KIND_WORDS)
