"""What a pronoun stands for: the things that were spoken of last and that the clause can be about."""

from __future__ import annotations

from collections.abc import Sequence

from edge.ground.view import View
from edge.home.model import Entity
from edge.text import fold
from edge.turn import DecisionKind, Exchange, Frame

PRONOUN_SECONDS = 120.0
"""How long a thing that was spoken of is what "it" means."""

PLURAL = frozenset({"them", "those", "these", "they", "both", "both of them", "all of them"})
SINGULAR = frozenset({"it", "that", "this", "one", "that one", "this one", "the same"})
NO_NAMES = PLURAL | SINGULAR | {"all", "everything", "every"}
"""Names that name nothing by themselves."""
_ADJUSTING = frozenset(
    {
        "HearthAdjust", "HassSetVolumeRelative", "HassSetVolume", "HassLightSet", "HearthSetValue", "HearthSetMode",
        "HassClimateSetTemperature", "HassFanSetSpeed", "HassSetPosition", "HassHumidifierSetpoint",
    }
)  # fmt: skip
_SPOKEN = frozenset({DecisionKind.ACT, DecisionKind.ANSWER})


def antecedent(frame: Frame, fitting: Sequence[Entity], view: View) -> tuple[str, ...]:
    """Ids of what the frame's pronoun stands for among `fitting`; empty for no pronoun, or nothing spoken of.

    "It", and what is adjusted without being named, is what the newest exchange was about. "Them" are several
    things: those of the newest exchange, with those of the ones before it until there is more than one.
    """
    name, allowed = fold(str(frame.slots.get("name", ""))), {entity.id for entity in fitting}
    spoken = [e for e in reversed(view.knowledge.recent) if _recent(e, view)]
    unsaid = not name and frame.intent in _ADJUSTING
    if name in SINGULAR or unsaid:
        return next((ids for e in spoken[:1] if (ids := _about(e, allowed))), ())
    found: dict[str, None] = {}
    for exchange in spoken if name in PLURAL else ():
        found |= dict.fromkeys(_about(exchange, allowed))
        if len(found) > 1:
            break
    return tuple(found)


def _recent(exchange: Exchange, view: View) -> bool:
    recent = 0 <= view.request.at - exchange.at <= PRONOUN_SECONDS
    return recent and exchange.decision in _SPOKEN and exchange.plan is not None and bool(exchange.plan.targets)


def _about(exchange: Exchange, allowed: set[str]) -> tuple[str, ...]:
    """What an exchange was about; one that took something back to do it elsewhere was about the latter."""
    clauses = exchange.plan.clauses if exchange.plan else ()
    deeds = [clause for clause in clauses if clause.frame.intent != "HearthUndo"] or clauses
    return tuple(dict.fromkeys(id_ for clause in deeds for id_ in clause.targets if id_ in allowed))
