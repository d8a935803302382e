"""Narrower or other targets that the moment offers for a clause that named its own badly or loosely.

"My lamp" is the speaker's; "start brewing" names no thing but what one does with it; "some light" is, at this
hour, one particular lamp. All of this only proposes: the ranking weighs it against what the words say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from edge.ground.planner import domains_of
from edge.ground.scope import places_said, was_said
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold, singular, tokens
from edge.turn import Clause, Frame, Problem

_ACTIVITIES: Mapping[str, str] = {
    "brew": "coffee tea espresso kettle percolator samovar urn teapot brewer cafetiere",
    "wash": "washer washing laundry dishwasher",
    "dry": "dryer drier dehumidifier",
    "clean": "vacuum hoover robot sweeper mop",
    "sweep": "vacuum hoover robot sweeper",
    "hoover": "vacuum hoover robot sweeper",
    "mow": "mower",
    "cook": "oven cooker stove hob grill",
    "bake": "oven",
    "roast": "oven roaster",
    "grill": "grill oven",
    "toast": "toaster",
    "boil": "kettle",
    "charge": "charger wallbox",
    "water": "sprinkler irrigation",
    "print": "printer",
    "steam": "steamer iron",
    "iron": "iron",
    "fry": "fryer",
    "coffee": "espresso percolator cafetiere",
    "espresso": "coffee percolator",
    "tea": "kettle samovar urn teapot",
    "laundry": "washer washing",
    "dishes": "dishwasher",
    "heat": "heater heating thermostat radiator boiler furnace",
}
"""What is done, or made, to the words in the names of the things that do it."""
_SOME = frozenset({"a", "an", "the", "some", "something", "me", "us", "cup", "of"})
"""Words beside an activity that say nothing of what does it."""
_BY_NAME = frozenset({"exact", "alias"})
_MINE = frozenset({"my", "mine"})
_HABITUAL = 0.3
"""Least probability of a deed, from history, for it to stand for a looser one."""


def offers(frame: Frame, clause: Clause, view: View) -> Iterable[tuple[str, ...]]:
    """Ids of other targets for a clause, each a candidate of its own."""
    domains = domains_of(frame)
    if not domains:
        return
    yield from _own(frame, domains, view)
    if not clause.targets and any(problem.code == "no_entity" for problem in clause.problems):
        # A template's domain is that of a thing so called; what was said is no thing's name.
        any_thing = domains_of(replace(frame, domains=()))
        yield from _active(str(frame.slots.get("name", "")), any_thing, places_said(frame.slots, view), view)
    if "name" not in frame.slots:
        yield from _habitual(clause, view)


def belongs_to(entity: Entity, view: View) -> str | None:
    """The id of the person whose name a thing bears ("Ana's Lamp"); a speaker whom nobody listed has their own."""
    first = {word.removesuffix("'s").removesuffix("’s") for word in entity.name.casefold().split()}
    for person in view.snapshot.people.values():
        if any(name.casefold() in first for name in (person.name, *person.aliases)):
            return person.id
    speaker = view.request.speaker
    return speaker if speaker and speaker.casefold() in first else None


def says_mine(view: View) -> bool:
    """Whether the request speaks of something of the speaker's own."""
    return view.request.speaker is not None and bool(_MINE & set(fold(view.request.text).split()))


def _own(frame: Frame, domains: frozenset[str], view: View) -> Iterable[tuple[str, ...]]:
    if not says_mine(view):
        return
    wanted = frozenset({str(frame.slots["domain"])}) if "domain" in frame.slots else domains
    nouns = {singular(word) for word in tokens(str(frame.slots.get("name", "")))} - _MINE - {"the"}
    said = "area" in frame.slots and was_said(str(frame.slots["area"]), view)
    within = places_said(frame.slots, view) if said else None
    for entity in view.snapshot.exposed:
        if within is not None and (isinstance(within, Problem) or entity.area not in within):
            continue
        fits = not nouns or nouns & {singular(word) for word in tokens(entity.name)}
        if fits and entity.domain in wanted and belongs_to(entity, view) == view.request.speaker:
            yield (entity.id,)


def _active(
    spoken: str, domains: frozenset[str], within: frozenset[str] | Problem | None, view: View
) -> Iterable[tuple[str, ...]]:
    """The things that do what was named in place of a thing, where a place was said only those in it."""
    if isinstance(within, Problem):
        return
    doing = " ".join(word for word in tokens(spoken) if word not in _SOME)
    is_thing = any(match.kind in _BY_NAME for match in view.names.entities(doing, lambda _: True))
    wanted = frozenset() if is_thing else _doers(doing)
    for entity in view.snapshot.exposed if wanted else ():
        names = {singular(word) for name in (entity.name, *entity.aliases) for word in tokens(name)}
        names -= _words_of_room(entity, view)
        there = within is None or entity.area in within
        if there and entity.domain in domains and names & wanted:
            yield (entity.id,)


def _habitual(clause: Clause, view: View) -> Iterable[tuple[str, ...]]:
    """The one thing of this kind, where these things are, to which this usually happens now."""
    services = {step.call.service for step in clause.steps}
    there = {(entity.domain, entity.area) for entity in map(view.entity, clause.targets)}
    for deed, usual in view.knowledge.habits.items():
        entity = view.snapshot.entities.get(deed.partition(" ")[0])
        if entity is None or usual < _HABITUAL or not entity.exposed or clause.targets == (entity.id,):
            continue
        if (entity.domain, entity.area) in there and deed.partition(" ")[2] in services:
            yield (entity.id,)


def _words_of_room(entity: Entity, view: View) -> set[str]:
    """The words of the room where a thing is: the laundry room light does no washing."""
    area = view.snapshot.areas.get(entity.area or "")
    return {singular(word) for word in tokens(area.name)} if area else set()


@lru_cache(maxsize=1024)
def _doers(said: str) -> frozenset[str]:
    """Words in the names of what does an activity; empty where the word is none."""
    word = fold(said)
    stems = (word, word.removesuffix("ing"), word.removesuffix("ing") + "e", word.removesuffix("er"))
    found = next((_ACTIVITIES[stem] for stem in stems if stem in _ACTIVITIES), "")
    return frozenset(found.split())
