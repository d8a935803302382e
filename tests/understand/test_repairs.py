from __future__ import annotations

import pytest

from edge.understand.repairs import mended


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("switch on the desk lamp, no, the hall light", "switch on the hall light"),
        ("turn the fan off, sorry, the heater", "turn the heater off"),
        ("close the blinds, wait, open the blinds", "open the blinds"),
        ("lock the gate no wait turn on the porch light", "turn on the porch light"),
        ("turn of all the lamps", "turn off all the lamps"),
        ("switch the heater of please", "switch the heater off please"),
        ("dim the lamp for me", "dim the lamp"),
        ("kettle on, cheers", "kettle on"),
        ("close close the the blind", "close the blind"),
        ("turn off whatever lights are still on", "turn off all the lights"),
        ("somebody left the cellar light on, turn it off", "turn the cellar light off"),
        ("wait ten minutes and then close the blind", "close the blind in ten minutes"),
        ("shut the lamp off", "turn the lamp off"),
        ("open the gate, we're nearly home", "open the gate"),
        ("hall light on, porch light as well", "hall light and porch light on"),
    ],
)
def test_a_request_is_what_its_speaker_left_of_it(said: str, left: str) -> None:
    assert mended(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "set the lamp to red, no, blue",
        "turn on the light, actually turn it off",
        "turn up the volume of the radio",
        "switch on the lamp of my sister",
        "play the sound of silence",
        "if there is no motion in the hall turn off the light",
        "set a timer for ten minutes no wait make it twelve",
        "tell mum the soup is for me and dad",
        "play duran duran",
        "tell me if the lights are on",
        "if the lights are on turn them off",
        "tell everyone that dinner is ready, we're starting",
        "turn the heating off in the den and the lights too",
    ],
)
def test_what_was_not_mended_stays_as_it_is(said: str) -> None:
    assert mended(said) == said
