from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge.cli import main
from edge.settings import Settings, load


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hearth.toml"
    path.write_text(
        '[broker]\nhost = "b"\nusername = "me"\npassword = "s3cret"\n'
        '[home.areas.den]\nname = "Den"\n[home.entities."light.desk"]\naliases = ["lamp"]\n'
    )
    return path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result


def test_settings_are_shown_with_their_origin_and_without_secrets(file: Path) -> None:
    output = run("-c", file, "--set", "hub.id=den", "config", "show").output
    assert "s3cret" not in output
    shown = {line.split("#")[0].strip(): line.partition("# ")[2] for line in output.splitlines()}
    assert shown['host = "b"'] == f"{file}:2"
    assert shown['id = "den"'] == "command line"
    assert shown["keepalive = 15"] == "default"


def test_what_is_shown_can_be_read_again(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.toml"
    again.write_text(run("-c", file, "config", "show").output)
    assert load(again).settings.home == load(file).settings.home


def test_only_what_was_changed(file: Path) -> None:
    changed = tomllib.loads(run("-c", file, "config", "show", "--changed").output)
    assert set(changed) == {"broker", "home"}
    assert set(changed["broker"]) == {"host", "username", "password"}


def test_settings_as_json(file: Path) -> None:
    shown = json.loads(run("-c", file, "config", "show", "--json").output)
    assert shown["broker"]["host"] == "b"
    assert shown["broker"]["password"] == "**********"


def test_the_schema_is_json_schema() -> None:
    schema = json.loads(run("config", "schema").output)
    assert set(schema["properties"]) == set(Settings.model_fields)
    assert schema["$schema"].startswith("https://json-schema.org/")
