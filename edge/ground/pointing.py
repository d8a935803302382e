"""Rooms that are said without their names: "there" is the place of the turn before, "my room" that of who speaks.

Both become the room's own name in the words, so that everything that reads names reads them. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from edge.ground.antecedents import PRONOUN_SECONDS
from edge.ground.offers import belongs_to
from edge.ground.view import View
from edge.home.model import Area, Person
from edge.text import fold, singular, tokens
from edge.turn import Exchange

_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bif )(?<!\bhi )(?<!\bhello )(?<!\bhey )(?<!\byou )(?<!\bthat )"
    r"(?<!\bwhether )(?<!\bisn't )(?<!\baren't )(?!^there\b)\b(?:(?:back |over |right )?(?:in |up |down |out )|over )?"
    r"there\b(?!'s| (?:is|are|was|were|will|has|must|might|an?|any\w*|some\w*|you)\b)"
    r"|\b(?:in )?(?:that|the same) room\b",
    re.IGNORECASE,
)
_MY_ROOM = re.compile(
    r"\bmy (?:own )?(?P<room>bed ?room|room|office|study|bathroom|den|workshop|playroom|dressing room|living room)\b"
    r"(?! (?:number|service|temperature sensor)\b)",
    re.IGNORECASE,
)
_SLEEPING = frozenset({"bedroom", "room"})
"""What people call the room that is their own."""
_PREPOSITION = re.compile(r"\b(?:in|at|from|of|for|to|into) $", re.IGNORECASE)


def wordings(view: View) -> tuple[str, ...]:
    """The request with each room's name that the words may point at; empty where they point at none that is known."""
    text = view.request.text
    if view.request.language.partition("-")[0] != "en":
        return ()
    mine = _MY_ROOM.search(text)
    if mine is not None:
        before, after = text[: mine.start()], text[mine.end() :]
        return tuple(before + _called(room) + after for room in own_rooms(mine["room"].lower(), view))
    there = _THERE.search(text)
    place = place_before(view) if there is not None else None
    if there is None or place is None:
        return ()
    before = text[: there.start()]
    joined = "" if _PREPOSITION.search(before) else "in "
    return (f"{before}{joined}{_called(place)}{text[there.end() :]}",)


def place_before(view: View) -> Area | None:
    """The one room that the newest exchange with a place was about."""
    for exchange in reversed(view.knowledge.recent):
        if not 0 <= view.request.at - exchange.at <= PRONOUN_SECONDS:
            return None
        areas = _areas_of(exchange, view)
        if areas:
            return view.snapshot.areas.get(areas.pop()) if len(areas) == 1 else None
    return None


def _areas_of(exchange: Exchange, view: View) -> set[str]:
    """Ids of the rooms that an exchange named, else of those where the things are that it was about."""
    clauses = exchange.plan.clauses if exchange.plan is not None else ()
    said = {str(clause.frame.slots["area"]) for clause in clauses if "area" in clause.frame.slots}
    named = {match.id for name in said for match in view.names.areas(name)[:1]}
    targets = (view.snapshot.entities.get(id_) for clause in clauses for id_ in clause.targets)
    return named or {entity.area for entity in targets if entity is not None and entity.area is not None}


def own_rooms(noun: str, view: View) -> Sequence[Area]:
    """The rooms that "my" room of a kind may be: one where it is known whose it is, none where the words are a name.

    It is the room that bears the speaker's name, or holds what does. The room where the request was heard is meant only
    where it may be the speaker's; of what bears somebody else's name nothing is.
    """
    noun = noun.replace(" ", "")
    rooms = [area for area in view.snapshot.areas.values() if _fits(area, noun, view)]
    personal = {area.id: owners for area in rooms if (owners := _owners(area, view))}
    speaker = view.request.speaker
    if noun not in _SLEEPING and not personal:
        return ()
    heard = [area for area in rooms if area.id == view.area]
    if speaker is None:
        sure = [a for a in heard if a.id in personal] or ([] if personal else heard or _exactly(noun, rooms))
        return sure or rooms
    own = [area for area in rooms if speaker in personal.get(area.id, ())]
    free = [area for area in rooms if area.id not in personal]
    lived = [area for area in free if area.id in _lived_in(speaker, view)]
    sure = own or (lived if len(lived) == 1 else []) or [area for area in heard if area in free]
    return sure or (_exactly(noun, free) if not personal else []) or free or rooms


def _fits(area: Area, noun: str, view: View) -> bool:
    words = {singular(word) for name in (area.name, *area.aliases) for word in tokens(name)}
    if noun not in _SLEEPING:
        return noun in words or noun in {fold(name).replace(" ", "") for name in (area.name, *area.aliases)}
    return "bedroom" in words or (bool(_owners(area, view)) and bool(words & _SLEEPING))


def _exactly(noun: str, rooms: Sequence[Area]) -> list[Area]:
    """The room that is called by the noun alone."""
    return [area for area in rooms if noun in {fold(name) for name in (area.name, *area.aliases)}][:1]


def _owners(area: Area, view: View) -> frozenset[str]:
    """Ids of the people whose names a room bears; whom nobody listed has their name for one: "Ruby's Room"."""
    names = [name.casefold().replace("’", "'") for name in (area.name, *area.aliases)]
    words = {re.sub(r"'s?$", "", word) for name in names for word in name.split()}
    called = {person.id: {n.casefold() for n in (person.name, *person.aliases)} for person in _people(view)}
    owners = {id_ for id_, known in called.items() if known & words}
    unlisted = {word for name in names for word in re.findall(r"(\w+)'s\b", name)}
    return frozenset(owners | (unlisted - set().union(*called.values())))


def _people(view: View) -> Iterable[Person]:
    speaker = view.request.speaker
    yield from view.snapshot.people.values()
    if speaker and speaker not in view.snapshot.people:
        yield Person(speaker, speaker)


def _lived_in(speaker: str, view: View) -> set[str | None]:
    """Ids of the rooms with things that bear the speaker's name."""
    return {entity.area for entity in view.snapshot.exposed if belongs_to(entity, view) == speaker}


def _called(area: Area) -> str:
    """The room as one says it: "the Main Bedroom", but "Ana's Room"."""
    return area.name if re.search(r"['’]s?\b", area.name) else f"the {area.name}"
