"""One home lived twice, with and without learning, on the same seeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub_sim.residents.homes import make_home
from hub_sim.residents.life import Life
from hub_sim.residents.people import Options
from hub_sim.residents.readings import Readings
from hub_sim.residents.records import Said

if TYPE_CHECKING:
    from edge.learn.learner import Learner

_KEPT = ("id", "kind", "source", "text", "person", "stage", "reason", "count", "strong", "served", "wins", "losses")
"""What is kept of a rewrite at the end."""
_TUPLES = frozenset({"entities", "problems"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A home's two lives: everything said without and with learning, and what became of every rewrite."""

    home: str
    without: tuple[Said, ...]
    learning: tuple[Said, ...]
    rewrites: tuple[Mapping[str, Any], ...] = ()
    word_errors: tuple[int, int] = (0, 0)

    def save(self, path: Path) -> None:
        """Write it as JSON, whole or not at all."""
        half = path.with_suffix(".part")
        half.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        half.replace(path)

    @classmethod
    def load(cls, path: Path) -> Pair:
        """Read what `save` wrote. Raises `ValueError` when the file holds something else."""
        row = json.loads(path.read_text(encoding="utf-8"))
        try:
            without, learning = (tuple(_said(turn) for turn in row[arm]) for arm in ("without", "learning"))
        except (KeyError, TypeError) as error:
            message = f"{path}: not a home as this version keeps it ({error}); delete it"
            raise ValueError(message) from error
        return cls(row["home"], without, learning, tuple(row["rewrites"]), tuple(row["word_errors"]))


@dataclass(frozen=True, slots=True)
class Task:
    """One home to be lived: its seed, how its residents are drawn, and the policy that learns."""

    seed: str
    options: Options
    policy: str = "default"
    causes: bool = field(default=True, compare=False)


def live(task: Task) -> Pair:
    """Live a home's days twice. Raises `ValueError` for a policy that there is not."""
    home = make_home(task.seed, task.options.split)
    learner = learner_of(task.policy)
    readings = Readings()
    without = tuple(Life(home, task.options, None, readings, causes=task.causes))
    learning = tuple(Life(home, task.options, learner, readings))
    return Pair(task.seed, without, learning, tuple(map(_entry, learner.entries())), _errors(without))


def learner_of(policy: str) -> Learner:
    """The learner of a policy: `default`, `quick` (few confirmations), `shadow` (serves nothing), `whole` (no phrases).

    Raises `ValueError` naming the policies that there are.
    """
    from edge.learn.learner import Learner, LearnerOptions
    from edge.rewrite.cycle import Policy

    needed, weight = {"refuse": 1, "ask": 2, "act": 2}, {"refuse": 0.4, "ask": 0.8, "act": 0.8}

    made: dict[str, Callable[[], LearnerOptions]] = {
        "default": LearnerOptions,
        "quick": lambda: LearnerOptions(policy=Policy(confirmations=needed, support=weight)),
        "shadow": lambda: LearnerOptions(serve=False),
        "whole": lambda: LearnerOptions(phrases=False),
    }
    if policy not in made:
        message = f"no policy {policy!r}; there are {', '.join(made)}"
        raise ValueError(message)
    return Learner(made[policy]())


def _entry(entry: Any) -> Mapping[str, Any]:  # noqa: ANN401 - read by name only, so that its fields may grow
    names = ("id", "kind", "source", "text", "person", "stage", "reason", "count", "strong", "served", "wins", "losses")
    return {
        name: str(value) if name == "stage" else value for name in names if (value := getattr(entry, name)) is not None
    }


def _errors(said: tuple[Said, ...]) -> tuple[int, int]:
    """Words said, and how many were not heard so, roughly: words missing from what was heard."""
    missed = sum(len(set(turn.said.split()) - set(turn.heard.split())) for turn in said)
    return sum(len(turn.said.split()) for turn in said), missed


def _said(row: Mapping[str, Any]) -> Said:
    values: dict[str, Any] = {f.name: tuple(row[f.name]) if f.name in _TUPLES else row[f.name] for f in fields(Said)}
    return Said(**values)
