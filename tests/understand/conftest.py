"""A small home, the English grammar over it, and a short way to ask it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from edge.home.model import Area, Entity, Floor, Person, Snapshot
from edge.turn import Hypothesis, Request
from edge.understand.grammar import GrammarChannel

NOW = datetime(2026, 3, 3, 19, 0, tzinfo=UTC).timestamp()  # a Tuesday, 19:00

Read = Callable[..., Sequence[Hypothesis]]

_AREAS = {"kitchen": "down", "den": "down", "hall": "down", "bedroom": "up", "living_room": "up"}
_ENTITIES = (
    ("light.kitchen", "Kitchen Light", "kitchen", ()),
    ("light.den", "Den Lamp", "den", ("snug lamp",)),
    ("light.pepper", "Salt and Pepper", "kitchen", ()),
    ("light.hall", "Hall Light", "hall", ()),
    ("light.lamp", "Lamp", "living_room", ()),
    ("fan.bedroom", "Fan", "bedroom", ()),
    ("cover.bedroom", "Shutter", "bedroom", ()),
    ("lock.front", "Front Door", "hall", ()),
    ("switch.heater", "Heater", "den", ()),
    ("climate.thermostat", "Thermostat", "living_room", ()),
    ("media_player.tv", "TV", "living_room", ()),
    ("todo.shopping", "Shopping List", None, ()),
    ("sensor.outside", "Outside Temperature", None, ()),
)


def make_home(*, generation: int = 1, extra: Sequence[Entity] = ()) -> Snapshot:
    """The test home with further entities."""
    entities = {id_: Entity(id_, name, area=area, aliases=aliases) for id_, name, area, aliases in _ENTITIES}
    entities |= {entity.id: entity for entity in extra}
    areas = {id_: Area(id_, id_.replace("_", " ").title(), floor=floor) for id_, floor in _AREAS.items()}
    floors = {"up": Floor("up", "Upstairs", ("first floor",)), "down": Floor("down", "Downstairs")}
    return Snapshot(
        entities=entities,
        areas=areas,
        floors=floors,
        people={"ana": Person("ana", "Ana", ("mum",))},
        generation=generation,
    )


@pytest.fixture(scope="session")
def home() -> Snapshot:
    return make_home()


@pytest.fixture(scope="session")
def grammar() -> GrammarChannel:
    return GrammarChannel("en")


@pytest.fixture
def read(grammar: GrammarChannel, home: Snapshot) -> Read:
    """Hypotheses for a text heard in the living room, or in `area`."""

    def reader(text: str, *, area: str | None = "living_room", snapshot: Snapshot = home) -> Sequence[Hypothesis]:
        return grammar.read(Request("r", text, NOW, area=area), snapshot)

    return reader
