"""When what is wished for: the episodes of a home's days, the same whoever interprets them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hub_sim.residents.homes import ResidentHome
from hub_sim.residents.people import Options, Resident
from hub_sim.residents.wishes import KINDS

START = 1_767_571_200.0
"""Midnight of Monday, 5 January 2026, in UTC: when every simulation begins."""
DAY = 86_400.0
_FROM, _UNTIL = 6.5 * 3600, 23.0 * 3600
_APART = 900.0
"""Seconds between two episodes at least."""
State = tuple[str | None, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Episode:
    """A wish that comes up.

    `at` is wall seconds, `day` counts from 0, `person` and `wish` are indices; `next` is a wish that follows right
    away when this one is granted, -1 for none.
    """

    number: int
    day: int
    at: float
    person: int
    wish: int
    next: int


def episodes_of(home: ResidentHome, people: tuple[Resident, ...], options: Options) -> list[Episode]:
    """All episodes of the days that are lived, in order: five to ten a day, more with more people."""
    rng = random.Random(f"days {home.seed}")
    a_day = rng.uniform(5, 7) + len(people)
    found: list[Episode] = []
    for day in range(options.days):
        count = max(1, round(rng.gauss(a_day, 1.5)))
        times = sorted(rng.uniform(_FROM, _UNTIL) for _ in range(count))
        last = 0.0
        for at in times:
            last = max(at, last + _APART)
            found.append(_episode(len(found), day, START + day * DAY + last, people, rng))
    return found


def _episode(number: int, day: int, at: float, people: tuple[Resident, ...], rng: random.Random) -> Episode:
    person = rng.randrange(len(people))
    wishes = people[person].wishes
    wish = rng.choices(range(len(wishes)), [w.weight for w in wishes])[0]
    after = -1
    if rng.random() < people[person].manner.chain:
        here = [i for i, w in enumerate(wishes) if not set(w.things) & set(wishes[wish].things)]
        after = rng.choice(here) if here else -1
    return Episode(number, day, at, person, wish, after)


def states_before(home: ResidentHome, people: tuple[Resident, ...], episode: Episode) -> dict[str, State]:
    """How the home is when an episode begins: as life left it, but with something to wish for.

    Every thing that a resident may command has its state, so that homes under different policies are alike.
    """
    rng = random.Random(f"state {home.seed} {episode.number}")
    ready: dict[str, list[State]] = {}
    for made in KINDS.values():
        ready.setdefault(made.role, []).append(_state(made.ready))
    states = {
        thing: rng.choice(ready[role]) for role, things in home.roles.items() if role in ready for thing in things
    }
    person = people[episode.person]
    for index in (episode.next, episode.wish):
        if index >= 0:
            wish = person.wishes[index].on(episode.day)
            states |= dict.fromkeys(wish.things, _state(KINDS[wish.kind].ready))
    return states


def _state(ready: tuple[str | None, object]) -> State:
    state, attributes = ready
    return state, dict(attributes) if isinstance(attributes, dict) else {}
