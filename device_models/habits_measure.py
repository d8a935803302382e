"""The hub's habits model on real logs, beside baselines: next device control, next activity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from device_models.habits_baselines import Markov, MostFrequent, Predictor
from device_models.habits_logs import DAY, Activity, Window, by_day, kasteren, ordonez, windows
from edge.context.habits import Deed, Habits
from edge.context.moments import Moment
from edge.context.parameters import Parameters

Figures = dict[str, object]
UNBOUNDED = 10**9
"""Contexts for logs of hundreds of homes: the bound is for one."""
_TOP = 5
_OVERLAP = 6


def baselines() -> dict[str, Predictor]:
    """By name. "With history" counts the household's own last transitions ten times, as those of thousands once."""
    return {
        "most frequent": MostFrequent(),
        "first-order Markov": Markov(1),
        "Markov with history": Markov(1, history=10.0),
        "longest context": Markov(9),
    }


def smartsense(folder: Path, settings: Parameters) -> Figures:
    """Next control on `dev.npz` from `train.npz` alone.

    Both are cut from the same homes' logs with overlap, so this is about homes that the model knows; see
    `device_models.habits.apart` for homes that it does not.
    """
    train, dev = windows(folder / "train.npz"), windows(folder / "dev.npz")
    habits = trained(train, settings)
    ranks = {"habits": [rank(habits, window) for window in dev]}
    for name, model in baselines().items():
        model.fit([[deed.key for deed in window] for window in train])
        ranks[name] = [_rank_of(model, window) for window in dev]
    parts: Figures = {"n": len(dev), "n overlapping train": len(dev) - len(unshared(dev, train))}
    return parts | {name: scores(found) for name, found in ranks.items()}


def trained(train: Iterable[Window], settings: Parameters) -> Habits:
    """The hub's model after it has seen windows, one after another; as all lie in the same weeks, none fades."""
    habits = Habits(settings, UNBOUNDED)
    for window in train:
        habits.begin()
        for deed in window:
            habits.observe(deed)
    return habits


def place(habits: Habits, window: Window) -> Moment:
    """Have the model look back on a window's past; the moment of its last deed."""
    habits.begin()
    for deed in window[:-1]:
        habits.follow(deed)
    return window[-1].moment


def rank(habits: Habits, window: Window) -> int:
    """The place of a window's last deed among the likeliest, 0 for the first, `_TOP` for none of them."""
    return _place_of(window[-1].key, list(habits.likely(place(habits, window), _TOP)))


def scores(ranks: Sequence[int]) -> Figures:
    """Hit rate at 1 and mean average precision at 5, which for one right answer is the mean of 1 / place."""
    count = max(1, len(ranks))
    hit = sum(place == 0 for place in ranks) / count
    precision = sum(1.0 / (place + 1) for place in ranks if place < _TOP) / count
    return {"HR@1": round(hit, 4), "mAP@5": round(precision, 4)}


def unshared(some: Sequence[Window], others: Sequence[Window]) -> list[int]:
    """Places of the windows that share no run of six deeds with any of the others."""
    known = {run for window in others for run in runs_of(window)}
    return [place for place, window in enumerate(some) if not known.intersection(runs_of(window))]


def activities(data: Path, settings: Parameters) -> Figures:
    """Next activity, leave one day out, in both homes."""
    homes = {
        "uci_adl_a": ordonez(data / "OrdonezA_ADLs.txt"),
        "kasteren_a": kasteren(data / "kasteren_a" / "kasterenActData.txt"),
    }
    return {name: leave_one_day_out(rows, settings) for name, rows in homes.items()}


def leave_one_day_out(rows: Sequence[Activity], settings: Parameters) -> Figures:
    """Accuracy of the next activity of each day from all other days; `at_end` is asked when the last one ended."""
    hits: dict[str, int] = {}
    for day, tested in by_day(rows).items():
        others = [row for row in rows if int(row.start // DAY) != day]
        earlier = [row for row in rows if row.start < tested[0].start]
        for name, guess in _guessers(others, settings).items():
            right = sum(guess([*earlier, *tested[:at]], row) == row.name for at, row in enumerate(tested))
            hits[name] = hits.get(name, 0) + right
    return {"n": len(rows)} | {name: round(count / len(rows), 4) for name, count in hits.items()}


_Guess = Callable[[Sequence[Activity], Activity], str | None]


def _guessers(others: Sequence[Activity], settings: Parameters) -> Mapping[str, _Guess]:
    habits = Habits(settings)
    last = None
    for row in others:
        if last is not None and row.start - last.start > DAY:
            habits.begin()
        habits.observe(Deed(row.name, Moment(row.start)))
        last = row
    found: dict[str, _Guess] = {
        "habits": lambda past, row: _next(habits, past, row.start),
        "habits at_end": lambda past, row: _next(
            habits, past, max(past[-1].end, past[-1].start) if past else row.start
        ),
    }
    for name, model in baselines().items():
        model.fit([[row.name for row in others]])
        found[name] = _guess_of(model)
    return found


def _next(habits: Habits, past: Sequence[Activity], at: float) -> str | None:
    habits.begin()
    for row in past[-9:]:
        habits.follow(Deed(row.name, Moment(row.start)))
    found = habits.next_deed(Moment(at))
    return found[0] if found else None


def _guess_of(model: Predictor) -> _Guess:
    return lambda past, _: next(iter(model.ranked([row.name for row in past], 1)), None)


def _rank_of(model: Predictor, window: Window) -> int:
    return _place_of(window[-1].key, model.ranked([deed.key for deed in window[:-1]], _TOP))


def _place_of(key: str, ranked: Sequence[str]) -> int:
    return ranked.index(key) if key in ranked else _TOP


def runs_of(window: Window) -> list[tuple[tuple[str, str, float], ...]]:
    """Runs of six consecutive deeds with their times in the week, in order: what overlapping windows share."""
    marks = [(deed.key, deed.detail, deed.moment.local % (7 * DAY)) for deed in window]
    return [tuple(marks[at : at + _OVERLAP]) for at in range(len(marks) - _OVERLAP + 1)]
