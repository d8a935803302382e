"""What happens, as a condition that becomes true: "it starts to rain", "the door opens", "mia comes home" (English)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from edge.turn import Condition, SlotValue
from edge.understand.conditions import Ask, Place, read_condition
from edge.understand.contracted import written_out

Person = Callable[[str], str | None]
"""The name of a person of the home from the words that mean somebody ("i", "mia"), `None` for nobody known."""

_END = r"(?: again| now)?$"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_RAIN = _compiled(rf"^(?:it(?:'s| is)? )?(?:starts? |begins? )?(?:to )?(?P<what>rain|snow)(?:s|ing)?(?: starts)?{_END}")
_DRY = _compiled(rf"^(?:it|the rain|the snow|rain|snow)(?: has)? ?(?:stops|stopped|ends) ?(?:raining|snowing)?{_END}")
_DARK = _compiled(
    r"^(?:it(?:'s| is| gets| becomes| goes)? ?(?P<dark>dark|light)(?: outside)?"
    r"|the sun (?P<sun>sets|goes down|rises|comes up)"
    rf"|(?P<word>sunset|sunrise|dusk|dawn))(?: comes)?{_END}"
)
_PERSON = _compiled(
    r"^(?P<who>.+?) (?:(?P<home>(?:gets?|comes?|arrives?|returns?|(?:is|am|are) (?:back|home|at home))"
    r"(?: back)?(?: at)?(?: home)?)"
    r"|(?P<away>leaves?(?: home| the house)?|goes? (?:out|away)|(?:is|am|are) (?:gone|out|away)))"
    rf"(?: from work)?{_END}"
)
_ANYBODY = {
    "someone": "any",
    "somebody": "any",
    "anyone": "any",
    "anybody": "any",
    "everyone": "all",
    "everybody": "all",
}
_MOTION = _compiled(
    r"^(?:there(?:'s| is) )?(?:any )?(?:motion|movement|someone|somebody|anyone|something)"
    r"(?: is| gets)?(?: detected| moves| moving)? (?:in|at|on|enters) "
    rf"(?:the )?(?P<where>.+?){_END}"
)
_ENDED = (
    r"(?:is |has |'s |gets )?(?:done|finished|over|ready|complete|completed|through)|finishes|ends|completes"
    r"|stops(?: running| washing| drying| cooking)?|has (?:stopped|ended)"
)
_STATES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (_compiled(rf"^(?P<what>.+?) (?:{verbs}){_END}"), state)
    for verbs, state in (
        (_ENDED, "done"),
        (r"starts(?: running)?|begins|is running|has started", "running"),
        (r"opens|(?:is|gets|was|has been) opened|is open", "open"),
        (r"closes|shuts|(?:is|gets|was|has been) (?:closed|shut)", "closed"),
        (r"unlocks|(?:is|gets|was|has been) unlocked", "unlocked"),
        (r"locks|(?:is|gets|was|has been) locked", "locked"),
        (r"(?:turns|switches|comes|goes) on|(?:is|gets|was) (?:turned|switched) on|rings", "on"),
        (r"(?:turns|switches|goes) off|(?:is|gets|was) (?:turned|switched) off", "off"),
    )
)
_REACHES = _compiled(r"\b(?:reaches|hits|gets to|goes to|is at|rises to|climbs to)\b")
_EXCEEDS = _compiled(r"\bexceeds\b")
_DROPS_TO = _compiled(r"\b(?:drops|falls|goes down|cools down) to\b")


def read_happening(text: str, ask: Ask, place: Place, person: Person) -> Condition | None:
    """The condition that becomes true when it happens, or `None`."""
    words = text.strip().rstrip(".!?,")
    ways = dict.fromkeys((written_out(words), words))
    return next((found for way in ways if (found := _read(way, ask, place, person)) is not None), None)


def _read(words: str, ask: Ask, place: Place, person: Person) -> Condition | None:
    return _weather(words) or _somebody(words, person) or _moves(words, place) or _turns(words, place) or _reads(
        words, ask, place
    )  # fmt: skip


def _weather(words: str) -> Condition | None:
    rain = _RAIN.match(words)
    if rain:
        return Condition({"domain": "weather"}, "is", rain["what"].casefold())
    if _DRY.match(words):
        return Condition({"domain": "weather"}, "is", "dry")
    dark = _DARK.match(words)
    if dark is None:
        return None
    said = " ".join(part for part in dark.groups() if part).casefold()
    light = any(word in said for word in ("light", "rises", "up", "sunrise", "dawn"))
    return Condition({"domain": "sun"}, "is", "light" if light else "dark")


def _somebody(words: str, person: Person) -> Condition | None:
    found = _PERSON.match(words)
    if found is None:
        return None
    who, state = found["who"].strip().casefold(), "home" if found["home"] else "not_home"
    if who in _ANYBODY:
        return Condition({"domain": "person", "quantity": _ANYBODY[who]}, "is", state)
    name = person(who)
    return Condition({"name": name, "domain": "person"}, "is", state) if name is not None else None


def _moves(words: str, place: Place) -> Condition | None:
    found = _MOTION.match(words)
    where = place(found["where"]) if found else None
    if not where or not {"area", "floor"} & where.keys():
        return None
    return Condition({**where, "domain": "binary_sensor", "device_class": "motion"}, "is", "on")


def _turns(words: str, place: Place) -> Condition | None:
    for pattern, state in _STATES:
        found = pattern.match(words)
        slots = _thing(found["what"], place) if found else None
        if slots:
            return Condition(slots, "is", state)
    return None


def _thing(words: str, place: Place) -> Mapping[str, SlotValue] | None:
    bare = re.sub(r"^(?:the|my|our|a|any) ", "", words.strip(), flags=re.IGNORECASE)
    slots = place(bare)
    return slots if slots and "name" in slots else None


def _reads(words: str, ask: Ask, place: Place) -> Condition | None:
    """Whatever the plain conditions understand; what reaches a value is at least that."""
    plain = _EXCEEDS.sub("is above", _DROPS_TO.sub("is at most", _REACHES.sub("is at least", words)))
    return read_condition(plain, ask, place)
