"""Which of the things kept for later a request means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edge.ground.view import View
from edge.home.effects import number
from edge.text import fold, singular, tokens
from edge.turn import Job, SlotValue

DAY = 86_400.0
_HALF_DAY = 43_200.0
_EXACT = 60.0
_ALL = frozenset({"all", "every", "everything", "both", "any"})
_NO_NAMES = frozenset(
    {"it", "that", "this", "them", "one", "the", "timer", "the timer", "that one", "this one", "alarm"}
)
_NO_WORDS = frozenset(
    {
        "the", "my", "a", "to", "for", "of", "in", "on", "at", "off", "me", "about", "that", "when", "is", "command",
        "reminder", "schedule", "alarm", "watch", "one", "light", "turn", "switch", "turning", "switching",
    }
)  # fmt: skip


def seconds(slots: Mapping[str, SlotValue], prefix: str = "") -> float:
    """Total of `hours`, `minutes` and `seconds` slots; halves are understood ("half" is 0.5)."""
    total = 0.0
    for unit, length in (("hours", 3600.0), ("minutes", 60.0), ("seconds", 1.0)):
        said = slots.get(prefix + unit)
        total += length * (0.5 if said in {"half", "1/2"} else number(said) or 0.0)
    return total


def of_kind(view: View, *kinds: str) -> list[Job]:
    """The jobs of some kinds, soonest first."""
    found = [job for job in view.knowledge.jobs if job.kind in kinds]
    return sorted(found, key=lambda job: (job.remaining is None, job.remaining or 0.0))


def means_all(view: View) -> bool:
    """Whether the words mean every one of them."""
    return bool(_ALL & set(tokens(view.request.text)))


def matching_timers(slots: Mapping[str, SlotValue], view: View) -> tuple[Job, ...]:
    """The timers that the slots point at by name, by original length or by area; nearest room first."""
    timers = of_kind(view, "timer")
    name = str(slots.get("name", ""))
    if name and fold(name) not in _NO_NAMES:
        timers = _named(name, timers)
    elif fold(name) in {"it", "that", "this", "that one", "this one"}:
        timers = _last_spoken_of(timers, view) or timers
    wanted = seconds(slots, "start_")
    if wanted:
        timers = [job for job in timers if job.total == wanted]
    if "area" in slots:
        ids = {match.id for match in view.names.areas(str(slots["area"]))}
        timers = [job for job in timers if job.area in ids]
    elif len(timers) > 1 and view.area:
        timers = [job for job in timers if job.area == view.area] or timers
    return tuple(timers)


def at_moment(jobs: Sequence[Job], at: float | None, view: View) -> list[Job]:
    """The jobs due at a wall time; else at the same time of day, whatever the day or half of it; else on that day."""
    if at is None:
        return list(jobs)
    due = [(job, job.at if job.at is not None else view.request.at + (job.remaining or 0.0)) for job in jobs]
    for period in (None, DAY, _HALF_DAY):
        found = [job for job, when in due if _apart(when, at, period) < _EXACT]
        if found:
            return found
    zone = view.request.tz_offset
    return [job for job, when in due if (when + zone) // DAY == (at + zone) // DAY]


def by_words(words: str, jobs: Sequence[Job]) -> list[Job]:
    """The jobs whose words or targets share most with some words; all of them where the words say nothing."""
    said = _stems(words)
    if not said:
        return list(jobs)
    shared = [(len(said & _stems(_text(job))), job) for job in jobs]
    most = max((count for count, _ in shared), default=0)
    return [job for count, job in shared if most and count == most]


def _apart(one: float, other: float, period: float | None) -> float:
    """How far two moments are apart in seconds, counted within a period where one is given."""
    gap = abs(one - other)
    return gap if period is None else min(gap % period, period - gap % period)


def _named(name: str, timers: Sequence[Job]) -> list[Job]:
    exact = [job for job in timers if fold(job.name) == fold(name)]
    wanted = _stems(name)
    return exact or [job for job in timers if wanted and wanted <= _stems(job.name)]


def _last_spoken_of(timers: Sequence[Job], view: View) -> list[Job]:
    for exchange in reversed(view.knowledge.recent):
        steps = exchange.plan.steps if exchange.plan else ()
        ids = {step.call.data.get("id") for step in steps if step.call.domain == "hearth"}
        found = [job for job in timers if job.id in ids]
        if found:
            return found
    return []


def _text(job: Job) -> str:
    named = " ".join(str(value) for value in job.frame.slots.values()) if job.frame else ""
    watched = " ".join(str(value) for value in job.condition.slots.values()) if job.condition else ""
    return f"{job.name} {job.text} {named} {watched}"


def _stems(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in tokens(text) if word not in _NO_WORDS)
