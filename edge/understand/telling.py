"""Commands whose plain words say more than was read: a number that belongs to a name, "all lights off", "open"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from edge.home.model import Snapshot
from edge.turn import Frame, SlotValue
from edge.understand.fold import fold
from edge.understand.spoken_names import SpokenNames

_NUMBER = re.compile(r"[\d.,:]+")
_ALL_SO = re.compile(r"^(?:please |ok(?:ay)? )*(?:all|every)\b.*?\b(?P<end>on|off)\b(?!.*\?)", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:(?:please|can|could|would|will|you|just|now|then|and|also)[\s,]+)*(?:open|close|shut)\b(?!.*\b(?:off|out)\b)",
    re.IGNORECASE,
)
_BELOW_ZERO = re.compile(r"(?:(?<=\s)-|\bminus )(\d+(?:\.\d+)?)", re.IGNORECASE)
_ARTICLES = frozenset({"the", "my", "our", "a", "an"})
_BOTH = re.compile(r" both (?:of )?(?:the |my |our )?((?:\w+ ){0,3}?(?:lights|lamps|bulbs|\w+s)) ")
_PLURALS = "lights|lamps|bulbs|blinds|shades|curtains|shutters|fans|plugs|switches|speakers|radiators|heaters"
_PLURAL_NEXT = re.compile(rf"({_PLURALS})(?= )")
_SKY = re.compile(
    r"\b(?:lights?|lamps?|everything|all|fans?|speakers?|blinds?)(?: that(?:'s| is| are))?(?: on| off)? "
    r"(inside|indoors|outside|outdoors)\b",
    re.IGNORECASE,
)
_WITHIN = frozenset({"in", "on", "at", "over", "out", "up", "down", "here", "there", "of"})
_AT = re.compile(r"^\s*(?:over |out |up |down )?(?:in|on|at)\b", re.IGNORECASE)
_KINDS = {"light": "light", "lamp": "light", "fan": "fan", "speaker": "media_player", "lock": "lock"}
_NUMBER_NEXT = re.compile(r"(\d+)(?![\d.,:%])(?! ?(?:percent|degrees?|minutes?|hours?|%))")
_NUMBERS_OF = re.compile(r"\b(\w+?)s (\d+(?:, ?\d+)*),? and (\d+)\b", re.IGNORECASE)
_ENDS = {"on": "HassTurnOn", "off": "HassTurnOff"}
_SWITCHING = frozenset({"HassTurnOn", "HassTurnOff"})


def numbered(frame: Frame, words: str, names: SpokenNames) -> Frame:
    """The frame with names whole: who says "room 305" means no room, and "door 999" none of the doors.

    A number straight after a name belongs to it, unless some slot holds that number.
    """
    slots = dict(frame.slots)
    for key in ("name", "area"):
        value = slots.get(key)
        longer = _with_number(value, words) if isinstance(value, str) else None
        if longer is None:
            continue
        known = _known(key, longer, names)
        if known is not None:
            slots[key] = known
        elif key == "name" and not _held(longer, slots.values()):
            slots[key] = longer
    return frame if slots == frame.slots else replace(frame, slots=slots)


def worded_whole(frame: Frame, words: str, names: SpokenNames) -> Frame:
    """The frame with a name as it was said: with the word before it that tells things apart, and its kind in plural.

    "The left bedside lamp" is not just any bedside lamp, and "the bedside lamps" are not one "bedside".
    """
    frame = _owned(frame, words, names)
    name = frame.slots.get("name")
    if not isinstance(name, str):
        return frame
    said = f" {fold(words)} "
    if fold(name) in names.things:
        return _in_plural(frame, fold(name), said, names)
    if fold(name) in {"both", "all"}:
        several = _BOTH.search(said)
        plain = {key: value for key, value in frame.slots.items() if key != "domain"}
        return replace(frame, slots={**plain, "name": several[1].strip()}) if several else frame
    before, after = _beside(fold(name), said)
    plural = _PLURAL_NEXT.match(after)
    word = before.rpartition(" ")[2]
    whole = f"{name} {plural[1]}" if plural else name
    if word and names.tells_apart(word, fold(whole)):
        whole = f"{word} {whole}"
    return frame if whole == name else replace(frame, slots={**frame.slots, "name": whole})


def _owned(frame: Frame, words: str, names: SpokenNames) -> Frame:
    """What is somebody's, as its name: "Ada's lamp" is in no area called "Ada's"."""
    area = frame.slots.get("area")
    if not isinstance(area, str) or "name" in frame.slots or fold(area) in names.areas:
        return frame
    found = re.search(rf"\b{re.escape(area)} (?P<thing>\w+)", words, re.IGNORECASE)
    if not re.search(r"['’]s?$", area) or found is None:
        return frame
    kept = {key: value for key, value in frame.slots.items() if key not in {"area", "domain", "device_class"}}
    return replace(frame, slots={**kept, "name": f"{area} {found['thing']}"})


def _in_plural(frame: Frame, name: str, said: str, names: SpokenNames) -> Frame:
    """The things of a room where the name of one of them was said in plural: "the kitchen lights" are all there."""
    room, _, kind = name.rpartition(" ")
    area = names.areas.get(room)
    if area is None or kind not in _KINDS or f" {name}s " not in said or f"{name}s" in names.things:
        return frame
    slots = {key: value for key, value in frame.slots.items() if key != "name"}
    return replace(frame, slots={**slots, "area": area, "domain": _KINDS[kind]}, domains=())


def each_numbered(text: str, names: SpokenNames) -> str:
    """The words with every number behind its noun: "rooms 201 and 202" are room 201 and room 202."""
    found = _NUMBERS_OF.search(text)
    if found is None or not any(_known(key, f"{found[1]} {found[3]}", names) for key in ("area", "name")):
        return text
    numbers = [*re.findall(r"\d+", found[2]), found[3]]
    return f"{text[: found.start()]}{' and '.join(f'{found[1]} {n}' for n in numbers)}{text[found.end() :]}"


def as_told(frame: Frame, words: str, snapshot: Snapshot) -> Frame | None:
    """The command that the words are; `None` where a value is none of its kind."""
    if _NUMBER.fullmatch(str(frame.slots.get("color", ""))):
        return None
    frame = _under_sky(_played_on(_signed(frame, words), snapshot), words)
    so = _ALL_SO.match(words)
    if so and frame.intent == "HassGetState" and frame.slots.get("state") == so["end"].lower():
        slots: dict[str, SlotValue] = {key: value for key, value in frame.slots.items() if key != "state"}
        return replace(frame, intent=_ENDS[so["end"].lower()], slots={"name": "all", **slots}, response="default")
    if frame.intent in _SWITCHING and frame.slots.get("domain") == "light" and "name" not in frame.slots:
        return _opened(frame) if _OPENS.match(words.strip()) else frame
    return frame


def just_named(frame: Frame, words: str, names: SpokenNames) -> bool:
    """Whether the words are those of a name and say nothing of what to do with it, as they need not for a scene."""
    name = frame.slots.get("name")
    if frame.intent not in _SWITCHING:
        return False
    if not isinstance(name, str):
        return _AT.match(words) is not None and _just_placed(frame, words)
    if fold(name) in names.alone:
        return False
    left = _bare(words)
    for word in _bare(name):
        if word not in left:
            return False
        left.remove(word)
    return not set(left) - _ARTICLES


def _just_placed(frame: Frame, words: str) -> bool:
    """Whether the words are a place and nothing that would be done there: "in the kitchen"."""
    place = " ".join(str(frame.slots[key]) for key in ("area", "floor") if key in frame.slots)
    return bool(place) and not set(_bare(words)) - set(_bare(place)) - _ARTICLES - _WITHIN


def _bare(words: str) -> list[str]:
    return [word.removesuffix("'s") for word in fold(words).split()]


def _played_on(frame: Frame, snapshot: Snapshot) -> Frame:
    """What is to be played without the player that it is to be played on."""
    query = frame.slots.get("search_query")
    if frame.intent != "HassMediaSearchAndPlay" or "name" in frame.slots or not isinstance(query, str):
        return frame
    for player in snapshot.by_domain.get("media_player", ()):
        for called in (player.name, *player.aliases) if player.exposed else ():
            found = re.fullmatch(
                rf"(.+?) (?:on|through|from) (?:the |my )?{re.escape(called)}", query.strip(), re.IGNORECASE
            )
            if found:
                kept = {key: value for key, value in frame.slots.items() if key not in {"area", "floor"}}
                return replace(frame, slots={**kept, "search_query": found[1], "name": player.name})
    return frame


def _under_sky(frame: Frame, words: str) -> Frame:
    """What is said of all that is outside, or inside, with that as its place."""
    found = _SKY.search(words)
    if found is None or frame.intent not in _SWITCHING or {"area", "floor"} & frame.slots.keys():
        return frame
    several = frame.slots.get("name", "all") == "all"
    return replace(frame, slots={**frame.slots, "area": found[1].lower()}) if several else frame


def _signed(frame: Frame, words: str) -> Frame:
    """The frame with numbers as they were said: twenty below zero is not twenty."""
    below = {float(found) for found in _BELOW_ZERO.findall(words)}
    turned = {
        key: -value
        for key, value in frame.slots.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and value in below
    }
    return replace(frame, slots={**frame.slots, **turned}) if turned else frame


def _opened(frame: Frame) -> Frame:
    """No light is opened or closed: what is, in the room that was named, are its doors and coverings."""
    slots = {key: value for key, value in frame.slots.items() if key not in {"domain", "area"}}
    called = {"name": frame.slots["area"]} if "area" in frame.slots else {}
    return replace(frame, slots={**slots, **called}, domains=("cover", "valve"))


def _with_number(value: str, words: str) -> str | None:
    found = _NUMBER_NEXT.match(_beside(fold(value), f" {fold(words)} ")[1])
    return f"{value} {found[1]}" if found else None


def _beside(name: str, said: str) -> tuple[str, str]:
    """What stands before and after a folded name in folded words between blanks; nothing where it is not said."""
    before, found, after = said.partition(f" {name} ")
    return (before, after) if found else ("", "")


def _known(key: str, said: str, names: SpokenNames) -> str | None:
    return (names.areas if key == "area" else names.things).get(fold(said))


def _held(longer: str, values: Iterable[SlotValue]) -> bool:
    number = float(longer.rpartition(" ")[2])
    return any(isinstance(value, int | float) and float(value) == number for value in values)
