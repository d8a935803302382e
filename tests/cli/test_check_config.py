from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge.cli import main
from edge.cli.exits import Exit


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check-config", *map(str, arguments)])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "hearth.toml"
    file.write_text('[broker]\nport = 0\n[hub]\nid = "A"\n')
    return file


def test_a_good_file_is_ok(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text('[broker]\nhost = "10.0.0.2"\n')
    result = check(file)
    assert result.exit_code == Exit.OK
    assert result.output == f"{file}: ok (broker: 10.0.0.2:1883)\n"


def test_every_mistake_is_on_stderr_and_the_exit_code_is_78(wrong: Path) -> None:
    result = check(wrong)
    assert result.exit_code == Exit.CONFIG == 78
    assert f"{wrong}:2: broker.port = 0\n" in result.stderr
    assert f'{wrong}:4: hub.id = "A"\n' in result.stderr
    assert result.stdout == ""


def test_mistakes_as_json(wrong: Path) -> None:
    result = check(wrong, "--json")
    assert result.exit_code == Exit.CONFIG
    told = json.loads(result.stdout)
    assert [(problem["line"], problem["key"]) for problem in told["problems"]] == [(2, "broker.port"), (4, "hub.id")]
    assert not told["ok"]


def test_a_good_file_as_json(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text("")
    assert json.loads(check(file, "--json").stdout) == {"file": str(file), "ok": True, "problems": []}


@pytest.mark.parametrize("as_json", [False, True])
def test_a_missing_file(tmp_path: Path, *, as_json: bool) -> None:
    result = check(tmp_path / "none.toml", *(["--json"] if as_json else []))
    assert result.exit_code == Exit.NO_INPUT
    assert "No such file" in result.stderr


def test_without_any_file_it_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("HEARTH_CONFIG", raising=False)
    result = check()
    assert result.exit_code == Exit.NO_INPUT
    assert "hearth init" in result.stderr


def test_the_file_here_is_found(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wrong.parent)
    monkeypatch.delenv("HEARTH_CONFIG", raising=False)
    assert "hearth.toml:2: broker.port" in check().stderr


def test_what_stands_above_the_file_counts(tmp_path: Path) -> None:
    file = tmp_path / "hearth.toml"
    file.write_text("")
    result = CliRunner().invoke(main, ["--set", "broker.port=0", "check-config", str(file)])
    assert result.exit_code == Exit.CONFIG
    assert result.stderr.startswith("command line: broker.port = 0")
