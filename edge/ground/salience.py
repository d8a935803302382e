"""How much a thing stands out at a moment: what was just spoken of or changed, is here, or is at work."""

from __future__ import annotations

from collections.abc import Sequence

from edge.ground.view import View
from edge.home.model import Entity

_RECENT = 600.0
_AT_REST = frozenset({None, "off", "idle", "unknown", "closed", "locked", "docked", "standby", "unavailable"})


def most_salient(entities: Sequence[Entity], most: int, view: View) -> list[Entity]:
    """The entities that stand out, at most so many, most salient first; all of them where none does.

    What is done habitually at this moment comes before what is as salient, and is not left out for what is more so.
    """
    spoken_of = frozenset(id_ for e in view.knowledge.recent if e.plan is not None for id_ in e.plan.targets)
    habitual = frozenset(deed.partition(" ")[0] for deed in view.knowledge.habits)
    ranked = [(_salience(entity, spoken_of, view), entity.id in habitual, entity) for entity in entities]
    if any(salience > 0 for salience, _, _ in ranked):
        ranked = [row for row in ranked if row[0] > 0 or row[1]]
    ranked.sort(key=lambda row: (-row[0], not row[1]))
    return [entity for _, _, entity in ranked[:most]]


def _salience(entity: Entity, spoken_of: frozenset[str], view: View) -> float:
    mentioned = entity.id in spoken_of
    changed = entity.changed is not None and 0 <= view.request.at - entity.changed < _RECENT
    here = view.area is not None and entity.area == view.area
    active = entity.state not in _AT_REST
    return 4.0 * mentioned + 2.0 * changed + 1.5 * here + 1.0 * active
