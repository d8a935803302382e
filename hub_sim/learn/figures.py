"""What two lives of many homes come to, in figures. All of them are simulated.

A request is *defective* when its goal was not reached, or something else changed; a question whose answers lead to
the goal is none. *Win*: the words as they were would have been defective, and rewritten they were not; *loss*: the
reverse; both are worked out in the same home at the same moment, by interpreting the words unrewritten.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hub_sim.learn.pairs import Pair
from hub_sim.report import percentile
from hub_sim.residents.records import Said

RECURRING = 5
"""A defect that would have come up so often is a recurring one."""
_UNFIXABLE = frozenset({"hub", "slip"})
"""Causes that no rewriting mends: even plain words do not work, or something else was said than meant."""
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the life with learning."""

    turns: int
    rewritten: int
    right: int
    wins: int
    losses: int
    grave: int
    missed: int

    @property
    def ratio(self) -> float | None:
        """Wins per loss; `None` without any loss, where there is no such number."""
        return self.wins / self.losses if self.losses else None


def tally(pairs: Iterable[Pair]) -> Tally:
    """Counts over everything that was said to the hub that learns."""
    said = [turn for pair in pairs for turn in pair.learning]
    return Tally(
        turns=len(said),
        rewritten=sum(turn.rewritten for turn in said),
        right=sum(turn.rewritten and not turn.defective and not turn.loss for turn in said),
        wins=sum(turn.win for turn in said),
        losses=sum(turn.loss for turn in said),
        grave=sum(turn.loss and turn.tier >= 2 for turn in said),
        missed=sum(turn.passed_defective for turn in said),
    )


def first_requests(said: Iterable[Said]) -> list[Said]:
    """The first thing said in every episode: the same words in the same home in both lives."""
    return [turn for turn in said if turn.number == 0]


def defect_rate(said: Sequence[Said]) -> float:
    """Share of requests that are defective, 0..1."""
    return sum(turn.defective for turn in said) / len(said) if said else 0.0


def days_to(pairs: Sequence[Pair], days: int) -> list[tuple[float, float]]:
    """Defect rate of first requests without and with learning, day by day."""
    arms = [first_requests(t for pair in pairs for t in arm(pair)) for arm in (_without, _learning)]
    return [
        (defect_rate([t for t in arms[0] if t.day == day]), defect_rate([t for t in arms[1] if t.day == day]))
        for day in range(days)
    ]


def times_to_fix(pair: Pair, *, fixable: bool = True) -> list[float]:
    """Of each recurring defect, how often it was suffered before a rewrite first put it right; `NEVER` if none did.

    A defect recurs when one resident's same words, as heard, would have failed `RECURRING` times. `fixable` leaves
    out those whose cause no rewriting mends.
    """
    causes = {turn.episode: turn.cause for turn in first_requests(pair.without)}
    found = []
    for _, turns in _by(first_requests(pair.learning), lambda turn: (turn.resident, turn.heard)):
        failing = [turn for turn in turns if turn.passed_defective]
        usual = Counter(causes.get(turn.episode, "") for turn in failing).most_common(1)
        if len(failing) < RECURRING or (fixable and usual[0][0] in _UNFIXABLE):
            continue
        found.append(_until(turn.win for turn in failing))
    return found


def recoveries(pair: Pair) -> list[float]:
    """Of each wish whose name came to mean something else, how often it then failed before it went well again.

    Counted are wishes that went well when they last came up before the change, and came up afterwards.
    """
    found = []
    mine = [t for t in first_requests(pair.learning) if t.refer != "official" and t.changed_on >= 0]
    for _, turns in _by(mine, lambda turn: (turn.resident, turn.wish)):
        before = [turn for turn in turns if turn.day < turn.changed_on]
        after = [turn for turn in turns if turn.day >= turn.changed_on]
        if before and after and not before[-1].defective:
            until = _until(not turn.defective for turn in after)
            if until < NEVER or len(after) >= RECURRING:
                found.append(until)
    return found


def harmful(pairs: Iterable[Pair], stages: frozenset[str] = frozenset({"live"})) -> tuple[int, int]:
    """Rewrites that were served in one of some stages, and how many of them lost more often there than they won."""
    balance: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        for turn in pair.learning:
            if turn.rewritten and turn.stage in stages:
                balance[pair.home, turn.rewrite] += turn.win - turn.loss
    return len(balance), sum(value < 0 for value in balance.values())


def origins(pairs: Iterable[Pair]) -> dict[str, Any]:
    """Where the defects of first requests come from without learning, and how many were fixable in principle.

    `again`: the same resident's same words had failed before with the same goal, so that whoever had learnt from the
    first time could have put this one right.
    """
    causes: Counter[str] = Counter()
    again = total = 0
    for pair in pairs:
        seen: set[tuple[str, str, str]] = set()
        for turn in first_requests(pair.without):
            if not turn.defective:
                continue
            key = (turn.resident, turn.heard, turn.goal)
            total += 1
            causes[turn.cause] += 1
            again += key in seen and turn.cause not in _UNFIXABLE
            seen.add(key)
    shares = {cause: round(count / max(1, total), 4) for cause, count in causes.most_common()}
    return {"defects": total, "causes": shares, "again": round(again / max(1, total), 4)}


def median(values: Sequence[float]) -> float | None:
    """The median; `None` of nothing, or where it lies among what never happened."""
    middle = statistics.median(values) if values else NEVER
    return None if middle == NEVER else middle


def milliseconds(pairs: Iterable[Pair]) -> dict[str, dict[str, float]]:
    """Wall time of the hub's work on a request, in both lives, as measured on this machine.

    First requests are left out: of those, the second life takes the readings over from the first.
    """
    times: dict[str, list[float]] = {"without": [], "with": []}
    for pair in pairs:
        times["without"] += [turn.handle_ms for turn in pair.without if turn.number > 0]
        times["with"] += [turn.handle_ms for turn in pair.learning if turn.number > 0]
    return {arm: {f"p{p}": percentile(sorted(ms), p) for p in (50, 95, 99)} for arm, ms in times.items()}


def _questions(said: Iterable[Said]) -> float:
    """Questions of the hub's in a hundred turns."""
    asked = [turn.decision == "ask" for turn in said]
    return round(100 * sum(asked) / max(1, len(asked)), 3)


def _until(good: Iterable[bool]) -> float:
    return next((float(n) for n, right in enumerate(good) if right), NEVER)


def _by(turns: Iterable[Said], key: Any) -> Iterator[tuple[Any, list[Said]]]:  # noqa: ANN401 - any sortable key
    for name, group in groupby(sorted(turns, key=lambda turn: (key(turn), turn.at)), key):
        yield name, list(group)


def _without(pair: Pair) -> Sequence[Said]:
    return pair.without


def _learning(pair: Pair) -> Sequence[Said]:
    return pair.learning


def summary(pairs: Sequence[Pair], days: int, seed: str, policy: str) -> dict[str, Any]:
    """The object of `--json`, with exactly its keys. Medians are `None` where most cases never got there."""
    counts = tally(pairs)
    without, learning = (defect_rate(first_requests(t for p in pairs for t in arm(p))) for arm in (_without, _learning))
    return {
        "homes": len(pairs),
        "days": days,
        "seed": seed,
        "policy": policy,
        "turns": counts.turns,
        "defect_rate_without": round(without, 5),
        "defect_rate_with": round(learning, 5),
        "defect_reduction": round((without - learning) / without, 5) if without else 0.0,
        "wins": counts.wins,
        "losses": counts.losses,
        "win_loss": None if counts.ratio is None else round(counts.ratio, 3),
        "losses_tier23": counts.grave,
        "trigger_rate": round(counts.rewritten / max(1, counts.turns), 5),
        "precision": round(counts.right / counts.rewritten, 5) if counts.rewritten else None,
        "time_to_fix_median": median([time for pair in pairs for time in times_to_fix(pair)]),
        "recovery_median": median([time for pair in pairs for time in recoveries(pair)]),
        "questions_per_100": _questions(t for pair in pairs for t in pair.learning),
    }


def details(pairs: Sequence[Pair], days: int) -> Mapping[str, Any]:
    """What `--details` adds: days, causes, coverage, harm, latency, and times to fix of everything that recurs."""
    counts = tally(pairs)
    live, bad = harmful(pairs)
    served, bad_served = harmful(pairs, frozenset({"canary", "live"}))
    fixes = [time for pair in pairs for time in times_to_fix(pair)]
    every = [time for pair in pairs for time in times_to_fix(pair, fixable=False)]
    recovered = [time for pair in pairs for time in recoveries(pair)]
    return {
        "simulated": True,
        "days": [{"without": round(a, 4), "with": round(b, 4)} for a, b in days_to(pairs, days)],
        "coverage": round(counts.wins / max(1, counts.missed), 4),
        "origins": origins(pairs),
        "live_rewrites": live,
        "harmful_live": bad,
        "served_rewrites": served,
        "harmful_served": bad_served,
        "stages": dict(Counter(str(entry.get("stage")) for pair in pairs for entry in pair.rewrites)),
        "recurring": {"n": len(fixes), "never": sum(t == NEVER for t in fixes), "every_n": len(every),
                      "every_median": median(every)},
        "recoveries": {"n": len(recovered), "never": sum(t == NEVER for t in recovered)},
        "latency_ms": milliseconds(pairs),
        "questions_per_100_without": _questions(t for pair in pairs for t in pair.without),
        "defect_rate_all": {
            "without": round(defect_rate([t for p in pairs for t in p.without if t.judged]), 4),
            "with": round(defect_rate([t for p in pairs for t in p.learning if t.judged]), 4),
        },
    }  # fmt: skip
