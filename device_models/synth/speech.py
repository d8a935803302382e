"""Clauses: what one person asks for at one moment in one home."""

from __future__ import annotations

import random
from collections.abc import Callable

from device_models.data.example import Piece
from device_models.synth import values as v
from device_models.synth import words as w
from device_models.synth.homes import Home
from device_models.synth.target import Targets
from device_models.synth.template import expand
from device_models.synth.templates import templates
from device_models.synth.words import Words
from edge.understand.gazetteer import phrase_of
from edge.understand.neural_lexicon import KINDS, kind_of, plural

_SETTINGS = ("intensity", "interval", "humidity", "level", "strength", "heat level", "mist level", "power", "flow", "steam",
             "moisture level", "heat", "suction", "scent", "spray", "target humidity", "portion", "timer", "pressure", "gain")  # fmt: skip
_DEV_KINDS = ("humidifier", "dehumidifier", "purifier", "aroma", "ac", "thermostat", "water_heater", "feeder", "trash", "bath", "fan",
              "oven", "washer", "dryer", "dishwasher", "vacuum", "pool", "fireplace", "blanket", "sprinkler", "coffee", "fridge",
              "kettle", "microwave", "charger", "pc", "mower", "humidifier", "dehumidifier", "aroma", "purifier")  # fmt: skip
_APPL = ("coffee", "kettle", "oven", "washer", "dryer", "dishwasher", "microwave", "fireplace", "pool", "bath", "sprinkler", "blanket",
         "purifier", "aroma", "feeder", "charger", "humidifier", "dehumidifier")  # fmt: skip
_ANY = (
    "light",
    "light",
    "light",
    "switch",
    "fan",
    "media_player",
    "climate",
    "humidifier",
    "water_heater",
    "siren",
    "scene",
)
_TODO = ("call {p}", "take out the trash", "feed the cat", "pick up the kids", "take my medicine", "pay the rent", "water the plants",
         "buy {i}", "check the oven", "send the report", "book the flight", "go to the gym", "pick up the dry cleaning", "email {p}",
         "move the car", "turn the roast", "wish {p} a happy birthday", "renew the insurance", "the dentist appointment", "my meeting with {p}")  # fmt: skip
_EVENTS = ("meeting", "dentist appointment", "birthday party", "lunch with {p}", "doctor's appointment", "team meeting", "yoga class",
           "concert", "dinner with {p}", "meeting with {p}", "wedding", "conference call", "game", "parent evening", "job interview")  # fmt: skip
_STATES = (
    "on",
    "off",
    "on",
    "off",
    "running",
    "turned on",
    "turned off",
    "still on",
    "active",
    "switched on",
    "playing",
    "idle",
)


class Speaker:
    """Says things in one home; `here` is the area id of the one who speaks, if known."""

    def __init__(self, home: Home, words: Words, rng: random.Random, here: str | None) -> None:
        """Prepare the slots of the templates."""
        self._home, self._words, self._rng = home, words, rng
        self.targets = Targets(home, rng, here)
        self._slots = self._make_slots()

    def say(self, label: str) -> list[Piece]:
        """A clause of a label."""
        return self.fill(self._rng.choice(templates()[label]))

    def fill(self, template: str) -> list[Piece]:
        """A sentence of a template."""
        pieces = expand(template, self._rng, self._slots)
        return [_expand_tag(p, self._rng) for p in pieces]

    def _make_slots(self) -> dict[str, Callable[[], list[Piece]]]:
        rng, t = self._rng, self.targets
        slots: dict[str, Callable[[], list[Piece]]] = {
            "any": self._anything,
            "light": lambda: t.target(("light",)),
            "fan": lambda: t.target(("fan",), kinds=("fan", "extractor") if rng.random() < 0.7 else ()),
            "cover": lambda: t.target(("cover",)),
            "valve": lambda: t.target(("valve",)),
            "lock": self._lock,
            "door": lambda: t.target(("lock", "cover"), kinds=("lock", "door", "garage", "gate", "window")),
            "climate": lambda: t.target(("climate",), several=rng.random() < 0.5),
            "media": lambda: t.target(("media_player",), several=False),
            "hum": lambda: t.target(("humidifier",), kinds=("humidifier", "dehumidifier")),
            "vac": lambda: t.target(("vacuum",), several=False),
            "mower": lambda: t.target(("lawn_mower",), several=False),
            "appl": lambda: t.target((), kinds=(rng.choice(_APPL),)),
            "dev": lambda: t.target((), kinds=(rng.choice(_DEV_KINDS),), several=rng.random() < 0.6),
            "airdev": lambda: t.target((), kinds=(rng.choice(("ac", "ac", "fan", "purifier", "thermostat", "humidifier")),), several=rng.random() < 0.5),
            "aroma": lambda: t.target((), kinds=("aroma",)),
            "trash": lambda: t.target((), kinds=("trash",), several=False),
            "feeder": lambda: t.target((), kinds=("feeder",), several=False),
            "oven": lambda: t.target((), kinds=("oven",), several=False),
            "bath": lambda: t.target((), kinds=("bath",), several=False),
            "wheater": lambda: t.target(("water_heater",), kinds=("water_heater",), several=False),
            "alarmp": lambda: [Piece("the"), Piece(rng.choice(("alarm system", "alarm panel", "security system", "burglar alarm")), "device")],
            "scene": self._scene,
            "area": t.area, "lightarea": t.area, "areaopt": lambda: t.area() if rng.random() < 0.5 else [],
            "inarea": lambda: t.area_phrase() if rng.random() < 0.8 else [],
            "onfloor": t.floor_phrase, "wholefloor": t.whole_floor,
            "onmedia": self._on_media,
            "by": self._by,
            "bit": lambda: [Piece(v.bit(rng), "amount")] if rng.random() < 0.7 else [],
            "kindpl": lambda: self._noun(many=True), "kindsg": lambda: self._noun(many=False),
            "message": lambda: [Piece(rng.choice(w.MESSAGES), "message")],
            "todo": lambda: [Piece(self._holes(rng.choice(_TODO)), "item")],
            "event": lambda: [Piece(self._holes(rng.choice(_EVENTS)), "item")],
            "when": self._when,
            "forplace": lambda: [Piece(rng.choice(("in", "for", "in"))), Piece(v.place(rng), "location")] if rng.random() < 0.25 else [],
            "list": self._list,
            "prop": lambda: [Piece(rng.choice(("temperature", "humidity", "battery level", "brightness", "volume", "speed", "mode", "position",
                                               "power", "intensity", "fan speed", "color", "energy consumption")), "setting")],
            "envprop": lambda: [Piece(rng.choice(("humidity", "humidity level", "air quality", "co2 level", "light level", "noise level",
                                                  "brightness", "pressure", "carbon dioxide", "power consumption", "moisture")), "setting")],
        }  # fmt: skip
        return slots | self._value_slots()

    def _value_slots(self) -> dict[str, Callable[[], list[Piece]]]:
        rng = self._rng
        tagged: dict[str, tuple[str, Callable[[], str]]] = {
            "pct": ("value", lambda: v.percent(rng)), "pos": ("value", lambda: v.percent(rng)),
            "temp": ("value", lambda: v.temperature(rng)), "kelvin": ("value", lambda: v.kelvin(rng)),
            "deg": ("value", lambda: v.number(rng, 0, 100, 5) + rng.choice(("", " degrees", " degrees", "%", " percent"))),
            "num": ("value", lambda: v.percent(rng) if rng.random() < 0.7 else v.number(rng, 0, 100)),
            "durv": ("value", lambda: v.duration(rng) if rng.random() < 0.6 else v.number(rng, 5, 60, 5)),
            "amount": ("amount", lambda: v.amount(rng)), "dur": ("duration", lambda: v.duration(rng)),
            "durt": ("duration", lambda: v.duration(rng)),  "sdur": ("start_duration", lambda: v.duration(rng).removesuffix("s")),
            "delay": ("delay", lambda: v.duration(rng)), "aclock": ("time", lambda: v.clock(rng)), "adate": ("date", lambda: v.date(rng)),
            "date": ("date", lambda: v.date(rng)), "place": ("location", lambda: v.place(rng)),
            "color": ("color", lambda: _color(rng)), "effect": ("mode", lambda: rng.choice(w.EFFECTS)),
            "mode": ("mode", lambda: rng.choice(w.MODES)), "mode1": ("mode", lambda: rng.choice(w.MODES)),
            "hmode": ("mode", lambda: rng.choice(("heat", "cool", "auto", "dry", "fan only", "heating", "cooling", "eco"))),
            "level": ("mode", lambda: rng.choice(w.LEVELS)), "swing": ("mode", lambda: rng.choice(w.SWINGS)),
            "setting": ("setting", lambda: rng.choice(_SETTINGS)), "item": ("item", self._item),
            "title": ("query", lambda: v.title(rng, self._words.media)), "artist": ("artist", lambda: rng.choice(w.ARTISTS)),
            "genre": ("genre", lambda: rng.choice(w.GENRES)), "mclass": ("media_class", lambda: rng.choice(w.MEDIA_CLASSES)),
            "station": ("query", lambda: rng.choice(w.TITLES[-12:])), "source": ("mode", lambda: rng.choice(w.SOURCES)),
            "tlabel": ("label", lambda: rng.choice(w.LABELS)), "state": ("state", lambda: rng.choice(_STATES)),
            "cstate": ("state", lambda: rng.choice(("open", "closed", "shut", "up", "down", "half open", "still open", "opened"))),
            "lstate": ("state", lambda: rng.choice(("locked", "unlocked", "open", "closed", "secure", "secured"))),
            "person": ("person", self._person),
        }  # fmt: skip
        slots = {name: _tagged(tag, make) for name, (tag, make) in tagged.items()}
        return slots | {
            "number": _tagged(None, lambda: v.number(rng, 2, 90)),
            "drink": self._drink,
            "durmore": lambda: longer(rng),
        }

    def _drink(self) -> list[Piece]:
        """A drink; coffee is what people call its machine too."""
        drink = self._rng.choice(w.DRINKS)
        return [Piece(drink, "device" if kind_of(drink) and phrase_of(drink) not in self._home.exact else None)]

    def _anything(self) -> list[Piece]:
        rng = self._rng
        if rng.random() < 0.14:
            return self.targets.target((), kinds=(rng.choice(_APPL),))
        if rng.random() < 0.04:
            return [Piece("everything", "quantity"), *self.targets.area_phrase()]
        return self.targets.target((rng.choice(_ANY),))

    def _lock(self) -> list[Piece]:
        if self._rng.random() < 0.25:
            noun = self._rng.choice(("door", "front door", "back door", "doors", "garage door", "gate"))
            return [
                Piece("the"),
                Piece(noun, "name" if phrase_of(noun) in self._home.exact or " " in noun else "device"),
            ]
        return self.targets.target(("lock",))

    def _scene(self) -> list[Piece]:
        scenes = self._home.of("scene", "script")
        name = self._rng.choice(scenes).name if scenes and self._rng.random() < 0.85 else self._rng.choice(w.SCENES)
        pieces = [
            *([Piece("the")] if self._rng.random() < 0.3 else []),
            Piece(name if self._rng.random() < 0.3 else name.lower(), "name"),
        ]
        return [
            *pieces,
            *([Piece(self._rng.choice(("scene", "script", "mode", "routine")))] if self._rng.random() < 0.3 else []),
        ]

    def _on_media(self) -> list[Piece]:
        roll = self._rng.random()
        if roll < 0.5:
            return []
        if roll < 0.72:
            return self.targets.area_phrase(optional=False)
        return [
            Piece(self._rng.choice(("on", "on", "on", "through", "using"))),
            *self.targets.target(("media_player",), several=False),
        ]

    def _by(self) -> list[Piece]:
        roll = self._rng.random()
        if roll < 0.4:
            return []
        if roll < 0.6:
            return [Piece(v.bit(self._rng), "amount")]
        return [Piece("by"), Piece(v.amount(self._rng), "amount")]

    def _noun(self, *, many: bool) -> list[Piece]:
        kind = self._rng.choice(
            [k for k in KINDS if k.domain in {"light", "fan", "cover", "lock", "switch", "media_player"}]
        )
        noun = kind.nouns[0]
        return [Piece(plural(noun) if many else noun, "device")]

    def _when(self) -> list[Piece]:
        return [Piece(v.date(self._rng), "date")] if self._rng.random() < 0.5 else []

    def _list(self) -> list[Piece]:
        lists = self._home.of("todo")
        name = self._rng.choice(lists).name if lists and self._rng.random() < 0.6 else self._rng.choice(w.LISTS)
        name = name if self._rng.random() < 0.3 else name.lower()
        bare = name[:-5] if name.lower().endswith(" list") else name
        return [Piece(bare, "list")]

    def _item(self) -> str:
        text = self._rng.choice(self._words.items)
        return text if self._rng.random() < 0.3 else text.lower()

    def _person(self) -> str:
        people = [p.name for p in self._home.snapshot.people.values()]
        return self._rng.choice(people) if people and self._rng.random() < 0.8 else self._rng.choice(w.PEOPLE)

    def _holes(self, text: str) -> str:
        return text.replace("{p}", self._rng.choice(w.PEOPLE)).replace("{i}", self._rng.choice(w.ITEMS[:30]))


def longer(rng: random.Random) -> list[Piece]:
    """Some more time, its length tagged."""
    before, length, after = v.longer(rng)
    return [piece for piece in (Piece(before), Piece(length, "duration"), Piece(after)) if piece.text]


def _tagged(tag: str | None, make: Callable[[], str]) -> Callable[[], list[Piece]]:
    return lambda: [Piece(make(), tag)]


def _color(rng: random.Random) -> str:
    """A colour by name, seldom by its red, green and blue."""
    if rng.random() > 0.05:
        return rng.choice(w.COLORS)
    red, green, blue = (rng.randrange(0, 256) for _ in range(3))
    return rng.choice((f"({red}, {green}, {blue})", f"rgb {red} {green} {blue}", f"[{red}, {green}, {blue}]", f"{red},{green},{blue}",
                       f"rgb({red}, {green}, {blue})"))  # fmt: skip


def _expand_tag(piece: Piece, rng: random.Random) -> Piece:
    """Resolve alternatives inside `<tag:[a|b]>`."""
    if "[" not in piece.text:
        return piece
    head, _, rest = piece.text.partition("[")
    options, _, tail = rest.partition("]")
    return Piece(" ".join(f"{head}{rng.choice(options.split('|'))}{tail}".split()), piece.tag)
