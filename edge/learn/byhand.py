"""Lessons from hands: somebody whose words failed went and did it themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from edge.learn.harvest import Judged, Lesson
from edge.learn.record import Note
from edge.learn.watching import HandChange
from edge.rewrite.lexicon import numbers, poles
from edge.turn import DecisionKind, Frame

SECONDS = 60.0
"""So soon after words that failed a change by hand may be what they were about."""
WEIGHT = 0.6
"""How sure such a lesson is: others live in the home as well."""
_INTENTS = {
    "on": "HassTurnOn", "open": "HassTurnOn", "playing": "HassMediaUnpause",
    "off": "HassTurnOff", "closed": "HassTurnOff", "paused": "HassMediaPause",
}  # fmt: skip
_DOMAINS = {
    "on": frozenset({"light", "switch", "fan"}), "off": frozenset({"light", "switch", "fan"}),
    "open": frozenset({"cover"}), "closed": frozenset({"cover"}),
    "playing": frozenset({"media_player"}), "paused": frozenset({"media_player"}),
}  # fmt: skip
_SIGNS = {"on": ("power", 1), "off": ("power", -1), "open": ("open", 1), "closed": ("open", -1)}


def fixed_by_hand(
    session: Sequence[Judged], by_hand: Callable[[float, float], Sequence[HandChange]]
) -> Iterator[Lesson]:
    """Lessons of the turns that came to nothing and after which exactly one thing was changed by hand.

    `by_hand` tells what people did themselves between two wall times.
    """
    for at, turn in enumerate(session):
        note = turn.note
        if not turn.label.bad or turn.tracked.again or note.kind not in {DecisionKind.REFUSE, DecisionKind.ASK}:
            continue
        following = session[at + 1].note.at if at + 1 < len(session) else float("inf")
        changes = by_hand(note.at, min(note.at + SECONDS, following))
        meant = _meant(note, changes)
        if meant is not None:
            yield Lesson(note, meant, WEIGHT, strong=False, turns=1)


def _meant(note: Note, changes: Sequence[HandChange]) -> Note | None:
    """The turn that would have done it; `None` where that is not clear, or the words want something else."""
    if len({change.entity for change in changes}) != 1:
        return None
    change = changes[-1]
    intent = _INTENTS.get(change.state)
    if intent is None or change.entity.partition(".")[0] not in _DOMAINS[change.state]:
        return None
    if numbers(note.text, note.language) or not _agrees(note, change.state):
        return None
    frame = Frame(intent, {"name": change.name})
    return replace(
        note,
        state=f"{intent} {change.entity}",
        kind=DecisionKind.ACT,
        frames=(frame,),
        targets=(change.entity,),
        clause_targets=((change.entity,),),
        problems=(),
        leaned=True,
        at=change.at,
    )


def _agrees(note: Note, state: str) -> bool:
    """Whether the words say nothing else than that state: not its opposite, and no more or less of something."""
    said = poles(note.text, note.language)
    axis, sign = _SIGNS.get(state, ("", 0))
    return (axis, -sign) not in said and not any(other in {"level", "lock", "guard"} for other, _ in said)
