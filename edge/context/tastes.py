"""What people here like to hear and see, by person and time of day: shares of what they asked for. Pure.

The counting is that of `edge.context.habits`, with counts that fade four times more slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from edge.context.counts import Fading
from edge.context.habits import Deed, Habits
from edge.context.moments import Moment
from edge.context.parameters import Level, Parameters, shipped
from edge.home.model import Entity
from edge.turn import DecisionKind, Frame, Turn

MUSIC = "music"
_AS_MUSIC = frozenset({"", "album", "artist", "genre", "music", "playlist", "radio", "song", "track"})
_SLOWER = 4.0
_MOST_CONTEXTS = 1_000
_UNSAID = 0.2
"""How much it counts that somebody let us choose: they did not object."""
_SEEN = 0.5
"""How much it counts that something plays which nobody asked us for."""


@dataclass(frozen=True, slots=True)
class Liking:
    """Something to play: `kind` as `music`, `movie`, `audiobook`; `content` a genre, artist or title, folded."""

    kind: str
    content: str

    @property
    def key(self) -> str:
        """As it is counted."""
        return f"{self.kind} {self.content}"


class Tastes:
    """Media tastes of one home. Not thread-safe."""

    def __init__(self) -> None:
        self._asked = Habits(_parameters(), _MOST_CONTEXTS)

    def observe(self, liking: Liking, moment: Moment, weight: float = 1.0) -> None:
        """Somebody played something; `weight` 0..1 says how surely they wanted just that."""
        self._asked.observe(Deed(liking.key, moment, weight))

    def of(self, moment: Moment, kind: str = MUSIC, most: int = 8) -> dict[str, float]:
        """What the person of the moment probably wants of a kind, with probabilities among that kind, best first."""
        found = _normal((liking.content, p) for liking, p in self._ranked(moment) if liking.kind == kind)
        return dict(list(found.items())[:most])

    def kinds(self, moment: Moment) -> dict[str, float]:
        """Which kind of media it probably is, with probabilities, best first."""
        return _normal((liking.kind, p) for liking, p in self._ranked(moment))

    def _ranked(self, moment: Moment) -> Iterator[tuple[Liking, float]]:
        for key, p in self._asked.likely(moment, most=64).items():
            kind, _, content = key.partition(" ")
            yield Liking(kind, content), p

    def dump(self) -> dict[str, object]:
        """Everything learnt, as JSON values."""
        return self._asked.dump()

    def load(self, told: Mapping[str, object]) -> None:
        """Take over a dump; raises as `Habits.load`."""
        self._asked.load(told)


def likings_of_turn(turn: Turn) -> list[tuple[Liking, float]]:
    """What was asked to be played, each with its weight; what we chose ourselves counts little."""
    plan = turn.decision.plan
    acted = turn.decision.kind is DecisionKind.ACT and plan is not None and turn.request.door != "schedule"
    frames = [clause.frame for clause in plan.clauses] if acted and plan is not None else []
    said = turn.request.text.casefold()
    found = []
    for frame in frames:
        content = _content(frame)
        if frame.intent == "HassMediaSearchAndPlay" and content:
            found.append((Liking(_kind(frame.slots.get("media_class")), content), 1.0 if content in said else _UNSAID))
    return found


def liking_of_change(after: Entity) -> tuple[Liking, float] | None:
    """What a player that has begun to play by itself tells of its listeners."""
    if after.domain != "media_player" or after.state != "playing" or after.stale:
        return None
    content = after.attributes.get("media_playlist") or after.attributes.get("media_artist")
    kind = _kind(after.attributes.get("media_content_type"))
    if kind != MUSIC:
        content = after.attributes.get("media_series_title") or after.attributes.get("media_title")
    return (Liking(kind, str(content).casefold()), _SEEN) if content else None


@cache
def _parameters() -> Parameters:
    levels = {name: _slower(level) for name, level in shipped().levels.items()}
    return Parameters(levels, {"time": 0.5, "person": 1.0}, Level(0.1, Fading(28.0 * _SLOWER)))


def _slower(level: Level) -> Level:
    fading = Fading(level.fading.half_life * _SLOWER, level.fading.renewal * _SLOWER)
    return replace(level, fading=fading, daily=False)


def _content(frame: Frame) -> str:
    slots = frame.slots
    return str(slots.get("genre") or slots.get("artist") or slots.get("search_query") or "").casefold()


def _kind(told: object) -> str:
    kind = str(told or "").casefold()
    return MUSIC if kind in _AS_MUSIC else kind.replace(" ", "_")


def _normal(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, p in pairs:
        sums[name] = sums.get(name, 0.0) + p
    total = sum(sums.values())
    return {name: p / total for name, p in sorted(sums.items(), key=lambda item: -item[1])} if total else {}
