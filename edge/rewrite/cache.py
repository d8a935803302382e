"""The cache: from a wording to the rewrites that may be proposed for it, in microseconds.

Immutable: a change makes another cache, which is put in place of the old one whole, so that no request ever
waits for it or sees half of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Self

from edge.rewrite.keys import contexts, normal, phonetic
from edge.text import fold
from edge.turn import Request, Rewrite

LONGEST_PHRASE = 5
"""Words of the longest phrase that is looked for inside a wording."""
MOST_WORDS = 24
"""Longer wordings are not searched for phrases."""

Filed = tuple[str, Rewrite]
"""A rewrite with the person it is for (`""`: everybody)."""
Key = tuple[str, str]
"""The kind of key (`normal`, `phonetic`, `phrase`) and the key."""


class Cache:
    """Rewrites by their keys. `Cache()` is empty; `with_changes` makes the next one."""

    __slots__ = ("_filed", "_keys", "_leads")

    def __init__(self) -> None:
        self._filed: Mapping[str, Filed] = {}
        self._keys: Mapping[Key, tuple[str, ...]] = {}
        self._leads: Mapping[str, int] = {}

    def __len__(self) -> int:
        return len(self._filed)

    def with_changes(self, changes: Mapping[str, Filed | None], language: str = "en") -> Self:
        """Another cache with some rewrites (by id) put in, replaced, or (`None`) taken out."""
        filed, keys, leads = dict(self._filed), dict(self._keys), dict(self._leads)
        for id_, new in changes.items():
            old = filed.pop(id_, None)
            if old is not None:
                _take_out(id_, keys_of(old[1], language), keys, leads)
            if new is not None:
                filed[id_] = new
                _put_in(id_, keys_of(new[1], language), keys, leads)
        made = type(self)()
        made._filed, made._keys, made._leads = filed, keys, leads  # noqa: SLF001 - its own kind
        return made

    def propose(self, request: Request) -> tuple[Rewrite, ...]:
        """What may be meant by these words: whole wordings first, then phrases in them, then what sounds alike.

        Of each, personal rewrites come before the home's, those bound to this moment before the unbound, then the
        surest. What is bound to another moment is left out.
        """
        if not self._keys:
            return ()
        wording = normal(request.text, request.language)
        found = self._fitting(("normal", wording), request, "normalised")
        found += [rewrite for span in self._spans(request.text) for rewrite in self._phrase(span, request)]
        if not found:
            found = self._fitting(("phonetic", phonetic(request.text, request.language)), request, "phonetic")
        return tuple(found)

    def _fitting(self, key: Key, request: Request, match: str) -> list[Rewrite]:
        ids = self._keys.get(key)
        if ids is None:
            return []
        here = {"", *contexts(request.area, request.at, request.tz_offset)}
        known = [self._filed[id_] for id_ in ids]
        fit = [f for f in known if f[0] in {"", request.speaker} and f[1].context in here]
        fit.sort(key=lambda filed: (not filed[0], not filed[1].context, -filed[1].propensity, filed[1].id))
        return [replace(f[1], match=_match(f[1], request.text, match)) for f in fit]

    def _spans(self, text: str) -> Iterable[tuple[list[str], int, int, str]]:
        """Spans of the wording that are a phrase known, longest first."""
        words = text.split()
        spoken = [fold(word) for word in words]
        starts = [at for at, word in enumerate(spoken) if word in self._leads]
        if not starts or len(words) > MOST_WORDS:
            return
        for size in range(LONGEST_PHRASE, 0, -1):
            for start in starts:
                phrase = " ".join(spoken[start : start + size])
                if ("phrase", phrase) in self._keys and start + size <= len(words):
                    yield words, start, start + size, phrase

    def _phrase(self, span: tuple[list[str], int, int, str], request: Request) -> list[Rewrite]:
        words, start, end, phrase = span
        found = self._fitting(("phrase", phrase), request, "phrase")
        return [replace(r, source=request.text, text=" ".join((*words[:start], r.text, *words[end:]))) for r in found]


def keys_of(rewrite: Rewrite, language: str = "en") -> tuple[Key, ...]:
    """The keys under which a rewrite is found."""
    if rewrite.match == "phrase":
        return (("phrase", rewrite.source),)
    wording = normal(rewrite.source, language)
    return ("normal", wording), ("phonetic", phonetic(rewrite.source, language))


def _put_in(id_: str, new: Iterable[Key], keys: dict[Key, tuple[str, ...]], leads: dict[str, int]) -> None:
    for key in new:
        keys[key] = (*keys.get(key, ()), id_)
        if key[0] == "phrase":
            lead = key[1].partition(" ")[0]
            leads[lead] = leads.get(lead, 0) + 1


def _take_out(id_: str, old: Iterable[Key], keys: dict[Key, tuple[str, ...]], leads: dict[str, int]) -> None:
    for key in old:
        keys[key] = tuple(known for known in keys[key] if known != id_)
        if not keys[key]:
            del keys[key]
        if key[0] == "phrase":
            lead = key[1].partition(" ")[0]
            leads[lead] -= 1
            if not leads[lead]:
                del leads[lead]


def _match(rewrite: Rewrite, text: str, match: str) -> str:
    return "exact" if match == "normalised" and rewrite.source == text else match
