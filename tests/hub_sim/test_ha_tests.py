from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge.home.model import Snapshot
from edge.turn import Frame, Hypothesis, Request
from hub_sim.__main__ import main
from hub_sim.ha_tests import Check, find_checks, make_reader, run_checks, slots_agree, summary
from hub_sim.loading import FileError

NEWER = """\
language: en
areas: [{name: Kitchen}]
entities: [{name: Overhead Light, domain: light}]
tests:
  - sentences: [turn on the overhead light, turn the overhead light on]
    slots: {name: Overhead Light}
    response: ok
  - sentences: [polish the overhead light]
    slots: {name: Overhead Light}
"""
OLDER = """\
language: en
tests:
  - sentences: [turn on the lights]
    intent: {name: HassTurnOn, context: {area: Den}, slots: {domain: light, area: Den}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "HassTurnOn").mkdir()
    (tmp_path / "HassTurnOn" / "name_only.yaml").write_text(NEWER)
    home = "areas: [{id: den, name: Den}]\nentities: [{id: light.a, name: A, area: den}]\n"
    (tmp_path / "_fixtures.yaml").write_text(home)
    (tmp_path / "light_HassTurnOn.yaml").write_text(OLDER)
    return tmp_path


def test_both_layouts_are_read(folder: Path) -> None:
    checks = list(find_checks(folder))
    assert [(check.intent, check.area) for check in checks] == [("HassTurnOn", None)] * 3 + [("HassTurnOn", "den")]


def test_right_and_wrong_readings_are_counted(folder: Path) -> None:
    figures = summary(run_checks(list(find_checks(folder)), make_reader("grammar")))
    assert (figures["sentences"], figures["passed"]) == (4, 3)
    assert [row["sentence"] for row in figures["failures"]] == ["polish the overhead light"]


@pytest.mark.parametrize(
    ("expected", "got", "agree"),
    [
        ({"name": "Lamp"}, {"name": "lamp"}, True),
        ({"brightness": 50}, {"brightness": "50"}, True),
        ({"name": "all", "area": "Den"}, {"area": "Den"}, True),
        ({"area": "Den"}, {"area": "Den", "domain": "light"}, True),
        ({"domain": "fan"}, {"domain": "light"}, False),
        ({"area": "Den"}, {"area": "Den", "floor": "Up"}, False),
        ({"area": "Den"}, {}, False),
        ({"name": ["Lamp", "Light"]}, {"name": "light"}, True),
    ],
)
def test_when_slots_agree(expected: dict[str, object], got: dict[str, object], agree: bool) -> None:
    assert slots_agree(expected, got) is agree


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is not a folder"):
        list(find_checks(tmp_path / "nowhere"))


def test_the_command(folder: Path) -> None:
    shown = CliRunner().invoke(main, ["ha-tests", str(folder), "--failures"])
    assert shown.exit_code == 0
    assert "3 of 4 passed (75.00 %)" in shown.output
    assert "polish the overhead light" in shown.output


def test_home_assistants_own_sentences(shared: Path) -> None:
    tests = shared / "data" / "ha_intents" / "tests"
    if not tests.is_dir():
        pytest.skip(f"{tests} is not here")
    figures = summary(run_checks(list(find_checks(tests)), make_reader("grammar")))
    assert figures["sentences"] == 1110
    assert figures["passed"] / figures["sentences"] >= 0.97


class Saying:
    """A reader that says what it is told to, by request."""

    def __init__(self, **said: Frame) -> None:
        self.said = {words.replace("_", " "): frame for words, frame in said.items()}

    def read(self, request: Request, snapshot: Snapshot) -> Sequence[Hypothesis]:  # noqa: ARG002 - the protocol has it
        frame = self.said.get(request.text)
        return [Hypothesis((frame,), 1.0, "grammar", request.text)] if frame else []


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        (Frame("HassTurnOff", {"name": "Lamp"}, delay=90.0), True),
        (Frame("HassTurnOff", {"name": "Lamp"}, delay=60.0), False),
        (Frame("HassTurnOff", {"name": "Lamp"}), False),
        (Frame("HassTurnOn", {"name": "Lamp"}, delay=90.0), False),
        (Frame("HassTurnOff", {"name": "Fan"}, delay=90.0), False),
    ],
)
def test_a_timer_that_carries_a_command_is_that_command_put_off_for_as_long(said: Frame, *, passes: bool) -> None:
    slots = {"minutes": 1, "seconds": 30, "conversation_command": "lamp off"}
    check = Check("f", "lamp off soon", "HassStartTimer", slots, Snapshot())
    reader = Saying(lamp_off=Frame("HassTurnOff", {"name": "Lamp"}), lamp_off_soon=said)
    assert [outcome.passed for outcome in run_checks([check], reader)] == [passes]
