"""Small pieces of speech: names in a row, numbers, and what a plan is about to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from edge.home.model import Snapshot
from edge.turn import Plan

if TYPE_CHECKING:
    from edge.act.respond import Words

MOST_NAMES = 4
"""More names than this are counted instead."""


def names_of(entity_ids: Sequence[str], snapshot: Snapshot) -> list[str]:
    """Names of entities, with the room beside those that share a name."""
    entities = [snapshot.entities[id_] for id_ in entity_ids if id_ in snapshot.entities]
    names = [entity.name for entity in entities]
    areas = [snapshot.areas.get(entity.area or "") for entity in entities]
    return [
        f"{name} ({area.name})" if names.count(name) > 1 and area else name
        for name, area in zip(names, areas, strict=True)
    ]


def listed(names: Sequence[str], joint: str) -> str:
    """`a, b and c`, with the language's own word between the last two."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def spoken_number(value: object) -> str:
    """A number without needless zeros; anything else as text."""
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def action_words(plan: Plan, words: Words, snapshot: Snapshot) -> str:
    """What a plan would do: "unlock Front Door"."""
    phrases = []
    for service in dict.fromkeys(step.call.service for step in plan.steps):
        targets = [s.call.entity_id for s in plan.steps if s.call.service == service and s.call.entity_id]
        names = listed(names_of(targets, snapshot), words.say("and"))
        phrases.append(words.say(f"action_{service}", names=names) or words.say("action", service=service.replace("_", " "), names=names))
    return listed(phrases, words.say("and"))
