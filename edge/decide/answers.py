"""Which of the options of our own question an answer means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edge.home.model import Entity, Snapshot
from edge.text import singular, tokens
from edge.turn import Clause, Plan
from edge.understand.normalise import normalise


def in_order(places: Sequence[int], options: Sequence[Plan]) -> tuple[Plan, ...]:
    """The options at some places (0 is the first, -1 the last); empty when any of them does not exist."""
    if not all(-1 <= place < len(options) for place in places):
        return ()
    return tuple(options[place] for place in places) if options else ()


def chosen(text: str, options: Sequence[Plan], snapshot: Snapshot) -> tuple[Plan, ...]:
    """The options that an answer picks: by words of their names or of their rooms that tell them apart.

    Empty when the answer names none, several when it does not tell them apart or names several.
    """
    words = {singular(word) for word in (*tokens(text), *tokens(normalise(text)))}
    scores = [len(words & _own_words(option, options, snapshot)) for option in options]
    best = max(scores, default=0)
    joined = "and" in words and sum(score > 0 for score in scores) > 1
    least = 1 if joined else best
    return tuple(option for option, score in zip(options, scores, strict=True) if best and score >= least)


def together(options: Sequence[Plan]) -> Plan:
    """Several options as one plan: what they share is done once, where they differ all of it is."""
    first = options[0]
    if len(options) == 1:
        return first
    clauses: list[Clause] = []
    for position in range(max(len(option.clauses) for option in options)):
        for option in options:
            clause = option.clauses[position] if position < len(option.clauses) else None
            if clause is not None and clause not in clauses:
                clauses.append(clause)
    frames = tuple(clause.frame for clause in clauses)
    return Plan(replace(first.hypothesis, frames=frames), tuple(clauses))


def _own_words(option: Plan, options: Sequence[Plan], snapshot: Snapshot) -> set[str]:
    """The words of an option that tell it from the others."""
    common = set.intersection(*(_words(other, snapshot) for other in options))
    return _words(option, snapshot) - common


def _words(option: Plan, snapshot: Snapshot) -> set[str]:
    entities = [snapshot.entities[id_] for id_ in option.targets if id_ in snapshot.entities]
    named = [name for entity in entities for name in _names(entity, snapshot)]
    named += [str(clause.facts["label"]) for clause in option.clauses if "label" in clause.facts]
    return {singular(word) for name in named for word in tokens(name)}


def _names(entity: Entity, snapshot: Snapshot) -> tuple[str, ...]:
    area = snapshot.areas.get(entity.area or "")
    return (entity.name, *entity.aliases, *((area.name, *area.aliases) if area else ()))
