"""Choosing among the values that an entity names: modes, options, effects, sources."""

from __future__ import annotations

from edge.ground.levels import called
from edge.text import fold
from edge.turn import JsonValue

_NEAR = 85
_SAYS_NOTHING = frozenset({"mode", "setting", "preset", "position", "speed", "level", "only", "direction"})
_ENDINGS = frozenset(
    {
        "s",
        "ly",
        "ing",
        "er",
        "ed",
        "matic",
        "matically",
        "ward",
        "wards",
        "imum",
        "ium",
        "dle",
        "nomy",
        "nomic",
        "nomical",
    }
)
"""What one of two forms of a word may have more: automatic for auto, upwards for up, heating for heat."""


def choose(spoken: str, options: JsonValue) -> str | None:
    """The option that was meant, else `None`.

    It is the same when folded, another form of the word, the same step of a scale, or spelt nearly so.
    """
    if not isinstance(options, list | tuple):
        return None
    by_fold = {fold(str(option)): str(option) for option in options}
    key = fold(spoken)
    bare = _bare(key)
    if key in by_fold or bare in by_fold:
        return by_fold.get(key) or by_fold[bare]
    same = [option for folded, option in by_fold.items() if _bare(folded) == bare or _forms(_bare(folded), bare)]
    if len(same) == 1:
        return same[0]
    return called(options, bare) or _nearest(bare, by_fold)


def _bare(key: str) -> str:
    """Without the words that any option may have beside it, where others remain."""
    return " ".join(word for word in key.split() if word not in _SAYS_NOTHING) or key


def _forms(one: str, other: str) -> bool:
    """Whether one is the other with an ending that leaves the sense as it is."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS


def _nearest(key: str, by_fold: dict[str, str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, list(by_fold), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return by_fold[found[0]] if found else None
