"""How a resident behaves: every parameter with its range, drawn once per resident from the seed.

The ranges are assumptions of this simulation, not measurements; `docs/residents.md` lists them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


def _drawn(low: float, high: float, meaning: str) -> Any:  # noqa: ANN401 - a dataclass field of any type
    return field(metadata={"low": low, "high": high, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Manner:
    """One resident's ways; all are probabilities in 0..1 unless their meaning names a unit."""

    nicknames: float = _drawn(0.5, 0.95, "calls a thing by its nickname, where it has one")
    own_words: float = _drawn(0.3, 0.8, "the habitual wording of a wish is an own one rather than a plain command")
    habit: float = _drawn(0.65, 0.95, "says a recurring wish in its habitual wording")
    filler: float = _drawn(0.0, 0.15, "adds a word such as please")
    slip: float = _drawn(0.0, 0.02, "names another thing than meant, by mistake")
    patience: float = _drawn(0.5, 0.9, "tries again after a failure, each time")
    knows_names: float = _drawn(0.7, 0.98, "uses the home's own names when rephrasing")
    barge_in: float = _drawn(0.05, 0.5, "interrupts when something wrong happens")
    protest: float = _drawn(0.05, 0.35, "says that it was wrong before anything else")
    undo: float = _drawn(0.02, 0.2, "has a wrong deed undone by voice")
    hand: float = _drawn(0.05, 0.3, "puts a wrong deed back, or the goal right, by hand")
    praise: float = _drawn(0.0, 0.08, "thanks for a right deed")
    regret: float = _drawn(0.0, 0.03, "changes their mind after a right deed and wants the opposite")
    fidget: float = _drawn(0.0, 0.02, "touches the same thing by hand soon after a right deed, for another reason")
    answers: float = _drawn(0.7, 0.98, "answers a question of the hub")
    chain: float = _drawn(0.05, 0.25, "has another wish right after a granted one")
    repeats: float = _drawn(0.1, 0.4, "weight of saying the same again, among the ways of trying again")
    simplifies: float = _drawn(0.3, 0.8, "weight of a plain command")
    specifies: float = _drawn(0.1, 0.4, "weight of a plain command with the room named")
    varies: float = _drawn(0.05, 0.3, "weight of other words of their own")
    corrects: float = _drawn(0.05, 0.3, "weight of a correction such as no, i meant")
    pause: float = _drawn(3.0, 9.0, "median seconds between an answer and what is said next")
    contrary: float = field(
        default=0.0, metadata={"meaning": "reacts to a right deed as to a wrong one and the reverse"}
    )

    @property
    def styles(self) -> Mapping[str, float]:
        """Weights of the ways of trying again."""
        return {
            "repeat": self.repeats, "simplify": self.simplifies, "specify": self.specifies,
            "vary": self.varies, "correct": self.corrects,
        }  # fmt: skip


CONTRARY = 0.7
"""`Manner.contrary` of a contrarian resident."""


def draw_manner(rng: random.Random, *, contrarian: bool = False) -> Manner:
    """One resident's ways."""
    ranged = [item for item in fields(Manner) if "low" in item.metadata]
    values = {item.name: rng.uniform(item.metadata["low"], item.metadata["high"]) for item in ranged}
    return Manner(**values, contrary=CONTRARY if contrarian else 0.0)


def parameters() -> list[tuple[str, str, str]]:
    """Name, range and meaning of every parameter, for the documentation."""
    rows = []
    for item in fields(Manner):
        low, high = item.metadata.get("low", 0), item.metadata.get("high", CONTRARY)
        rows.append((item.name, f"{low:g} to {high:g}", str(item.metadata["meaning"])))
    return rows
