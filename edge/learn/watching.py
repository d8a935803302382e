"""Whether what the hub did stands: what it changed is watched for being put back by hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edge.home.effects import reached
from edge.home.model import Entity
from edge.learn.feedback import SETTLE_SECONDS
from edge.learn.record import Note
from edge.learn.signals import Signal, SignalKind
from edge.turn import Effect


@dataclass(slots=True)
class _Watch:
    turn: str
    at: float
    effect: Effect
    seen: bool = False


@dataclass(frozen=True, slots=True)
class HandChange:
    """Somebody brought a thing into another state by hand."""

    entity: str
    name: str
    state: str
    at: float


class HandWatch:
    """The last thing that the hub did to each entity, for 120 s each, and what people did themselves."""

    def __init__(self) -> None:
        self._watches: dict[str, _Watch] = {}
        self._by_hand: deque[HandChange] = deque(maxlen=200)

    def acted(self, note: Note) -> None:
        """The hub did something: it rules over what it did to the same entities before; undoing is not watched."""
        for effect in note.effects:
            self._watches.pop(effect.entity_id, None)
            if not note.undo:
                self._watches[effect.entity_id] = _Watch(note.id, note.at, effect)
        if note.effects:
            # What obeys at once has changed before its turn was over: that was no hand.
            own = {effect.entity_id for effect in note.effects}
            kept = [c for c in self._by_hand if c.entity not in own or c.at < note.at]
            self._by_hand = deque(kept, maxlen=self._by_hand.maxlen)

    def by_hand(self, since: float, until: float) -> list[HandChange]:
        """What people did themselves after and until wall times in seconds."""
        return [change for change in self._by_hand if since < change.at <= until]

    def changed(self, before: Entity | None, after: Entity | None, at: float) -> Signal | None:
        """A live change: the signal that somebody put back by hand what the hub had done, or `None`.

        Reports on the way to the effect are the device's own; once it was reached, leaving it is somebody's doing.
        """
        if after is None:
            return None
        watch = self._watches.get(after.id)
        if watch is None:
            if before is not None and before.state != after.state and after.state is not None:
                self._by_hand.append(HandChange(after.id, after.name, after.state, at))
            return None
        if at - watch.at > SETTLE_SECONDS:
            del self._watches[after.id]
            return None
        if reached(watch.effect, after):
            watch.seen = True
            return None
        # A device that obeys at once has done so before its turn was over, and before it was watched.
        watch.seen = watch.seen or (before is not None and reached(watch.effect, before))
        if not watch.seen or not _undone_state(watch.effect, before, after):
            return None
        del self._watches[after.id]
        return Signal(watch.turn, SignalKind.PUT_BACK, at, at - watch.at, by=after.id)

    def forget(self, now: float) -> None:
        """Drop what is watched no more."""
        self._watches = {id_: watch for id_, watch in self._watches.items() if now - watch.at <= SETTLE_SECONDS}


def _undone_state(effect: Effect, before: Entity | None, after: Entity) -> bool:
    """Whether the change leaves what was wanted; one of an attribute that was not asked for does not."""
    if effect.state is not None and after.state != effect.state:
        return before is None or before.state != after.state
    told: Mapping[str, object] = effect.attributes
    return any(before is None or before.attributes.get(name) != after.attributes.get(name) for name in told)


def held(note: Note, kinds: Iterable[SignalKind]) -> bool:
    """Whether what was done stood: everything acknowledged, nothing put back."""
    return not note.missing and not {SignalKind.PUT_BACK, SignalKind.UNACKNOWLEDGED} & set(kinds)
