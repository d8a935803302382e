"""What the kinds of pairs are made with: a scene, its spare things, and the words."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from hub_sim.context.pairs import Member, Moment, Put, Reading
from hub_sim.context.scene import Scene

Wordings = Mapping[str, tuple[str, ...]]
ANY_TIME = ("battery", "minute", "light", "habit", "speaker", "lock")
"""What usually does not matter: a battery's charge, two minutes, a lamp or a lock elsewhere, who speaks."""
UNLIT = ("battery", "minute", "habit", "speaker", "lock")
IMPERSONAL = ("battery", "minute", "light", "habit", "lock")


@dataclass(frozen=True, slots=True)
class Draft:
    """A pair before its home is finished. `idle` are the kinds of facts that do not matter here."""

    fact: str
    first: Member
    second: Member
    idle: tuple[str, ...] = ANY_TIME
    slots: Mapping[str, str] | None = None


@dataclass
class Stage:
    """A scene with the things that never matter: in a room apart."""

    scene: Scene
    rng: random.Random
    spare_light: str
    spare_lock: str
    spare_battery: str
    folk: tuple[str, str]


Maker = Callable[[Stage], Draft]


def set_stage(scene: Scene) -> Stage:
    """Furnish what does not matter."""
    apart = scene.room()
    light = scene.add("light", apart, "off")
    lock = scene.add("lock", apart)
    battery = scene.add("battery", apart)
    return Stage(scene, scene.rng, light, lock, battery, (scene.person(), scene.person()))


def idle_moment(stage: Stage, moment: Moment, fact: str) -> Moment:
    """The moment with something changed that does not matter."""
    if fact == "battery":
        return _put(moment, stage.spare_battery, Put(str(stage.rng.randint(1, 19))))
    if fact == "minute":
        return replace(moment, hour=moment.hour + 2 / 60)
    if fact == "light":
        return _put(moment, stage.spare_light, Put("on", {"brightness": 120}))
    if fact == "habit":
        return replace(moment, habits={**moment.habits, f"{stage.spare_light} turn_on": 0.4})
    if fact == "lock":
        return _put(moment, stage.spare_lock, Put("unlocked"))
    other = stage.folk[1] if moment.speaker == stage.folk[0] else stage.folk[0]
    return replace(moment, speaker=other)


def two_places(first: Member, second: str) -> Moment:
    """The first moment, heard elsewhere."""
    return replace(first.moment, device=second)


def in_state(member: Member, entity: str, put: Put, reading: Reading) -> Member:
    """The member with one thing in another state."""
    return Member(_put(member.moment, entity, put), reading)


def _put(moment: Moment, entity: str, put: Put) -> Moment:
    return replace(moment, states={**moment.states, entity: put})
