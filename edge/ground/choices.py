"""Choosing among the values that an entity names: modes, options, effects, sources."""

from __future__ import annotations

from edge.text import fold
from edge.turn import JsonValue

_NEAR = 85


def choose(spoken: str, options: JsonValue) -> str | None:
    """The option that was meant: the same when folded, or one that is spelt nearly so; else `None`."""
    if not isinstance(options, list | tuple):
        return None
    by_fold = {fold(str(option)): str(option) for option in options}
    key = fold(spoken)
    if key in by_fold:
        return by_fold[key]
    bare = " ".join(word for word in key.split() if word not in {"mode", "setting", "preset"})
    if bare in by_fold:
        return by_fold[bare]
    return _nearest(bare or key, by_fold)


def _nearest(key: str, by_fold: dict[str, str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, list(by_fold), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return by_fold[found[0]] if found else None
