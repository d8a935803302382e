"""HomeBench: its homes as ours, what plans are called there, and how answers are marked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edge.turn import (
    Clause,
    Decision,
    DecisionKind,
    Frame,
    Hypothesis,
    Knowledge,
    Plan,
    Problem,
    Question,
    Request,
    Turn,
)
from hub_sim.homebench import ERROR, answer, evaluate, kind_of
from hub_sim.homebench_homes import Home, home_of

ROW: dict[str, Any] = {
    "home_id": 7,
    "home_status": {
        "ding_room": {
            "room_name": "ding_room",
            "light": {"state": "off", "attributes": {"brightness": {"value": 40, "lowest": "0", "highest": "100"}}},
            "heating": {"state": "on", "attributes": {"temperature": {"value": 40, "lowest": 30, "highest": 100}}},
            "humidifier": {"state": "on", "attributes": {"intensity": {"value": 20, "lowest": 0, "highest": 100}}},
        },
        "VacuumRobot": {"state": "on", "attributes": {"battery": {"value": 5, "lowest": 0, "highest": 100}}},
    },
    "method": [
        {"room_name": "ding_room", "device_name": device, "operation": operation, "parameters": []}
        for device, operation in (
            ("light", "turn_on"), ("light", "set_brightness"), ("heating", "set_temperature"), ("humidifier", "set_intensity"),
        )
    ],
}  # fmt: skip


class Reads:
    """An interpreter that always comes to the same decision."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision

    def interpret(self, request: Request, _snapshot: object, _knowledge: Knowledge) -> Turn:
        return Turn(request, self.decision)


def heard(kind: DecisionKind, *clauses: Clause, question: str | None = None) -> Reads:
    plan = Plan(Hypothesis(tuple(clause.frame for clause in clauses), 1.0, "neural"), clauses)
    if question is not None:
        return Reads(Decision(kind, question=Question(question, plan)))
    return Reads(Decision(kind, plan=plan))


def about(intent: str, *targets: str, **slots: Any) -> Clause:
    return Clause(Frame(intent, slots), targets)


def answered(reader: Reads, home: Home) -> list[str]:
    made: Any = reader
    return answer(made, "x", home)


HOME = home_of(ROW)


def test_a_device_is_one_entity_and_one_for_each_foreign_attribute() -> None:
    entities = HOME.snapshot.entities
    assert set(entities) == {
        "light.ding_room_light",
        "climate.ding_room_heating",
        "humidifier.ding_room_humidifier",
        "number.ding_room_humidifier_intensity",
        "vacuum.VacuumRobot_VacuumRobot",
    }
    assert HOME.snapshot.areas["ding_room"].name == "Dining Room"
    assert entities["light.ding_room_light"].attributes["brightness"] == 102
    assert entities["climate.ding_room_heating"].attributes["min_temp"] == 0


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (about("HassLightSet", "light.ding_room_light", brightness=70), "ding_room.light.set_brightness(70)"),
        (about("HassTurnOn", "light.ding_room_light"), "ding_room.light.turn_on()"),
        (about("HassTurnOff", "light.ding_room_light"), ERROR),
        (about("HassClimateSetTemperature", "climate.ding_room_heating", temperature=17), "ding_room.heating.set_temperature(17)"),
        (about("HearthAdjust", "humidifier.ding_room_humidifier", attribute="intensity", direction="up", amount=34), "ding_room.humidifier.set_intensity(54)"),
        (about("HassVacuumReturnToBase", "vacuum.VacuumRobot_VacuumRobot"), "vacuum_robot.charge()"),
        (about("HassVacuumCleanArea", "vacuum.VacuumRobot_VacuumRobot", area="Dining Room"), "vacuum_robot.set_cleaning_area(Dining Room)"),
        (Clause(Frame("HassTurnOn"), problems=(Problem("no_entity", "a"), Problem("no_area", "b"))), ERROR),
    ],
    ids=str,
)  # fmt: skip
def test_a_plan_in_the_benchmarks_words(clause: Clause, expected: str) -> None:
    assert answered(heard(DecisionKind.ACT, clause), HOME) == [expected]


def test_only_what_is_carried_out_counts_as_done() -> None:
    clauses = (about("HassTurnOn", "light.ding_room_light"), Clause(Frame("HassTurnOn")))
    lit = "ding_room.light.turn_on()"
    assert answered(heard(DecisionKind.ASK, *clauses, question="confirm"), HOME) == [lit, ERROR]
    assert answered(heard(DecisionKind.ASK, *clauses, question="which"), HOME) == [lit, ERROR]
    assert answered(heard(DecisionKind.ASK, clauses[0], question="which"), HOME) == [ERROR]
    assert answered(heard(DecisionKind.ANSWER, *clauses), HOME) == [lit, ERROR]
    assert answered(Reads(Decision(DecisionKind.REFUSE)), HOME) == [ERROR]


def test_what_a_question_of_which_is_about_is_not_done() -> None:
    sure = about("HassTurnOn", "light.ding_room_light")
    plans = [
        Plan(Hypothesis((sure.frame, other.frame), 1.0, "neural"), (sure, other))
        for other in (
            about("HassClimateSetTemperature", "climate.ding_room_heating", temperature=17),
            about("HearthSetValue", "humidifier.ding_room_humidifier", attribute="intensity", value=50),
        )
    ]
    asked = Decision(DecisionKind.ASK, question=Question("which", plans[0], tuple(plans)))
    assert answered(Reads(asked), HOME) == ["ding_room.light.turn_on()", ERROR]


def test_another_setting_than_the_one_that_was_said_is_not_disputed(tmp_path: Path) -> None:
    (tmp_path / "home_status_method.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    made: Any = heard(DecisionKind.ACT, about("HassLightSet", "light.ding_room_light", brightness=70))
    for text, disputed in (
        ("set the brightness of the dining room light to 70", 1.0),
        ("set the brightness in the dining room to 70", 1.0),
        ("dining room light swing to 70", 0.0),
    ):
        row = {"id": "a", "input": text, "output": f"'''{ERROR}'''", "home_id": 7, "type": "unexist_attribute"}
        (tmp_path / "some.jsonl").write_text(json.dumps(row), encoding="utf-8")
        assert evaluate(made, tmp_path, ("some.jsonl",)).table()["disputed"] == disputed


@pytest.mark.parametrize(
    ("text", "expected", "wrong", "disputed"),
    [
        ("turn on the light in the dining room", "ding_room.light.turn_on()", 0.0, 0.0),
        ("turn on the light in the dining room", ERROR, 1.0, 1.0),
        ("turn on the lamp in the dining room", ERROR, 1.0, 0.0),
        ("turn on the light in the dining room", "ding_room.light.turn_off()", 1.0, 0.0),
    ],
)
def test_marking(tmp_path: Path, text: str, expected: str, wrong: float, disputed: float) -> None:
    (tmp_path / "home_status_method.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    row = {"id": "a", "input": text, "output": f"'''{expected},'''", "home_id": 7, "type": "normal"}
    (tmp_path / "some.jsonl").write_text(json.dumps(row), encoding="utf-8")
    reader: Any = heard(DecisionKind.ACT, about("HassTurnOn", "light.ding_room_light"))
    table = evaluate(reader, tmp_path, ("some.jsonl",)).table()
    assert (table["n"], table["acted_wrong"], table["disputed"]) == (1, wrong, disputed)
    assert table["undisputed"] == 1 - wrong


@pytest.mark.parametrize(
    ("written", "expected", "kind"),
    [
        ("normal", ["a.b.c()"], "valid_single"),
        ("unexist_device", [ERROR], "invalid_single"),
        ("multi2_normal", ["a.b.c()", "a.b.d()"], "valid_multi"),
        ("multi2_mix", ["a.b.c()", ERROR], "mixed_multi"),
        ("unexist_device,unexist_device", [ERROR, ERROR], "invalid_multi"),
    ],
)
def test_kinds_of_instruction(written: str, expected: list[str], kind: str) -> None:
    assert kind_of(written, expected) == kind
