"""What people here usually do, learnt from what they did: probabilities of the next deed. Pure, incremental.

Each chain of contexts (the time, what was done before, the event just now, the person, the room) gives a
distribution that is interpolated from its broadest level down, as in prediction by partial matching and in
hierarchical Dirichlet smoothing (MacKay & Peto 1995): p = (count + s * p_broader) / (sum + s). What the chains say
beyond what is usual in the home is combined log-linearly, with weights that were learnt off the device.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from edge.context.counts import Counts
from edge.context.moments import CHAINS, Blend, Moment, Past, Setting, contexts
from edge.context.parameters import Parameters, shipped

MOST_CONTEXTS = 10_000
"""Contexts kept on the hub; with `MOST_DEEDS` and `MOST_NAMES` below 4 MB, whatever the home."""
MOST_DEEDS = 2_000
MOST_NAMES = 6_000
_HOME = 0
_EVENT_SECONDS = 600.0
_SITTING = 9
_NOVEL = 2.0
"""How many sightings it takes until the next deed is as probably a known one as a new one."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: `key` is "entity_id service". `detail` tells apart what the key does not, for what follows it.

    `weight` 0..1 says how surely a person wanted it.
    """

    key: str
    moment: Moment
    weight: float = 1.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Share:
    """A chain's distribution: `rest` of the home's own, and `own` by deed beside it."""

    rest: float
    own: Mapping[int, float]

    def gain(self, number: int, usual: float) -> float:
        """Log of a deed's probability over the home's, in nats."""
        return math.log(self.rest + self.own.get(number, 0.0) / usual)


class Habits:
    """Habits of one home. Not thread-safe. Deeds are to be observed in the order in which they were done."""

    def __init__(self, settings: Parameters | None = None, most: int = MOST_CONTEXTS) -> None:
        self._settings = settings or shipped()
        self._counts = Counts(most)
        self._deeds = Counts(1, MOST_DEEDS)
        self._usual: dict[int, float] | None = None
        self._seen = 0.0
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._past: deque[Past] = deque(maxlen=_SITTING)
        self._event: tuple[int, float] = (0, 0.0)
        self._today: int | None = None
        self.days = 0
        """Days on which something was done: the calendar by which habits fade, so that none is lost to a holiday."""

    def observe(self, deed: Deed) -> None:
        """Learn from a deed, and remember it as the latest."""
        if self._today is None or deed.moment.day > self._today:
            self._today, self.days = deed.moment.day, self.days + 1
        number = self._number(deed.key)
        if number and deed.weight > 0:
            self._count(number, deed.moment, deed.weight)
        self.follow(deed)

    def follow(self, deed: Deed) -> None:
        """Remember a deed as the latest, without learning from it."""
        number = self._number(deed.key)
        if number:
            self._past.append(Past(number, self._number(deed.detail), deed.moment.local))

    def retract(self, deed: Deed) -> None:
        """Take back what was learnt from a deed that turned out not to be wanted."""
        number = self._numbers.get(deed.key)
        if number is None:
            return
        kept = [seen for seen in self._past if (seen.deed, seen.local) != (number, deed.moment.local)]
        self._past = deque(kept, maxlen=_SITTING)
        self._count(number, deed.moment, -deed.weight)

    def happened(self, event: str, local: float) -> None:
        """Something that is no deed, but that deeds may follow: somebody came in, the washing is done."""
        self._event = (self._number(event), local)

    def begin(self) -> None:
        """What comes next follows on nothing: another home's history, or a gap in this one's."""
        self._past.clear()
        self._event = (0, 0.0)

    def likely(self, moment: Moment, most: int = 16, least: float = 0.0) -> dict[str, float]:
        """The likeliest next deeds with their probabilities, likeliest first; none below `least`.

        The probabilities of all deeds ever seen, and of one never seen before, sum to 1.
        """
        scores, total = self._scores(moment)
        if not scores:
            return {}
        best = nlargest(most, scores.items(), key=lambda item: item[1])
        known = self._seen / (self._seen + _NOVEL)
        found = {self._names[number]: known * math.exp(score - total) for number, score in best}
        return {key: p for key, p in found.items() if p >= least}

    def next_deed(self, moment: Moment) -> tuple[str, float] | None:
        """The likeliest next deed and its probability; `None` before anything was seen."""
        return next(iter(self.likely(moment, 1).items()), None)

    def gains(self, moment: Moment) -> dict[str, dict[str, float]]:
        """What each chain says of every deed beyond what is usual, in nats; `home` is the log of the usual itself.

        This is what the chains' weights are learnt from.
        """
        usual = self._home()
        told = {"home": {number: math.log(p) for number, p in usual.items()}}
        told |= {chain: {n: s.gain(n, p) for n, p in usual.items()} for chain, s in self._shares(moment, CHAINS)}
        return {chain: {self._names[n]: gain for n, gain in gains.items()} for chain, gains in told.items()}

    def _scores(self, moment: Moment) -> tuple[dict[int, float], float]:
        """Log-linear scores of the deeds that any chain knows here, or that are usual; and the log of the sum of all.

        A deed that no chain knows here shares one gain with all such, so that their sum needs no loop.
        """
        usual, weights = self._home(), self._settings.weights
        shares = [(weights[chain], share) for chain, share in self._shares(moment, weights)]
        base = sum(weight * math.log(share.rest) for weight, share in shares)
        raised: dict[int, float] = {}
        for weight, share in shares:
            for number, own in share.own.items():
                if number in usual:
                    gain = weight * math.log1p(own / (usual[number] * share.rest))
                    raised[number] = raised.get(number, 0.0) + gain
        scores = {number: math.log(usual[number]) + base + gain for number, gain in raised.items()}
        rest = 1.0 - sum(usual[number] for number in raised)
        total = sum(map(math.exp, scores.values())) + math.exp(base) * max(0.0, rest)
        if len(scores) < _SITTING:
            others = nlargest(_SITTING, (n for n in usual if n not in scores), key=usual.__getitem__)
            scores |= {number: math.log(usual[number]) + base for number in others}
        return scores, math.log(total) if total else 0.0

    def _shares(self, moment: Moment, chains: Iterable[str]) -> list[tuple[str, _Share]]:
        """The distributions of the chains that have anything to say."""
        blends = contexts(self._setting(moment))
        found = ((chain, self._share(chain, blends)) for chain in chains)
        return [(chain, share) for chain, share in found if share.own]

    def _share(self, chain: str, blends: Mapping[str, Blend]) -> _Share:
        """A chain's distribution: each level, from the most particular on, leaves a part to the broader ones."""
        rest = 1.0
        own: dict[int, float] = {}
        for level in reversed(CHAINS[chain]):
            seen = self._seen_in(level, blends.get(level, ()))
            total = sum(seen.values())
            if not total:
                continue
            strength = self._strength(level, total)
            scale = rest / (total + strength)
            for number, count in seen.items():
                own[number] = own.get(number, 0.0) + scale * count
            rest *= strength / (total + strength)
        return _Share(rest, own)

    def _seen_in(self, level: str, blend: Blend) -> Mapping[int, float]:
        """What was done in contexts that count together."""
        fading = self._settings.levels[level].fading
        if len(blend) == 1:
            return self._counts.of(blend[0][0], self.days, fading)
        seen: dict[int, float] = {}
        for context, part in blend:
            for number, count in self._counts.of(context, self.days, fading).items():
                seen[number] = seen.get(number, 0.0) + part * count
        return seen

    def _strength(self, level: str, total: float) -> float:
        """How many sightings the broader levels are worth, beside `total` of this one."""
        rule = self._settings.levels[level]
        idle = max(0.0, self._days_seen(rule.fading.half_life) - total) if rule.daily else 0.0
        return rule.strength + idle

    def _days_seen(self, half_life: float) -> float:
        """How many days count, the older ones less."""
        fading = 0.5 ** (1.0 / half_life)
        return float((1.0 - fading**self.days) / (1.0 - fading))

    def _home(self) -> dict[int, float]:
        """What is done here at any time, as probabilities."""
        if self._usual is None:
            rule = self._settings.home
            counts = self._deeds.of(_HOME, self.days, rule.fading)
            self._seen = sum(counts.values())
            total = self._seen + rule.strength * len(counts)
            self._usual = {number: (count + rule.strength) / total for number, count in counts.items()}
        return self._usual

    def _count(self, number: int, moment: Moment, weight: float) -> None:
        self._usual = None
        self._deeds.add(_HOME, number, weight, self.days, self._settings.home.fading)
        for level, blend in contexts(self._setting(moment)).items():
            self._counts.add(blend[0][0], number, weight, self.days, self._settings.levels[level].fading)

    def _setting(self, moment: Moment) -> Setting:
        event, at = self._event
        fresh = 0.0 <= moment.local - at <= _EVENT_SECONDS
        person, area = self._number(moment.person or ""), self._number(moment.area or "")
        return Setting(moment, tuple(self._past), event if fresh else 0, person, area)

    def _number(self, name: str) -> int:
        """The number of a name; 0 for the empty one, and for new ones once there are too many."""
        number = self._numbers.get(name, 0)
        if not number and name and len(self._numbers) < MOST_NAMES:
            number = self._numbers[name] = max(self._names, default=0) + 1
            self._names[number] = name
        return number

    def dump(self) -> dict[str, object]:
        """Everything learnt, as JSON values; see `Habits.load`."""
        return {
            "version": 1,
            "days": self.days,
            "today": self._today,
            "names": {str(number): name for number, name in self._names.items()},
            "past": [[seen.deed, seen.detail, seen.local] for seen in self._past],
            "deeds": self._deeds.dump(),
            "counts": self._counts.dump(),
        }

    def load(self, told: Mapping[str, object]) -> None:
        """Take over what another instance dumped, in place of all that is there.

        Deeds that have faded altogether lose their names. Raises `ValueError`, `TypeError` or `KeyError` when it is
        no such dump; then nothing has changed.
        """
        if told["version"] != 1:
            raise ValueError(f"habits of version {told['version']!r}, not 1: learn them again from history")
        names = {int(number): str(name) for number, name in dict(told["names"]).items()}  # type: ignore[call-overload]
        counts, deeds = Counts(self._counts.most), Counts(1, MOST_DEEDS)
        counts.load(told["counts"])
        deeds.load(told["deeds"])
        today, days = told["today"], int(str(told["days"]))
        past = [Past(int(deed), int(detail), float(local)) for deed, detail, local in told["past"]]  # type: ignore[attr-defined]
        usual = deeds.of(_HOME, days, self._settings.home.fading)
        self._names = {n: name for n, name in names.items() if n in usual or " " not in name or name.startswith("@")}
        self._numbers = {name: number for number, name in self._names.items()}
        self._counts, self._deeds, self._usual = counts, deeds, None
        self._today, self.days = (None if today is None else int(str(today))), days
        self.begin()
        self._past.extend(past)
