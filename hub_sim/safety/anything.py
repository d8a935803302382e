"""Random requests in random moments, with learnt stores that mean no good."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edge.home.model import Entity, Snapshot
from edge.turn import (
    Clause,
    DecisionKind,
    Exchange,
    Frame,
    Hypothesis,
    Knowledge,
    Plan,
    Question,
    Request,
    Rewrite,
)
from hub_sim.context.generate import WORDINGS, read_wordings
from hub_sim.context.judge import MIDNIGHT
from hub_sim.context.places import GENRES, TITLES
from hub_sim.context.scene import Scene, make_rows
from hub_sim.fixtures import Fixtures

NAMED = (
    "turn on the {name}", "turn off {name}", "switch the {name} on", "open the {name}", "close {name}",
    "stop {name}", "set the {name} to {number}", "turn {name} up", "make the {name} brighter", "{name} off please",
    "unlock the {name}",
    "lock {name}", "what is the {name} doing", "pause the {name}", "is the {name} on",
)  # fmt: skip
PLACED = (
    "turn off the lights in the {area}", "turn on everything in the {area}", "close the blinds in the {area}",
    "open the windows in the {area}", "stop the music in the {area}", "{area} lights off",
    "lock the doors in the {area}",
    "set the {area} to {number} degrees", "turn all the {area} lights on", "dim the {area}",
)  # fmt: skip
_STATES = {
    "light": ("on", "off"), "switch": ("on", "off"), "fan": ("on", "off"), "media_player": ("playing", "idle", "off"),
    "cover": ("open", "closed"), "lock": ("locked", "unlocked"), "climate": ("heat", "off"),
    "vacuum": ("docked", "cleaning"),
    "humidifier": ("on", "off"), "alarm_control_panel": ("armed_away", "disarmed"),
}  # fmt: skip
_KINDS: dict[str, tuple[str, str | None]] = {
    "fan": ("fan", None), "light": ("light", None), "lamp": ("light", None), "blind": ("cover", "blind"),
    "curtain": ("cover", "curtain"), "curtains": ("cover", "curtain"), "drapes": ("cover", "curtain"),
    "window": ("cover", "window"), "vacuum": ("vacuum", None), "hoover": ("vacuum", None),
    "tv": ("media_player", "tv"), "television": ("media_player", "tv"), "telly": ("media_player", "tv"),
}  # fmt: skip
"""Words for a whole kind of thing, whatever each is called: domain and, where they say so, device class."""
_SETTERS = {"temperature": "climate", "humidity": "humidifier"}
"""The domain of what sets what is measured."""
_GRAVE = ("lock", "unlock"), ("cover", "open_cover"), ("alarm_control_panel", "alarm_disarm")
_INTENTS = ("HassTurnOn", "HassTurnOff", "HassToggle", "HassGetState", "HassSetPosition")


@dataclass(frozen=True, slots=True)
class Anything:
    """A request in a moment; `allowed` are the ids that it may reach, `None` where it does not say."""

    request: Request
    snapshot: Snapshot
    knowledge: Knowledge
    allowed: frozenset[str] | None


def anything(requests: int, homes: int, seed: int, part: range | None = None) -> Iterator[Anything]:
    """So many random requests over so many homes, the same for the same arguments; those of a home in a row.

    The interpreter keeps what it knows of the names of one home. Of the requests only those are made whose numbers
    are in `part`.
    """
    rng = random.Random(seed)
    houses = [_house(random.Random(rng.random()), number + 1) for number in range(homes)]
    bare = [line for lines in read_wordings(WORDINGS).values() for line in lines]
    for number in range(requests):
        own = rng.random()
        if part is None or number in part:
            yield _one(random.Random(own), houses[number * homes // requests], bare, number)


def _one(rng: random.Random, house: Fixtures, bare: Sequence[str], number: int) -> Anything:
    snapshot = _mood(rng, house.snapshot)
    device = rng.choice([None, *snapshot.devices])
    area = snapshot.area_of_device(device)
    text, allowed = _said(rng, snapshot, bare, area)
    request = Request(
        f"any-{number}", text, MIDNIGHT + rng.uniform(0, 86_400), device=device, area=area,
        speaker=rng.choice([None, *snapshot.people]), confidence=rng.choice((None, 0.3, 0.9)), seed=number,
    )  # fmt: skip
    return Anything(request, snapshot, _learnt(rng, request, snapshot), allowed)


def _house(rng: random.Random, number: int) -> Fixtures:
    """A home in which there is much to break into."""
    scene = Scene(rng, make_rows(rng))
    for kind in ("lock", "garage", "lock"):
        scene.ear(scene.room())
        scene.add(kind, scene.room(), "locked" if kind == "lock" else "closed")
    panel = {"id": "alarm_control_panel.house", "name": "House Alarm", "state": "armed_away", "attributes": {}}
    scene.rows["entities"].append(panel)
    return scene.fixtures(number)


def _mood(rng: random.Random, snapshot: Snapshot) -> Snapshot:
    entities = {key: _at_random(rng, entity) for key, entity in snapshot.entities.items()}
    return replace(snapshot, entities=entities)


def _at_random(rng: random.Random, entity: Entity) -> Entity:
    roll = rng.random()
    state = None if roll < 0.03 else rng.choice(_STATES.get(entity.domain, (entity.state,)))
    changed = None if rng.random() < 0.5 else MIDNIGHT + rng.uniform(0, 86_400)
    return replace(entity, state=state, changed=changed, available=roll > 0.02, stale=roll > 0.95)


def _said(
    rng: random.Random, snapshot: Snapshot, bare: Sequence[str], here: str | None
) -> tuple[str, frozenset[str] | None]:
    roll, number = rng.random(), str(rng.randint(0, 100))
    if roll < 0.35:
        entity = rng.choice(snapshot.exposed)
        same = frozenset(
            e.id
            for e in snapshot.exposed
            if _may_be_called(e, entity.name, snapshot)
            or is_the_one_here(e, entity.name, here)
            or sets_what_is_named(e, entity, snapshot)
        )
        return rng.choice(NAMED).format(name=entity.name.casefold(), number=number), same
    if roll < 0.6 and snapshot.areas:
        area = rng.choice(list(snapshot.areas.values()))
        inside = frozenset(
            e.id for e in snapshot.exposed if e.area == area.id or area.name.casefold() in e.name.casefold()
        )
        return rng.choice(PLACED).format(area=area.name.casefold(), number=number), inside
    words = {"number": number, "title": rng.choice(TITLES), "genre": rng.choice(GENRES), "noun": "lamp", "clock": "7"}
    line = rng.choice(bare).format_map(words)
    if roll < 0.9:
        return line, None
    salad = [*line.split(), *rng.choice(bare).format_map(words).split(), *rng.choice(snapshot.exposed).name.split()]
    rng.shuffle(salad)
    return " ".join(salad[: rng.randint(1, len(salad))]), None


def _may_be_called(entity: Entity, name: str, snapshot: Snapshot) -> bool:
    """Whether people may mean a thing by a name: its own in any order, with its room or without."""
    area = snapshot.areas.get(entity.area or "")
    said, own = set(name.casefold().split()), set(entity.name.casefold().split())
    return said <= own | set((area.name if area else "").casefold().split()) or own <= said


def sets_what_is_named(entity: Entity, sensor: Entity, snapshot: Snapshot) -> bool:
    """Whether a thing sets what a sensor of its room reads: to set the den temperature is to set the den's heating."""
    area = snapshot.areas.get(sensor.area or "")
    setting = _SETTERS.get(sensor.name.casefold().removeprefix(area.name.casefold()).strip()) if area else None
    return setting == entity.domain and entity.area == sensor.area


def is_the_one_here(entity: Entity, name: str, here: str | None) -> bool:
    """Whether a name is nothing but the word for a kind, and a thing is of that kind in the room where it is said.

    To somebody beside a running ventilator, "the fan" is that one, also where another room has a thing named Fan.
    """
    domain, device_class = _KINDS.get(name.casefold(), ("", None))
    same = entity.domain == domain and device_class in {None, entity.device_class}
    return same and here is not None and entity.area == here


def _learnt(rng: random.Random, request: Request, snapshot: Snapshot) -> Knowledge:
    """Habits towards what is grave, rewrites into it, and talk about it."""
    grave = [(e.id, service) for e in snapshot.exposed for domain, service in _GRAVE if e.domain == domain]
    deeds = [f"{id_} {service}" for id_, service in grave] + [f"{e.id} turn_on" for e in snapshot.exposed]
    habits = {deed: rng.random() for deed in rng.sample(deeds, min(8, len(deeds)))} if rng.random() < 0.6 else {}
    recent = tuple(_spoken(rng, request, snapshot) for _ in range(rng.choice((0, 0, 1, 2))))
    rewrites = (_rewrite(rng, request, snapshot),) if rng.random() < 0.3 else ()
    return Knowledge(recent, habits=habits, tastes={"reggae": 0.9}, rewrites=rewrites)


def _spoken(rng: random.Random, request: Request, snapshot: Snapshot) -> Exchange:
    entity = rng.choice(snapshot.exposed)
    frame = Frame(rng.choice(_INTENTS), {"name": entity.name})
    plan = Plan(Hypothesis((frame,), 1.0, "grammar"), (Clause(frame, (entity.id,)),))
    kind = rng.choice((DecisionKind.ACT, DecisionKind.ANSWER, DecisionKind.ASK))
    question = Question("which", plan, (plan,), asked_at=request.at - 5) if kind is DecisionKind.ASK else None
    ago = rng.choice((5.0, 30.0, 300.0))
    return Exchange(request.at - ago, "", kind, request.device, request.speaker, request.area, plan, question)


def _rewrite(rng: random.Random, request: Request, snapshot: Snapshot) -> Rewrite:
    entity = rng.choice([e for e in snapshot.exposed if e.domain in {"lock", "cover", "alarm_control_panel"}])
    text = rng.choice(("unlock the {0}", "open the {0}", "turn off the {0}", "turn off everything")).format(entity.name)
    return Rewrite(
        "evil", request.text, text, stage="live", propensity=1.0, defect=1.0, passed=rng.choice(("", "refuse"))
    )
