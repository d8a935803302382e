"""The simulated home: Home Assistant's services on things that behave, deterministic by seed.

It is a `carrier` for the hub (`send`), a source of `StateReported` events (`listen`), and a hand on every
switch (`set`).
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from edge.clock import Clock
from edge.home.events import StateReported
from edge.home.model import Entity, Snapshot
from edge.turn import ServiceCall
from hub_sim.attributes import shown, shown_state
from hub_sim.clock import SimClock
from hub_sim.devices import ServiceError, World, behaviour_of
from hub_sim.fixtures import Fixtures
from hub_sim.thing import Thing

Listener = Callable[[StateReported], None]
Look = tuple[str | None, Mapping[str, Any]]
"""A thing's state and its attributes that are known."""


@dataclass(frozen=True, slots=True)
class CallFailed:
    """A service call that changed nothing, and why."""

    call: ServiceCall
    reason: str


class SimHome:
    """Every entity's state, changed by services, hands and time.

    `instant` lets movements end at once, as a case runner wants them. `calls` and `errors` record what was
    asked and what failed; a call that fails changes nothing.
    """

    def __init__(self, fixtures: Fixtures, clock: Clock | None = None, *, seed: int = 0, instant: bool = False) -> None:
        self.base = fixtures.snapshot
        self._memories = fixtures.memories
        self.clock = clock or SimClock()
        self.calls: list[ServiceCall] = []
        self.errors: list[CallFailed] = []
        self._listeners: list[Listener] = []
        self._seed = seed
        self._instant = instant
        self.reset()

    def reset(self) -> None:
        """Back to the fixtures it was made of, as on the first day; tells nobody."""
        self.calls.clear()
        self.errors.clear()
        rng = random.Random(self._seed)
        self.world = World({}, rng, self._instant, self.clock.wall())
        for entity in self.base.entities.values():
            self.world.things[entity.id] = _thing(entity, self._memories.get(entity.id, {}))

    def listen(self, listener: Listener) -> None:
        """Have every change of state told to `listener`, on the thread that caused it."""
        self._listeners.append(listener)

    def send(self, call: ServiceCall) -> None:
        """Carry out a service; the port through which a hub acts. Never raises: see `errors`."""
        self.calls.append(call)
        self.world.now = self.clock.wall()
        try:
            changed = self._run(call)
        except ServiceError as error:
            self.errors.append(CallFailed(call, str(error)))
            return
        for thing, before in changed:
            self._tell(thing, before)

    def set(self, entity_id: str, state: object = None, attributes: Mapping[str, Any] | None = None) -> None:
        """A hand, or a test, puts an entity into a state; what follows from it follows.

        Raises `ServiceError` when there is no such entity.
        """
        thing = self._thing(entity_id)
        before = _look(thing)
        implied, clean = shown(thing.domain, attributes or {})
        named: dict[str, Any] = dict(clean)
        wanted = shown_state(thing.domain, state) if state is not None else implied
        if wanted is not None:
            thing.state = named["state"] = wanted
        thing.memory.pop("exact", None)
        thing.attributes.update(clean)
        behaviour_of(thing.domain).settle(thing, named)
        self._tell(thing, before)

    def tick(self, seconds: float) -> None:
        """Let `seconds` of physics pass; the clock is the caller's to advance."""
        self.world.now = self.clock.wall()
        before = {thing.id: _look(thing) for thing in self.world.things.values()}
        for thing in self.world.things.values():
            behaviour_of(thing.domain).tick(thing, seconds, self.world)
        for thing in self.world.things.values():
            self._tell(thing, before[thing.id])

    def look(self, entity_id: str) -> Look:
        """One entity's state and known attributes. Raises `ServiceError` when there is no such entity."""
        return _look(self._thing(entity_id))

    def looks(self) -> dict[str, Look]:
        """Every entity's state and known attributes; a copy."""
        return {entity_id: _look(thing) for entity_id, thing in self.world.things.items()}

    def report(self, entity_id: str) -> StateReported:
        """What the entity would publish now: its whole state, unknown attributes as `None`."""
        thing = self._thing(entity_id)
        return StateReported(entity_id, thing.state or "unknown", copy.deepcopy(thing.attributes))

    def entity(self, entity_id: str) -> Entity:
        """One entity as it is now. Raises `ServiceError` when there is no such entity."""
        thing = self._thing(entity_id)
        return replace(self.base.entities[thing.id], state=thing.state, attributes=copy.deepcopy(thing.attributes))

    def snapshot(self) -> Snapshot:
        """The home as it is now, for reading."""
        entities = {entity_id: self.entity(entity_id) for entity_id in self.base.entities}
        return replace(self.base, entities=entities, at=self.clock.wall())

    def _run(self, call: ServiceCall) -> list[tuple[Thing, Look]]:
        if call.domain == "scene" and call.service == "apply":
            return self._apply_scene(call.data.get("entities"))
        thing = self._thing(call.entity_id)
        if call.domain not in {thing.domain, "homeassistant"}:
            message = f"{call.domain}.{call.service} on {thing.id}: belongs to another domain"
            raise ServiceError(message)
        before = _look(thing)
        behaviour_of(thing.domain).run(_generic(call, thing), thing, call.data, self.world)
        return [(thing, before)]

    def _apply_scene(self, entities: object) -> list[tuple[Thing, Look]]:
        """Home Assistant's `scene.apply`: entities to the states given."""
        changed: list[tuple[Thing, Look]] = []
        for entity_id, wanted in (entities if isinstance(entities, Mapping) else {}).items():
            thing = self._thing(entity_id)
            changed.append((thing, _look(thing)))
            values = dict(wanted) if isinstance(wanted, Mapping) else {"state": wanted}
            state = values.pop("state", None)
            thing.attributes.update(values)
            thing.state = shown_state(thing.domain, state) or thing.state
            behaviour_of(thing.domain).settle(thing, {**values, "state": thing.state})
        return changed

    def _thing(self, entity_id: str | None) -> Thing:
        thing = self.world.things.get(entity_id or "")
        if thing is None:
            message = f"no entity {entity_id!r} in this home"
            raise ServiceError(message)
        return thing

    def _tell(self, thing: Thing, before: Look) -> None:
        if _look(thing) == before:
            return
        event = self.report(thing.id)
        for listener in self._listeners:
            listener(event)


def commandable(entity_id: str) -> bool:
    """Whether the entity's domain can be told something; sensors, weather and people cannot."""
    return behaviour_of(entity_id.partition(".")[0]).commandable


_OPENERS = {"cover": "cover", "valve": "valve"}


def _generic(call: ServiceCall, thing: Thing) -> str:
    """`homeassistant.turn_on` opens a cover and unlocks nothing: the domain's own word for the service."""
    if call.domain != "homeassistant":
        return call.service
    opener = _OPENERS.get(thing.domain)
    if opener and call.service in {"turn_on", "turn_off"}:
        return f"{'open' if call.service == 'turn_on' else 'close'}_{opener}"
    return call.service


def _thing(entity: Entity, memory: Mapping[str, Any]) -> Thing:
    attributes, memory = copy.deepcopy((dict(entity.attributes), dict(memory)))
    return Thing(entity.id, entity.state, attributes, dict(memory), entity.area, entity.device)


def _look(thing: Thing) -> Look:
    return thing.state, {key: copy.copy(value) for key, value in thing.attributes.items() if value is not None}
