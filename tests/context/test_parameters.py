from __future__ import annotations

import json
from importlib.resources import files

import pytest

from edge.context.counts import NEVER
from edge.context.moments import CHAINS, LEVELS
from edge.context.parameters import parameters, shipped

TOLD = json.loads((files("edge.context") / "habits.json").read_text(encoding="utf-8"))


def test_what_is_shipped_covers_every_level_and_chain() -> None:
    assert set(shipped().levels) == set(LEVELS)
    assert set(shipped().weights) == set(CHAINS)
    assert all(weight >= 0 for weight in shipped().weights.values())


def test_what_is_not_told_about_renewal_is_none() -> None:
    assert shipped().levels["hour"].fading.renewal == NEVER
    assert shipped().levels["last_gap"].fading.renewal < 30


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("levels", {"hour": {"strength": 0, "half_life": 3}}),
        ("levels", {"hour": {"strength": 1, "half_life": -3}}),
        ("levels", {"hour": {"half_life": 3}}),
        ("levels", {"hour": {"strength": 1, "half_life": 3, "colour": 1}}),
        ("weights", {"weather": 1.0}),
        ("weights", {"time": "much"}),
    ],
)
def test_a_damaged_table_is_refused(part: str, change: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        parameters(TOLD | {part: TOLD[part] | change})


def test_a_table_that_lacks_a_level_is_refused_by_name() -> None:
    levels = {name: row for name, row in TOLD["levels"].items() if name != "two_gap"}
    with pytest.raises(ValueError, match="two_gap"):
        parameters(TOLD | {"levels": levels})
