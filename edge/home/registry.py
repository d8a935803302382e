"""The live registry: what the home's messages add up to, and immutable pictures of it."""

from __future__ import annotations

import itertools
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from edge.home.digests import Digests
from edge.home.events import (
    AreaFound,
    AvailabilityReported,
    DeviceFound,
    EntityFound,
    EntityGone,
    HomeEvent,
    StateReported,
)
from edge.home.model import STATIC_ATTRIBUTES, Area, Device, Entity, Floor, Person, Snapshot
from edge.home.names import NameRefusedError, clean_name, is_entity_id
from edge.home.overrides import EntityOverride, Overrides
from edge.home.places import Places
from edge.turn import JsonValue

MAX_ENTITIES = 5_000
"""More than the largest homes reported have (3,351), and small enough that a flood cannot hurt."""
MAX_DEVICES = 2_000

T = TypeVar("T", Entity, Device, Area, Floor, Person)

_LOG = logging.getLogger(__name__)
_NO_OVERRIDE = EntityOverride()
_MISSING = object()
_LESSER_SOURCE = "statestream"
_GENERATIONS = itertools.count(1)
"""One sequence for all registries of the process: caches of names are keyed by the generation alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an event changed about an entity, or about the structure alone (both `None`).

    `before` is `None` for a new entity, `after` for one that is gone. `retained` changes are state and
    never history. `more` holds the changes of the other entities that the same event concerned. `cause`
    is who changed it, where the device says so.
    """

    before: Entity | None = None
    after: Entity | None = None
    retained: bool = False
    structural: bool = False
    more: tuple[Change, ...] = ()
    cause: str | None = None

    @property
    def entity_id(self) -> str | None:
        """The entity concerned, or `None`."""
        entity = self.after or self.before
        return entity.id if entity else None

    @property
    def state_changed(self) -> bool:
        """Whether the entity's state is another one than before."""
        return (self.before and self.before.state) != (self.after and self.after.state)

    def __iter__(self) -> Iterator[Change]:
        """This change, then those of the other entities concerned."""
        yield self
        yield from self.more


class Registry:
    """Applies home events; not thread-safe: one thread applies, and hands snapshots to others.

    Beyond `max_entities` and `max_devices` the one longest unheard of is forgotten. What has a name that
    cannot be taken, or a malformed id, is refused and counted in `refused`.
    """

    def __init__(
        self,
        overrides: Overrides | None = None,
        *,
        max_entities: int = MAX_ENTITIES,
        max_devices: int = MAX_DEVICES,
    ) -> None:
        """An empty home but for the areas, floors and people of the overrides."""
        self._overrides = overrides or Overrides()
        self._max_entities = max_entities
        self._max_devices = max_devices
        self._places = Places(self._overrides.areas)
        self._entities: dict[str, Entity] = {}
        self._found: dict[str, EntityFound] = {}
        self._heard: OrderedDict[str, float] = OrderedDict()
        self._devices: OrderedDict[str, Device] = OrderedDict()
        self._members: dict[str, dict[str, None]] = {}
        self._people = {person.id: person for person in self._overrides.people}
        self._generation = next(_GENERATIONS)
        self._picture: Snapshot | None = None
        self._digests = Digests()
        self._dirty = True
        self._sorted = True
        self.refused = 0
        self.orphans = 0

    @property
    def generation(self) -> int:
        """Changes whenever the structure does."""
        return self._generation

    def apply(self, event: HomeEvent, at: float) -> Change | None:
        """Take an event in; `at` is wall seconds. `None` when nothing changed by it.

        `TopicsWanted` and `Rejected` concern the link, not the home, and change nothing.
        """
        if isinstance(event, StateReported):
            return self._report(event, at)
        handler = _HANDLERS.get(type(event))
        if handler is None:
            return None
        try:
            return handler(self, event, at)
        except NameRefusedError as error:
            self.refused += 1
            _LOG.debug("event=refused kind=%s reason=%s", type(event).__name__, error)
            return None

    def snapshot(self, at: float) -> Snapshot:
        """The home as it is now, by ids; `at` is wall seconds. Costs microseconds where nothing changed."""
        last = self._picture
        if last is not None and last.at == at and not self._dirty:
            return last
        kept = last is not None and last.generation == self._generation
        self._sort()
        picture = Snapshot(
            entities=dict(self._entities) if self._dirty or last is None else last.entities,
            devices=last.devices if last and kept else _by_id(self._devices.values()),
            areas=last.areas if last and kept else _by_id(self._places.areas.values()),
            floors=last.floors if last and kept else _by_id(self._overrides.floors),
            people=last.people if last and kept else _by_id(self._people.values()),
            at=at,
            generation=self._generation,
            digests=self._digests,
        )
        if last is not None and kept:
            _carry_caches(last, picture, everything=not self._dirty)
        self._picture, self._dirty = picture, False
        return picture

    def last_seen(self, entity_id: str) -> float | None:
        """Wall seconds of the last event about an entity, `None` if it is unknown."""
        return self._heard.get(entity_id)

    def _report(self, event: StateReported, at: float) -> Change | None:
        old = self._entities.get(event.entity_id)
        if old is None:
            self.orphans += 1
            return None
        self._hear(old.id, at)
        state = old.state if event.state is None else event.state
        news = {k: v for k, v in event.attributes.items() if old.attributes.get(k, _MISSING) != v}
        if state == old.state and not news and old.stale == event.retained:
            return None
        lives = not event.retained and old.state is not None and state != old.state
        new = _with_state(old, state, news, stale=event.retained, changed=at if lives else old.changed)
        structural = not STATIC_ATTRIBUTES.isdisjoint(news)
        return self._put(old, new, retained=event.retained, structural=structural, cause=event.cause)

    def _find(self, event: EntityFound, at: float) -> Change | None:
        if not is_entity_id(event.entity.id):
            msg = f"entity id {event.entity.id[:80]!a} does not read domain.object_id"
            raise NameRefusedError(msg)
        old = self._entities.get(event.entity.id)
        earlier = self._found.get(event.entity.id)
        if earlier is not None and _yields(event, earlier):
            event = _merged(earlier, event)
        new = self._settled(event, old, earlier)
        self._found[new.id] = event
        self._enrol(new, earlier)
        self._hear(new.id, at)
        if new == old:
            return None
        gone = self._evict(new.id)
        return self._put(old, new, retained=True, structural=True, more=gone)

    def _settled(self, event: EntityFound, old: Entity | None, earlier: EntityFound | None) -> Entity:
        """The entity as found, under the overrides, with the state that is already known."""
        found, override = event.entity, self._overrides.entities.get(event.entity.id, _NO_OVERRIDE)
        known = old or found
        same = earlier is not None and earlier.entity.source == found.source
        withdrawn = set(earlier.entity.attributes) - set(found.attributes) if earlier and same else set()
        kept = {k: v for k, v in known.attributes.items() if k not in withdrawn}
        return replace(
            found,
            name=clean_name(override.name or found.name),
            aliases=_union(override.aliases, tuple(clean_name(alias) for alias in found.aliases)),
            area=self._area_for(event, override),
            exposed=self._overrides.exposed(found.id, found.exposed),
            attributes={**kept, **found.attributes},
            state=known.state,
            available=known.available,
            stale=known.stale,
            changed=known.changed,
        )

    def _area_for(self, event: EntityFound, override: EntityOverride) -> str | None:
        said = override.area or event.entity.area or event.area_name
        if said:
            return self._place(said)
        device = self._devices.get(event.entity.device or "")
        return device.area if device else None

    def _place(self, said: str) -> str:
        area_id, new = self._places.area_id(said)
        if new:
            self._restructure()
        return area_id

    def _enrol(self, entity: Entity, earlier: EntityFound | None) -> None:
        """Keep who belongs to which device, who is a person, and which device has a screen."""
        was = earlier.entity.device if earlier else None
        if was and was != entity.device:
            self._leave(was, entity.id)
        if entity.domain == "person":
            person_id = entity.id.partition(".")[2]
            self._people.setdefault(person_id, Person(person_id, entity.name, entity.aliases))
        if not entity.device:
            return
        self._members.setdefault(entity.device, {})[entity.id] = None
        device = self._devices.get(entity.device)
        if device and not device.screen and _shows_pictures(entity):
            self._devices[device.id] = replace(device, screen=True)

    def _evict(self, newest: str) -> tuple[Change, ...]:
        """Forget whoever was not heard of for longest, while there are too many."""
        gone: list[Change] = []
        while len(self._heard) > self._max_entities:
            entity_id = next(iter(self._heard))
            if entity_id == newest:
                break
            change = self._lose(EntityGone(entity_id), 0.0)
            gone.extend(change or ())
            self._heard.pop(entity_id, None)
        return tuple(gone)

    def _lose(self, event: EntityGone, _at: float) -> Change | None:
        old = self._entities.pop(event.entity_id, None)
        if old is None:
            return None
        self._found.pop(old.id, None)
        self._heard.pop(old.id, None)
        if old.device:
            self._leave(old.device, old.id)
        self._restructure()
        return Change(before=old, structural=True)

    def _leave(self, device_id: str, entity_id: str) -> None:
        members = self._members.get(device_id, {})
        members.pop(entity_id, None)
        if not members:
            self._members.pop(device_id, None)

    def _find_device(self, event: DeviceFound, _at: float) -> Change | None:
        found = event.device
        override = self._overrides.devices.get(found.id) or self._overrides.devices.get(found.name)
        said = (override and override.area) or found.area or event.area_name
        screen = override.screen if override else None
        members = tuple(self._members.get(found.id, ()))
        device = replace(
            found,
            name=clean_name((override and override.name) or found.name),
            area=self._place(said) if said else None,
            screen=screen if screen is not None else found.screen or self._any_screen(members),
        )
        old = self._devices.get(device.id)
        self._devices[device.id] = device
        self._devices.move_to_end(device.id)
        if old == device:
            return None
        if len(self._devices) > self._max_devices:
            self._members.pop(self._devices.popitem(last=False)[0], None)
        self._restructure()
        return Change(structural=True, more=self._inherit(members))

    def _any_screen(self, members: tuple[str, ...]) -> bool:
        return any(_shows_pictures(self._entities[entity_id]) for entity_id in members)

    def _inherit(self, members: tuple[str, ...]) -> tuple[Change, ...]:
        """Give a device's entities its area, where they have none of their own."""
        changes = []
        for entity_id in members:
            old = self._entities[entity_id]
            override = self._overrides.entities.get(entity_id, _NO_OVERRIDE)
            area = self._area_for(self._found[entity_id], override)
            if area != old.area:
                changes.append(self._put(old, replace(old, area=area), retained=True, structural=True))
        return tuple(changes)

    def _find_area(self, event: AreaFound, _at: float) -> Change | None:
        if not self._places.add(event.area):
            return None
        self._restructure()
        return Change(structural=True)

    def _reach(self, event: AvailabilityReported, at: float) -> Change | None:
        changes = []
        for entity_id in event.entity_ids:
            old = self._entities.get(entity_id)
            if old is None:
                continue
            self._hear(entity_id, at)
            if old.available != event.available:
                changes.append(self._put(old, replace(old, available=event.available), retained=True))
        return replace(changes[0], more=tuple(changes[1:])) if changes else None

    def _sort(self) -> None:
        """Bring the entities into the order of their ids, where one was found since."""
        if not self._sorted:
            self._entities = _by_id(self._entities.values())
            self._sorted = True

    def _put(
        self,
        old: Entity | None,
        new: Entity,
        *,
        retained: bool,
        structural: bool = False,
        more: tuple[Change, ...] = (),
        cause: str | None = None,
    ) -> Change:
        self._sorted = self._sorted and new.id in self._entities
        self._entities[new.id] = new
        self._dirty = True
        if structural:
            self._restructure()
        return Change(old, new, retained, structural, more, cause)

    def _restructure(self) -> None:
        self._generation = next(_GENERATIONS)
        self._dirty = True

    def _hear(self, entity_id: str, at: float) -> None:
        self._heard[entity_id] = at
        self._heard.move_to_end(entity_id)


_Handler = Callable[[Registry, HomeEvent, float], Change | None]
_HANDLERS: Mapping[type, _Handler] = cast(
    "Mapping[type, _Handler]",
    {
        EntityFound: Registry._find,  # noqa: SLF001 - the class's own table of handlers
        EntityGone: Registry._lose,  # noqa: SLF001
        DeviceFound: Registry._find_device,  # noqa: SLF001
        AreaFound: Registry._find_area,  # noqa: SLF001
        AvailabilityReported: Registry._reach,  # noqa: SLF001
    },
)


def _yields(event: EntityFound, earlier: EntityFound) -> bool:
    """Home Assistant's stream names entities that a direct dialect carries with less delay."""
    return event.entity.source == _LESSER_SOURCE != earlier.entity.source


def _merged(earlier: EntityFound, event: EntityFound) -> EntityFound:
    attributes = {**event.entity.attributes, **earlier.entity.attributes}
    return replace(earlier, entity=replace(earlier.entity, attributes=attributes))


def _with_state(
    old: Entity, state: str | None, news: Mapping[str, JsonValue], *, stale: bool, changed: float | None
) -> Entity:
    # Written out, for dataclasses.replace costs three times as much and this runs 2,000 times a second.
    return Entity(
        old.id,
        old.name,
        old.area,
        old.device,
        old.aliases,
        state,
        {**old.attributes, **news} if news else old.attributes,
        old.available,
        stale,
        changed,
        old.exposed,
        old.source,
    )


def _by_id(things: Iterable[T]) -> dict[str, T]:
    return {thing.id: thing for thing in sorted(things, key=lambda thing: thing.id)}


def _shows_pictures(entity: Entity) -> bool:
    return entity.domain == "media_player" and entity.device_class == "tv"


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _carry_caches(last: Snapshot, picture: Snapshot, *, everything: bool) -> None:
    """What was computed of an equal half of the home holds for the new picture too."""
    names = ("exposed", "by_area", "by_domain", "structure_hash", "states_hash") if everything else ("structure_hash",)
    computed = vars(last)
    vars(picture).update({name: computed[name] for name in names if name in computed})
