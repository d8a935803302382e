"""What people call kinds of things: the noun, and what Home Assistant calls it.

A kind is said instead of a name ("the blinds in the den"). The words are lower case singulars;
`kind_of` also takes plurals. Kinds without a domain are found in a home by their words only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of device: a key, its nouns (preferred one first), domain and device class."""

    key: str
    nouns: tuple[str, ...]
    domain: str | None = None
    device_class: str | None = None


def _kind(key: str, nouns: str, domain: str | None = None, device_class: str | None = None) -> Kind:
    return Kind(key, tuple(nouns.split("|")), domain, device_class)


KINDS: tuple[Kind, ...] = (
    _kind("light", "light|lamp|lighting|bulb|light bulb|ceiling light", "light"),
    _kind("fan", "fan|ceiling fan|ventilator", "fan"),
    _kind("extractor", "exhaust fan|extractor fan|extractor hood|range hood", "fan"),
    _kind("switch", "switch|light switch", "switch"),
    _kind("outlet", "plug|outlet|socket|smart plug|plug socket|power strip|wemo|wemo plug", "switch", "outlet"),
    _kind("blind", "blind|roller blind|venetian blind", "cover", "blind"),
    _kind("curtain", "curtain|drape", "cover", "curtain"),
    _kind("shutter", "shutter|roller shutter", "cover", "shutter"),
    _kind("shade", "shade|roller shade", "cover", "shade"),
    _kind("awning", "awning", "cover", "awning"),
    _kind("garage", "garage door", "cover", "garage"),
    _kind("gate", "gate|driveway gate", "cover", "gate"),
    _kind("window", "window|skylight", "cover", "window"),
    _kind("door", "door|entrance door", "cover", "door"),
    _kind("cover", "cover", "cover"),
    _kind("lock", "lock|door lock|deadbolt", "lock"),
    _kind("tv", "tv|television|telly", "media_player", "tv"),
    _kind("speaker", "speaker|loudspeaker|soundbar", "media_player", "speaker"),
    _kind("media", "media player|stereo|sound system|hi-fi|receiver|music player", "media_player"),
    _kind("thermostat", "thermostat|heating|heater|radiator|heat|central heating|heating system|heat pump", "climate"),
    _kind("ac", "air conditioner|air conditioning|ac|a c|aircon|cooling|air con|a/c", "climate"),
    _kind("humidifier", "humidifier", "humidifier", "humidifier"),
    _kind("dehumidifier", "dehumidifier", "humidifier", "dehumidifier"),
    _kind("water_heater", "water heater|boiler|hot water", "water_heater"),
    _kind(
        "vacuum",
        "vacuum|vacuum cleaner|robot vacuum|robot vacuum cleaner|hoover|robot|vacuum robot|cleaning robot|roomba",
        "vacuum",
    ),
    _kind("mower", "lawn mower|lawnmower|mower|robot mower", "lawn_mower"),
    _kind("valve", "valve|water valve", "valve"),
    _kind("siren", "siren", "siren"),
    _kind("alarm_panel", "alarm system|alarm panel|security system|burglar alarm", "alarm_control_panel"),
    _kind("camera", "camera|security camera", "camera"),
    _kind("scene", "scene", "scene"),
    _kind("script", "script", "script"),
    _kind("sprinkler", "sprinkler|sprinkler system|irrigation|lawn sprinkler"),
    _kind("coffee", "coffee maker|coffee machine|coffee pot|espresso machine|coffee"),
    _kind("kettle", "kettle|tea maker|tea kettle"),
    _kind("oven", "oven|stove|grill|cooker|hob"),
    _kind("washer", "washer|washing machine|laundry machine"),
    _kind("dryer", "dryer|tumble dryer|clothes dryer"),
    _kind("dishwasher", "dishwasher|dish washer"),
    _kind("fridge", "fridge|refrigerator|freezer"),
    _kind("microwave", "microwave|toaster|air fryer|slow cooker|rice cooker|bread maker"),
    _kind("purifier", "air purifier|purifier|air cleaner"),
    _kind("aroma", "aromatherapy|aromatherapy diffuser|diffuser|aroma diffuser|scent diffuser|aromatherapy device"),
    _kind("feeder", "pet feeder|feeder|cat feeder|dog feeder"),
    _kind("trash", "trash can|trash|bin|garbage can|garbage bin"),
    _kind("bath", "bathtub|bath|shower|hot tub|jacuzzi"),
    _kind("pool", "pool|pool pump|sauna|fountain|pond pump"),
    _kind("fireplace", "fireplace|stove fan|patio heater"),
    _kind("blanket", "electric blanket|heated blanket|towel warmer|towel rail"),
    _kind("charger", "car charger|charger|wallbox|ev charger"),
    _kind("pc", "computer|printer|router|projector|game console|monitor|doorbell|intercom|clock"),
)
"""Every kind, the ones with a domain first."""

PROPERTIES: tuple[str, ...] = (
    "temperature", "humidity", "brightness", "volume", "speed", "fan speed", "mode", "fan mode", "swing", "swing mode",
    "position", "angle", "degree", "tilt", "intensity", "interval", "level", "power", "energy", "battery",
    "battery level", "color", "colour", "hue", "preset", "program", "strength", "timer", "channel", "source", "input",
    "effect", "temp", "heat level", "spray mode", "flow", "setpoint", "target temperature", "wind speed",
    "water temperature", "color temperature", "oscillation", "illuminance", "air quality", "pressure", "co2",
    "carbon dioxide", "moisture", "consumption", "energy consumption", "power usage", "voltage", "song", "artist",
    "style", "genre", "track", "cleaning mode", "suction", "wind",
)  # fmt: skip
"""What about a device can be set or asked, besides on and off."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


EMPTY_WORDS = _listed(
    "turn turns turned switch put flip power shut bring make set keep leave get activate deactivate enable disable "
    "start stop run open close raise lower lift pull push roll draw lock unlock toggle let cut kill up down "
    "the an my our your all please can could would will you want need to of in on off out at for from now and then "
    "also just it its them that this these there here with by is are be was me us so hey ok okay hearth alexa olly "
    "computer google some any more again right away would like id ill if when once as soon not dont but do go going "
    "ahead have has should must might may too very quickly after before back still really one ones time sure no yes"
)
"""Words that name nothing: verbs of switching, politeness, function words."""


@lru_cache(maxsize=1)
def kinds_by_noun() -> dict[str, Kind]:
    """Every noun, singular and plural, with its kind."""
    table: dict[str, Kind] = {}
    for kind in KINDS:
        for noun in kind.nouns:
            table.setdefault(noun, kind)
            table.setdefault(plural(noun), kind)
    return table


def kind_of(words: str) -> Kind | None:
    """The kind that words (any case, an article allowed) name, or `None`."""
    text = " ".join(words.lower().split())
    for article in ("the ", "my ", "our ", "a ", "an "):
        text = text.removeprefix(article)
    return kinds_by_noun().get(text)


def plural(noun: str) -> str:
    """The English plural of a noun, regular forms only."""
    if noun.endswith(("sh", "ch", "s", "x")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
