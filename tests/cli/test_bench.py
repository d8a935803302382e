from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge.cli import bench, main
from edge.cli.exits import Exit
from hub_sim.bench.figures import Figure

FIGURES = [Figure("resident", 120.0, "MB", 150), Figure("ready", 3.0, "s", 2.0, note="cold"), Figure("p50", 1.0, "ms")]


def test_interpretation_alone_is_measured_in_this_process(tmp_path: Path) -> None:
    output = tmp_path / "figures.json"
    arguments = ["bench", "--inprocess", "--entities", "24", "--requests", "10", "--json", str(output)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == Exit.OK, result.output
    told = json.loads(output.read_text())
    assert [figure["name"] for figure in told["figures"]] == ["interpret p50", "interpret p95", "interpret p99"]
    assert all(figure["value"] > 0 for figure in told["figures"])
    assert told["versions"]["hearth"]


def test_a_budget_that_is_not_kept_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "_measured", lambda *_, **__: FIGURES)
    assert CliRunner().invoke(main, ["bench"]).exit_code == Exit.OK
    assert CliRunner().invoke(main, ["bench", "--check"]).exit_code == Exit.FAILED
    monkeypatch.setattr(bench, "_measured", lambda *_, **__: FIGURES[:1])
    assert CliRunner().invoke(main, ["bench", "--check"]).exit_code == Exit.OK


def test_figures_for_programs_on_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "_measured", lambda *_, **__: FIGURES)
    told = json.loads(CliRunner().invoke(main, ["bench", "--json", "-"]).stdout)
    assert [figure["kept"] for figure in told["figures"]] == [True, False, True]


def test_figures_for_people_stand_beside_their_budgets() -> None:
    first, second, third = bench.table(FIGURES).splitlines()
    assert first.split() == ["resident", "120.00", "MB", "≤", "150", "ok"]
    assert second.split() == ["ready", "3.00", "s", "≤", "2", "OVER", "cold"]
    assert third.split() == ["p50", "1.00", "ms"]
