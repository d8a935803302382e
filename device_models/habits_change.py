"""A simulated household whose evening habit changes: how soon the model follows, shown as a picture."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from edge.context.habits import Deed, Habits
from edge.context.moments import Moment
from edge.context.parameters import Parameters

DAY = 86_400.0
BEFORE = 60
"""Days for which the old habit lasts."""
AFTER = 40
OLD, NEW = "media_player.den play_media:news", "media_player.den play_media:jazz"
_FIRST = 20_000 * DAY
_ASKED = 19.0
_ROUTINE = (
    (6.5, "light.bath turn_on"), (6.7, "switch.kettle turn_on"), (7.2, "light.bath turn_off"), (8.0, "lock.door lock"),
    (17.5, "light.hall turn_on"), (21.5, "cover.blind close_cover"), (23.0, "light.bed turn_on"),
    (23.4, "light.bed turn_off"),
)  # fmt: skip
"""Hours and deeds of every day; each is done on nine days of ten, give or take a quarter of an hour."""
_ODDS = tuple(f"light.lamp_{number} turn_on" for number in range(10))

Evening = Callable[[int], str | None]
"""What is done at seven in the evening of a day counted from the change, if anything."""


@dataclass(frozen=True, slots=True)
class Course:
    """Probabilities at seven in the evening, day by day from `-BEFORE` on: of the old habit and of the new one."""

    old: tuple[float, ...]
    new: tuple[float, ...]

    def at(self, day: int) -> tuple[float, float]:
        """Both on the evening of a day; on day 0 nothing has changed yet."""
        return self.old[day + BEFORE], self.new[day + BEFORE]


def replaced(day: int) -> str | None:
    """The old habit gives way to the new one for good."""
    return OLD if day < 0 else NEW


def odd_evening(day: int) -> str | None:
    """The old habit but for one evening, ten days before."""
    return NEW if day == -10 else OLD


def ended(day: int) -> str | None:
    """The old habit ends, and nothing is done instead."""
    return OLD if day < 0 else None


def course(evening: Evening, seed: int, settings: Parameters | None = None) -> Course:
    """One household's life as the model sees it."""
    chance, habits = random.Random(seed), Habits(settings)
    found: list[dict[str, float]] = []
    for day in range(-BEFORE, AFTER):
        told: dict[str, float] | None = None
        for hour, deed in _deeds(evening(day), chance):
            if told is None and hour >= _ASKED - 0.1:
                told = habits.likely(_moment(day, _ASKED), 64)
            habits.observe(Deed(deed, _moment(day, hour)))
        found.append(told if told is not None else habits.likely(_moment(day, _ASKED), 64))
    return Course(tuple(p.get(OLD, 0.0) for p in found), tuple(p.get(NEW, 0.0) for p in found))


def mean(courses: Sequence[Course]) -> Course:
    """The average of several households."""
    old, new = zip(*(c.old for c in courses), strict=True), zip(*(c.new for c in courses), strict=True)
    return Course(tuple(sum(p) / len(p) for p in old), tuple(sum(p) / len(p) for p in new))


def takes_over(told: Course) -> int:
    """After how many evenings of it the new habit is the likelier, and stays so for a week."""
    days = range(AFTER - 7)
    return next((day for day in days if all(b > a for a, b in map(told.at, range(day, day + 7)))), AFTER)


def fades(told: Course) -> int:
    """After how many evenings the old habit has a tenth of its former probability, and no more for a week."""
    least = 0.1 * sum(told.at(day)[0] for day in range(-14, 0)) / 14
    days = range(AFTER - 7)
    return next((day for day in days if all(told.at(d)[0] <= least for d in range(day, day + 7))), AFTER)


def measure(homes: int, settings: Parameters | None = None) -> tuple[dict[str, object], dict[str, Course]]:
    """Figures over simulated households, and the average courses that the picture shows."""
    lives = {e.__name__: [course(e, seed, settings) for seed in range(homes)] for e in (replaced, odd_evening, ended)}
    means = {name: mean(courses) for name, courses in lives.items()}
    told = means["replaced"]
    figures: dict[str, object] = {
        "homes": homes,
        "takes over, days": takes_over(told),
        "old faded to a tenth, days": fades(told),
        "homes taken over within 5 days": sum(_likelier(c, 5) for c in lives["replaced"]),
        "old, new after 14 days": told.at(14),
        "old, new after one odd evening": means["odd_evening"].at(-9),
        "old, 14 days after it ended": means["ended"].at(14)[0],
    }
    return {name: _rounded(value) for name, value in figures.items()}, means


def draw(means: dict[str, Course], path: Path) -> None:
    """The courses as a picture (PNG)."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(8, 2.8), sharey=True)
    days = range(-15, 30)
    for axis, name, title in zip(axes, ("replaced", "odd_evening"), ("a new habit", "one odd evening"), strict=True):
        axis.plot(days, [means[name].at(day)[0] for day in days], label="old habit", color="#7a7a7a")
        axis.plot(days, [means[name].at(day)[1] for day in days], label="new habit", color="#c8511b")
        axis.set_title(title, fontsize=10)
        axis.set_xlabel("evenings since the change")
        axis.grid(alpha=0.3)
    for day in (5, 14):
        axes[0].axvline(day, color="black", linewidth=0.6, linestyle=":")
    axes[0].set_ylabel("probability at 19:00")
    axes[0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    plt.close(figure)


def _deeds(evening: str | None, chance: random.Random) -> Iterable[tuple[float, str]]:
    deeds = [(hour + chance.gauss(0, 0.25), deed) for hour, deed in _ROUTINE if chance.random() < 0.9]
    if chance.random() < 0.7:
        deeds.append((chance.uniform(7.0, 23.0), chance.choice(_ODDS)))
    late, done = chance.gauss(0, 0.25), chance.random() < 0.95
    if evening is not None and done:
        deeds.append((_ASKED + late, evening))
    return sorted(deeds)


def _likelier(told: Course, by: int) -> bool:
    """Whether the new habit is the likelier in the week from a day on, taken together."""
    week = [told.at(day) for day in range(by, by + 7)]
    return sum(new for _, new in week) > sum(old for old, _ in week)


def _moment(day: int, hour: float) -> Moment:
    return Moment(_FIRST + day * DAY + hour * 3600.0)


def _rounded(value: object) -> object:
    if isinstance(value, tuple):
        return [round(part, 3) for part in value]
    return round(value, 3) if isinstance(value, float) else value
