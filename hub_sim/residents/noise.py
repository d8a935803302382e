"""The road from mouth to text: a recogniser that mishears with a set word error rate, and not at random.

Real recognisers mishear the same word of the same speaker again and again. So every resident has words that are
heard badly and words that are heard well (error rates of words are spread around the set rate), and a word that is
misheard is heard in the resident's usual wrong way with probability `steadiness`. What is heard instead comes from
counts of real recognisers (`asr/confusions.tsv`) where they are there, else from a small table and from sound-alikes.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hub_sim.residents.human import shared_folder

Table = Mapping[str, tuple[tuple[str, int], ...]]
"""What is heard instead of a word, with counts."""
STEADINESS = 0.7
_CONCENTRATION = 1.0
"""Of the beta distribution that words' error rates come from: the smaller, the more errors fall on few words."""
_OPPOSITES = frozenset({"on", "off", "up", "down", "open", "close", "lock", "unlock", "start", "stop"})
"""Words that a home's recogniser knows well: one is heard as another by chance, but never as a rule."""
_FALLBACK: Table = {
    "six": (("sex", 1), ("sick", 2)), "in": (("and", 3),), "the": (("a", 3), ("", 2)), "on": (("in", 2), ("an", 1)),
    "off": (("of", 5),), "up": (("", 2), ("app", 1)), "lights": (("light", 3), ("likes", 1)), "two": (("to", 3),),
    "four": (("for", 3),), "turn": (("term", 2), ("", 1)), "lamp": (("lamb", 2), ("lump", 1)), "set": (("said", 2),),
    "close": (("clothes", 2),), "dim": (("tim", 1), ("them", 1)), "to": (("two", 2),), "please": (("", 2),),
}  # fmt: skip
_ALIKE = (
    ("b", "p"), ("d", "t"), ("g", "k"), ("f", "v"), ("m", "n"), ("s", "z"), ("ee", "i"), ("a", "u"), ("o", "a"),
    ("sh", "ch"), ("l", "r"), ("th", "d"), ("oo", "u"), ("e", "a"), ("w", "v"),
)  # fmt: skip


@cache
def confusions(folder: Path | None = None) -> Table:
    """What recognisers heard instead of words, with counts, deletions as empty text; a small table without data."""
    place = (folder or shared_folder()) / "data" / "asr"
    if not (place / "confusions.tsv").is_file():
        return _FALLBACK
    found: dict[str, list[tuple[str, int]]] = {}
    for row in _rows(place / "confusions.tsv"):
        if " " not in row["said"]:
            found.setdefault(row["said"], []).append((row["heard"], int(row["count"])))
    for row in _rows(place / "deletions.tsv"):
        found.setdefault(row["said"], []).append(("", int(row["dropped"])))
    return {said: tuple(pairs) for said, pairs in found.items()}


@dataclass(slots=True)
class Ear:
    """One resident's voice as one recogniser hears it. `rate` is the share of words misheard in the mean, 0..1.

    `said` and `missed` count words and errors, for the rate that was reached.
    """

    seed: str
    rate: float
    steadiness: float = STEADINESS
    folder: Path | None = None
    said: int = 0
    missed: int = 0
    _rates: dict[str, float] = field(default_factory=dict)
    _usual: dict[str, str] = field(default_factory=dict)

    def hear(self, text: str, rng: random.Random) -> str:
        """What is heard of a text; never empty."""
        heard = [self._word(word, rng) for word in text.lower().split()]
        return " ".join(word for word in heard if word) or text.lower()

    def _word(self, word: str, rng: random.Random) -> str:
        self.said += 1
        if rng.random() >= self._rate_of(word):
            return word
        self.missed += 1
        return self._usual_of(word) if rng.random() < self.steadiness else self._instead(word, rng)

    def _rate_of(self, word: str) -> float:
        if word not in self._rates:
            rng = random.Random(f"{self.seed} rate {word}")
            weight = max(self.rate, 1e-9) * _CONCENTRATION
            self._rates[word] = rng.betavariate(weight, (1 - self.rate) * _CONCENTRATION)
        return self._rates[word]

    def _usual_of(self, word: str) -> str:
        if word not in self._usual:
            rng = random.Random(f"{self.seed} heard {word}")
            usual = self._instead(word, rng)
            opposite = word in _OPPOSITES and usual in _OPPOSITES
            self._usual[word] = _sound_alike(word, rng) if opposite else usual
        return self._usual[word]

    def _instead(self, word: str, rng: random.Random) -> str:
        known = confusions(self.folder).get(word)
        if known is None:
            return _sound_alike(word, rng)
        return rng.choices([heard for heard, _ in known], [count for _, count in known])[0]


def _sound_alike(word: str, rng: random.Random) -> str:
    """A word with one sound replaced by a near one; a letter doubled or lost where none fits."""
    fits = [(a, b) for pair in _ALIKE for a, b in (pair, pair[::-1]) if a in word]
    if fits:
        said, heard = rng.choice(fits)
        return word.replace(said, heard, 1)
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 3 else word + word[-1]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))
