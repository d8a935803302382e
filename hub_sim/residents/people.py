"""Residents: who lives in a home, what they call things, and the wishes that recur in their days."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hub_sim.residents.goals import Goal
from hub_sim.residents.homes import ResidentHome
from hub_sim.residents.manner import Manner, draw_manner
from hub_sim.residents.noise import STEADINESS, Ear
from hub_sim.residents.pools import Split, words
from hub_sim.residents.wishes import KINDS, goal_of
from hub_sim.residents.wordings import bank_of

_TYPED = 0.12
"""Share of wishes about a thing in the same room in which the resident only says "the lamp"."""
_CHANGES = 0.5
"""Share of homes in which a nickname comes to mean something else in the middle of the time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that a resident wants again and again.

    `things` are entity ids, `reach` is `thing`, `room` or `here`, `area` the room concerned; `refer` is how they speak
    of it: `official`, `nickname` or `type`; `wording` is the habitual one. `ear` is the device they usually say it to.
    `later` is what the wish means from day `change` on.
    """

    id: str
    kind: str
    reach: str
    things: tuple[str, ...]
    area: str
    refer: str
    wording: str
    ear: str
    value: float = 0.0
    weight: float = 1.0
    later: Wish | None = None
    change: int = -1

    @property
    def goal(self) -> Goal:
        """What it wants of the home."""
        return goal_of(self.kind, self.things, self.value, self.reach)

    def on(self, day: int) -> Wish:
        """The wish as it is meant on a day, counted from 0."""
        return self.later if self.later is not None and day >= self.change else self


@dataclass(frozen=True, slots=True)
class Resident:
    """One person: ways, wishes, words for things (`nicknames` by entity or area id), and how they are heard."""

    id: str
    manner: Manner
    wishes: tuple[Wish, ...]
    nicknames: Mapping[str, str]
    ear: Ear = field(compare=False)


@dataclass(frozen=True, slots=True)
class Options:
    """How residents are drawn: word error rate 0..1, its steadiness, share of contrarians, days that are lived."""

    wer: float = 0.05
    contrarian: float = 0.0
    days: int = 30
    steadiness: float = STEADINESS
    split: Split = Split.HELD_OUT


def people_of(home: ResidentHome, options: Options) -> tuple[Resident, ...]:
    """Everybody who lives in a home; the same home and options always give the same people."""
    rng = random.Random(f"people {home.seed}")
    residents = [_resident(home, person, options) for person in home.people]
    if rng.random() < _CHANGES:
        at = rng.randrange(len(residents))
        day = max(1, round(options.days * rng.uniform(0.4, 0.6)))
        residents[at] = _changing(residents[at], home, day, rng)
    return tuple(residents)


def _resident(home: ResidentHome, person: str, options: Options) -> Resident:
    rng = random.Random(f"resident {home.seed} {person}")
    contrary = random.Random(f"contrarian {home.seed} {person}").random() < options.contrarian
    manner = draw_manner(rng, contrarian=contrary)
    nicknames = _nicknames(home, options.split, rng)
    wishes: dict[str, Wish] = {}
    wanted = rng.randint(5, 9)
    for _ in range(200):
        if len(wishes) >= wanted:
            break
        wish = _wish(home, manner, nicknames, options.split, rng)
        if wish is not None:
            wishes.setdefault(wish.id, replace(wish, weight=1 / (len(wishes) + 1)))
    ear = Ear(f"{home.seed} {person}", options.wer, options.steadiness)
    return Resident(person, manner, tuple(wishes.values()), nicknames, ear)


def _nicknames(home: ResidentHome, split: Split, rng: random.Random) -> dict[str, str]:
    """One to four names of one's own, for a room or for things."""
    pools = {role: split.half(names) for role, names in words()["nicknames"].items()}
    areas = list(home.fixtures.snapshot.areas)
    found: dict[str, str] = {}
    if rng.random() < 0.6:
        found[rng.choice(areas)] = rng.choice(pools["area"])
    for role in rng.sample(sorted(set(pools) - {"area"}), rng.choice((1, 2, 3))):
        things = home.roles.get(_ROLES.get(role, role), ())
        if things:
            found[rng.choice(things)] = rng.choice(pools[role])
    return found


_ROLES = {"climate": "heat"}


def _wish(
    home: ResidentHome, manner: Manner, nicknames: Mapping[str, str], split: Split, rng: random.Random
) -> Wish | None:
    kinds = [kind for kind, made in KINDS.items() if home.roles.get(made.role)]
    kind = rng.choices(kinds, [KINDS[kind].weight for kind in kinds])[0]
    bank, role = bank_of(split), KINDS[kind].role
    reach = rng.choice([r for r in bank.reaches(kind) for _ in range(3 if r == "thing" else 1)])
    things, area = _target(home, role, reach, nicknames, rng)
    if not things:
        return None
    refer = _refer(things, area, reach, nicknames, rng)
    if refer == "type" and (area not in home.ears or not home.kind_word(things[0], words()["kinds"].get(role, ()))):
        refer = "official"
    own = rng.random() < manner.own_words
    wording = rng.choice(bank.fitting(kind, reach, len(things)) if own else bank.plain(kind, reach))
    near = area in home.ears and (rng.random() < 0.6 or reach == "here")
    if ("{n}" not in wording and "{a}" not in wording) and area not in home.ears:
        return None  # what names neither thing nor room is said where it is
    ear = home.ears[area] if near else rng.choice(list(home.ears.values()))
    if refer == "type" or ("{n}" not in wording and "{a}" not in wording):
        ear = home.ears[area]
    values = KINDS[kind].values
    return Wish(
        f"{kind}:{reach}:{area if reach != 'thing' else things[0]}", kind, reach, things, area, refer, wording, ear,
        rng.choice(values) if values else 0.0,
    )  # fmt: skip


def _target(
    home: ResidentHome, role: str, reach: str, nicknames: Mapping[str, str], rng: random.Random
) -> tuple[tuple[str, ...], str]:
    """Things and their area; what has a nickname is wished for more often."""
    if reach == "thing":
        things = home.roles[role]
        thing = rng.choices(things, [6 if t in nicknames else 1 for t in things])[0]
        return (thing,), home.entity(thing).area or ""
    areas = [a for a in home.fixtures.snapshot.areas if home.in_area(a, role)]
    if reach == "here":
        areas = [a for a in areas if a in home.ears]
    if not areas:
        return (), ""
    area = rng.choices(areas, [6 if a in nicknames else 1 for a in areas])[0]
    return home.in_area(area, role), area


def _refer(things: Sequence[str], area: str, reach: str, nicknames: Mapping[str, str], rng: random.Random) -> str:
    if (things[0] if reach == "thing" else area) in nicknames:
        return "nickname"
    return "type" if reach == "thing" and rng.random() < _TYPED else "official"


def _changing(resident: Resident, home: ResidentHome, day: int, rng: random.Random) -> Resident:
    """The resident whose most frequent name of their own means another thing or room from a day on."""
    own = [w for w in resident.wishes if w.refer != "official" and w.reach in {"thing", "room"}]
    if not own:
        return resident
    first = max(own, key=lambda wish: wish.weight)
    key = first.things[0] if first.reach == "thing" else first.area
    role = KINDS[first.kind].role
    others = [t for t in home.roles[role] if t != key] if first.reach == "thing" else _other_rooms(home, role, key)
    if not others:
        return resident
    new = rng.choice(others)
    wishes = tuple(_moved(wish, home, key, new, day) for wish in resident.wishes)
    names = dict(resident.nicknames)
    if key in names:
        names[new] = names[key]
    return replace(resident, wishes=wishes, nicknames=names)


def _other_rooms(home: ResidentHome, role: str, area: str) -> list[str]:
    return [a for a in home.fixtures.snapshot.areas if a != area and home.in_area(a, role)]


def _moved(wish: Wish, home: ResidentHome, old: str, new: str, day: int) -> Wish:
    meant = wish.area if wish.reach == "room" else wish.things[0]
    if wish.refer == "official" or old != meant:
        return wish
    if wish.reach == "thing":
        area = home.entity(new).area or ""
        later = replace(wish, things=(new,), area=area)
    else:
        things = home.in_area(new, KINDS[wish.kind].role)
        if not things:
            return wish
        later = replace(wish, things=things, area=new)
    return replace(wish, later=later, change=day)
