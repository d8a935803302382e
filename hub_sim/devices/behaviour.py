"""What every domain's behaviour is: services that change a thing, and what time does to it.

SimError
 └─ ServiceError     a service that this thing does not have, or not with these data
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub_sim.features import usual_features
from hub_sim.loading import SimError
from hub_sim.thing import Thing

Data = Mapping[str, Any]
Service = Callable[[Thing, Data, "World"], None]


class ServiceError(SimError):
    """A service call that Home Assistant would refuse; the text says which, on what, and why."""


@dataclass(slots=True)
class World:
    """What things know of the home around them.

    `instant`: movements end at once. `things` by entity id. `outside` in °C. `now` is wall time in seconds.
    """

    things: dict[str, Thing] = field(default_factory=dict)
    rng: random.Random = field(default_factory=lambda: random.Random(0))
    instant: bool = False
    now: float = 0.0
    outside: float = 8.0

    def of_device(self, thing: Thing, domain: str) -> list[Thing]:
        """The other things of a domain that sit on the same device."""
        if thing.device is None:
            return []
        return [other for other in self.things.values() if other.device == thing.device and other.domain == domain]

    def in_area(self, area: str | None, domain: str) -> list[Thing]:
        """The things of a domain in an area."""
        return [other for other in self.things.values() if area and other.area == area and other.domain == domain]


class Behaviour:
    """One domain. Subclasses name their services and override what differs.

    `needs` maps a service to feature bits of which the thing must have at least one; `initial` is the
    state of an entity whose fixture gives none, `None` for unknown.
    """

    commandable = True
    initial: str | None = None

    def services(self) -> Mapping[str, Service]:
        """The domain's services by name."""
        return {}

    def needs(self) -> Mapping[str, int]:
        """Feature bits that a service wants; services that are missing want none."""
        return {}

    def complete(self, thing: Thing) -> None:
        """Fill in what a fixture left out; then make everything agree."""
        if thing.attributes.get("supported_features") is None:
            features = self.assumed_features(thing)
            if features:
                thing.attributes["supported_features"] = features
        if thing.state is None:
            thing.state = self.initial
        self.settle(thing, {})

    def assumed_features(self, thing: Thing) -> int:
        """Features of an entity whose fixture names none."""
        return usual_features(thing.domain)

    def settle(self, thing: Thing, given: Data) -> None:
        """Make state, attributes and memory agree after they were set from outside; `given` were named."""

    def tick(self, thing: Thing, seconds: float, world: World) -> None:
        """What `seconds` of time do to the thing."""

    def run(self, name: str, thing: Thing, data: Data, world: World) -> None:
        """Carry out a service; raises `ServiceError` and leaves the thing as it was when it cannot."""
        service = self.services().get(name)
        if service is None:
            message = f"{thing.domain}.{name} on {thing.id}: no such service"
            raise ServiceError(message)
        wanted = self.needs().get(name, 0)
        if wanted and not thing.features & wanted:
            message = f"{thing.domain}.{name} on {thing.id}: not supported (features {thing.features})"
            raise ServiceError(message)
        service(thing, data, world)


def number_in(thing: Thing, data: Data, key: str, low: float, high: float) -> float:
    """A number that a service was given; raises `ServiceError` when missing, no number, or out of range."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"{thing.id}: {key} must be a number, not {value!r}"
        raise ServiceError(message)
    if not low <= value <= high:
        message = f"{thing.id}: {key} {value} is not within {low:g}..{high:g}"
        raise ServiceError(message)
    return value


def one_of(thing: Thing, data: Data, key: str, options: tuple[str, ...]) -> str:
    """A name that a service was given; raises `ServiceError` when it is none of `options` (if there are any)."""
    value = str(data.get(key))
    for option in options:
        if option.casefold() == value.casefold():
            return option
    if options or data.get(key) is None:
        message = f"{thing.id}: {key} {value!r} is not one of {', '.join(options) or 'any'}"
        raise ServiceError(message)
    return value


def whole(value: float) -> int | float:
    """20.0 as 20, 20.5 as it is."""
    return int(value) if float(value).is_integer() else value
