"""Simulated households of several people and rooms, for the weights of the chains that no log at hand can teach.

Everybody has a routine of their own, in rooms of their own; some deeds follow on others, some on somebody's coming
home; four a day come out of the blue. Two deeds of five are spoken, with the speaker known; the rest are done by hand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from edge.context.habits import Deed
from edge.context.moments import Moment

DAY = 86_400.0
DAYS = 30
_FIRST = 20_000 * DAY
_ROOMS = ("kitchen", "den", "bath", "hall", "bedroom", "study")
_KINDS = ("light", "switch", "fan", "media_player", "cover")
_DOOR = "@binary_sensor.door on"


@dataclass(frozen=True, slots=True)
class Lived:
    """Something that happened: a deed, or before it an event; `spoken` deeds are those that one may be asked about."""

    deed: Deed
    event: str | None = None
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class _Custom:
    """What somebody does: at an hour, give or take; on working days, weekends or all days; with what probability."""

    person: str
    hour: float
    spread: float
    key: str
    room: str
    odds: float
    days: range
    follows: tuple[str, str] | None
    event: bool


def household(seed: int) -> Iterator[Lived]:
    """The life of one household in order of time."""
    chance = random.Random(seed)
    people = ("ana", "ben", "eve")[: chance.choice((2, 3))]
    things = [f"{chance.choice(_KINDS)}.{room}_{number}" for room in _ROOMS for number in range(chance.randint(1, 4))]
    customs = [_custom(person, things, chance) for person in people for _ in range(chance.randint(6, 11))]
    for day in range(DAYS):
        yield from _day(day, customs, things, people, chance)


def _day(
    day: int, customs: list[_Custom], things: list[str], people: tuple[str, ...], chance: random.Random
) -> Iterator[Lived]:
    done: list[tuple[float, str, str, str, bool]] = []
    for custom in customs:
        if day % 7 in custom.days and chance.random() < custom.odds:
            hour = min(23.8, max(0.1, chance.gauss(custom.hour, custom.spread)))
            done.append((hour, custom.key, custom.room, custom.person, custom.event))
            if custom.follows is not None and chance.random() < 0.8:
                done.append((hour + chance.uniform(0.01, 0.1), *custom.follows, custom.person, False))
    for _ in range(chance.randint(2, 6)):
        thing = chance.choice(things)
        done.append((chance.uniform(7, 23), _deed(thing, chance), _room(thing), chance.choice(people), False))
    for hour, key, room, person, event in sorted(done):
        local = _FIRST + day * DAY + hour * 3600.0
        spoken = chance.random() < 0.4
        moment = _spoken_at(local, room, person, chance) if spoken else Moment(local, room)
        yield Lived(Deed(key, moment, 1.0 if spoken else 0.5), _DOOR if event else None, spoken)


def _spoken_at(local: float, room: str, person: str, chance: random.Random) -> Moment:
    """People mostly speak where the thing is, at times elsewhere or to a telephone; not every voice is known."""
    where = chance.choices((room, chance.choice(_ROOMS), None), (0.65, 0.2, 0.15))[0]
    return Moment(local, where, person if chance.random() < 0.7 else None)


def _custom(person: str, things: list[str], chance: random.Random) -> _Custom:
    own = [thing for thing in things if (_hash_of(person, _room(thing)) % 3) > 0] or things
    thing, other = chance.choice(own), chance.choice(own)
    return _Custom(
        person,
        chance.choice((6.5, 7.0, 7.5, 8.0, 12.5, 17.5, 18.0, 19.0, 20.0, 21.0, 22.5)),
        chance.uniform(0.2, 0.8),
        _deed(thing, chance),
        _room(thing),
        chance.uniform(0.4, 0.95),
        chance.choice((range(7), range(7), range(5), range(5, 7))),
        (_deed(other, chance), _room(other)) if chance.random() < 0.3 else None,
        chance.random() < 0.15,
    )


def _deed(thing: str, chance: random.Random) -> str:
    return f"{thing} {chance.choice(('turn_on', 'turn_on', 'turn_off'))}"


def _room(thing: str) -> str:
    return thing.partition(".")[2].rpartition("_")[0]


def _hash_of(*words: str) -> int:
    """The same number for the same words in every process."""
    number = 7
    for letter in "".join(words):
        number = (number * 31 + ord(letter)) % 1_000_003
    return number
