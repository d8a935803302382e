"""Seeded homes of every size: floors, areas, entities with the names people give them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from device_models.synth import words as w
from device_models.synth.words import Words
from edge.home.model import Area, Device, Entity, Floor, Person, Snapshot
from edge.understand.gazetteer import phrase_of
from edge.understand.neural_lexicon import KINDS, Kind

_KINDS = {kind.key: kind for kind in KINDS}
_COMMON = (
    "light",
    "light",
    "light",
    "light",
    "fan",
    "outlet",
    "switch",
    "blind",
    "curtain",
    "tv",
    "speaker",
    "thermostat",
    "ac",
)
_DOMAIN = {"outlet": "switch", "extractor": "fan"}
_STATES = {
    "light": ("on", "off", "off"), "switch": ("on", "off"), "fan": ("on", "off", "off"), "cover": ("open", "closed"),
    "lock": ("locked", "unlocked"), "media_player": ("playing", "paused", "off", "idle"), "climate": ("heat", "off", "cool", "auto"),
    "humidifier": ("on", "off"), "vacuum": ("docked", "cleaning", "idle"), "valve": ("open", "closed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """A snapshot with what the paraphraser needs to know of it: the kind of every entity, exact names."""

    snapshot: Snapshot
    kinds: dict[str, str]
    exact: frozenset[tuple[str, ...]]

    def of(self, *domains: str) -> list[Entity]:
        """Entities of some domains."""
        return [e for domain in domains for e in self.snapshot.by_domain.get(domain, ())]


def make_home(rng: random.Random, words: Words, generation: int) -> Home:
    """A random home of 5 to 500 entities, most of them with 10 to 60."""
    floors = {
        f"floor_{i}": Floor(f"floor_{i}", _case(rng, name))
        for i, name in enumerate(_some(rng, w.FLOORS, rng.choice((0, 0, 1, 2, 2, 3))))
    }
    areas = _areas(rng, tuple(floors))
    size = rng.choice((5, 8, 12, 16, 20, 25, 30, 40, 60, 90, 150)) if rng.random() < 0.98 else 500
    entities: dict[str, Entity] = {}
    kinds: dict[str, str] = {}
    style = rng.random()
    while len(entities) < size:
        entity, kind = _entity(rng, words, list(areas.values()), len(entities), style)
        entities[entity.id] = entity
        kinds[entity.id] = kind
    people = {
        f"person_{i}": Person(f"person_{i}", name) for i, name in enumerate(_some(rng, w.PEOPLE, rng.randint(0, 4)))
    }
    devices = {
        f"ear_{a}": Device(f"ear_{a}", f"{areas[a].name} satellite", a, screen=rng.random() < 0.3) for a in areas
    }
    return finish(Snapshot(entities, devices, areas, floors, people, 0.0, generation), kinds)


def finish(snapshot: Snapshot, kinds: dict[str, str]) -> Home:
    """A home from a snapshot and the kinds of its entities."""
    exact = frozenset(phrase_of(n) for e in snapshot.exposed for n in (e.name, *e.aliases))
    return Home(snapshot, kinds, exact)


def fixture_home(path: Path, generation: int) -> Home:
    """A home of home-assistant-datasets (`_fixtures.yaml`: areas, devices, entities)."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    floors = {
        str(a["floor"]): Floor(str(a["floor"]), str(a["floor"]).replace("_", " "))
        for a in data.get("areas") or []
        if a.get("floor")
    }
    areas = {a["id"]: Area(a["id"], a["name"], floor=a.get("floor")) for a in data.get("areas") or []}
    devices = {d["id"]: Device(d["id"], d["name"], d.get("area")) for d in data.get("devices") or []}
    entities = {}
    for e in data.get("entities") or []:
        device = devices.get(e.get("device") or "")
        area = e.get("area") or (device.area if device else None)
        entities[e["id"]] = Entity(
            e["id"], e.get("name") or (device.name if device else e["id"]), area, e.get("device")
        )
    kinds = {i: _guess(e) for i, e in entities.items()}
    return finish(Snapshot(entities, devices, areas, floors, {}, 0.0, generation), kinds)


def moods(home: Home, rng: random.Random, count: int) -> list[Snapshot]:
    """The same home in several random states."""
    return [_mood(home.snapshot, rng) for _ in range(count)]


def _mood(snapshot: Snapshot, rng: random.Random) -> Snapshot:
    quiet = rng.random()
    entities = {
        key: replace(entity, state=_STATES[entity.domain][-1] if rng.random() < quiet else rng.choice(_STATES[entity.domain]))
        if entity.domain in _STATES else entity
        for key, entity in snapshot.entities.items()
    }  # fmt: skip
    if rng.random() < 0.5:
        entities["sun.sun"] = Entity(
            "sun.sun", "Sun", state=rng.choice(("above_horizon", "below_horizon")), exposed=False
        )
    return Snapshot(
        entities, snapshot.devices, snapshot.areas, snapshot.floors, snapshot.people, 0.0, snapshot.generation
    )


def _areas(rng: random.Random, floors: Sequence[str]) -> dict[str, Area]:
    areas = {}
    for i, name in enumerate(_some(rng, w.AREAS, rng.randint(1, 14))):
        aliases = (rng.choice(w.AREAS),) if rng.random() < 0.08 else ()
        areas[f"area_{i}"] = Area(
            f"area_{i}", _case(rng, name), aliases, rng.choice(floors) if floors and rng.random() < 0.9 else None
        )
    return areas


def _entity(rng: random.Random, words: Words, areas: Sequence[Area], number: int, style: float) -> tuple[Entity, str]:
    area = rng.choice(areas) if areas and rng.random() < 0.92 else None
    if words.devices and rng.random() < 0.18:
        domain, name = rng.choice(words.devices)
        entity = Entity(f"{domain}.e{number}", name, area.id if area else None)
        return entity, _guess(entity)
    if rng.random() < 0.08:
        return _extra(rng, number)
    kind = _KINDS[rng.choice(_COMMON) if rng.random() < 0.6 else rng.choice(KINDS).key]
    if kind.key in {"scene", "script"}:
        return _extra(rng, number)
    domain = kind.domain or rng.choice(("switch", "switch", "switch", "fan", "humidifier"))
    name = _case(rng, _name(rng, kind, area, style))
    aliases = (_name(rng, kind, area, rng.random()),) if rng.random() < 0.1 else ()
    attributes = {"device_class": kind.device_class} if kind.device_class else {}
    return Entity(
        f"{domain}.e{number}", name, area.id if area else None, aliases=aliases, attributes=attributes
    ), kind.key


def _extra(rng: random.Random, number: int) -> tuple[Entity, str]:
    domain = rng.choice(("scene", "script", "todo", "todo", "weather", "sensor", "sensor", "binary_sensor"))
    if domain in {"scene", "script"}:
        return Entity(f"{domain}.e{number}", _case(rng, rng.choice(w.SCENES))), domain
    if domain == "todo":
        tail = rng.choice(("", " list", " List"))
        return Entity(f"todo.e{number}", _case(rng, rng.choice(w.LISTS)) + tail), domain
    noun = rng.choice(("temperature", "humidity", "battery", "motion", "door", "window", "power", "air quality"))
    return Entity(f"{domain}.e{number}", _case(rng, f"{rng.choice(w.AREAS)} {noun}")), domain


def _name(rng: random.Random, kind: Kind, area: Area | None, style: float) -> str:
    noun = rng.choice(w.LIGHT_NOUNS) if kind.key == "light" and rng.random() < 0.6 else rng.choice(kind.nouns[:4])
    roll = rng.random()
    if roll < 0.08:
        return rng.choice(w.ODD)
    if roll < 0.14:
        return f"{rng.choice(w.ODD)} {noun}"
    if roll < 0.24:
        return _compound(rng, kind, noun)
    if area and style < 0.45 and roll < 0.75:
        middle = f"{rng.choice(w.ADJECTIVES)} " if rng.random() < 0.3 else ""
        return f"{area.name} {middle}{noun}"
    if roll < 0.55:
        return f"{rng.choice(w.ADJECTIVES)} {noun}"
    if roll < 0.85:
        return noun
    return (
        f"{noun} {rng.randint(1, 6)}"
        if roll < 0.93
        else f"{noun} {rng.choice(('left', 'right', 'upstairs', 'by the door'))}"
    )


def _compound(rng: random.Random, kind: Kind, noun: str) -> str:
    """Two or three words as people and makers name things: a brand with a model, a room that it does not stand in."""
    return rng.choice(
        (
            f"{rng.choice(w.BRANDS)} {noun}",
            f"{rng.choice(w.BRANDS)} {rng.choice(w.MODELS)}",
            f"{rng.choice(w.BRANDS)} {rng.choice(w.MODELS)} {noun}",
            f"{rng.choice(w.ADJECTIVES)} {rng.choice(w.BRANDS)} {noun}",
            f"{rng.choice(w.ADJECTIVES)} {rng.choice(w.ADJECTIVES)} {noun}",
            f"{rng.choice(w.AREAS)} {noun}",
            f"{rng.choice(w.AREAS)} {rng.choice(w.ADJECTIVES)} {noun}",
            f"{rng.choice(w.PEOPLE)}'s {rng.choice(w.ADJECTIVES)} {noun}",
            f"{rng.choice(w.PEOPLE)}'s {kind.nouns[0]}",
        )
    )


def _guess(entity: Entity) -> str:
    keys = phrase_of(entity.name)
    for kind in KINDS:
        if any(phrase_of(noun) == keys[-len(phrase_of(noun)) :] for noun in kind.nouns) and kind.domain in {
            None,
            entity.domain,
        }:
            return kind.key
    return next((kind.key for kind in KINDS if kind.domain == entity.domain), "outlet")


def _case(rng: random.Random, name: str) -> str:
    return name.title() if rng.random() < 0.7 else name


def _some(rng: random.Random, items: Sequence[str], count: int) -> list[str]:
    return rng.sample(list(items), min(count, len(items)))
