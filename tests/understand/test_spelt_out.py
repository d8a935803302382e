"""Short forms written out, and pronouns of conditional requests replaced by what they stand for."""

from __future__ import annotations

import pytest

from edge.understand.contracted import written_out
from edge.understand.spelt_out import spelt_out

THINGS = {"garage door", "heater", "ida's fan", "open shelf"}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the dryer's done", "the dryer is done"),
        ("the dryer's finally finished", "the dryer is finished"),
        ("the gates’re still open", "the gates are open"),
        ("the door is already locked", "the door is locked"),
        ("the study's below 18", "the study is below 18"),
        ("ida's fan's on", "ida's fan is on"),
        ("ida's low light is on", "ida's low light is on"),
        ("the cat's whiskers", "the cat's whiskers"),
    ],
)
def test_short_forms(text: str, whole: str) -> None:
    assert written_out(text) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("if the garage door's still open, shut it", "if the garage door is open, shut the garage door"),
        ("when ida's fan's on turn it off", "when ida's fan is on turn ida's fan off"),
        ("if the heater is on then turn it down and open the garage door",
         "if the heater is on then turn the heater down and open the garage door"),
        ("turn off the heater if it's still on", "turn off the heater if the heater is on"),
        ("shut the garage door unless it's closed", "shut the garage door unless the garage door is closed"),
    ],
)  # fmt: skip
def test_nouns_for_pronouns(text: str, whole: str) -> None:
    assert spelt_out(text, THINGS) == whole


@pytest.mark.parametrize(
    "text",
    ["if the study is below 18 turn it on", "if the garage door is open tell me", "tell me if it's open",
     "if it's dark turn on the heater", "turn on the heater if it's cold", "turn it off",
     "if the garage door is open let me know it's open", "turn on the heater and the garage door if it's off"],
)  # fmt: skip
def test_what_is_left_as_it_was_said(text: str) -> None:
    assert spelt_out(text, THINGS) == text
