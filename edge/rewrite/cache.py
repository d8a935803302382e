"""The cache: from a wording to the rewrites that may be proposed for it, in microseconds.

Immutable: a change makes another cache, which is put in place of the old one whole, so that no request ever
waits for it or sees half of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from edge.rewrite.entry import NAME
from edge.rewrite.keys import contexts, normal, phonetic
from edge.rewrite.near import alike, misheard, sound, without_one
from edge.text import fold
from edge.turn import Request, Rewrite

HABIT = "habit"
"""The kind of a wording that is known to work: what sounds like it may have been it."""
WORD = "word"
"""The kind of a word that is heard in place of another."""
LONGEST_PHRASE = 5
"""Words of the longest phrase that is looked for inside a wording."""
MOST_WORDS = 24
"""Longer wordings are not searched for phrases."""

Filed = tuple[str, Rewrite]
"""A rewrite with the person it is for (`""`: everybody)."""
Key = tuple[str, str]
"""The kind of key (`normal`, `phonetic`, `near`, `word`, `phrase`, `sound`) and the key."""
Span = tuple[int, int, Key]
"""Where in a wording a phrase begins and ends, and the key of the phrase."""
Leads = dict[Key, tuple[int, ...]]
"""How many phrases of one word, of two and so on begin with a word, or with how it sounds."""
_PHRASES = frozenset({"phrase", "sound"})
_NOTHING = ("", "")


class Cache:
    """Rewrites by their keys. `Cache()` is empty; `with_changes` makes the next one."""

    __slots__ = ("_filed", "_keys", "_leads")

    def __init__(self) -> None:
        self._filed: Mapping[str, Filed] = {}
        self._keys: Mapping[Key, tuple[str, ...]] = {}
        self._leads: Leads = {}

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
        """What may be meant by these words: whole wordings first, then phrases in them.

        Else what sounds alike, and else what differs by one word misheard and has one meaning only.

        Of each, what was taught comes first, then personal rewrites before the home's, those bound to this moment
        before the unbound, then the surest. What is bound to another moment is left out.
        """
        if not self._keys:
            return ()
        wording, words = normal(request.text, request.language), request.text.split()
        spoken = [fold(word) for word in words]
        found = self._fitting(self._keys.get(("normal", wording), ()), request, "normalised")
        found += [r for span in self._spans("phrase", spoken) for r in self._phrase(span, words, request)]
        if not found:
            sounding = ("phonetic", phonetic(request.text, request.language))
            ids = [id_ for id_ in self._keys.get(sounding, ()) if self._is_other(id_, wording, request.language)]
            found = self._fitting(ids, request, "phonetic")
        return tuple(found or self._near(wording, words, spoken, request))

    def _near(self, wording: str, words: list[str], spoken: list[str], request: Request) -> list[Rewrite]:
        """What whole wordings and phrases may have been misheard for; nothing where that may mean several things."""
        ids = {id_: None for key in _near_keys(wording) for id_ in self._keys.get(key, ())}
        near = [id_ for id_ in ids if misheard(wording, self._wording(id_, request.language), request.language)]
        found = self._fitting(near, request, "near")
        found = found or self._as_usual(words, spoken, request)
        if not found:
            spans = self._spans("sound", [sound(word) for word in spoken])
            found = [rewrite for span in spans for rewrite in self._phrase(span, words, request)]
        return found if len({(rewrite.text, rewrite.targets) for rewrite in found}) == 1 else []

    def _as_usual(self, words: Sequence[str], spoken: Sequence[str], request: Request) -> list[Rewrite]:
        """The wording with every word put right that is usually misheard so; the first such word answers for it."""
        ids = [self._keys.get((WORD, word), ()) for word in spoken]
        if not any(ids):
            return []
        found = [self._fitting(each, request, "near")[:1] for each in ids]
        known = [right[0] for right in found if right]
        text = " ".join(right[0].text if right else word for word, right in zip(words, found, strict=True))
        return [replace(known[0], source=request.text, text=text)] if known else []

    def _is_other(self, id_: str, wording: str, language: str) -> bool:
        """Whether it is not just the wording itself that is known to work."""
        return self._filed[id_][1].match != HABIT or self._wording(id_, language) != wording

    def _wording(self, id_: str, language: str) -> str:
        return normal(self._filed[id_][1].source, language)

    def _fitting(self, ids: Iterable[str], request: Request, match: str) -> list[Rewrite]:
        if not ids:
            return []
        here = {"", *contexts(request.area, request.at, request.tz_offset)}
        known = [self._filed[id_] for id_ in ids]
        fit = [f for f in known if f[0] in {"", request.speaker} and f[1].context in here]
        fit.sort(key=lambda f: (not f[1].taught, not f[0], not f[1].context, -f[1].propensity, f[1].id))
        return [replace(f[1], match=_match(f[1], request.text, match)) for f in fit]

    def _spans(self, kind: str, spoken: Sequence[str]) -> Iterable[Span]:
        """Spans of the words that are a phrase known, or (kind `sound`) sound like one; longest first."""
        starts = [(at, sizes) for at, word in enumerate(spoken) if (sizes := self._leads.get((kind, word)))]
        if not starts or len(spoken) > MOST_WORDS:
            return
        for size in range(LONGEST_PHRASE, 0, -1):
            for start, sizes in starts:
                key = (kind, " ".join(spoken[start : start + size])) if sizes[size - 1] else _NOTHING
                if key in self._keys and start + size <= len(spoken):
                    yield start, start + size, key

    def _phrase(self, span: Span, words: Sequence[str], request: Request) -> list[Rewrite]:
        start, end, key = span
        ids: Iterable[str] = self._keys.get(key, ())
        if key[0] == "sound":
            said = fold(" ".join(words[start:end]))
            ids = [id_ for id_ in ids if alike(said, self._filed[id_][1].source)]
        found = self._fitting(ids, request, "near" if key[0] == "sound" else "phrase")
        return [replace(r, source=request.text, text=" ".join((*words[:start], r.text, *words[end:]))) for r in found]


def keys_of(rewrite: Rewrite, language: str = "en") -> tuple[Key, ...]:
    """The keys under which a rewrite is found."""
    if rewrite.match in {"phrase", NAME}:
        spoken = fold(rewrite.source)
        return ("phrase", spoken), ("sound", " ".join(map(sound, spoken.split())))
    wording = normal(rewrite.source, language)
    if rewrite.match == WORD:
        return ((WORD, rewrite.source),)
    alike = ("phonetic", phonetic(rewrite.source, language)), *dict.fromkeys(_near_keys(wording))
    return alike if rewrite.match == HABIT else (("normal", wording), *alike)


def _near_keys(wording: str) -> list[Key]:
    return [("near", wording), *[("near", less) for less in without_one(wording)]]


def _put_in(id_: str, new: Iterable[Key], keys: dict[Key, tuple[str, ...]], leads: Leads) -> None:
    for key in new:
        keys[key] = (*keys.get(key, ()), id_)
        if key[0] in _PHRASES:
            _count(key, leads, 1)


def _take_out(id_: str, old: Iterable[Key], keys: dict[Key, tuple[str, ...]], leads: Leads) -> None:
    for key in old:
        keys[key] = tuple(known for known in keys[key] if known != id_)
        if not keys[key]:
            del keys[key]
        if key[0] in _PHRASES:
            _count(key, leads, -1)


def _count(key: Key, leads: Leads, by: int) -> None:
    """Count a phrase under its first word, by its length in words."""
    lead, size = (key[0], key[1].partition(" ")[0]), len(key[1].split())
    sizes = leads.get(lead, (0,) * LONGEST_PHRASE)
    counted = tuple(count + by * (at == size) for at, count in enumerate(sizes, 1))
    leads[lead] = counted
    if not any(counted):
        del leads[lead]


def _match(rewrite: Rewrite, text: str, match: str) -> str:
    return "exact" if match == "normalised" and rewrite.source == text else match
