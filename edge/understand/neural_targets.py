"""Which things a clause is about, in the slots of Home Assistant: names, kinds, places, exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from edge.home.model import Snapshot
from edge.turn import Request, SlotValue
from edge.understand.gazetteer import Index, bit, phrase_of, words_of
from edge.understand.neural_decode import Clause, Span
from edge.understand.neural_lexicon import EMPTY_WORDS, kind_of

Slots = dict[str, SlotValue]
_ALWAYS_KIND = frozenset({"light", "fan", "switch", "lock", "cover", "valve"})
"""Domains whose nouns mean the kind even where a name holds the noun ("the lights")."""
_THINGS = frozenset({"name", "domain", "device_class"})
_PLACES = frozenset({"area", "floor"})
_TOLD_APART = frozenset({"ac", "humidifier", "dehumidifier", "tv", "speaker"})
"""Kinds that share a domain with others: only their own name finds them."""
_GENERIC = frozenset({"device", "devices", "unit", "system", "machine", "appliance"})
_BECOMING = frozenset({"started", "going", "running", "brewing", "working"})
"""What a thing is to become, said behind what it is: "get my tea started"."""
_ALL = frozenset({"all", "every", "everything", "both", "each", "any"})
_AROUND = " .,;:!?[](){}\"'"
_CALLED = frozenset({"name", "device", "area", "floor", "except_name", "except_device", "except_area", "item", "list"})
_WHAT_PLAYS = frozenset({"media", "music", "sound", "audio", "playback", "volume"})
"""Names of what comes out of a player, not of the player; the name of one that is called so is as the home has it."""
_ASKED = frozenset({"any", "which", "what", "how many"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request was said and in which home: what spans are resolved with."""

    text: str
    request: Request
    snapshot: Snapshot
    index: Index

    def said(self, span: Span) -> str:
        """The words of a span; the name of a thing or a place without punctuation around it or what is in brackets."""
        words = self.text[span.start : span.end]
        if span.tag not in _CALLED:
            return words
        bare = words.strip(_AROUND)
        return bare.partition("[")[0].strip(_AROUND) or bare or words

    def values(self, clause: Clause, tag: str) -> list[str]:
        """The words of every span with a tag, in order."""
        return [self.said(span) for span in clause.spans if span.tag == tag]


def targets(clause: Clause, place: Place) -> list[Slots]:
    """The slots of every target of a clause, one mapping each; one empty mapping when it names none."""
    clause = replace(clause, spans=_with_place([_as_thing(span, place) for span in clause.spans], place))
    common = _places(clause, place)
    named = [_named(place.said(s), place) for s in clause.spans if s.tag == "name"]
    named += [_kind(place.said(s), place) for s in clause.spans if s.tag == "device"]
    if clause.label.domains == ("media_player",):
        named = [slots for slots in named if slots.get("name") not in _WHAT_PLAYS]
    if not named:
        named = [{"name": thing} for thing, _ in owned_settings(clause, place)[:1]] or _owned_kinds(clause, place)[:1]
    if not named:
        named = [{"name": person.lower()} for person in place.values(clause, "person")[:1]]
    if len(named) == 2 and any("domain" in slots for slots in named) and len(place.values(clause, "name")) == 1:
        named = named[:1]
    quantity = {word.lower() for word in place.values(clause, "quantity")}
    everywhere = "everywhere" in {span.tag for span in clause.spans}
    if everywhere or (quantity & _ALL and not quantity & _ASKED):
        everything: Slots = {"name": "all"}
        named = [everything | slots for slots in named] or [everything]
    if not named and not common:
        named = [{"name": ref.lower()} for ref in place.values(clause, "ref")[:1]]
    areas: list[SlotValue] = [_area(word, place) for word in place.values(clause, "area")]
    if len(areas) > 1 and len(named) <= 1:
        return [common | (named[0] if named else {}) | {"area": area} for area in areas]
    return [common | slots for slots in named] or [common]


def owned_settings(clause: Clause, place: Place) -> list[tuple[str, str]]:
    """(name, property) of what is said as one: "the heating temperature" where something is called heating."""
    found = []
    for words in place.values(clause, "setting"):
        parts = words.split()
        for cut in range(len(parts) - 1, 0, -1):
            said = " ".join(parts[:cut])
            if place.index.phrases.get(phrase_of(said), 0) & bit("entity_exact"):
                found.append((str(_named(said, place)["name"]), " ".join(parts[cut:])))
                break
    return found


def _owned_kinds(clause: Clause, place: Place) -> list[Slots]:
    """The kind of thing that is said with its property: "the curtains position", of what has positions."""
    said = [words.rpartition(" ")[0] for words in place.values(clause, "setting")]
    kinds = [(words, kind_of(words)) for words in said if words]
    return [_kind(words, place) for words, kind in kinds if kind is not None and kind.domain in clause.label.domains]


def leftover(clause: Clause, place: Place) -> str:
    """The telling words of a clause that are in no slot: "put out the fire" leaves the fire."""
    taken = {at for span in clause.spans for at in range(span.start, span.end)}
    words = [w for w in words_of(place.text) if clause.start <= w.start < clause.end and w.start not in taken]
    said = [place.text[word.start : word.end] for word in words]
    telling = [word for word in said if word.lower() not in EMPTY_WORDS and len(word) > 1]
    while len(telling) > 1 and telling[-1].lower() in _BECOMING:
        telling.pop()
    return " ".join(telling)


def excepted(clause: Clause, place: Place) -> tuple[Mapping[str, SlotValue], ...]:
    """The slots of what is left out."""
    found: list[Slots] = []
    for span in clause.spans:
        if span.tag == "except_name":
            found.append(_named(place.said(span), place))
        elif span.tag == "except_device":
            found.append(_kind(place.said(span), place))
        elif span.tag == "except_area":
            area: Slots = {"area": _area(place.said(span), place)}
            if found and "area" not in found[-1] and "name" not in found[-1]:
                found[-1] |= area
            else:
                found.append(area)
    return tuple(found)


def condition_target(clause: Clause, place: Place) -> Slots:
    """What a condition is about."""
    slots: Slots = {}
    for word in place.values(clause, "cond_name")[:1]:
        slots |= _named(word, place)
    for word in place.values(clause, "cond_device")[:1]:
        slots |= _kind(word, place) if "name" not in slots else {}
    for word in place.values(clause, "cond_area")[:1]:
        slots["area"] = _area(word, place)
    return slots


def shared(found: Sequence[tuple[Clause, Slots]]) -> list[tuple[Clause, Slots]]:
    """Targets under one verb, each completed from its neighbours.

    "the lights in the den and the hall", "the den and hall lights", "the lamp and the fan in the den".
    """
    rows = list(found)
    for step, order in ((-1, range(1, len(rows))), (1, range(len(rows) - 2, -1, -1))):
        for at in order:
            rows[at] = (rows[at][0], _completed(rows[at][1], rows[at + step][1]))
    if len(rows) > 1 and "area" in rows[-1][1] and not any(_PLACES & slots.keys() for _, slots in rows[:-1]):
        rows = [(clause, {"area": rows[-1][1]["area"]} | slots) for clause, slots in rows]
    return rows


def _completed(slots: Slots, neighbour: Slots) -> Slots:
    """A place without a thing is about the neighbour's kind of thing."""
    if _THINGS & slots.keys() or not _PLACES & slots.keys():
        return slots
    return {key: value for key, value in neighbour.items() if key in _THINGS} | slots


def _with_place(spans: Sequence[Span], place: Place) -> tuple[Span, ...]:
    """The spans with what no place here is called as part of the name that it stands before: "guest bedroom light"."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        beside = last is not None and last.tag == "area" and place.text[last.end : span.start].isspace()
        if last is not None and beside and span.tag == "name" and not _is_place(last, place):
            joined[-1] = replace(span, start=last.start)
        else:
            joined.append(span)
    return tuple(joined)


def _is_place(span: Span, place: Place) -> bool:
    return bool(place.index.phrases.get(phrase_of(place.said(span)), 0) & (bit("area") | bit("floor")))


def _as_thing(span: Span, place: Place) -> Span:
    """What no place here is called, but a kind of thing is, is that thing: "mute the TV"."""
    if span.tag != "area" or not kind_of(place.said(span)):
        return span
    return span if _is_place(span, place) else replace(span, tag="device")


def _places(clause: Clause, place: Place) -> Slots:
    slots: Slots = {}
    for word in place.values(clause, "area")[:1]:
        slots["area"] = _area(word, place)
    for word in place.values(clause, "floor")[:1]:
        slots["floor"] = _canonical(word, ((f.name, f.aliases) for f in place.snapshot.floors.values()))
    here = place.snapshot.areas.get(place.request.area or "")
    if here is not None and "area" not in slots and any(span.tag == "here" for span in clause.spans):
        slots["area"] = here.name
    return slots


def _named(said: str, place: Place) -> Slots:
    """The home's name for the words; "the aromatherapy device" is the aromatherapy where only that is known."""
    names = [(entity.name, entity.aliases) for entity in place.snapshot.exposed]
    head, _, last = said.rpartition(" ")
    for words in (said, head if last.lower() in _GENERIC else ""):
        if words and place.index.phrases.get(phrase_of(words), 0) & bit("entity_exact"):
            name = _canonical(words, names)
            return _kind(words, place) if _is_many(words, name) else {"name": name}
    return {"name": said}


def _is_many(said: str, name: str) -> bool:
    """Whether the words are the plural of a kind and the name its singular: "the lights" are not one called Light."""
    kind = kind_of(said)
    return kind is not None and kind.domain in _ALWAYS_KIND and said.casefold() == f"{name.casefold()}s"


def _kind(said: str, place: Place) -> Slots:
    kind = kind_of(said)
    if kind is None or kind.domain is None or kind.key in _TOLD_APART:
        return _named(said, place)
    if kind.domain not in _ALWAYS_KIND and phrase_of(said)[-1] in place.index.partial:
        return {"name": said}
    slots: Slots = {"domain": kind.domain}
    if kind.device_class and kind.domain == "cover":
        slots["device_class"] = kind.device_class
    return slots


def _area(said: str, place: Place) -> str:
    return _canonical(said, ((area.name, area.aliases) for area in place.snapshot.areas.values()))


def _canonical(said: str, names: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The home's own spelling of a name that the words match exactly, else the words as spoken.

    Of names that differ in number alone, the one that is spelt as spoken.
    """
    key, spelt = phrase_of(said), said.casefold()
    found = [name for name, aliases in names if any(phrase_of(called) == key for called in (name, *aliases))]
    return next((name for name in found if name.casefold() == spelt), found[0] if found else said)
