from __future__ import annotations

import pytest

from edge.understand.vague_times import vague_time


@pytest.mark.parametrize(
    ("said", "when", "rest"),
    [
        ("switch the heater off later", "later", "switch the heater off"),
        ("close the shutter in a little while, please", "in a little while", "close the shutter"),
        ("after supper, start the dishwasher", "after supper", "start the dishwasher"),
        ("start the dishwasher overnight", "overnight", "start the dishwasher"),
        ("open the vent once everybody has left", "once everybody has left", "open the vent"),
        ("water the garden next week", "next week", "water the garden"),
        ("turn the lamp on at bedtime", "at bedtime", "turn the lamp on"),
    ],
)
def test_a_time_that_names_no_moment(said: str, when: str, rest: str) -> None:
    found = vague_time(said)
    assert found is not None
    assert (found.words, found.rest) == (when, rest)


@pytest.mark.parametrize("said", ["later", "turn on the lamp", "press the button once more"])
def test_no_time_at_all(said: str) -> None:
    assert vague_time(said) is None
