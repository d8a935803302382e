"""The whole road: the same cases through a broker and the daemon have the same verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from edge.cli.eval import command
from hub_sim.broker import mosquitto_path
from hub_sim.case_files import read_cases
from hub_sim.inprocess import InProcess
from hub_sim.overmqtt import OverMqtt
from hub_sim.runner import run_cases

pytestmark = pytest.mark.skipif(mosquitto_path() is None, reason="mosquitto is not installed")

HOME = """\
floors: [{id: g, name: Ground floor, aliases: [downstairs]}]
areas: [{id: den, name: Den, floor: g}, {id: hall, name: Hall, floor: g}]
devices: [{id: puck, name: Puck, area: den}]
entities:
  - {id: light.den_lamp, name: Den Lamp, area: den, state: "off", attributes: {supported_color_modes: [brightness]}}
  - {id: light.hall, name: Hall Light, area: hall, state: "off"}
  - {id: lock.front, name: Front Door, area: hall, state: locked}
  - {id: media_player.box, name: Music Box, area: den, state: playing, attributes: {volume_level: 0.9}}
  - {id: todo.chores, name: Chores}
  - id: sensor.den
    name: Den Temperature
    area: den
    state: "21"
    attributes: {device_class: temperature, native_unit_of_measurement: °C}
"""
TESTS = """\
tests:
  - {sentences: [turn on the light], context_device: puck, expect_changes: {light.den_lamp: {state: on}}}
  - {sentences: [unlock the front door], expect_changes: {lock.front: {state: unlocked}}}
  - {sentences: [unlock the front door], expect: {decision: ask}, expect_changes: {}}
  - sentences: [turn off all the lights downstairs, switch off all the lights downstairs]
    setup: {light.den_lamp: {state: on}, light.hall: {state: on}}
    expect_changes: {light.den_lamp: {state: off}, light.hall: {state: off}}
  - {sentences: [set music box volume to 40%], expect_changes: {media_player.box: {attributes: {volume_level: 0.4}}}}
  - {sentences: [add ironing to chores], expect_changes: {todo.chores: {state: 1}}}
  - {sentences: [what is the temperature in the den], expect_response: ["21"], expect_changes: {}}
  - {sentences: [turn on the hall light], expect_changes: {light.den_lamp: {state: on}}}
  - sentences: [turn on the hall light]
    context_now: 2026-01-14 18:30+05:30
    expect_changes: {light.hall: {state: on}}
  - turns:
      - {say: turn on the hall light in 2 minutes, expect: {decision: act}, expect_changes: {}}
      - {restart: true}
      - {wait: "00:02:03"}
      - {say: is the hall light on, expect_response: [yes, on]}
      - {event: {entity: light.hall, state: off}}
      - {say: is the hall light on, expect_response: [no, off]}
  - sentences: [is the hall light on]
    history:
      - {at: "07:00", days: 2, entity: light.hall, state: on}
      - {ago: "01:00:00", say: turn on the den lamp, device: puck}
    expect_changes: {}
    expect_response: [no, off]
"""


@pytest.fixture
def tests_file(tmp_path: Path) -> Path:
    (tmp_path / "_fixtures.yaml").write_text(HOME)
    (tmp_path / "tests.yaml").write_text(TESTS)
    return tmp_path / "tests.yaml"


@pytest.mark.parametrize("dialect", ["discovery", "statestream"])
def test_every_verdict_is_the_same(tests_file: Path, dialect: str) -> None:
    cases = read_cases(tests_file)
    via = OverMqtt(dialect)
    try:
        there = run_cases(cases, via)
    finally:
        via.close()
    here = run_cases(cases, InProcess())
    assert [(r.name, r.verdict.wrong) for r in there] == [(r.name, r.verdict.wrong) for r in here]
    assert [r.passed for r in here].count(False) == 1
    assert all(ms > 0 for result in there for ms in result.interpret_ms)


def test_the_command_compares_both_ways(tests_file: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    shown = CliRunner().invoke(command, [str(tests_file), "--via", "both", "--match", "den", "--json", str(figures)])
    assert shown.exit_code == 0, shown.output
    assert "0 of" in shown.output
    assert "verdicts differ" in shown.output
    assert figures.exists()


def test_the_command_names_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "_fixtures.yaml").write_text(HOME)
    (tmp_path / "tests.yaml").write_text("tests: [{sentence: a}]")
    shown = CliRunner().invoke(command, [str(tmp_path)])
    assert shown.exit_code == 66
    assert "sentence: is unknown" in shown.output


def test_the_command_shows_failures_and_json(tests_file: Path) -> None:
    shown = CliRunner().invoke(command, [str(tests_file), "--match", "turn on the hall light", "--failures"])
    assert "✗" in shown.output
    assert "light.den_lamp is off, not on" in shown.output
    as_json = CliRunner().invoke(command, [str(tests_file), "--match", "volume", "--json", "-"])
    assert '"cases": 1' in as_json.output
