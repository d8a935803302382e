"""One more timer, by the words that follow the first."""

from __future__ import annotations

import pytest

from edge.understand.followups import FollowUpKind, follow_up
from edge.understand.more_timers import AnotherTimer, another_timer


@pytest.mark.parametrize(
    ("rest", "seconds", "name"),
    [
        ("a fifteen minute one for the garlic bread", 900, "garlic bread"),
        ("one for the sauce for twenty minutes", 1200, "sauce"),
        ("another one for half an hour", 1800, ""),
        ("another for the rice, ten minutes", 600, "rice"),
        ("a twenty minute one", 1200, ""),
        ("five minutes for the eggs", 300, "eggs"),
        ("the oven one for an hour", 3600, "oven"),
        ("another timer for ninety seconds please", 90, ""),
    ],
)
def test_how_long_and_what_for(rest: str, seconds: float, name: str) -> None:
    assert another_timer(rest) == AnotherTimer(seconds, name)


@pytest.mark.parametrize(
    "rest",
    ["five minutes", "another five minutes", "the lights", "turn on the lamp", "one for the sauce", "the rice one"],
)
def test_what_is_no_other_timer(rest: str) -> None:
    assert another_timer(rest) is None


def test_another_one_leans_on_the_one_before() -> None:
    found = follow_up("another one for ten minutes")
    assert found is not None
    assert (found.kind, found.certain) == (FollowUpKind.CONTINUATION, False)
    assert follow_up("another five minutes") is None
