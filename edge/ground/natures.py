"""What a thing is for, so that one thing is not taken for another of its domain.

Home Assistant puts a radiator and an air conditioner, a humidifier and a dehumidifier, a fan and an air
purifier into one domain each. People who say one of them never mean the other: a home that lacks it is
told so. English nouns; in other languages nothing is known, and so nothing is kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from edge.home.model import Entity
from edge.text import singular, tokens

_NOUNS: Mapping[str, str] = {
    "heating": "heating|heater|radiator|furnace|heat pump|underfloor heating|convector",
    "cooling": "air conditioner|air conditioning|air con|aircon|ac|a c|cooler|cooling|chiller",
    "water heating": "water heater|hot water|geyser|immersion heater",
    "humidifying": "humidifier",
    "drying": "dehumidifier",
    "blowing": "fan|ventilator",
    "purifying": "air purifier|purifier|air cleaner",
}
_BY_NOUN = {tuple(noun.split()): nature for nature, nouns in _NOUNS.items() for noun in nouns.split("|")}
_LONGEST = max(map(len, _BY_NOUN))

_OF_DOMAIN: Mapping[str, frozenset[str]] = {
    "climate": frozenset({"heating", "cooling", "water heating"}),
    "water_heater": frozenset({"heating", "water heating"}),
    "humidifier": frozenset({"humidifying", "drying"}),
    "fan": frozenset({"blowing", "purifying"}),
}
"""The natures that things of a domain may have."""

DOMAIN_OF: Mapping[str, str] = {
    "heating": "climate",
    "cooling": "climate",
    "water heating": "water_heater",
    "humidifying": "humidifier",
    "drying": "humidifier",
    "blowing": "fan",
    "purifying": "fan",
}
"""The domain in which a thing of a nature is looked for."""

SPOKEN: Mapping[str, str] = {
    "heating": "heating",
    "cooling": "air conditioner",
    "water heating": "water heater",
    "humidifying": "humidifier",
    "drying": "dehumidifier",
    "blowing": "fan",
    "purifying": "air purifier",
}
"""What a thing of a nature is called when a home has none."""

_OF_CLASS: Mapping[tuple[str, str | None], str] = {
    ("humidifier", "humidifier"): "humidifying",
    ("humidifier", "dehumidifier"): "drying",
}
HOUSINGS = frozenset({"system", "device", "unit", "machine", "appliance"})
"""Words behind a noun that say nothing more: the heating system is the heating."""

_HEATS, _COOLS = frozenset({"heat", "heat_cool"}), frozenset({"cool", "heat_cool", "dry"})


@lru_cache(maxsize=4096)
def nature_of(words: str) -> str | None:
    """The nature that a noun phrase ends in ("the air conditioner unit"), `None` where no noun is known."""
    noun = noun_at_end(words)
    return noun[0] if noun is not None else None


def noun_at_end(words: str) -> tuple[str, str] | None:
    """The nature that a phrase ends in and the folded words before its noun; `None` where no noun is known."""
    said = list(tokens(words))
    while len(said) > 1 and said[-1] in HOUSINGS:
        said.pop()
    for length in range(min(_LONGEST, len(said)), 0, -1):
        nature = _BY_NOUN.get(tuple(singular(word) for word in said[-length:]))
        if nature is not None:
            return nature, " ".join(said[:-length])
    return None


def natures_in(text: str, domains: Iterable[str]) -> frozenset[str]:
    """The natures of things of these domains that a text speaks of; "water heater" is no heater."""
    possible = frozenset().union(*(_OF_DOMAIN.get(domain, frozenset()) for domain in domains))
    said = [singular(word) for word in tokens(text)] if possible else []
    found: set[str] = set()
    at = 0
    while at < len(said):
        length = next((n for n in range(_LONGEST, 0, -1) if tuple(said[at : at + n]) in _BY_NOUN), 0)
        if length:
            found.add(_BY_NOUN[tuple(said[at : at + length])])
        at += length or 1
    return frozenset(found) & possible


def may_be(entity: Entity, nature: str) -> bool:
    """Whether an entity can be what a word of that nature means.

    Its own names decide, then its device class, then what it can do; where nothing is known it may be.
    """
    own = {known for name in (entity.name, *entity.aliases) if (known := nature_of(name)) is not None}
    if own:
        return nature in own
    of_class = _OF_CLASS.get((entity.domain, entity.device_class))
    return nature == of_class if of_class is not None else _able(entity, nature)


def _able(entity: Entity, nature: str) -> bool:
    """A climate device that can only cool is no heating, and the other way round."""
    listed = entity.attributes.get("hvac_modes")
    modes = {str(mode) for mode in listed} if isinstance(listed, list | tuple) else set()
    heats, cools = bool(modes & _HEATS), bool(modes & _COOLS)
    if entity.domain != "climate" or heats == cools:
        return True
    return nature != ("cooling" if heats else "heating")
