"""An interpreter without context: what the words alone are worth.

It knows the home and, for answering, how it is. It does not know where, when and by whom something was said, what
was said or done before, what is usual, nor what changed lately; and the words are read with every state unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from edge.home.model import STATIC_ATTRIBUTES, Entity, Snapshot
from edge.interpreter import Interpreter, Reading
from edge.turn import Hypothesis, Knowledge, Request, Turn
from hub_sim.hubs import interpreter


class Blind:
    """An interpreter that sees the request's words and the home, and nothing else."""

    def __init__(self, seeing: Interpreter) -> None:
        reading = _Unseeing(seeing._reading)  # noqa: SLF001 - the same parts, put together otherwise
        self._inner = Interpreter(reading, seeing._responder, seeing._house, seeing._weights)  # noqa: SLF001

    def interpret(self, request: Request, snapshot: Snapshot, knowledge: Knowledge) -> Turn:
        """As `Interpreter.interpret`, without the moment."""
        return self._inner.interpret(out_of_context(request), _unmoved(snapshot), forgotten(knowledge))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else an interpreter can
        return getattr(self._inner, name)


@contextmanager
def blindfold() -> Iterator[None]:
    """Every hub made in this process is blind meanwhile."""
    timed: Any = interpreter()
    seeing = timed._inner  # noqa: SLF001 - its own parts
    timed._inner = Blind(seeing)  # noqa: SLF001
    try:
        yield
    finally:
        timed._inner = seeing  # noqa: SLF001


def out_of_context(request: Request) -> Request:
    """The request, heard by nobody knows what, where and from whom."""
    return replace(request, device=None, area=None, speaker=None)


def forgotten(knowledge: Knowledge) -> Knowledge:
    """What the hub keeps for people, and the question that is being answered; nothing else."""
    open_question = tuple(exchange for exchange in knowledge.recent[-1:] if exchange.question is not None)
    return Knowledge(open_question, knowledge.jobs, knowledge.lists)


def unknown(entity: Entity) -> Entity:
    """The entity with what it is, and nothing of how it is."""
    fixed = {key: value for key, value in entity.attributes.items() if key in STATIC_ATTRIBUTES}
    return replace(entity, state=None, attributes=fixed, changed=None)


def _unmoved(snapshot: Snapshot) -> Snapshot:
    entities = {key: replace(entity, changed=None) for key, entity in snapshot.entities.items()}
    return replace(snapshot, entities=entities)


class _Unseeing:
    """Reads the words in a home of which nothing is known but what there is."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:
        """As any reading."""
        entities = {key: unknown(entity) for key, entity in snapshot.entities.items()}
        return self._reading.read(request, replace(snapshot, entities=entities), forgotten(knowledge or Knowledge()))
