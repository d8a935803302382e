"""The word lists that residents and their homes are made of, in two halves that share no entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from hub_sim.loading import read_mapping

_FOLDER = Path(__file__).parent


class Split(StrEnum):
    """Which half of names, nicknames and wordings is used: what learns from one is measured on the other."""

    TRAIN = "train"
    HELD_OUT = "held-out"

    def half(self, items: Sequence[Any]) -> list[Any]:
        """Every second entry: the even ones to train with, the odd ones to measure with."""
        return list(items[0::2] if self is Split.TRAIN else items[1::2])


@cache
def words() -> Mapping[str, Any]:
    """Rooms, people, lights, plugs, nicknames and words for kinds (`words.yaml`)."""
    return read_mapping(_FOLDER / "words.yaml")


@cache
def wordings() -> Mapping[str, Any]:
    """Hand-written wordings by wish and reach (`wordings.yaml`)."""
    return read_mapping(_FOLDER / "wordings.yaml")
