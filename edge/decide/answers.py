"""What an answer to our own question settles."""

from __future__ import annotations

from collections.abc import Sequence

from edge.home.model import Entity, Snapshot
from edge.text import singular, tokens
from edge.turn import Plan


def in_order(place: int | None, options: Sequence[Plan]) -> tuple[Plan, ...]:
    """The option at a place (0 is the first, -1 the last); empty when there is none."""
    return (options[place],) if place is not None and -1 <= place < len(options) else ()


def chosen(text: str, options: Sequence[Plan], snapshot: Snapshot) -> tuple[Plan, ...]:
    """The options that an answer picks: by words of their names or of their rooms that tell them apart.

    Empty when the answer names none, several when it does not tell them apart.
    """
    words = {singular(word) for word in tokens(text)}
    scores = [len(words & _own_words(option, options, snapshot)) for option in options]
    best = max(scores, default=0)
    return tuple(option for option, score in zip(options, scores, strict=True) if best and score == best)


def _own_words(option: Plan, options: Sequence[Plan], snapshot: Snapshot) -> set[str]:
    """The words of an option that tell it from the others."""
    common = set.intersection(*(_words(other, snapshot) for other in options))
    return _words(option, snapshot) - common


def _words(option: Plan, snapshot: Snapshot) -> set[str]:
    entities = [snapshot.entities[id_] for id_ in option.targets if id_ in snapshot.entities]
    return {singular(word) for entity in entities for name in _names(entity, snapshot) for word in tokens(name)}


def _names(entity: Entity, snapshot: Snapshot) -> tuple[str, ...]:
    area = snapshot.areas.get(entity.area or "")
    return (entity.name, *entity.aliases, *((area.name, *area.aliases) if area else ()))
