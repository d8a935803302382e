"""What is closed is not opened, whatever stands beside the verb."""

from __future__ import annotations

import pytest

from edge.turn import Frame
from edge.understand.coverings import as_covered


@pytest.mark.parametrize(
    ("words", "read", "meant"),
    [
        ("close it back up", "HassTurnOn", "HassTurnOff"),
        ("and shut them up please", "HassTurnOn", "HassTurnOff"),
        ("open it down", "HassTurnOff", "HassTurnOn"),
        ("raise it", "HassTurnOn", "HassTurnOn"),
        ("could you close it", "HassTurnOff", "HassTurnOff"),
    ],
)
def test_the_verb_of_a_covering_tells(words: str, read: str, meant: str) -> None:
    assert as_covered(Frame(read, {"name": "it"}, domains=("cover", "valve")), words).intent == meant
    assert as_covered(Frame(read, {"domain": "cover"}), words).intent == meant


def test_locks_and_switches_have_verbs_of_their_own() -> None:
    lock = Frame("HassTurnOff", {"name": "Front Door"}, domains=("lock",))
    assert as_covered(lock, "open the front door") == lock
    light = Frame("HassTurnOff", {"domain": "light"})
    assert as_covered(light, "shut the lights off") == light
    half = Frame("HassSetPosition", {"name": "it", "position": 50}, domains=("cover",))
    assert as_covered(half, "close it halfway") == half
