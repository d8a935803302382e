"""Habits on real logs and in simulated change: `python -m device_models habits --data DIR [--json F] [--plot F]`.

The model is the hub's own (`edge.context.habits`) with the parameters that it ships.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from device_models.habits_baselines import Markov
from device_models.habits_change import draw, measure
from device_models.habits_fit import fit, folds
from device_models.habits_logs import Window, windows
from device_models.habits_measure import Figures, activities, rank, runs_of, scores, smartsense, trained
from edge.context.parameters import Parameters, shipped

HOMES = 40
_TOP = 5


def run(data: Path, plot: Path | None = None, *, learn: bool = False) -> Figures:
    """All figures; `learn` first learns the chains' weights anew from the train part. `plot` gets a picture."""
    logs = data / "logs"
    train = windows(logs / "smartsense_fr" / "train.npz")
    figures: Figures = {"weights learnt": fit(train)} if learn else {}
    shipped.cache_clear()
    settings = shipped()
    changed, means = measure(HOMES, settings)
    if plot is not None:
        draw(means, plot)
    return figures | {
        "smartsense_fr dev": smartsense(logs / "smartsense_fr", settings),
        "smartsense_fr train, homes kept apart": apart(train, settings),
        **activities(logs, settings),
        "simulated change": changed,
    }


def apart(train: Sequence[Window], settings: Parameters) -> Figures:
    """Five-fold on the train part with overlapping windows in the same fold: homes that were never seen."""
    ranks: dict[str, list[int]] = {"habits": [], "longest context": [], "first-order Markov": []}
    for held in streams(train):
        chosen = set(held)
        others = [window for at, window in enumerate(train) if at not in chosen]
        habits = trained(others, settings)
        ranks["habits"] += [rank(habits, train[at]) for at in held]
        for name, order in (("longest context", 9), ("first-order Markov", 1)):
            model = Markov(order)
            model.fit([[deed.key for deed in window] for window in others])
            ranks[name] += [_rank(model, train[at]) for at in held]
    return {"n": len(train)} | {name: scores(found) for name, found in ranks.items()}


def streams(train: Sequence[Window]) -> Iterator[list[int]]:
    """Five parts of the windows' places, such that windows that share a run of deeds lie in the same part."""
    leader: dict[object, int] = {}
    parent = list(range(len(train)))
    for at, window in enumerate(train):
        for run_ in runs_of(window):
            parent[_root(parent, at)] = _root(parent, leader.setdefault(run_, at))
    roots = sorted({_root(parent, at) for at in range(len(train))})
    for fold in folds(len(roots)):
        chosen = {roots[place] for place in fold}
        yield [at for at in range(len(train)) if _root(parent, at) in chosen]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _rank(model: Markov, window: Window) -> int:
    found = model.ranked([deed.key for deed in window[:-1]], _TOP)
    return found.index(window[-1].key) if window[-1].key in found else _TOP
