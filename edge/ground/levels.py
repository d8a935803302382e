"""Options that are steps of one scale: low, medium, high; down, middle, up; 1, 2, 3.

A device that offers such options can be told "faster" or "two levels lower" though it has no number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edge.home.effects import number
from edge.text import fold

_RANKS: Mapping[str, int] = {
    word: rank
    for rank, words in enumerate(
        (
            "lowest|min|minimum|down|downward|bottom|silent|quiet|whisper|breeze",
            "very low|lower|sleep|night|gentle",
            "low|slow|soft",
            "medium low|mid low|low medium",
            "medium|mid|middle|normal|standard|center|centre",
            "medium high|mid high|high medium",
            "high|fast|upper",
            "very high|strong|powerful|intense",
            "highest|max|maximum|up|upward|top|turbo|boost|full",
        )
    )
    for word in words.split("|")
}
"""How far up its scale an option stands, by its name."""
_LOWEST, _HIGHEST = 0, max(_RANKS.values())


def scale(options: Sequence[object]) -> list[str]:
    """The options that are steps of one scale, lowest first; empty where fewer than two are."""
    steps = [(rank, str(option)) for option in options if (rank := _rank(str(option))) is not None]
    return [option for _, option in sorted(steps, key=lambda step: step[0])] if len(steps) > 1 else []


def moved(options: Sequence[object], now: object, change: int) -> str | None:
    """The option `change` steps above (or below) the present one, at most the last on that side.

    From outside the scale ("auto") the way is to its end. `None` where the options are no scale.
    """
    steps = scale(options)
    if not steps:
        return None
    present = next((at for at, option in enumerate(steps) if fold(option) == fold(str(now))), None)
    if present is None:
        return steps[-1] if change > 0 else steps[0]
    return steps[min(len(steps) - 1, max(0, present + change))]


def further(options: Sequence[object], now: object, change: int) -> str | None:
    """The option `change` places further down the list as the device gives it, at most the last on that side."""
    listed = [str(option) for option in options]
    present = next((at for at, option in enumerate(listed) if fold(option) == fold(str(now))), None)
    return None if present is None else listed[min(len(listed) - 1, max(0, present + change))]


def called(options: Sequence[object], word: str) -> str | None:
    """The step of the scale that a word stands for: its end ("maximum"), or one of equal height ("fast" is high)."""
    steps, rank = scale(options), _rank(word)
    if not steps or rank is None:
        return None
    if rank in {_LOWEST, _HIGHEST}:
        return steps[0] if rank == _LOWEST else steps[-1]
    equal = [option for option in steps if _rank(option) == rank]
    return equal[0] if len(equal) == 1 else None


def _rank(option: str) -> float | None:
    key = fold(option.replace("-", " "))
    rank = _RANKS.get(key, _RANKS.get(" ".join(word for word in key.split() if word not in {"speed", "level"})))
    return rank if rank is not None else number(key)
