from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from edge.settings import Loaded, Problem, SettingsError, load


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in os.environ:
        if name.startswith("HEARTH_") and "__" in name:
            monkeypatch.delenv(name)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hearth.toml"


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def problems(path: Path | None, *overrides: str) -> tuple[Problem, ...]:
    with pytest.raises(SettingsError) as caught:
        load(path, overrides)
    return caught.value.problems


def test_without_any_source_the_home_is_simulated() -> None:
    settings = load(None).settings
    assert settings.broker.host is None
    assert settings.client_id == "hearth-home"
    assert settings.safety.quiet_from == time(22)


def test_environment_stands_above_the_file_and_the_command_line_above_both(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(file, '[broker]\nhost = "file"\nport = 1\nusername = "file"')
    monkeypatch.setenv("HEARTH_BROKER__HOST", "environment")
    monkeypatch.setenv("HEARTH_BROKER__PORT", "2")
    loaded = load(file, ["broker.host=argument"])
    broker = loaded.settings.broker
    assert (broker.host, broker.port, broker.username) == ("argument", 2, "file")
    assert loaded.origin(("broker", "host")) == "command line"
    assert loaded.origin(("broker", "port")) == "environment: HEARTH_BROKER__PORT"
    assert loaded.origin(("broker", "username")) == f"{file}:4"
    assert loaded.origin(("broker", "keepalive")) == "default"


@pytest.mark.parametrize(
    ("override", "value"),
    [
        ("hub.name=Den Hub", "Den Hub"),
        ('hub.name="3"', "3"),
        ("hub.name=3", "3"),
        ("hub.name=a=b", "a=b"),
    ],
)
def test_a_value_on_the_command_line_needs_no_quotes(override: str, value: str) -> None:
    assert load(None, [override]).settings.hub.name == value


def test_command_line_reaches_tables_with_quoted_keys() -> None:
    home = load(None, ['home.entities."light.desk".aliases=["lamp"]', "doors.hermes.enabled=true"]).settings
    assert home.home.entities["light.desk"].aliases == ("lamp",)
    assert home.doors.hermes.enabled


@pytest.mark.parametrize("override", ["broker.host", "=x", "", "a b=c"])
def test_a_malformed_override_is_told(override: str) -> None:
    assert [problem.message for problem in problems(None, override)] == ["is not KEY=VALUE"]


def test_lists_and_tables_in_the_environment_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_HUB__LANGUAGES", '["de", "fr"]')
    monkeypatch.setenv("HEARTH_HOME__AREAS__DEN__NAME", "Den")
    settings = load(None).settings
    assert settings.hub.languages == ("de", "fr")
    assert settings.home.areas["den"].name == "Den"


def test_a_list_in_the_environment_that_is_not_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_HUB__LANGUAGES", "de,fr")
    (problem,) = problems(None)
    assert problem.place.startswith("environment")
    assert "JSON" in problem.remedy


def test_a_variable_of_an_unknown_section_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_BORKER__HOST", "x")
    (problem,) = problems(None)
    assert problem.place == "environment: HEARTH_BORKER__HOST"


def test_other_variables_of_ours_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_SHARED", "/somewhere")
    assert isinstance(load(None), Loaded)


def test_secrets_come_from_files(file: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\nsecond line\n")
    (tmp_path / "pin").write_text(" 0042 \n")
    written(
        file,
        f'[broker]\nusername = "me"\npassword_file = "{tmp_path}/password"\n[safety]\npin_file = "{tmp_path}/pin"\n',
    )
    settings = load(file).settings
    assert settings.broker.password is not None
    assert settings.broker.password.get_secret_value() == "s3cret"
    assert settings.safety.pin is not None
    assert settings.safety.pin.get_secret_value() == "0042"
    assert "s3cret" not in repr(settings)
    assert "0042" not in repr(settings)


def test_secrets_come_from_systemd_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broker.password").write_text("from systemd\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    password = load(None, ["broker.username=me"]).settings.broker.password
    assert password is not None
    assert password.get_secret_value() == "from systemd"


def test_a_secret_file_that_is_missing_is_told_with_its_line(file: Path) -> None:
    (problem,) = problems(written(file, '[broker]\nusername = "me"\n\npassword_file = "/no/such/file"\n'))
    assert (problem.key, problem.line) == ("broker.password_file", 4)
    assert "No such file" in problem.message


def test_a_wrong_secret_is_never_shown(file: Path) -> None:
    found = problems(written(file, '[safety]\npin = "12x4"\n[broker]\npasswort = "hunter2"\nusername = 3.5\n'))
    assert {problem.key for problem in found} == {"safety.pin", "broker.passwort"}
    assert all(problem.value is None for problem in found)
    assert "hunter2" not in str([str(problem) for problem in found])


def test_a_pin_may_be_written_without_quotes(file: Path) -> None:
    pin = load(written(file, "[safety]\npin = 2468")).settings.safety.pin
    assert pin is not None
    assert pin.get_secret_value() == "2468"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[hub]\nid = 'x'\nname = \n", 3, "not TOML"),
        ("[hub]\nid = 'a'\nid = 'b'\n", 3, "not TOML"),
        ("[hub\n", 1, "not TOML"),
    ],
)
def test_a_file_that_is_not_toml_is_told_with_its_line(file: Path, text: str, line: int, message: str) -> None:
    (problem,) = problems(written(file, text))
    assert problem.line == line
    assert message in problem.message


def test_a_file_that_is_not_utf8_is_told_with_its_line(file: Path) -> None:
    file.write_bytes(b"[hub]\nname = 'K\xfcche'\n")
    (problem,) = problems(file)
    assert (problem.line, problem.message) == (2, "not UTF-8 text")


def test_windows_line_ends_and_a_byte_order_mark_are_accepted(file: Path) -> None:
    file.write_bytes("\ufeff[hub]\r\nname = 'Küche'\r\n".encode())
    assert load(file).settings.hub.name == "Küche"


def test_a_missing_file_is_an_os_error(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(file)


def test_options_of_a_home_assistant_app_are_read(tmp_path: Path) -> None:
    options = tmp_path / "options.json"
    options.write_text('{"broker": {"host": "core-mosquitto", "username": ""}, "logging": {"level": "debug"}}')
    settings = load(options).settings
    assert (settings.broker.host, settings.broker.username) == ("core-mosquitto", None)
    assert settings.logging.level == "debug"


@pytest.mark.parametrize("text", ["{", "[]", '{"broker": {"port": 0}}'])
def test_wrong_options_are_told(tmp_path: Path, text: str) -> None:
    options = tmp_path / "options.json"
    options.write_text(text)
    (problem,) = problems(options)
    assert problem.file == str(options)


def test_all_mistakes_are_listed_in_the_order_of_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_MEMORY__MAX_MB", "1")
    written(file, '[home.areas.den]\nname = "Den"\nfloor = "up"\n[hub]\nid = "A B"\n[broker]\nport = 0\n')
    assert [(found.key, found.line) for found in problems(file)] == [
        ("hub.id", 5),
        ("broker.port", 7),
        ("memory.max_mb", None),
    ]
