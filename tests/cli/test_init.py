from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from support import Mosquitto, free_port

from edge.cli import init, main
from edge.cli.exits import Exit
from edge.cli.probe import Address
from edge.settings import load


def run(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", str(file), *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hearth.toml"


def test_the_broker_that_answers_is_written(file: Path, mosquitto: Mosquitto, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Address(mosquitto.host, mosquitto.port)
    monkeypatch.setattr(init, "USUAL", (Address("127.0.0.1", free_port()), here))
    result = run(file)
    assert result.exit_code == Exit.OK, result.output
    assert f"wrote {file} with the broker {here}" in result.output
    broker = load(file).settings.broker
    assert (broker.host, broker.port) == (here.host, here.port)


def test_without_a_broker_the_home_is_simulated(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "USUAL", (Address("127.0.0.1", free_port()),))
    result = run(file)
    assert "nothing there" in result.output
    assert load(file).settings.broker.host is None


def test_a_broker_that_is_named_is_taken_though_it_does_not_answer(file: Path) -> None:
    port = free_port()
    result = run(file, "--broker", f"127.0.0.1:{port}", "--json")
    assert json.loads(result.output) == {
        "file": str(file),
        "broker": f"127.0.0.1:{port}",
        "tried": {f"127.0.0.1:{port}": "nothing"},
    }
    assert load(file).settings.broker.port == port


def test_nobody_is_asked_when_no_broker_is_wanted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "look", lambda *_: pytest.fail("asked"))
    assert run(file, "--no-broker").exit_code == Exit.OK


def test_an_existing_file_is_kept(file: Path) -> None:
    file.write_text("mine")
    result = run(file, "--no-broker")
    assert result.exit_code == Exit.FAILED
    assert "--force" in result.output
    assert file.read_text() == "mine"


def test_an_existing_file_is_overwritten_when_told_so(file: Path) -> None:
    file.write_text("mine")
    assert run(file, "--no-broker", "--force").exit_code == Exit.OK
    assert "[broker]" in file.read_text()


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    result = run(tmp_path / "no" / "hearth.toml", "--no-broker")
    assert result.exit_code == Exit.IO_ERROR
    assert "No such file or directory" in result.output


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("broker", Address("broker")),
        ("broker:1884", Address("broker", 1884)),
        ("[::1]:1884", Address("::1", 1884)),
        ("fe80::1", Address("fe80::1")),
    ],
)
def test_addresses(text: str, address: Address) -> None:
    assert init.read_address(text) == address


@pytest.mark.parametrize("text", ["broker:", "broker:0", "broker:65536", ":1883", "broker:x"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(click.BadParameter):
        init.read_address(text)
