"""What a recogniser does to words: confusions with their counts, deletions, missing case and punctuation."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from device_models.data.example import Piece, Segment

_SHARE_KNOWN = 0.7
_POLES = frozenset(
    "on off up down open close closed lock unlock in out no not yes increase decrease start stop".split()
)
"""Words that must not turn into one another: the label would be wrong."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Noise:
    """Counts of `said -> heard` (single words and pairs) and of dropped words."""

    heard: dict[str, tuple[tuple[str, ...], tuple[int, ...]]]
    dropped: dict[str, float]

    @classmethod
    def load(cls, data: Path) -> Noise:
        """Read `asr/confusions.tsv` and `asr/deletions.tsv` below a data folder."""
        found: dict[str, list[tuple[str, int]]] = {}
        for row in _rows(data / "asr" / "confusions.tsv"):
            found.setdefault(row["said"], []).append((row["heard"], int(row["count"])))
        dropped = {row["said"]: int(row["dropped"]) / int(row["of"]) for row in _rows(data / "asr" / "deletions.tsv")}
        tables = {
            said: (tuple(h for h, _ in pairs), tuple(accumulate(c for _, c in pairs))) for said, pairs in found.items()
        }
        return cls(tables, dropped)

    def words(self, text: str, rate: float, rng: random.Random) -> str:
        """A text with about `rate` of its words misheard (0..1)."""
        words = text.split()
        result: list[str] = []
        at = 0
        while at < len(words):
            pair = " ".join(words[at : at + 2]).lower()
            if len(words) > at + 1 and pair in self.heard and rng.random() < rate:
                result.append(self._mishear(pair, rng))
                at += 2
                continue
            word = words[at]
            at += 1
            if rng.random() >= rate:
                result.append(word)
            elif word.lower() in _POLES or rng.random() > self.dropped.get(word.lower(), 0.02) * 10:
                result.append(self._mishear(word.lower(), rng))
        return " ".join(result)

    def _mishear(self, word: str, rng: random.Random) -> str:
        table = self.heard.get(word)
        if table is not None and rng.random() < _SHARE_KNOWN + 0.25:
            heard = rng.choices(table[0], cum_weights=table[1])[0]
            return word if word in _POLES and heard in _POLES else heard
        return _misspell(word, rng)

    def segments(self, segments: list[Segment], rate: float, rng: random.Random) -> list[Segment]:
        """Segments with misheard words; a piece never becomes empty."""
        return [replace(s, pieces=tuple(self._piece(p, rate, rng) for p in s.pieces)) for s in segments]

    def _piece(self, piece: Piece, rate: float, rng: random.Random) -> Piece:
        if not piece.text or piece.glued:
            return piece
        return replace(piece, text=self.words(piece.text, rate, rng) or piece.text)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _misspell(word: str, rng: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = rng.randrange(1, len(word))
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice(_LETTERS) + word[at + 1 :],
            word[:at] + word[at - 1] + word[at:],
        )
    )
