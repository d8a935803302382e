"""The runner against the real hub in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub_sim.case_files import read_cases
from hub_sim.inprocess import InProcess, found, place_of
from hub_sim.loading import SimError
from hub_sim.runner import Result, run_cases
from hub_sim.vias import make_via

HOME = """\
areas: [{id: den, name: Den}, {id: hall, name: Hall}]
devices: [{id: puck, name: Puck, area: den}]
entities:
  - {id: light.den_lamp, name: Den Lamp, area: den, state: "off", attributes: {supported_color_modes: [brightness]}}
  - {id: light.hall, name: Hall Light, area: hall, state: "off"}
  - {id: lock.front, name: Front Door, area: hall, state: locked}
  - {id: media_player.puck, name: Player, area: den, device: puck, state: idle}
"""


def results(tmp_path: Path, tests: str) -> list[Result]:
    (tmp_path / "_fixtures.yaml").write_text(HOME)
    file = tmp_path / "tests.yaml"
    file.write_text(f"tests:\n{tests}")
    return run_cases(read_cases(file), InProcess())


def faults(outcomes: list[Result]) -> list[tuple[str, ...]]:
    return [outcome.verdict.wrong for outcome in outcomes if not outcome.passed]


def test_the_hearing_device_says_where_here_is(tmp_path: Path) -> None:
    text = "  - {sentences: [turn on the light], context_device: puck, expect_changes: {light.den_lamp: {state: on}}}\n"
    assert faults(results(tmp_path, text)) == []


def test_every_sentence_begins_afresh(tmp_path: Path) -> None:
    said = "turn on the hall light"
    text = f"  - {{sentences: [{said}, {said}], expect_changes: {{light.hall: {{state: on}}}}}}\n"
    assert faults(results(tmp_path, text)) == []


def test_access_is_confirmed_by_the_runner(tmp_path: Path) -> None:
    text = "  - {sentences: [unlock the front door], expect_changes: {lock.front: {state: unlocked}}}\n"
    (result,) = results(tmp_path, text)
    assert result.passed
    assert len(result.interpret_ms) == 2


def test_setup_is_there_before_the_sentence(tmp_path: Path) -> None:
    text = (
        "  - sentences: [turn off the den lamp]\n"
        '    setup: {light.den_lamp: {state: "on", attributes: {brightness: 9}}}\n'
        '    expect_changes: {light.den_lamp: {state: "off"}}\n'
    )
    assert faults(results(tmp_path, text)) == []


def test_time_passes_in_a_conversation(tmp_path: Path) -> None:
    text = """\
  - turns:
      - {say: turn on the hall light in 2 minutes, expect: {decision: act}, expect_changes: {}}
      - {wait: "00:01:50"}
      - {say: is the hall light on, expect_response: ["no", "off"]}
      - {restart: true}
      - {wait: "00:00:15"}
      - {say: is the hall light on, expect_response: ["yes", "on"]}
"""
    assert faults(results(tmp_path, text)) == []


def test_a_case_that_must_fail_does(tmp_path: Path) -> None:
    text = '  - {sentences: ["turn on the hall light"], expect_changes: {light.den_lamp: {state: "on"}}}\n'
    (result,) = results(tmp_path, text)
    assert not result.passed
    assert result.stray == ("light.hall",)


def test_history_is_lived_through_and_leaves_the_home_as_it_was(tmp_path: Path) -> None:
    text = """\
  - sentences: [is the hall light on]
    history:
      - {at: "07:00", days: 3, entity: light.hall, state: "on"}
      - {at: "08:00", days: 2, say: turn on the den lamp, device: puck}
    expect_changes: {}
    expect_response: ["no", "off"]
"""
    assert faults(results(tmp_path, text)) == []


def test_what_happened_at_one_moment_is_a_change_from_how_it_was_left(tmp_path: Path) -> None:
    text = """\
  - sentences: [turn it back on]
    context_device: puck
    history:
      - {ago: "00:30:00", entity: light.den_lamp, state: "on"}
      - {ago: "00:00:30", entity: light.den_lamp, state: "off"}
    expect_changes: {light.den_lamp: {state: "on"}}
"""
    assert faults(results(tmp_path, text)) == []


def test_an_entity_stands_for_its_device(tmp_path: Path) -> None:
    (tmp_path / "_fixtures.yaml").write_text(HOME)
    (tmp_path / "tests.yaml").write_text("tests: [{sentences: [hello]}]")
    session = InProcess().begin(read_cases(tmp_path / "tests.yaml")[0])
    assert place_of(session.home, "puck") == ("puck", "den")
    assert place_of(session.home, "media_player.puck") == ("puck", "den")
    assert place_of(session.home, "elsewhere") == ("elsewhere", None)
    assert len(found(session.home)) == 2 + 1 + 2 * 4


def test_a_setup_of_an_unknown_entity_is_an_error_of_the_files(tmp_path: Path) -> None:
    with pytest.raises(SimError, match=r"light\.nowhere"):
        results(tmp_path, "  - {sentences: [hello], setup: {light.nowhere: {state: on}}}\n")


def test_ways_have_names() -> None:
    assert make_via("inprocess").name == "inprocess"
    with pytest.raises(ValueError, match="neither"):
        make_via("pigeon")
