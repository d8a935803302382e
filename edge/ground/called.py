"""Words beside a kind that tell things of that kind apart: "the ceiling light" among four lights of a room."""

from __future__ import annotations

from collections.abc import Sequence

from edge.ground.kinds import KIND_WORDS, singular_kinds
from edge.home.model import Entity
from edge.text import singular, tokens

_GENERIC = frozenset({"light"})
"""Words that mean a kind and not a thing so called: "the light" is no wall light among lamps, but all of them."""
_SEVERAL = frozenset({"all", "every", "each", "both", "any", "everything", "everywhere", "whole"})
_JOINING = frozenset({"and", "or", "the", "a", "in", "of", "on", "off", "all", "to", "my", "our"})


def so_called(entities: Sequence[Entity], domains: frozenset[str], text: str, places: frozenset[str]) -> list[Entity]:
    """Those of a kind that the words beside the kind's noun describe; none where they describe none, or all.

    `text` are the words of the request, `places` those of the room or storey that was said, which tell nothing apart.
    """
    words = tokens(text)
    nouns = [at for at, word in enumerate(words) if KIND_WORDS.get(singular(word), ("",))[0] in domains]
    if not nouns or len(entities) < 2:
        return []
    found: set[str] = set()
    for at in nouns:
        kept = _described(entities, _beside(words, at, places), singular(words[at])) or (
            _of_the_place(entities, words[at], places) if words[at] in KIND_WORDS else []
        )
        if not kept:
            return []
        found |= {entity.id for entity in kept}
    return [entity for entity in entities if entity.id in found] if len(found) < len(entities) else []


def _beside(words: Sequence[str], noun: int, places: frozenset[str]) -> list[str]:
    """The words straight before a noun that are no place, nearest first."""
    found = []
    for word in reversed(words[:noun]):
        if word in _JOINING or word in places:
            break
        found.append(word)
    return found


def _described(entities: Sequence[Entity], beside: Sequence[str], noun: str) -> list[Entity]:
    """The entities in whose names the words next to the noun stand, as many of them in a row as any has."""
    kept: list[Entity] = []
    for word in beside:
        bearing = [entity for entity in kept or entities if word in _names(entity)]
        if not bearing:
            break
        kept = bearing
    if kept or noun in _GENERIC:
        return kept
    return [entity for entity in entities if noun in _names(entity)]


def _of_the_place(entities: Sequence[Entity], noun: str, places: frozenset[str]) -> list[Entity]:
    """The one thing that is called by its kind and the place alone: the bedroom light is the light of the bedroom."""
    allowed = {singular(word) for word in (*places, noun)}
    called = [
        entity
        for entity in entities
        if any(noun in said and said <= allowed for said in _bare_names(entity)) and entity.area is not None
    ]
    return called if places and len(called) == 1 else []


def _bare_names(entity: Entity) -> list[frozenset[str]]:
    return [frozenset(singular(word) for word in tokens(name)) for name in (entity.name, *entity.aliases)]


def _names(entity: Entity) -> frozenset[str]:
    return frozenset(
        word for name in (entity.name, *entity.aliases) for token in tokens(name) for word in (token, singular(token))
    )


def one_of(entities: Sequence[Entity], text: str, domains: frozenset[str]) -> bool:
    """Whether one of several things was said by what they are all called: "the blind" where there are two blinds."""
    words = tokens(text)
    if len(entities) < 2 or _SEVERAL & set(words) or not one_was_said(text, domains):
        return False
    said = {word for word in singular_kinds(text) if KIND_WORDS[word][0] in domains} - _GENERIC
    return all(said & set(_names(entity)) for entity in entities)


def one_was_said(text: str, domains: frozenset[str]) -> bool:
    """Whether the kind stands in the singular, as the name of one thing: "the lamp", but not "the light"."""
    return bool({word for word in singular_kinds(text) if KIND_WORDS[word][0] in domains} - _GENERIC)
