"""The grammar channel: Home Assistant's sentence templates over the names of this home."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edge.home.model import Snapshot
from edge.turn import Hypothesis, Knowledge, Request, SlotValue
from edge.understand.clauses import ClauseReader
from edge.understand.fold import Folded, fold, fold_tracked
from edge.understand.home_lists import home_lists, structure_key
from edge.understand.matcher import Scan, SlotList
from edge.understand.ranking import Reading, best, reading_of
from edge.understand.slots import language_lists, open_list
from edge.understand.templates import Compiler, build_tree
from edge.understand.words import clause_words

MAX_CHARACTERS = 400
"""Longer texts are not commands; they are not matched."""
_OPEN_LISTS = ("name", "area", "floor")


@dataclass(frozen=True, slots=True)
class _Lists:
    strict: Mapping[str, SlotList]
    loose: Mapping[str, SlotList]


class GrammarChannel:
    """Reads requests with the templates of one language.

    Construction loads and compiles the templates (some 0.2 s); `read` is deterministic.
    """

    name = "grammar"

    def __init__(self, language: str = "en", *, most: int = 8) -> None:
        """Load a language of `home_assistant_intents` (`pt-BR`; `de-AT` falls back to `de`).

        At most `most` plain hypotheses are given. Raises `ValueError` for a language without templates.
        """
        self.language, data = _load(language)
        self._most = most
        self._clause_words = clause_words(self.language)
        self._compact = bool(data.get("settings", {}).get("ignore_whitespace"))
        self._compiler = Compiler(data.get("expansion_rules", {}), compact=self._compact)
        self._root = build_tree(data["intents"], self._compiler)
        self._joining = frozenset(w for w in self._clause_words.joining if " " not in w)
        self._words = frozenset(self._compiler.words)
        lists = data.get("lists", {})
        self._own = language_lists(lists, self._compiler, self.language)
        self._own_loose = language_lists(lists, self._compiler, self.language, strict=False)
        self._skip = _skip_pattern(data.get("skip_words", ()), compact=self._compact)
        self._cached: tuple[Hashable, _Lists] | None = None

    def read(self, request: Request, snapshot: Snapshot, knowledge: Knowledge | None = None) -> Sequence[Hypothesis]:  # noqa: ARG002 - templates know no moment
        """Readings of the text as one clause or several, best first; empty when the templates do not fit."""
        text = request.text
        area = snapshot.areas.get(request.area) if request.area else None
        readings = self.readings(text, snapshot, area.name if area else None)
        plain = [Hypothesis((r.frame,), r.score, self.name, text) for r in readings[: self._most]]
        if (readings and not readings[0].free and not readings[0].wild) or len(text) > MAX_CHARACTERS:
            return plain
        parts = ClauseReader(self, self._clause_words, request, snapshot).read()
        if parts is None:
            return plain
        compound = Hypothesis(parts.frames, round(parts.score, 4), self.name, text)
        return sorted((compound, *plain), key=lambda hypothesis: -hypothesis.score)

    def readings(self, text: str, snapshot: Snapshot, area: str | None, *, known_only: bool = False) -> list[Reading]:
        """Readings of one clause heard in the area named `area`, best first.

        Names that the home does not have are considered only where no known one fits, and never with
        `known_only`.
        """
        if len(text) > MAX_CHARACTERS:
            return []
        lists = self._lists(snapshot)
        variants = self._variants(text)
        readings = self._match(variants, lists.strict, area)
        if known_only or any(not reading.free for reading in readings):
            return readings
        return best([*readings, *self._match(variants, lists.loose, area)])

    def place(self, text: str, snapshot: Snapshot) -> Mapping[str, SlotValue] | None:
        """The slot of a name, area or floor that the whole text is in this home, or `None`."""
        lists = self._lists(snapshot).strict
        folded = fold_tracked(text, compact=self._compact)
        scan = Scan(folded, lists, glued=self._compiler.glued, compact=self._compact)
        for slot in _OPEN_LISTS:
            for value in lists[slot].find(scan, 0) if folded.text else ():
                if value.end >= len(folded.text) - 1:
                    return {slot: value.value}
        return None

    def _match(self, variants: Sequence[Folded], lists: Mapping[str, SlotList], area: str | None) -> list[Reading]:
        readings: list[Reading] = []
        for rank, folded in enumerate(variants):
            scan = Scan(folded, lists, glued=self._compiler.glued, compact=self._compact)
            found = (
                reading_of(parse, folded, area, rank, self._words, self._joining) for parse in scan.parses(self._root)
            )
            readings.extend(reading for reading in found if reading is not None)
        return best(readings)

    def _variants(self, text: str) -> list[Folded]:
        """The text itself and, where it has words without meaning, the text without them."""
        folded = fold_tracked(text, compact=self._compact)
        if self._skip is None:
            return [folded]
        shorter = folded.without(self._skip)
        return [folded] if shorter.text == folded.text else [folded, shorter]

    def _lists(self, snapshot: Snapshot) -> _Lists:
        key = structure_key(snapshot)
        if self._cached is None or self._cached[0] != key:
            home = home_lists(snapshot, self._clause_words.everything)
            loose = {name: open_list(home[name]) for name in _OPEN_LISTS}
            self._cached = (key, _Lists({**self._own, **home}, {**self._own_loose, **loose}))
        return self._cached[1]


def _load(language: str) -> tuple[str, Mapping[str, Any]]:
    from home_assistant_intents import get_intents

    for code in dict.fromkeys((language, language.replace("_", "-"), re.split("[-_]", language)[0])):
        data = get_intents(code)
        if data:
            return code, data
    raise ValueError(f"language {language!r} has no sentence templates: choose a code such as 'en', 'de' or 'pt-BR'")


def _skip_pattern(words: Sequence[str], *, compact: bool) -> re.Pattern[str] | None:
    folded = sorted({fold(word) for word in words} - {""}, key=len, reverse=True)
    if not folded:
        return None
    choice = "|".join(map(re.escape, folded))
    return re.compile(choice if compact else rf"(?<!\w)(?:{choice})(?!\w) ?")
