from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub_sim.case_files import find_cases, read_cases
from hub_sim.cases import Case, Expect, Happening, Restart, Say, Wait, Wanted
from hub_sim.fixtures import load_home
from hub_sim.loading import FileError

FULL = """\
category: [light, context]
tests:
  - sentences: [one, two]
    setup: {light.a: {state: "on", attributes: {brightness: 3}}}
    context_device: puck
    context_now: 2026-01-14 18:30+01:00
    speaker: ana
    asr: {confidence: 0.61, nbest: [[won, 0.3], {text: wan, confidence: 0.1}, juan]}
    history:
      - {ago: "00:04:00", entity: light.a, state: "on"}
      - {at: "07:05", days: 14, entity: light.a, state: off}
      - {at: 18:05, say: play jazz, speaker: ana, device: puck}
    expect_changes: {light.a: {state: "off"}}
    ignore_changes: {light.a: [color_mode], light.b: {state: null, brightness: null}, light.c: {attributes: [xy_color]}}
    expect_response: ["180"]
    expect: {decision: act, intent: HassTurnOff, entities: [light.a], slots: {name: A}}
"""
TURNS = """\
tests:
  - context_device: puck
    turns:
      - {say: turn on the lamp, setup: {light.a: {state: "off"}}, expect_changes: {}}
      - wait: "00:00:04"
      - event: {entity: light.a, state: "off", by: hand}
      - restart: true
      - {say: no, speaker: ana, expect: {decision: learn}}
"""


def write(tmp_path: Path, text: str) -> Path:
    (tmp_path / "_fixtures.yaml").write_text("areas: []\n")
    file = tmp_path / "tests.yaml"
    file.write_text(text)
    return file


def say_of(case: Case) -> Say:
    (step,) = case.steps
    assert isinstance(step, Say)
    return step


def test_every_key_of_a_test(tmp_path: Path) -> None:
    first, second = read_cases(write(tmp_path, FULL))
    say = say_of(first)
    assert (first.category, first.sentence, second.sentence) == ("light, context", "one", "two")
    assert first.fixtures == tmp_path / "_fixtures.yaml"
    assert (say.moment.device, say.moment.speaker, say.moment.tz_offset) == ("puck", "ana", 3600)
    assert say.moment.now == datetime(2026, 1, 14, 17, 30, tzinfo=UTC).timestamp()
    assert say.moment.setup == {"light.a": Wanted("on", {"brightness": 3})}
    assert (say.moment.heard.confidence, say.moment.heard.nbest) == (0.61, (("won", 0.3), ("wan", 0.1), ("juan", 0.0)))
    assert say.expectation.changes == {"light.a": Wanted("off")}
    assert say.expectation.response == ("180",)
    assert say.expectation.expect == Expect("act", "HassTurnOff", ("light.a",), {"name": "A"})


def test_history_in_both_ways(tmp_path: Path) -> None:
    ago, daily, said = say_of(read_cases(write(tmp_path, FULL))[0]).moment.history
    assert (ago.ago, ago.at, ago.entity, ago.state) == (240.0, None, "light.a", "on")
    assert (daily.at, daily.days, daily.state) == (7 * 3600 + 300, 14, "off")
    assert (said.at, said.say, said.speaker, said.device) == (18 * 3600 + 300, "play jazz", "ana", "puck")


def test_ignore_changes_in_every_shape(tmp_path: Path) -> None:
    ignore = say_of(read_cases(write(tmp_path, FULL))[0]).expectation.ignore
    assert ignore == {
        "light.a": frozenset({"color_mode"}),
        "light.b": frozenset({"state", "brightness"}),
        "light.c": frozenset({"xy_color"}),
    }


def test_a_conversation_is_one_case(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, TURNS))
    first, wait, event, restart, last = case.steps
    assert case.conversation
    assert case.category == "tests"
    assert case.sentence == "turn on the lamp / no"
    assert isinstance(first, Say)
    assert first.moment.device == "puck"
    assert first.expectation.changes == {}
    assert wait == Wait(4.0)
    assert event == Happening("light.a", Wanted("off", {}), "hand")
    assert restart == Restart()
    assert isinstance(last, Say)
    assert (last.moment.device, last.moment.speaker) == (None, "ana")


def test_no_expect_changes_differs_from_none_expected(tmp_path: Path) -> None:
    silent, empty = read_cases(write(tmp_path, "tests: [{sentences: a}, {sentences: [b], expect_changes: }]"))
    assert say_of(silent).expectation.changes is None
    assert say_of(empty).expectation.changes == {}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("test: []\ntests: []", "test: is unknown"),
        ("tests: {}", "tests: must be a list"),
        ("tests: [{sentence: a}]", r"tests\[0\] sentence: is unknown"),
        ("tests: [{setup: {}}]", r"tests\[0\]: needs either sentences or turns"),
        ("tests: [{sentences: [a], turns: []}]", "needs either"),
        ("tests: [{turns: []}]", "must be a list of steps"),
        ("tests: [{turns: [{wait: soon}]}]", r"turns\[0\].wait: 'soon' is not hh:mm:ss"),
        ("tests: [{turns: [{wait: '00:00:01', say: a}]}]", "say: is unknown"),
        ("tests: [{turns: [{event: {state: a}}]}]", "needs entity"),
        ("tests: [{turns: [{}]}]", "needs one of say"),
        ("tests: [{sentences: [a], context_now: tomorrow}]", "context_now: 'tomorrow'"),
        ("tests: [{sentences: [a], expect: {decision: obey}}]", "'obey' is none of"),
        ("tests: [{sentences: [a], expect: {intents: b}}]", "expect intents: is unknown"),
        ("tests: [{sentences: [a], expect_changes: {light.a: {brightness: 3}}}]", "light.a brightness: is unknown"),
        ("tests: [{sentences: [a], history: [{entity: light.a}]}]", "needs ago or at"),
        ("tests: [{sentences: [a], asr: {score: 1}}]", "asr score: is unknown"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(FileError, match=where):
        read_cases(write(tmp_path, text))


def test_what_holds_no_tests_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "tests: [{sentences: [a]}]")
    (tmp_path / "dataset_card.yaml").write_text("name: x\nversion: v1\n")
    assert [case.sentence for case in find_cases([tmp_path])] == ["a"]


def test_a_home_further_up_is_found(tmp_path: Path) -> None:
    write(tmp_path, "tests: []")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.yaml").write_text("tests: [{sentences: [a]}]")
    (case,) = find_cases([tmp_path])
    assert case.fixtures == tmp_path / "_fixtures.yaml"


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is not there"):
        find_cases([tmp_path / "nowhere"])


def test_actions_are_found_beside(tmp_path: Path) -> None:
    home, sibling = tmp_path / "set-fixtures" / "h", tmp_path / "set" / "h"
    home.mkdir(parents=True)
    sibling.mkdir(parents=True)
    (home / "_fixtures.yaml").write_text("areas: []\n")
    (home / "light.yaml").write_text(
        "tests:\n  - {device: Lamp, area: Den, entity_id: light.lamp, sentences: [lamp on]}\n"
        "  - {device: Lamp, area: Den, entity_id: light.lamp, sentences: [lamp blue]}\n"
    )
    (sibling / "den_lamp.yaml").write_text(
        "device: {name: Lamp, area: Den}\nactions:\n  actions:\n  - {action: Turn on, sentences: [lamp on]}\n"
    )
    expectations = [say_of(case).expectation for case in find_cases([home])]
    assert [(e.entity_id, e.action) for e in expectations] == [("light.lamp", "Turn on"), ("light.lamp", None)]


@pytest.mark.parametrize(
    ("folder", "count"),
    [("intents", 165), ("assist-mini", 50), ("device-actions-v2-fixtures", 3218)],
)
def test_the_public_sets_load(shared: Path, folder: str, count: int) -> None:
    path = shared / "data" / "home_assistant_datasets" / folder
    if not path.is_dir():
        pytest.skip(f"{path} is not here")
    assert len(find_cases([path])) == count


def test_an_id_that_fixtures_give_twice_is_told_by_its_area(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: light.lamp, name: Lamp, area: {area}}}\n" for area in ("den", "attic_room"))
    (tmp_path / "_fixtures.yaml").write_text(
        f"areas: [{{id: den, name: Den}}, {{id: attic_room, name: Attic Room}}]\nentities:\n{rows}"
    )
    file = tmp_path / "tests.yaml"
    tests = [f"  - {{sentences: [x], entity_id: light.lamp, area: {area}}}" for area in ("Den", "Attic Room", "Moon")]
    file.write_text("tests:\n" + "\n".join(tests))
    assert [say_of(case).expectation.entity_id for case in read_cases(file)] == [
        "light.lamp",
        "light.lamp_2",
        "light.lamp",
    ]
    home = load_home(tmp_path).snapshot
    assert {id_: entity.area for id_, entity in home.entities.items()} == {
        "light.lamp": "den",
        "light.lamp_2": "attic_room",
    }
