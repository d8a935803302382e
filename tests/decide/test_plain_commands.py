"""Plain commands on things that are named exactly are carried out, whatever the things are doing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from homes import NOON, home

from edge.compose import build_interpreter
from edge.decide.breadth import is_beside
from edge.home.model import Entity
from edge.interpreter import Interpreter
from edge.turn import Clause, DecisionKind, Frame, Hypothesis, Knowledge, Plan, Request


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


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        ("turn on the lounge light", {"light.lounge"}),
        ("turn on the lounge lights", {"light.lounge", "light.table", "light.strip"}),
    ],
)
def test_a_thing_that_bears_the_very_name_is_meant_and_not_its_room(
    interpreter: Interpreter, text: str, lit: set[str]
) -> None:
    rooms = home()
    lamp = Entity("light.lounge", "Lounge Light", "lounge", state="off")
    rooms = replace(rooms, entities={**rooms.entities, lamp.id: lamp}, generation=0)
    turn = interpreter.interpret(Request("r", text, NOON, area="lounge"), rooms, Knowledge())
    assert turn.decision.kind is DecisionKind.ACT
    assert set(turn.decision.entities) == lit


@pytest.mark.parametrize(("heard", "lit"), [("lounge", {"light.table", "light.strip"}), ("hall", {"light.plain"})])
def test_a_thing_that_bears_the_name_of_a_kind_is_meant_before_what_another_room_has(
    interpreter: Interpreter, heard: str, lit: set[str]
) -> None:
    rooms = home(light_bed={"changed": NOON - 5})
    lamp = Entity("light.plain", "Light", "kitchen", state="off")
    rooms = replace(rooms, entities={**rooms.entities, lamp.id: lamp}, generation=0)
    turn = interpreter.interpret(Request("r", "turn on the light", NOON, area=heard), rooms, Knowledge())
    assert set(turn.decision.entities) == lit


def test_what_bears_the_name_of_a_kind_is_off_already_and_no_other_is_switched_for_it(interpreter: Interpreter) -> None:
    rooms = home(light_bed={"state": "on"})
    lamp = Entity("light.plain", "Light", "kitchen", state="off")
    rooms = replace(rooms, entities={**rooms.entities, lamp.id: lamp}, generation=0)
    turn = interpreter.interpret(Request("r", "light off please", NOON, area="hall"), rooms, Knowledge())
    assert (turn.decision.kind, turn.decision.entities) == (DecisionKind.ANSWER, ("light.plain",))


def test_mine_is_mine_also_where_something_bears_the_bare_name(interpreter: Interpreter) -> None:
    rooms = home()
    lamps = [Entity("light.plain", "Lamp", "kitchen", state="off"), Entity("light.a", "Anna's Lamp", "bedroom")]
    rooms = replace(rooms, entities={**rooms.entities, **{lamp.id: lamp for lamp in lamps}}, generation=0)
    asked = Request("r", "turn on my lamp", NOON, area="hall", speaker="anna")
    assert interpreter.interpret(asked, rooms, Knowledge()).decision.entities == ("light.a",)


def test_one_name_is_not_taken_apart() -> None:
    whole = Plan(
        Hypothesis((Frame("HassTurnOn", {"name": "Den Curtains"}),), 1.0, "grammar"),
        (Clause(Frame("HassTurnOn", {"name": "Den Curtains"}), ("cover.den",)),),
    )
    frames = tuple(Frame("HassTurnOn", {"name": name}) for name in ("den", "curtains"))
    parts = Plan(Hypothesis(frames, 0.7, "neural"), tuple(Clause(frame, ("cover.hall",)) for frame in frames))
    assert is_beside(parts, {"here": 1.0}, whole)
    others = tuple(Frame("HassTurnOn", {"name": name}) for name in ("den curtains", "lamp"))
    both = Plan(Hypothesis(others, 0.7, "neural"), tuple(Clause(frame, ("cover.hall",)) for frame in others))
    assert not is_beside(both, {"here": 1.0}, whole)


@pytest.mark.parametrize(("name", "area", "beside"), [("sweeper", "den", True), ("sweeper", "hall", False)])
def test_nothing_else_is_offered_for_part_of_a_name(name: str, area: str, beside: bool) -> None:
    whole = Frame("HassVacuumStart", {"name": "Den Sweeper"})
    start = Plan(Hypothesis((whole,), 0.8, "neural"), (Clause(whole, ("vacuum.den_sweeper",)),))
    loose = Frame("HassTurnOn", {"name": name, "area": area})
    other = Clause(loose, ("vacuum.other",), inferred=True)
    assert is_beside(Plan(Hypothesis((loose,), 0.6, "grammar"), (other,)), {"here": 1.0}, start) is beside
    assert not is_beside(Plan(Hypothesis((loose,), 0.6, "grammar"), (other,)), {"here": 1.0, "mine": 1.0}, start)
    same = Clause(loose, ("vacuum.den_sweeper",), inferred=True)
    assert not is_beside(Plan(Hypothesis((loose,), 0.6, "grammar"), (same,)), {"here": 1.0}, start)
    assert not is_beside(Plan(Hypothesis((loose,), 0.9, "grammar"), (other,)), {"here": 1.0}, start)
