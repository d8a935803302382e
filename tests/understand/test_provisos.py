"""Conditions of commands, and politeness that looks like one."""

from __future__ import annotations

import pytest

from edge.understand.provisos import Proviso, proviso


@pytest.mark.parametrize(
    ("text", "said", "negated"),
    [
        ("if it's dark turn on the lamp", "it's dark", False),
        ("if the study window's open, switch the radiator off", "the study window's open", False),
        ("please close the blind if it's raining", "it's raining", False),
        ("turn on the lamp unless somebody is asleep", "somebody is asleep", True),
        ("dim the lamp but only if the film is on", "the film is on", False),
    ],
)
def test_what_a_command_is_given_under(text: str, said: str, negated: bool) -> None:
    assert proviso(text) == Proviso(said, negated)


@pytest.mark.parametrize(
    "text",
    ["turn on the lamp if you would", "if you don't mind, dim the lamp", "if it's ok turn on the lamp", "turn on the lamp",
     "open the blind if possible", "tell me if the door is open", "if I say cosy, dim the lamp", "is the lamp on",
     "do you know if the door is open"],
)  # fmt: skip
def test_what_is_no_condition(text: str) -> None:
    assert proviso(text) is None
