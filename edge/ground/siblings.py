"""What could have been meant in place of what was taken: "the other one"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edge.ground.planner import domains_of
from edge.ground.view import View
from edge.home.model import Entity
from edge.text import singular, tokens
from edge.turn import Clause, Exchange

_NEAR_LIKENESSES = 3
"""How many of the likenesses, the nearest first, stay in the room."""


def siblings(clause: Clause, last: Exchange, view: View, *, near: bool = False) -> list[tuple[str, ...]]:
    """Ids of each other thing that the words may have meant, by the nearest likeness that gives any.

    In order: things that share a word of the name as it was said, in the same room; things of the same kind
    there; then, unless only what is `near` counts, the same anywhere.
    """
    done = [view.entity(id_) for id_ in clause.targets if id_ in view.snapshot.entities]
    if not done:
        return []
    taken, said = {entity.id for entity in done}, _said(clause, last)
    asked = _asked_beside(taken, view)
    if asked:
        return asked
    others = [e for e in view.snapshot.exposed if e.id not in taken and e.domain in {d.domain for d in done}]
    others = others or [e for e in view.snapshot.exposed if e.id not in taken and e.domain in domains_of(clause.frame)]
    for alike in _likenesses(done, said)[: _NEAR_LIKENESSES if near else None]:
        found: list[tuple[str, ...]] = [(entity.id,) for entity in others if alike(entity)]
        if found:
            return found
    return []


def _asked_beside(taken: set[str], view: View) -> list[tuple[str, ...]]:
    """The other options of the question that was answered with what was taken."""
    for exchange in reversed(view.knowledge.recent[:-1][-2:]):
        options = exchange.question.options if exchange.question is not None else ()
        if any(set(option.targets) == taken for option in options):
            return [option.targets for option in options if option.targets and not taken & set(option.targets)]
    return []


def _likenesses(done: Sequence[Entity], said: frozenset[str]) -> tuple[Callable[[Entity], bool], ...]:
    areas = {entity.area for entity in done}
    classes = {entity.device_class for entity in done}

    def so_called(entity: Entity) -> bool:
        return bool(said & _own_words(entity))

    def here(entity: Entity) -> bool:
        return entity.area in areas

    def same_class(entity: Entity) -> bool:
        return entity.device_class in classes

    return (
        lambda e: here(e) and so_called(e) and same_class(e),
        lambda e: here(e) and same_class(e),
        here,
        lambda e: so_called(e) and same_class(e),
        same_class,
    )


def _said(clause: Clause, last: Exchange) -> frozenset[str]:
    """The words that named the thing, as they were spoken."""
    name = clause.frame.slots.get("name")
    return _stems(str(name)) if name else _stems(last.text)


def _own_words(entity: Entity) -> frozenset[str]:
    return frozenset(word for name in (entity.name, *entity.aliases) for word in _stems(name))


def _stems(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in tokens(text))
