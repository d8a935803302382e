from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hub_sim.__main__ import main
from hub_sim.learn import POLICIES, runner
from hub_sim.learn.pairs import Pair, Task, learner_of, live
from hub_sim.residents.people import Options

SMALL = Options(wer=0.1, days=2)


@pytest.fixture(scope="module")
def lived() -> Pair:
    return live(Task("a-0", SMALL))


def test_both_lives_begin_alike(lived: Pair) -> None:
    firsts = [[(t.episode, t.heard, t.at) for t in life if t.number == 0] for life in (lived.without, lived.learning)]
    assert firsts[0] == firsts[1]
    assert firsts[0]


def test_until_something_is_rewritten_both_lives_are_the_same(lived: Pair) -> None:
    for one, other in zip(lived.without, lived.learning, strict=False):
        if other.rewritten:
            break
        assert (one.heard, one.decision, one.result) == (other.heard, other.decision, other.result)


def test_a_learner_that_serves_nothing_changes_nothing() -> None:
    pair = live(Task("a-1", SMALL, "shadow"))
    assert [(t.heard, t.result) for t in pair.without] == [(t.heard, t.result) for t in pair.learning]
    assert not any(turn.rewritten for turn in pair.learning)


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_has_a_learner(policy: str) -> None:
    assert learner_of(policy).options.serve is (policy != "shadow")


def test_an_unknown_policy_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="default, quick, shadow, whole"):
        learner_of("none")


def test_homes_that_are_kept_are_not_lived_again(tmp_path: Path, lived: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task("a-0", SMALL)
    monkeypatch.setattr(runner, "live", lambda _: lived)
    assert list(runner.run([task], 1, tmp_path)) == [lived]
    monkeypatch.setattr(runner, "live", lambda task: pytest.fail(f"{task} was lived again"))
    assert list(runner.run([task], 1, tmp_path)) == [lived]


def test_another_noise_is_another_task(tmp_path: Path, lived: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Task] = []
    monkeypatch.setattr(runner, "live", lambda task: (asked.append(task), lived)[1])
    for wer in (0.1, 0.2):
        list(runner.run([Task("a-0", Options(wer=wer, days=2))], 1, tmp_path))
    assert len(asked) == 2


def test_the_command_writes_its_figures(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.json" for name in ("json", "details")}
    options = [f"--{name}={file}" for name, file in files.items()]
    ran = CliRunner().invoke(main, ["learn", "--homes=1", "--days=2", "--jobs=1", "--seed=t", "--losses", *options])
    assert ran.exit_code == 0, ran.output
    assert "simulated" in ran.output
    figures = json.loads(files["json"].read_text())
    assert (figures["homes"], figures["days"], figures["seed"]) == (1, 2, "t")
    more = json.loads(files["details"].read_text())
    assert more["simulated"] is True
    assert len(more["days"]) == 2


def test_the_command_writes_dialogues(tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    ran = CliRunner().invoke(main, ["dialogues", "--homes=1", "--days=2", "--seed=3", f"--out={file}"])
    assert ran.exit_code == 0, ran.output
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert rows
    assert {"text", "gap", "response", "barge_in", "put_back", "device", "speaker", "goal", "defect"} <= set(
        rows[0]["turns"][0]
    )
