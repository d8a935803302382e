"""What can be said for a wish: plain commands, people's own ways of talking, and reactions."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hub_sim.residents.human import human_patterns
from hub_sim.residents.pools import Split, wordings


@dataclass(frozen=True, slots=True)
class Bank:
    """Wordings of one half. Human-written patterns are used where the public sets are there."""

    split: Split
    folder: Path | None = None

    def plain(self, kind: str, reach: str) -> tuple[str, ...]:
        """Commands that leave nothing open. Raises `KeyError` for a wish that nobody has here."""
        return tuple(wordings()[kind][reach]["plain"])

    def own(self, kind: str, reach: str) -> tuple[str, ...]:
        """How people talk: human-written patterns first, then this half of the hand-written ones."""
        human = human_patterns(self.split, self.folder).get((kind, reach), ())
        return (*human, *self.split.half(wordings()[kind][reach]["own"]))

    def fitting(self, kind: str, reach: str, things: int) -> tuple[str, ...]:
        """Own wordings that fit a number of things: nobody says "the light" of three."""
        found = self.own(kind, reach)
        one = things == 1 or reach == "thing" or kind != "light_off"
        return found if one else tuple(p for p in found if not re.search(r"\blight\b", p)) or found

    def reaches(self, kind: str) -> tuple[str, ...]:
        """The reaches that a wish can have: `thing`, `room`, `here`."""
        return tuple(wordings()[kind])


@cache
def bank_of(split: Split) -> Bank:
    """The bank of a half, over the folder that the environment names."""
    return Bank(split)


def reaction(name: str, rng: random.Random, **holes: str) -> str:
    """Something said in reaction; `name` is a key of `reactions` in `wordings.yaml`, such as `praise`."""
    return str(rng.choice(wordings()["reactions"][name])).format(**holes)
