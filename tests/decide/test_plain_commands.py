"""Plain commands on things that are named exactly are carried out, whatever the things are doing."""

from __future__ import annotations

import pytest
from homes import NOON, home

from edge.compose import build_interpreter
from edge.interpreter import Interpreter
from edge.turn import DecisionKind, Knowledge, Request


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return build_interpreter()


@pytest.mark.parametrize("device", [None, "lounge_puck"])
@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("set the volume of the radio to 30 percent", "media_player.radio"),
        ("pause the radio", "media_player.radio"),
        ("mute the radio", "media_player.radio"),
        ("turn off the radio", "media_player.radio"),
        ("turn on the tv", "media_player.tv"),
        ("set the table lamp to 40 percent", "light.table"),
        ("set the radiator to 21 degrees", "climate.bedroom"),
        ("set the fan to 30 percent", "fan.bedroom"),
        ("close the blind", "cover.blind"),
        ("start rover", "vacuum.rover"),
        ("turn on the kettle", "switch.kettle"),
        ("set the humidifier to 45 percent", "humidifier.bedroom"),
    ],
)
def test_they_are_not_asked_about(interpreter: Interpreter, text: str, target: str, device: str | None) -> None:
    area = "lounge" if device else None
    turn = interpreter.interpret(Request("r", text, NOON, device=device, area=area), home(), Knowledge())
    assert (turn.decision.kind, turn.decision.entities) == (DecisionKind.ACT, (target,)), turn.decision.response
