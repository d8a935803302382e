"""Simulated homes made of a few lines of YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hub_sim.clock import SimClock
from hub_sim.fixtures import load_home
from hub_sim.home import SimHome

MakeHome = Callable[..., SimHome]


@pytest.fixture
def make_home(tmp_path: Path) -> MakeHome:
    """A home of the entities given as lines of YAML flow mappings; `instant` unless told otherwise."""

    def make(*entities: str, areas: str = "[]", instant: bool = True, seed: int = 0) -> SimHome:
        lines = "\n".join(f"  - {entity}" for entity in entities)
        file = tmp_path / "_fixtures.yaml"
        file.write_text(f"areas: {areas}\nentities:\n{lines}\n", encoding="utf-8")
        return SimHome(load_home(file), SimClock(1_770_000_000.0), seed=seed, instant=instant)

    return make
