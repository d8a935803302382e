"""Habits and tastes as the hub keeps them: fed with turns and live changes, asked before every request. Pure."""

from __future__ import annotations

from collections import deque

from edge.context.deeds import DOING, HAPPENING, UNDO, deed_of_change, deeds_of_turn, event_of_change, weight_of
from edge.context.habits import Deed, Habits
from edge.context.moments import Moment
from edge.context.tastes import Tastes, liking_of_change, likings_of_turn
from edge.home.registry import Change
from edge.turn import Request, Turn

Table = dict[str, dict[str, object]]
"""Everything learnt, as JSON values."""
MOST = 24
"""Habits told to one request: they are kept with its turn."""
LEAST = 0.005
_UNDO_SECONDS = 15 * 60.0
LATELY_SECONDS = 15 * 60.0
"""How long a change of something that people switch counts as just made."""
_HANDS, _HANDFUL_SECONDS = 10, 10.0
"""As many changes within as many seconds are a scene or a rule that nobody told us of, or a storm of messages."""
_TELLING = DOING | HAPPENING


class Customs:
    """What is customary in one home. Times are seconds on the home's own clock. Not thread-safe."""

    def __init__(self) -> None:
        self.habits = Habits()
        self.tastes = Tastes()
        self._asked: deque[Deed] = deque(maxlen=32)
        self._lately: deque[float] = deque(maxlen=_HANDS)
        self._turned: dict[str, float] = {}

    def habits_at(self, request: Request, local: float) -> dict[str, float]:
        """The likeliest next deeds ("entity_id service") of a request's person and room, with probabilities."""
        found = self.habits.likely(_moment(request, local), MOST, LEAST)
        return {key: round(p, 4) for key, p in found.items()}

    def tastes_at(self, request: Request, local: float) -> dict[str, float]:
        """Probability of each genre, artist or playlist that the speaker may want to hear."""
        return {content: round(p, 4) for content, p in self.tastes.of(_moment(request, local)).items()}

    def turned_at(self, local: float) -> dict[str, float]:
        """Ids of what was switched a moment ago, by hand or by us, to the seconds since."""
        self._turned = {id_: at for id_, at in self._turned.items() if local - at <= LATELY_SECONDS}
        return {id_: round(local - at, 3) for id_, at in self._turned.items() if at <= local}

    def asked(self, turn: Turn, local: float) -> None:
        """Somebody asked for something, and it was carried out; what they undo, they did not want."""
        self._take_back(turn, local)
        moment = _moment(turn.request, local)
        for key in deeds_of_turn(turn):
            deed = Deed(key, moment)
            self.habits.observe(deed)
            self._asked.append(deed)
        for liking, weight in likings_of_turn(turn):
            self.tastes.observe(liking, moment, weight)

    def changed(self, change: Change, cause: str | None, local: float) -> None:
        """Something changed, live; `cause` as `edge.home.causes` tells it. Only what people do is a habit."""
        after = change.after
        if after is None or change.retained or after.domain not in _TELLING or not change.state_changed:
            return
        event = event_of_change(change.before, after)
        if event is not None:
            self.habits.happened(event, local)
        key, weight = deed_of_change(change.before, after), weight_of(cause)
        if key is not None:
            self._turned[after.id] = local
        moment = Moment(local, after.area)
        if key is not None and weight and self._by_hand(local):
            self.habits.observe(Deed(key, moment, weight))
            liking = liking_of_change(after)
            if liking is not None:
                self.tastes.observe(liking[0], moment, liking[1] * weight)

    def dump(self) -> Table:
        """Everything learnt."""
        return {"habits": self.habits.dump(), "tastes": self.tastes.dump()}

    def load(self, told: Table) -> None:
        """Take over a dump. Raises `ValueError`, `TypeError` or `KeyError` when it is none; then nothing changes."""
        habits, tastes = Habits(), Tastes()
        habits.load(told["habits"])
        tastes.load(told["tastes"])
        self.habits, self.tastes = habits, tastes

    def _by_hand(self, local: float) -> bool:
        """Whether people can have done it: not when more has changed in a moment than hands can do."""
        self._lately.append(local)
        return len(self._lately) < _HANDS or not 0.0 <= local - self._lately[0] < _HANDFUL_SECONDS

    def _take_back(self, turn: Turn, local: float) -> None:
        """Unlearn the last deed on each thing that an undo restored."""
        clauses = turn.decision.plan.clauses if turn.decision.plan else ()
        restored = {target for clause in clauses if clause.frame.intent == UNDO for target in clause.targets}
        for deed in [d for d in reversed(self._asked) if local - d.moment.local <= _UNDO_SECONDS]:
            entity_id = deed.key.partition(" ")[0]
            if entity_id in restored:
                restored.discard(entity_id)
                self._asked.remove(deed)
                self.habits.retract(deed)


def _moment(request: Request, local: float) -> Moment:
    return Moment(local, request.area, request.speaker)
