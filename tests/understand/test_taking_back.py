"""Words that take back what was done or put off."""

from __future__ import annotations

import pytest

from edge.understand.taking_back import CallOff, called_off, put_back


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("whoops, put them back on", "on"),
        ("turn those back off please", "off"),
        ("oh no, move it back up", "open"),
        ("put everything back the way it was", ""),
        ("sorry, set it back", ""),
        ("have that back on again, would you", "on"),
        ("put the lamp back on", None),
        ("set it back to twenty", None),
        ("turn it on", None),
        ("back", None),
    ],
)
def test_what_goes_back(text: str, end: str | None) -> None:
    assert put_back(text) == end


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("don't bother, cancel that", ""),
        ("actually don't, leave it on", ""),
        ("oh, scratch that", ""),
        ("never mind about that", ""),
        ("I've changed my mind, keep it running", ""),
        ("no need, thanks", ""),
        ("no, leave the pump on after all", "the pump"),
    ],
)
def test_what_is_called_off(text: str, about: str) -> None:
    assert called_off(text) == CallOff(about)


@pytest.mark.parametrize(
    "text",
    ["don't turn on the pump", "don't forget the milk", "never mind, turn on the lamp", "leave it on for an hour",
     "cancel the timer", "leave the house", "no", "actually", ""],
)  # fmt: skip
def test_what_calls_nothing_off(text: str) -> None:
    assert called_off(text) is None
